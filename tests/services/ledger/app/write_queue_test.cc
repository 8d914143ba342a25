#include "services/ledger/app/write_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "tests/services/ledger/drafts.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// A unit of `count` drafts, the first of them number `first`.
Unit UnitOf(int first, int count = 1) {
  Unit unit;
  for (int i = 0; i < count; ++i) unit.drafts.push_back(scene::VoidingOf(first + i, 1));
  unit.done = [](UnitResult) {};
  return unit;
}

std::vector<std::string> FirstRequests(const QueuedUnits& units) {
  std::vector<std::string> ids;
  for (const auto& unit : units) ids.push_back(unit->drafts().front().request_id);
  return ids;
}

TEST(WriteQueueTest, GivesUnitsWholeAndInOrder) {
  WriteQueue queue({.queued_max = 100, .batch_max = 5, .batch_bytes_max = 1 << 20});
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(1, 2)), IsOk());
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(3, 2)), IsOk());
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(5, 2)), IsOk());
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(7, 9)), IsOk());  // More than a batch: alone.
  std::optional<WriteQueue::Taken> taken = queue.Take();
  EXPECT_THAT(FirstRequests(taken->units),
              ElementsAre(scene::TestId('7', 1), scene::TestId('7', 3)));
  EXPECT_EQ(queue.queued(), 11U);
  queue.Release(scene::kLog);
  taken = queue.Take();
  EXPECT_THAT(FirstRequests(taken->units), ElementsAre(scene::TestId('7', 5)));
  queue.Release(scene::kLog);
  taken = queue.Take();
  EXPECT_THAT(FirstRequests(taken->units), ElementsAre(scene::TestId('7', 7)));
  EXPECT_EQ(queue.queued(), 0U);
  queue.Release(scene::kLog);
  queue.Stop();
  EXPECT_FALSE(queue.Take().has_value());
}

TEST(WriteQueueTest, BoundsTheBytesOfABatch) {
  WriteQueue queue({.queued_max = 100, .batch_max = 50, .batch_bytes_max = 10'000});
  for (int i = 1; i <= 3; ++i) {
    ActivityFacts facts = scene::HeartTalk();
    facts.text = std::string(4000, 'x');
    Unit unit = UnitOf(i);
    unit.drafts = {scene::RecordingOf(i, facts)};
    EXPECT_THAT(queue.Push(scene::kLog, std::move(unit)), IsOk());
  }
  EXPECT_EQ(queue.Take()->units.size(), 1U);
  queue.Stop();
}

TEST(WriteQueueTest, GivesALogToOneTakerAtATime) {
  WriteQueue queue({});
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(1)), IsOk());
  EXPECT_EQ(queue.Take()->log, scene::kLog);
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(2)), IsOk());
  EXPECT_THAT(queue.Push(scene::kOtherLog, UnitOf(3)), IsOk());
  EXPECT_EQ(queue.Take()->log, scene::kOtherLog);
  queue.Release(scene::kLog);
  EXPECT_EQ(queue.Take()->log, scene::kLog);
  queue.Stop();
}

TEST(WriteQueueTest, RefusesWhatIsTooMuch) {
  WriteQueue queue({.queued_max = 3});
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(1, 2)), IsOk());
  EXPECT_THAT(queue.Push(scene::kOtherLog, UnitOf(3, 2)), FailsWith("QUEUE_FULL"));
  EXPECT_THAT(queue.Push(scene::kOtherLog, UnitOf(3)), IsOk());
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(4)), FailsWith("QUEUE_FULL"));
  queue.Take();
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(4)), IsOk());
  queue.Stop();
}

TEST(WriteQueueTest, ALateUnitIsAnsweredAndNotTaken) {
  WriteQueue queue({});
  std::promise<UnitResult> answer;
  Unit late = UnitOf(1, 2);
  late.call.deadline = absl::Now() + absl::Milliseconds(30);
  late.done = [&](UnitResult result) { answer.set_value(std::move(result)); };
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(3)), IsOk());
  EXPECT_THAT(queue.Push(scene::kLog, std::move(late)), IsOk());
  const UnitResult told = answer.get_future().get();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_TRUE(absl::IsDeadlineExceeded(told[1].status())) << told[1].status();
  const auto taken = queue.Take();
  EXPECT_THAT(FirstRequests(taken->units), ElementsAre(scene::TestId('7', 3)));
  EXPECT_EQ(queue.queued(), 0U);
  queue.Stop();
}

TEST(WriteQueueTest, OnlyTheFirstAnswerOfAUnitIsGiven) {
  WriteQueue queue({});
  std::atomic<int> answers = 0;
  std::promise<void> answered;
  Unit unit = UnitOf(1);
  unit.call.deadline = absl::Now() + absl::Milliseconds(30);
  unit.done = [&](const UnitResult& result) {
    EXPECT_TRUE(absl::IsDeadlineExceeded(result[0].status()));
    ++answers;
    answered.set_value();
  };
  EXPECT_THAT(queue.Push(scene::kLog, std::move(unit)), IsOk());
  const auto taken = queue.Take();
  answered.get_future().wait();  // While it is being written.
  EXPECT_TRUE(taken->units[0]->answered());
  taken->units[0]->Answer({Appended{}});
  queue.Forget(taken->units);
  EXPECT_EQ(answers, 1);
  queue.Stop();
}

TEST(WriteQueueTest, WhatIsQueuedWhenItStopsIsTakenStill) {
  WriteQueue queue({});
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(1)), IsOk());
  queue.Stop();
  EXPECT_THAT(queue.Push(scene::kLog, UnitOf(2)), FailsWith("QUEUE_FULL"));
  EXPECT_TRUE(queue.Take().has_value());
  EXPECT_FALSE(queue.Take().has_value());
}

}  // namespace
}  // namespace xinqiao::ledger
