#include "services/ledger/app/batch_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/services/ledger/drafts.h"
#include "tests/services/ledger/proofs.h"
#include "tests/support/fakes/fake_log_store.h"
#include "tests/support/fakes/fake_signed_heads.h"
#include "tests/support/fakes/fake_write_observer.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// The scene's log. A first draft can hold the log, so that what is submitted
// meanwhile becomes one batch.
class BatchWriterTest : public ::testing::Test {
 protected:
  BatchWriterTest() {
    store_.SetDirectory(scene::AllKnown());
    Start({});
  }

  void Start(const BatchWriter::Options& options) {
    writer_.reset();
    writer_ = std::make_unique<BatchWriter>(
        BatchWriter::Deps{.store = store_,
                          .signed_heads = signed_heads_,
                          .observer = observer_,
                          .key = scene::TestKey(),
                          .encode =
                              [](const Draft& draft, const EntryContext&) {
                                return absl::StrCat("entry of ", draft.request_id);
                              },
                          .appended = [this] { ++wakes_; }},
        options);
  }

  std::future<UnitResult> Submit(std::vector<Draft> drafts,
                                 absl::Time deadline = absl::InfiniteFuture()) {
    const auto answer = std::make_shared<std::promise<UnitResult>>();
    const absl::Status taken = writer_->Submit(
        scene::kLog, {.call = {.deadline = deadline},
                      .drafts = std::move(drafts),
                      .done = [answer](UnitResult r) { answer->set_value(std::move(r)); }});
    EXPECT_THAT(taken, IsOk());
    return answer->get_future();
  }
  absl::StatusOr<Appended> Write(Draft draft) { return Submit({std::move(draft)}).get().front(); }

  // Writes draft 1000 and stays in its transaction until let go.
  void Hold() {
    store_.OnAppend([this](const NewBatch& batch) {
      if (batch.entries[0].draft->request_id != scene::TestId('7', 1000))
        return CheckStorable(batch);
      held_.count_down();
      go_.wait();
      return absl::OkStatus();
    });
    holder_ = Submit({scene::RecordingOf(1000)});
    held_.wait();
  }
  void LetGo() {
    go_.count_down();
    EXPECT_THAT(holder_.get(), Each(IsOk()));
  }

  absl::Status CheckStorable(const NewBatch& batch) const {
    for (const NewEntry& entry : batch.entries) {
      if (entry.draft->request_id == poison_) return absl::InternalError("it cannot be stored");
    }
    return absl::OkStatus();
  }

  std::string LastSigned() { return **signed_heads_.Get(scene::kLog); }

  xinqiao::testing::FakeLogStore store_;
  xinqiao::testing::FakeSignedHeads signed_heads_;
  xinqiao::testing::FakeWriteObserver observer_;
  std::atomic<int> wakes_ = 0;
  std::latch held_{1};
  std::latch go_{1};
  std::future<UnitResult> holder_;
  std::string poison_;  // The request that cannot be stored. Set while the log is held.
  std::unique_ptr<BatchWriter> writer_;
};

TEST_F(BatchWriterTest, AnswersWithAReceiptThatProvesTheEntry) {
  const auto first = Write(scene::RecordingOf(1));
  ASSERT_THAT(first, IsOk());
  const auto second = Write(scene::VoidingOf(2, 1));
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->activity, std::get<Recording>(scene::RecordingOf(1).what).activity);
  EXPECT_EQ(second->activity->void_reason, "重复记录");
  const Receipt& receipt = second->receipt;
  EXPECT_EQ(receipt.position, 2);
  const auto tree = OpenCheckpoint(receipt.checkpoint, scene::TestKey().public_key);
  ASSERT_THAT(tree, IsOk());
  EXPECT_TRUE(proofs::InclusionHolds(HashAlgorithm::kSha256, 1, 2, receipt.leaf_hash,
                                     receipt.inclusion_proof, tree->root));
  EXPECT_EQ(LastSigned(), receipt.checkpoint);
  EXPECT_EQ(wakes_, 2);
}

TEST_F(BatchWriterTest, WhatWaitsTogetherIsOneTransaction) {
  Hold();
  std::vector<std::future<UnitResult>> answers;
  for (int i = 1; i <= 40; ++i) answers.push_back(Submit({scene::RecordingOf(i)}));
  LetGo();
  std::set<int64_t> positions;
  std::set<std::string> checkpoints;
  for (auto& answer : answers) {
    const UnitResult result = answer.get();
    ASSERT_THAT(result, ElementsAre(IsOk()));
    positions.insert(result[0]->receipt.position);
    checkpoints.insert(result[0]->receipt.checkpoint);
  }
  EXPECT_THAT(positions, SizeIs(40));
  EXPECT_EQ(*positions.begin(), 2);
  EXPECT_EQ(*positions.rbegin(), 41);
  EXPECT_THAT(checkpoints, SizeIs(1));
  EXPECT_THAT(store_.batches(), SizeIs(2));
}

TEST_F(BatchWriterTest, ARetryGetsTheFirstReceipt) {
  const auto first = Write(scene::RecordingOf(1));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Write(scene::VoidingOf(2, 1)), IsOk());
  const auto again = Write(scene::RecordingOf(1));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->receipt, first->receipt);
  EXPECT_EQ(again->activity, first->activity);
  Draft other = scene::RecordingOf(1);
  other.request_digest.back() = '!';
  EXPECT_THAT(Write(other), FailsWith("REQUEST_ID_REUSED"));
  EXPECT_THAT(store_.batches(), SizeIs(2));
}

TEST_F(BatchWriterTest, AQuickRetryInTheSameBatchIsNoSecondEntry) {
  Hold();
  auto first = Submit({scene::RecordingOf(1)});
  auto second = Submit({scene::RecordingOf(1)});
  LetGo();
  const UnitResult a = first.get();
  const UnitResult b = second.get();
  ASSERT_THAT(a, ElementsAre(IsOk()));
  ASSERT_THAT(b, ElementsAre(IsOk()));
  EXPECT_EQ(a[0]->receipt, b[0]->receipt);
  EXPECT_EQ(a[0]->activity, b[0]->activity);
  EXPECT_TRUE(b[0]->repeated);
}

TEST_F(BatchWriterTest, AUnitIsAppendedWholeOrNotAtAll) {
  Hold();
  auto refused = Submit({scene::RecordingOf(1), scene::VoidingOf(2, 99)});
  auto taken = Submit({scene::RecordingOf(3), scene::RecordingOf(4)});
  LetGo();
  const UnitResult no = refused.get();
  EXPECT_TRUE(absl::IsCancelled(no[0].status()));
  EXPECT_THAT(no[1], FailsWith("ACTIVITY_UNKNOWN"));
  EXPECT_THAT(taken.get(), ElementsAre(IsOk(), IsOk()));
  EXPECT_THAT(store_.leaf_hashes(scene::kLog), SizeIs(3));
  EXPECT_THAT(observer_.reasons(), ElementsAre("ACTIVITY_UNKNOWN"));
}

TEST_F(BatchWriterTest, WhatCannotBeStoredFailsAlone) {
  Hold();
  constexpr int kUnits = 60;
  std::vector<std::future<UnitResult>> answers;
  for (int i = 1; i <= kUnits; ++i) answers.push_back(Submit({scene::RecordingOf(i)}));
  poison_ = scene::TestId('7', 37);
  LetGo();
  for (int i = 1; i <= kUnits; ++i) {
    const UnitResult result = answers[static_cast<size_t>(i - 1)].get();
    if (i == 37) {
      EXPECT_TRUE(absl::IsInternal(result[0].status()));
    } else {
      EXPECT_THAT(result[0], IsOk()) << i;
    }
  }
  EXPECT_THAT(store_.leaf_hashes(scene::kLog), SizeIs(kUnits));
  EXPECT_THAT(observer_.not_storable(), ElementsAre(poison_));
}

TEST_F(BatchWriterTest, ADatabaseThatFailsIsToldToAll) {
  store_.OnAppend([](const NewBatch&) { return absl::UnavailableError("gone"); });
  const UnitResult result = Submit({scene::RecordingOf(1), scene::RecordingOf(2)}).get();
  for (const auto& told : result) EXPECT_TRUE(absl::IsUnavailable(told.status()));
  store_.OnAppend([](const NewBatch&) { return absl::OkStatus(); });
  EXPECT_THAT(Write(scene::RecordingOf(1)), IsOk());
}

TEST_F(BatchWriterTest, TheDeadlineOfACallerIsKept) {
  Hold();
  const absl::Time soon = absl::Now() + absl::Milliseconds(30);
  const UnitResult late = Submit({scene::RecordingOf(1)}, soon).get();
  EXPECT_TRUE(absl::IsDeadlineExceeded(late[0].status()));
  LetGo();
  // It was never written.
  const auto later = Write(scene::RecordingOf(1));
  ASSERT_THAT(later, IsOk());
  EXPECT_FALSE(later->repeated);
}

TEST_F(BatchWriterTest, RefusesWhatWouldWaitTooLong) {
  Start({.queue = {.queued_max = 2}});
  Hold();
  auto waiting = Submit({scene::RecordingOf(1), scene::RecordingOf(2)});
  EXPECT_THAT(writer_->Submit(scene::kLog, {.drafts = {scene::RecordingOf(3)},
                                            .done = [](UnitResult) { ADD_FAILURE(); }}),
              FailsWith("QUEUE_FULL"));
  LetGo();
  EXPECT_THAT(waiting.get(), Each(IsOk()));
}

TEST_F(BatchWriterTest, AnswersWhatIsQueuedBeforeItEnds) {
  Hold();
  auto queued = Submit({scene::RecordingOf(1)});
  go_.count_down();
  writer_.reset();
  EXPECT_THAT(holder_.get(), Each(IsOk()));
  EXPECT_THAT(queued.get(), Each(IsOk()));
}

TEST_F(BatchWriterTest, ARestoredLogHaltsUntilANewEpoch) {
  for (int i = 1; i <= 5; ++i) ASSERT_THAT(Write(scene::RecordingOf(i)), IsOk());
  const std::string last = LastSigned();
  store_.Restore(scene::kLog, 3);
  EXPECT_THAT(Write(scene::RecordingOf(6)), FailsWith("LOG_HALTED"));
  EXPECT_THAT(Write(scene::RecordingOf(1)), FailsWith("LOG_HALTED"));
  EXPECT_THAT(store_.leaf_hashes(scene::kLog), SizeIs(3));
  EXPECT_EQ(LastSigned(), last);

  const auto started = Write(scene::EpochStartOf(7, last));
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->receipt.position, 4);
  EXPECT_EQ(started->receipt.epoch_id, scene::TestId('e', 7));
  const auto next = Write(scene::RecordingOf(8));
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->receipt.position, 5);
  EXPECT_EQ(next->receipt.epoch_id, scene::TestId('e', 7));
  EXPECT_THAT(Write(scene::EpochStartOf(9, last)), FailsWith("LOG_NOT_HALTED"));
  EXPECT_THAT(observer_.halts(), ElementsAre(true, false));
  // What was lost can be recorded again.
  EXPECT_FALSE(Write(scene::RecordingOf(5))->repeated);
}

TEST_F(BatchWriterTest, ALogThatWasRewrittenHalts) {
  for (int i = 1; i <= 3; ++i) ASSERT_THAT(Write(scene::RecordingOf(i)), IsOk());
  store_.Restore(scene::kLog, 1);
  xinqiao::testing::FakeSignedHeads forgotten;
  {
    BatchWriter other({.store = store_,
                       .signed_heads = forgotten,
                       .observer = observer_,
                       .key = scene::TestKey(),
                       .encode = [](const Draft&, const EntryContext&) { return "rewritten"; },
                       .appended = [] {}},
                      {});
    for (int i = 11; i <= 14; ++i) {
      EXPECT_THAT(
          other.Submit(scene::kLog, {.drafts = {scene::RecordingOf(i)}, .done = [](UnitResult) {}}),
          IsOk());
    }
  }
  // Longer than what was signed, and another tree.
  EXPECT_THAT(store_.leaf_hashes(scene::kLog), SizeIs(5));
  EXPECT_THAT(Write(scene::RecordingOf(6)), FailsWith("LOG_HALTED"));
}

// The crash came after the commit of a new epoch, before its head was kept.
TEST_F(BatchWriterTest, ANewEpochThatWasNotKeptGoesOn) {
  for (int i = 1; i <= 3; ++i) ASSERT_THAT(Write(scene::RecordingOf(i)), IsOk());
  const std::string last = LastSigned();
  store_.Restore(scene::kLog, 1);
  EXPECT_THAT(Write(scene::RecordingOf(4)), FailsWith("LOG_HALTED"));
  signed_heads_.FailPut(absl::UnavailableError("no disk"));
  EXPECT_TRUE(absl::IsUnavailable(Write(scene::EpochStartOf(5, last)).status()));
  signed_heads_.FailPut(absl::OkStatus());
  EXPECT_EQ(LastSigned(), last);
  const auto again = Write(scene::EpochStartOf(5, last));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(LastSigned(), again->receipt.checkpoint);
  EXPECT_THAT(Write(scene::RecordingOf(6)), IsOk());
}

TEST_F(BatchWriterTest, SignsNothingWhileItCannotTellWhatWasSigned) {
  ASSERT_THAT(Write(scene::RecordingOf(1)), IsOk());
  signed_heads_.FailGet(absl::FailedPreconditionError("broken"));
  EXPECT_THAT(Write(scene::RecordingOf(2)), FailsWith("LOG_HALTED"));
  signed_heads_.FailGet(absl::OkStatus());
  EXPECT_THAT(Write(scene::RecordingOf(2)), IsOk());
}

// Nothing is shown that was not kept: who asks again gets it once it is.
TEST_F(BatchWriterTest, AHeadThatCannotBeKeptIsNotShown) {
  signed_heads_.FailPut(absl::UnavailableError("no disk"));
  EXPECT_TRUE(absl::IsUnavailable(Write(scene::RecordingOf(1)).status()));
  EXPECT_TRUE(absl::IsUnavailable(Write(scene::RecordingOf(1)).status()));
  signed_heads_.FailPut(absl::OkStatus());
  const auto again = Write(scene::RecordingOf(1));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(LastSigned(), again->receipt.checkpoint);
}

TEST_F(BatchWriterTest, LogsThatBeginTakeTheConfiguredHash) {
  Start({.algorithm = HashAlgorithm::kSm3});
  const auto first = Write(scene::RecordingOf(1));
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->receipt.leaf_hash, LeafHash(HashAlgorithm::kSm3, first->receipt.entry));
  Start({});
  const auto second = Write(scene::RecordingOf(2));
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->receipt.leaf_hash, LeafHash(HashAlgorithm::kSm3, second->receipt.entry));
}

}  // namespace
}  // namespace xinqiao::ledger
