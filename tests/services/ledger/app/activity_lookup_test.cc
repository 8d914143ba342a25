#include "services/ledger/app/activity_lookup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/drafts.h"
#include "tests/support/fakes/fake_ledger_reads.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// Knows activities 1 and 2 of the college. What is given to another thread runs
// when the test says so.
class ActivityLookupTest : public ::testing::Test {
 protected:
  ActivityLookupTest() {
    for (int n : {1, 2}) {
      Activity& activity = reads_.activities[scene::ActivityId(n)];
      activity.id = scene::ActivityId(n);
      activity.facts = scene::HeartTalk();
    }
  }

  // The lookup waits for them.
  void TearDown() override {
    while (!tasks_.empty()) RunNext();
  }

  void Get(int n, absl::Time deadline = absl::InfiniteFuture()) {
    lookup_.Get({.deadline = deadline},
                {.organization_id = scene::kCollege, .activity_id = scene::ActivityId(n)},
                [this, n](const absl::StatusOr<Activity>& activity) {
                  told_.push_back(activity.ok() ? absl::StrCat(n) : absl::StrCat(n, " not"));
                  statuses_.push_back(activity.status());
                  if (activity.ok()) {
                    EXPECT_EQ(activity->id, scene::ActivityId(n));
                  }
                });
  }

  void RunNext() {
    ASSERT_FALSE(tasks_.empty());
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    task();
  }

  xinqiao::testing::FakeLedgerReads reads_;
  std::deque<std::function<void()>> tasks_;
  bool full_ = false;
  std::vector<std::string> told_;
  std::vector<absl::Status> statuses_;
  ActivityLookup lookup_{reads_, [this](std::function<void()> task) {
                           if (full_) return false;
                           tasks_.push_back(std::move(task));
                           return true;
                         }};
};

TEST_F(ActivityLookupTest, WhoeverWaitsIsReadTogetherInOrder) {
  for (int n : {2, 1, 3, 2}) Get(n);
  EXPECT_EQ(tasks_.size(), static_cast<size_t>(ActivityLookup::kReadersMax));
  RunNext();
  EXPECT_THAT(told_, ElementsAre("2", "1", "3 not", "2"));
  EXPECT_THAT(statuses_[2], FailsWith("ACTIVITY_UNKNOWN"));
  EXPECT_THAT(reads_.together, ElementsAre(4));
  // The other reader finds nobody.
  RunNext();
  EXPECT_THAT(reads_.together, ElementsAre(4));
  Get(1);
  RunNext();
  EXPECT_THAT(reads_.together, ElementsAre(4, 1));
  EXPECT_EQ(told_.size(), 5U);
}

TEST_F(ActivityLookupTest, WhoComesDuringAReadIsReadNext) {
  reads_.during_get = [this] {
    reads_.during_get = nullptr;
    Get(2);
  };
  Get(1);
  RunNext();
  EXPECT_THAT(told_, ElementsAre("1", "2"));
  EXPECT_THAT(reads_.together, ElementsAre(1, 1));
}

TEST_F(ActivityLookupTest, AReadTakesNoMoreThanItsShare) {
  for (size_t i = 0; i < ActivityLookup::kTogetherMax + 3; ++i) Get(1);
  RunNext();
  EXPECT_THAT(reads_.together, ElementsAre(ActivityLookup::kTogetherMax, 3));
  EXPECT_EQ(told_.size(), ActivityLookup::kTogetherMax + 3);
}

TEST_F(ActivityLookupTest, AReadWaitsAsLongAsTheMostPatient) {
  const absl::Time start = absl::UnixEpoch();
  for (int seconds : {1, 3, 2}) Get(1, start + absl::Seconds(seconds));
  RunNext();
  EXPECT_EQ(reads_.last_deadline, start + absl::Seconds(3));
}

TEST_F(ActivityLookupTest, AFailureIsToldToAllOfTheRead) {
  reads_.get_status = absl::UnavailableError("down");
  for (int n : {1, 2}) Get(n);
  RunNext();
  EXPECT_THAT(statuses_, Each(absl::UnavailableError("down")));
  EXPECT_EQ(statuses_.size(), 2U);
  reads_.get_status = absl::OkStatus();
  Get(1);
  RunNext();
  EXPECT_THAT(statuses_.back(), IsOk());
}

TEST_F(ActivityLookupTest, NobodyIsLeftWaitingWithoutAReader) {
  full_ = true;
  Get(1);
  EXPECT_THAT(statuses_.back(), FailsWith("QUEUE_FULL"));
  full_ = false;
  Get(1);
  full_ = true;
  // The first reader comes to it.
  Get(2);
  EXPECT_EQ(statuses_.size(), 1U);
  RunNext();
  EXPECT_THAT(told_, ElementsAre("1 not", "1", "2"));
}

TEST_F(ActivityLookupTest, ItEndsAfterTheLastReader) {
  std::thread reader;
  std::atomic<bool> answered = false;
  {
    ActivityLookup lookup(reads_, [&](std::function<void()> task) {
      reader = std::thread(std::move(task));
      return true;
    });
    reads_.during_get = [] { std::this_thread::sleep_for(std::chrono::milliseconds(20)); };
    lookup.Get({}, {.organization_id = scene::kCollege, .activity_id = scene::ActivityId(1)},
               [&](const absl::StatusOr<Activity>&) { answered = true; });
  }
  EXPECT_TRUE(answered);
  reader.join();
}

TEST_F(ActivityLookupTest, TooManyAreRefused) {
  for (size_t i = 0; i < ActivityLookup::kWaitingMax; ++i) Get(1);
  EXPECT_TRUE(told_.empty());
  Get(1);
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_THAT(statuses_.back(), FailsWith("QUEUE_FULL"));
  RunNext();
  EXPECT_EQ(told_.size(), ActivityLookup::kWaitingMax + 1);
}

}  // namespace
}  // namespace xinqiao::ledger
