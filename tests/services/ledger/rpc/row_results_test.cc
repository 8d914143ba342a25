#include "services/ledger/rpc/row_results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/request_id.h"
#include "services/ledger/domain/errors.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kPerson[] = "people/80000000-0000-7000-8000-000000000001";

Appended Recorded() {
  return {.receipt = {.log = scene::kLog, .position = 1},
          .activity = Activity{.id = scene::kNobody, .facts = scene::HeartTalk()}};
}

absl::Status PostEnded(const std::string& field) {
  return errors::PostNotValid(
      {{.field = field, .post_id = scene::kDeputy, .day = xinqiao::testing::Day("2017-06-01")}});
}

TEST(RowResultsTest, BatchAnswersInOrder) {
  UnitResult result = {Recorded(), Recorded()};
  result[1]->receipt.position = 2;
  const auto response = EncodeBatch(result, kPerson);
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->activities_size(), 2);
  EXPECT_EQ(response->activities(1).receipt().position(), 2);
  EXPECT_EQ(response->activities(1).activity().text(), scene::HeartTalk().text);
}

TEST(RowResultsTest, BatchNamesEveryRowThatWasRefused) {
  const UnitResult result = {
      absl::CancelledError("not at fault"), PostEnded("activity.actors[1]"),
      InvalidFields(errors::kDomain, {{.field = "activity.text", .description = "is required"},
                                      {.field = "activity.day", .description = "is no day"}}),
      RequestIdReused(scene::RequestId(4))};
  const absl::Status status = EncodeBatch(result, kPerson).status();
  EXPECT_THAT(status, FailsWith("INVALID_ROWS"));
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(FieldsOf(status),
              ElementsAre("requests[1].activity.actors[1]", "requests[2].activity.text",
                          "requests[2].activity.day", "requests[3]"));
  EXPECT_THAT(Violations(status)[0].description, ::testing::HasSubstr("POST_NOT_VALID"));
  EXPECT_THAT(Violations(status)[3].description, ::testing::HasSubstr("REQUEST_ID_REUSED"));
}

TEST(RowResultsTest, WhatConcernsAllRowsIsTheErrorOfTheBatch) {
  for (const absl::Status& status :
       {absl::UnavailableError("gone"), absl::DeadlineExceededError("late"), errors::QueueFull(),
        errors::NotACadre(), errors::LogHalted(scene::kLog), absl::InternalError("poison")}) {
    EXPECT_EQ(EncodeBatch({PostEnded("activity.author"), status}, kPerson).status(), status);
  }
}

// A client takes 4 MiB unless it says otherwise.
TEST(RowResultsTest, LargestBatchFitsInAnAnswer) {
  constexpr int kRows = 500;
  Appended row = Recorded();
  row.activity->facts.text = std::string((1 << 20) / kRows, 'x');
  row.activity->facts.participant_ids.clear();
  row.receipt.epoch_id = scene::kNobody;
  row.receipt.entry = std::string(1500, 'x');
  row.receipt.leaf_hash = std::string(32, 'x');
  row.receipt.checkpoint = std::string(400, 'x');
  row.receipt.inclusion_proof.assign(40, std::string(32, 'x'));
  const auto response = EncodeBatch(UnitResult(kRows, row), kPerson);
  ASSERT_THAT(response, IsOk());
  EXPECT_LT(response->ByteSizeLong(), 4U << 20);
}

TEST(RowResultsTest, ImportCountsAndExplains) {
  v1::ImportActivitiesResponse response;
  Appended repeated = Recorded();
  repeated.repeated = true;
  EXPECT_THAT(AddRow(1, Recorded(), response), IsOk());
  EXPECT_THAT(AddRow(2, repeated, response), IsOk());
  EXPECT_THAT(AddRow(3, PostEnded("activity.author"), response), IsOk());
  EXPECT_THAT(AddRow(4, RequestIdReused(scene::RequestId(4)), response), IsOk());
  EXPECT_EQ(response.recorded_count(), 1);
  EXPECT_EQ(response.already_recorded_count(), 1);
  EXPECT_EQ(response.failed_count(), 2);
  ASSERT_EQ(response.failures_size(), 2);
  EXPECT_EQ(response.failures(0).row(), 3);
  EXPECT_EQ(response.failures(0).field(), "activity.author");
  EXPECT_EQ(response.failures(0).reason(), "POST_NOT_VALID");
  EXPECT_EQ(response.failures(1).row(), 4);
  EXPECT_EQ(response.failures(1).field(), "");
  EXPECT_EQ(response.failures(1).reason(), "REQUEST_ID_REUSED");
}

TEST(RowResultsTest, PoisonedRowOfAnImportFailsAloneAndTellsNothing) {
  v1::ImportActivitiesResponse response;
  EXPECT_THAT(AddRow(1, absl::InternalError("column of a table"), response), IsOk());
  ASSERT_EQ(response.failures_size(), 1);
  EXPECT_EQ(response.failures(0).reason(), "INTERNAL");
  EXPECT_EQ(response.failures(0).message(), "internal error");
}

TEST(RowResultsTest, ImportEndsWithWhatConcernsTheRowsToCome) {
  v1::ImportActivitiesResponse response;
  for (const absl::Status& status :
       {absl::UnavailableError("gone"), absl::DeadlineExceededError("late"), errors::QueueFull(),
        errors::NotACadre(), errors::LogHalted(scene::kLog)}) {
    EXPECT_EQ(AddRow(1, status, response), status);
  }
  EXPECT_EQ(response.failed_count(), 0);
}

TEST(RowResultsTest, ReasonsAreBounded) {
  v1::ImportActivitiesResponse response;
  for (int row = 1; row <= 1200; ++row) {
    EXPECT_THAT(AddRow(row, PostEnded("activity.author"), response), IsOk());
  }
  EXPECT_EQ(response.failed_count(), 1200);
  EXPECT_EQ(response.failures_size(), 1000);
}

}  // namespace
}  // namespace xinqiao::ledger
