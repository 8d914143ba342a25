#include "services/ledger/domain/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger::errors {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;

const Period kFirstQuarter = {.first = absl::CivilDay(2017, 1, 1),
                              .end = absl::CivilDay(2017, 4, 1)};

TEST(ErrorsTest, EveryFieldAtFaultIsNamed) {
  const absl::Status status =
      PostNotValid({{.field = "activity.author", .post_id = "a", .day = Day("2017-05-17")},
                    {.field = "activity.actors[2]", .post_id = "b", .day = Day("2017-05-16")}});
  EXPECT_THAT(status, FailsWith("POST_NOT_VALID"));
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_THAT(
      Violations(status),
      ElementsAre(FieldViolation{"activity.author", "the post is not valid on 2017-05-17"},
                  FieldViolation{"activity.actors[2]", "the post is not valid on 2017-05-16"}));
  EXPECT_EQ(status.message(),
            "activity.author: the post is not valid on 2017-05-17; "
            "activity.actors[2]: the post is not valid on 2017-05-16");
}

TEST(ErrorsTest, ClosedBooksNameThePeriodAndWhoClosed) {
  const absl::Status status = BooksClosed("activity.day", "organization-1", kFirstQuarter);
  EXPECT_THAT(status, FailsWith("BOOKS_CLOSED"));
  EXPECT_EQ(status.message(),
            "activity.day: organizations/organization-1 has closed the books of 2017-01-01 to "
            "2017-03-31; a body above it may reopen them");
  EXPECT_THAT(BooksNotClosed("organization-1", kFirstQuarter), FailsWith("BOOKS_NOT_CLOSED"));
}

// Clients read what is at fault from ErrorInfo as well.
TEST(ErrorsTest, MetadataTravelsBesideTheFields) {
  const absl::Status status = BooksClosed("activity.day", "organization-1", kFirstQuarter);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(
      std::string(status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo").value())));
  EXPECT_THAT(
      info.metadata(),
      UnorderedElementsAre(Pair("organization", "organization-1"), Pair("first_day", "2017-01-01"),
                           Pair("last_day", "2017-03-31"), Pair("field", "activity.day")));
  EXPECT_THAT(Violations(status), SizeIs(1));
}

TEST(ErrorsTest, RowsKeepTheirReasonsAndFields) {
  const absl::Status status = InvalidRows(
      {absl::OkStatus(), DayInFuture("activity.day", Day("2017-05-18"), Day("2017-05-17")),
       PostUnknown({{.field = "activity.author", .post_id = "a"},
                    {.field = "activity.actors[0]", .post_id = "b"}}),
       absl::OkStatus(), ActivityUnknown("c")});
  EXPECT_THAT(status, FailsWith("INVALID_ROWS"));
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(
      Violations(status),
      ElementsAre(FieldViolation{"requests[1].activity.day",
                                 "DAY_IN_FUTURE: 2017-05-18 is after today, 2017-05-17"},
                  FieldViolation{"requests[2].activity.author", "POST_UNKNOWN: no such post"},
                  FieldViolation{"requests[2].activity.actors[0]", "POST_UNKNOWN: no such post"},
                  FieldViolation{"requests[4]", "ACTIVITY_UNKNOWN: no such activity"}));
}

std::string RowsOf(const std::vector<absl::Status>& rows) {
  google::rpc::ErrorInfo info;
  const auto payload = InvalidRows(rows).GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_TRUE(payload.has_value() && info.ParseFromString(std::string(*payload)));
  return info.metadata().at("rows");
}

TEST(ErrorsTest, EveryRowAtFaultIsNamedHoweverMany) {
  const absl::Status good;
  const absl::Status bad = ActivityUnknown("c");
  EXPECT_EQ(RowsOf({bad}), "0");
  EXPECT_EQ(RowsOf({good, bad, good, bad, bad, bad, good, bad, bad}), "1,3-5,7-8");
  EXPECT_EQ(RowsOf(std::vector<absl::Status>(500, bad)), "0-499");
}

TEST(ErrorsTest, CodesSayWhatMayHelp) {
  EXPECT_TRUE(absl::IsPermissionDenied(NotACadre()));
  EXPECT_TRUE(absl::IsPermissionDenied(NotAnOperator()));
  EXPECT_TRUE(absl::IsPermissionDenied(NotAParticipant()));
  EXPECT_TRUE(absl::IsPermissionDenied(WitnessUnknown()));
  EXPECT_TRUE(absl::IsFailedPrecondition(NotASuperior("o")));
  EXPECT_TRUE(absl::IsFailedPrecondition(NothingToWithdraw()));
  EXPECT_TRUE(absl::IsFailedPrecondition(NothingToRedact()));
  EXPECT_TRUE(absl::IsFailedPrecondition(LogHalted("l")));
  EXPECT_TRUE(absl::IsFailedPrecondition(LogNotHalted("l")));
  EXPECT_TRUE(absl::IsInvalidArgument(SeveralLogs()));
  EXPECT_TRUE(absl::IsInvalidArgument(CosignatureWrong("p")));
  EXPECT_TRUE(absl::IsResourceExhausted(QueueFull()));
  EXPECT_TRUE(absl::IsNotFound(LogUnknown("l")));
  EXPECT_TRUE(absl::IsNotFound(CheckpointUnknown(3)));
  EXPECT_TRUE(absl::IsOutOfRange(BeyondTree(3)));
}

}  // namespace
}  // namespace xinqiao::ledger::errors
