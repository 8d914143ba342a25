#include "services/ledger/app/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "services/ledger/rpc/codec.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_ledger_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kRequest[] = "70000000-0000-7000-8000-000000000001";
constexpr char kSecondRequest[] = "70000000-0000-7000-8000-000000000002";

// The scene of scene.h, on the day after the talk.
class LedgerTest : public ::testing::Test {
 protected:
  LedgerTest() {
    store_.AddOrganization(scene::kCollege, scene::kLog);
    store_.AddOrganization(scene::kBranch, scene::kLog);
    store_.AddPost(scene::kSecretary, scene::Secretary());
    store_.AddPost(scene::kDeputy, scene::Deputy());
    store_.AddKind(scene::kKind);
  }

  absl::StatusOr<v1::RecordedActivity> Create(const std::string& request_id = kRequest) {
    const auto answer =
        ledger_.CreateActivity({}, {.request_id = request_id, .facts = scene::HeartTalk()});
    if (!answer.ok()) return answer.status();
    v1::RecordedActivity message;
    EXPECT_TRUE(message.ParseFromString(answer->bytes));
    return message;
  }

  xinqiao::testing::FakeLedgerStore store_{MessageEncoders(), scene::TestKey()};
  xinqiao::testing::FakeClock clock_{"2017-05-18"};
  xinqiao::testing::FakeIds ids_;
  Ledger ledger_{{.store = store_, .clock = clock_, .ids = ids_, .new_salt = [] {
                    return std::string(32, '\x05');
                  }}};
};

TEST_F(LedgerTest, RecordsAtTheBusinessTimeUnderANewId) {
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  const std::string id = "00000000-0000-7000-8000-000000000002";
  const auto activity = ledger_.GetActivity({}, scene::kCollege, id);
  ASSERT_THAT(activity, IsOk());
  EXPECT_EQ(activity->facts, scene::HeartTalk());
  EXPECT_EQ(activity->record_time, clock_.Now());
  EXPECT_EQ(recorded->activity().late_days(), 1);
}

TEST_F(LedgerTest, TodayIsThatOfTheClock) {
  clock_.SetDay("2017-05-16");
  EXPECT_THAT(Create(), FailsWith("DAY_IN_FUTURE"));
  clock_.SetDay("2017-05-17");
  EXPECT_THAT(Create(), IsOk());
}

TEST_F(LedgerTest, RetryReturnsTheFirstActivityWhateverTheClockSays) {
  const auto first = Create();
  clock_.SetDay("2017-05-16");
  const auto second = Create();
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
}

TEST_F(LedgerTest, VoidsOnce) {
  ASSERT_THAT(Create(), IsOk());
  VoidRequest request = {.request_id = kSecondRequest,
                         .organization_id = scene::kCollege,
                         .activity_id = "00000000-0000-7000-8000-000000000002",
                         .reason = "重复录入"};
  clock_.SetDay("2017-05-19");
  ASSERT_THAT(ledger_.VoidActivity({}, request), IsOk());
  const auto activity = ledger_.GetActivity({}, scene::kCollege, request.activity_id);
  EXPECT_EQ(activity->void_time, clock_.Now());
  EXPECT_EQ(activity->void_reason, "重复录入");
  request.request_id = "70000000-0000-7000-8000-000000000003";
  EXPECT_THAT(ledger_.VoidActivity({}, request), FailsWith("ACTIVITY_VOIDED"));
}

TEST_F(LedgerTest, YouthsNeitherRecordNorVoid) {
  const Call youth = {.principal = "youths/40000000-0000-7000-8000-000000000001"};
  EXPECT_THAT(ledger_.CreateActivity(youth, {.request_id = kRequest, .facts = scene::HeartTalk()}),
              FailsWith("NOT_A_CADRE"));
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->receipt().position(), 1);
  const std::string id =
      recorded->activity().name().substr(recorded->activity().name().size() - 36);
  EXPECT_THAT(ledger_.VoidActivity(youth, {.request_id = kSecondRequest,
                                           .organization_id = scene::kCollege,
                                           .activity_id = id,
                                           .reason = "重复录入"}),
              FailsWith("NOT_A_CADRE"));
  EXPECT_EQ(ledger_.GetActivity({}, scene::kCollege, id)->void_time, std::nullopt);
}

TEST_F(LedgerTest, PagesSayHowToGoOn) {
  for (int n = 1; n <= 3; ++n) {
    ASSERT_THAT(Create("70000000-0000-7000-8000-00000000000" + std::to_string(n)), IsOk());
  }
  ActivityQuery query = {.organization_id = scene::kCollege, .limit = 2};
  const auto first = ledger_.ListActivities({}, query);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->activities.size(), 2U);
  EXPECT_EQ(first->next_before_id, first->activities.back().id);
  query.before_id = first->next_before_id;
  const auto second = ledger_.ListActivities({}, query);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->activities.size(), 1U);
  EXPECT_EQ(second->next_before_id, "");
}

TEST_F(LedgerTest, PageOfLargeActivitiesIsShort) {
  ActivityFacts large = scene::HeartTalk();
  large.text = std::string(8000, 'x');
  large.participant_ids.assign(2000, scene::kNobody);
  for (int n = 10; n < 40; ++n) {
    ASSERT_THAT(ledger_.CreateActivity(
                    {}, {.request_id = "70000000-0000-7000-8000-0000000000" + std::to_string(n),
                         .facts = large}),
                IsOk());
  }
  const auto page = ledger_.ListActivities({}, {.organization_id = scene::kCollege, .limit = 1000});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->activities.size(), 9U);
  EXPECT_EQ(page->next_before_id, page->activities.back().id);
}

TEST_F(LedgerTest, LogIsToldWithItsKey) {
  EXPECT_THAT(ledger_.GetLog({}, scene::kLog),
              xinqiao::testing::IsOkAndHolds(
                  Log{.log = scene::kLog, .public_key = scene::TestKey().public_key}));
  EXPECT_THAT(ledger_.GetLog({}, scene::kOtherLog), FailsWith("LOG_UNKNOWN"));
}

}  // namespace
}  // namespace xinqiao::ledger
