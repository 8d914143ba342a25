#include "libs/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "libs/base/request_id.h"
#include "libs/base/text.h"
#include "tests/support/status_matchers.h"

namespace xinqiao {
namespace {

using testing::FailsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ErrorTest, KeepsCodeTextReasonAndMetadata) {
  const absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition, {"ledger.xinqiao", "POST_NOT_VALID"},
                "the post has ended", {{"post", "p-1"}, {"day", "2017-05-17"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "the post has ended");
  EXPECT_EQ(ErrorReason(status), "POST_NOT_VALID");

  google::rpc::ErrorInfo info;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  ASSERT_TRUE(payload.has_value());
  ASSERT_TRUE(info.ParseFromString(std::string(*payload)));
  EXPECT_EQ(info.domain(), "ledger.xinqiao");
  EXPECT_EQ(info.metadata().at("post"), "p-1");
  EXPECT_EQ(info.metadata().at("day"), "2017-05-17");
}

TEST(ErrorTest, KeepsEveryViolation) {
  const std::vector<FieldViolation> violations = {
      {.field = "activity.text", .description = "is required"},
      {.field = "activity.actors[2]", .description = "is not a name"}};
  const absl::Status status = InvalidFields("ledger.xinqiao", violations);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
  EXPECT_EQ(status.message(), "activity.text: is required; activity.actors[2]: is not a name");
  EXPECT_EQ(Violations(status), violations);
}

TEST(ErrorTest, FieldsMayBeRefusedForAReasonOfTheirOwn) {
  const std::vector<FieldViolation> violations = {
      {.field = "rule_pack.duties[0]", .description = "asks for more"}};
  const absl::Status status =
      RefusedFields(absl::StatusCode::kFailedPrecondition, {"registry.xinqiao", "RULES_RAISED"},
                    violations, {{"rule_pack", "pack-1"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(status, FailsWith("RULES_RAISED"));
  EXPECT_EQ(status.message(), "rule_pack.duties[0]: asks for more");
  EXPECT_EQ(Violations(status), violations);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(
      std::string(*status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo"))));
  EXPECT_EQ(info.metadata().at("rule_pack"), "pack-1");
}

TEST(ErrorTest, OtherStatusesHaveNeitherReasonNorViolations) {
  absl::Status strange = absl::InternalError("strange");
  strange.SetPayload("type.googleapis.com/google.rpc.ErrorInfo", absl::Cord("\xff\xff"));
  for (const absl::Status& status : {absl::OkStatus(), absl::InternalError("x"), strange}) {
    EXPECT_EQ(ErrorReason(status), "");
    EXPECT_THAT(Violations(status), IsEmpty());
  }
}

// HTTP/2 clients take 8 KiB of trailers; the text travels in them percent-encoded (three bytes for
// one) and, with the details, in base64 (four for three).
TEST(ErrorTest, ManyViolationsStillTravel) {
  std::vector<FieldViolation> violations;
  for (int i = 0; i < 500; ++i) {
    violations.push_back({.field = absl::StrCat("activities[", i, "].text"),
                          .description = "是一段不合规的文字，应当改写"});
  }
  const absl::Status status = InvalidFields("ledger.xinqiao", violations);
  size_t details = status.message().size();
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    details += url.size() + payload.size();
  });
  EXPECT_LT(status.message().size() * 3 + details * 4 / 3, 8000U);

  const std::vector<FieldViolation> kept = Violations(status);
  ASSERT_GT(kept.size(), 10U);
  EXPECT_EQ(kept.front(), violations.front());
  EXPECT_EQ(kept.back(),
            (FieldViolation{.field = "",
                            .description = absl::StrCat("and ", 501 - kept.size(), " more")}));
}

TEST(ErrorTest, LongTextIsCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "桥";
  for (const char* lead : {"", "a", "ab"}) {
    const absl::Status status =
        InvalidFields("ledger.xinqiao", {{.field = "text", .description = lead + text}});
    const std::vector<FieldViolation> kept = Violations(status);
    ASSERT_THAT(kept, SizeIs(1));
    EXPECT_TRUE(IsUtf8(kept[0].description)) << lead;
    EXPECT_TRUE(IsUtf8(status.message())) << lead;
    EXPECT_LT(kept[0].description.size(), 310U);
  }
}

TEST(ErrorTest, AReusedRequestIdIsNamed) {
  const absl::Status status = RequestIdReused("r-1");
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(status, FailsWith("REQUEST_ID_REUSED"));
}

}  // namespace
}  // namespace xinqiao
