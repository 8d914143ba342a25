#include "libs/rpc/malformed.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "libs/base/error.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"
#include "xinqiao/registry/v1/organization_service.pb.h"

namespace xinqiao::rpc {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;

constexpr char kBroken[] = "broken \xff";

// What a client that does not check its text puts on the wire, and what it hears.
absl::Status Answer(const google::protobuf::Message& message) {
  google::protobuf::LogSilencer silencer;
  const std::string bytes = message.SerializeAsString();
  EXPECT_FALSE(std::unique_ptr<google::protobuf::Message>(message.New())->ParseFromString(bytes));
  return WhyMalformed(*message.GetDescriptor(), bytes);
}

FieldViolation BrokenText(const std::string& field) {
  return {.field = field, .description = "is not well-formed UTF-8"};
}

TEST(MalformedTest, NamesTheFieldWhoseTextIsBroken) {
  registry::v1::CreateOrganizationRequest request;
  request.set_request_id(kBroken);
  const absl::Status status = Answer(request);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(status), ElementsAre(BrokenText("request_id")));
}

TEST(MalformedTest, NamesAFieldOfANestedMessage) {
  registry::v1::CreateOrganizationRequest request;
  request.mutable_organization()->set_kind(registry::v1::ORGANIZATION_KIND_BRANCH);
  request.mutable_organization()->set_display_name(kBroken);
  EXPECT_THAT(Violations(Answer(request)), ElementsAre(BrokenText("organization.display_name")));
}

TEST(MalformedTest, CountsRepeatedFields) {
  registry::v1::ListOrganizationsResponse response;
  response.add_organizations()->set_display_name("good");
  response.add_organizations()->set_display_name("good too");
  response.add_organizations()->set_parent(kBroken);
  EXPECT_THAT(Violations(Answer(response)), ElementsAre(BrokenText("organizations[2].parent")));

  ledger::v1::Activity activity;
  activity.add_participants("good");
  activity.add_participants(kBroken);
  EXPECT_THAT(Violations(Answer(activity)), ElementsAre(BrokenText("participants[1]")));
}

TEST(MalformedTest, OtherBytesAreNotTheMessage) {
  for (const std::string& bytes :
       {std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), std::string("\x0a\x7f"),
        std::string("\x0a\xff\xff\xff\xff\x0f"), std::string("\x0f\x01"), std::string("\x0b"),
        std::string(1000, '\x0b'), std::string("\x08")}) {
    const absl::Status status =
        WhyMalformed(*registry::v1::CreateOrganizationRequest::descriptor(), bytes);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(status, FailsWith("MALFORMED_REQUEST"));
    EXPECT_EQ(status.message(),
              "the request is not a xinqiao.registry.v1.CreateOrganizationRequest");
  }
}

// Deeper than any message of ours nests: the search ends.
TEST(MalformedTest, BrokenTextInTheDepthsIsNotLookedFor) {
  google::protobuf::Value value;
  value.set_string_value(kBroken);
  for (int i = 0; i < 60; ++i) {
    google::protobuf::Value outer;
    *outer.mutable_list_value()->add_values() = value;
    value = outer;
  }
  EXPECT_THAT(Answer(value), FailsWith("MALFORMED_REQUEST"));
}

}  // namespace
}  // namespace xinqiao::rpc
