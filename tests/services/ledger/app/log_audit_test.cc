#include "services/ledger/app/log_audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "services/ledger/domain/merkle.h"
#include "tests/services/ledger/proofs.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_log_reads.h"
#include "tests/support/fakes/fake_signed_heads.h"
#include "tests/support/receipts.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::FakeLogReads;
using ::xinqiao::testing::IsOk;

constexpr char kFirstEpoch[] = "90000000-0000-7000-8000-000000000001";
constexpr char kSecondEpoch[] = "90000000-0000-7000-8000-000000000002";

const Call kOperator = {.principal = "operators/1", .request_digest = "digest"};

// Keeps what is submitted, until a test answers it.
class HeldWriter final : public LogWriter {
 public:
  absl::Status Submit(const std::string& /*log*/, Unit unit) override {
    if (!refusal_.ok()) return refusal_;
    unit_ = std::move(unit);
    return absl::OkStatus();
  }

  void Refuse(absl::Status refusal) { refusal_ = std::move(refusal); }
  const Draft& draft() const { return unit_->drafts.front(); }
  void Answer(absl::StatusOr<Appended> appended) { unit_->done({std::move(appended)}); }

 private:
  absl::Status refusal_;
  std::optional<Unit> unit_;
};

// A log of 700 entries with checkpoints at 1, 300 and 700, and one witness.
class LogAuditTest : public ::testing::Test {
 protected:
  LogAuditTest() {
    reads_.BeginEpoch(kFirstEpoch);
    for (const int64_t count : {1, 299, 400}) newest_ = reads_.Append(count).note;
    Keep(newest_);
  }

  void Keep(const std::string& note) {
    const auto tree = OpenCheckpoint(note, scene::TestKey().public_key);
    ASSERT_THAT(tree, IsOk());
    ASSERT_THAT(signed_heads_.Put(scene::kLog, tree->size, note), IsOk());
  }

  // What this witness signs of a checkpoint, at a time.
  std::string Cosign(const std::string& note, uint64_t seconds) const {
    const auto parsed = ParseNote(note);
    EXPECT_THAT(parsed, IsOk());
    std::string time(8, '\0');
    for (size_t i = 0; i < 8; ++i) time[7 - i] = static_cast<char>(seconds >> (8 * i) & 0xff);
    const std::string signature =
        witness_key_.sign(absl::StrCat("cosignature/v1\ntime ", seconds, "\n", parsed->text));
    std::string line = FormatSignatureLine(
        {.name = witness_.name, .key_id = witness_.Id(), .signature = time + signature});
    line.pop_back();
    return line;
  }

  void StartEpoch(const Call& call) {
    audit_.StartEpoch(call, scene::kLog, "request-1", "restored from a backup",
                      [this](absl::StatusOr<StartedEpoch> started) { started_ = started; });
  }

  FakeLogReads reads_{scene::kLog, scene::TestKey()};
  xinqiao::testing::FakeSignedHeads signed_heads_;
  HeldWriter writer_;
  xinqiao::testing::FakeClock clock_{"2017-05-20"};
  xinqiao::testing::FakeIds ids_;
  std::string newest_;
  const LogKey witness_key_ = scene::TestKey();
  const NoteKey witness_ = {
      .name = "witness.example/1", .type = '\x04', .public_key = witness_key_.public_key};
  LogAudit audit_{{.reads = reads_,
                   .writer = writer_,
                   .signed_heads = signed_heads_,
                   .clock = clock_,
                   .ids = ids_,
                   .public_key = scene::TestKey().public_key,
                   .witnesses = {witness_},
                   .new_salt = [] { return std::string(32, '\x05'); }}};
  absl::StatusOr<StartedEpoch> started_ = absl::UnknownError("not answered");
};

TEST_F(LogAuditTest, TellsThePublicSideOfALog) {
  EXPECT_THAT(audit_.GetLog({}, scene::kLog),
              xinqiao::testing::IsOkAndHolds(
                  Log{.log = scene::kLog,
                      .epochs = {{.number = 1, .id = kFirstEpoch, .first_position = 1}},
                      .public_key = scene::TestKey().public_key,
                      .checkpoint = newest_,
                      .halted = false}));
  EXPECT_THAT(audit_.GetLog({}, scene::kOtherLog), FailsWith("LOG_UNKNOWN"));
}

TEST_F(LogAuditTest, ALogIsHaltedWhileItDoesNotHoldWhatWasSigned) {
  const auto halted = [&] { return audit_.GetLog({}, scene::kLog)->halted; };
  EXPECT_FALSE(halted());
  reads_.Append(10);  // Committed, not kept yet.
  EXPECT_FALSE(halted());
  reads_.Restore(300);
  EXPECT_TRUE(halted());
  // It grew again over that size, but another tree.
  reads_.BeginEpoch(kSecondEpoch, "", HashAlgorithm::kSm3);
  reads_.Append(500);
  EXPECT_TRUE(halted());

  // Unless it says what it has lost.
  reads_.Restore(300);
  reads_.BeginEpoch(kSecondEpoch, newest_);
  reads_.Append(1);
  EXPECT_FALSE(halted());

  signed_heads_.FailGet(absl::FailedPreconditionError("broken"));
  EXPECT_TRUE(halted());
}

TEST_F(LogAuditTest, AnEmptyLogIsHaltedIfSomethingWasSigned) {
  FakeLogReads empty(scene::kLog, scene::TestKey());
  const auto halted = [&](xinqiao::testing::FakeSignedHeads& heads) {
    LogAudit audit({.reads = empty,
                    .writer = writer_,
                    .signed_heads = heads,
                    .clock = clock_,
                    .ids = ids_,
                    .public_key = scene::TestKey().public_key,
                    .witnesses = {},
                    .new_salt = nullptr});
    return audit.GetLog({}, scene::kLog)->halted;
  };
  xinqiao::testing::FakeSignedHeads none;
  EXPECT_FALSE(halted(none));
  EXPECT_TRUE(halted(signed_heads_));
}

TEST_F(LogAuditTest, TellsCheckpointsBySize) {
  const auto newest = audit_.GetCheckpoint({}, scene::kLog, 0);
  ASSERT_THAT(newest, IsOk());
  EXPECT_EQ(newest->size, 700);
  EXPECT_EQ(newest->note, newest_);
  EXPECT_EQ(audit_.GetCheckpoint({}, scene::kLog, 300)->size, 300);
  EXPECT_THAT(audit_.GetCheckpoint({}, scene::kLog, 301), FailsWith("CHECKPOINT_UNKNOWN"));
  EXPECT_THAT(audit_.GetCheckpoint({}, scene::kOtherLog, 0), FailsWith("LOG_UNKNOWN"));
}

TEST_F(LogAuditTest, EveryEntryIsProvedInEveryTree) {
  for (const int64_t size : {1, 2, 255, 256, 257, 300, 511, 699, 700}) {
    for (const int64_t position : {int64_t{1}, size / 2 + 1, size}) {
      int64_t tree_size = size;
      const auto receipt = audit_.GetInclusionProof({}, scene::kLog, position, tree_size);
      ASSERT_THAT(receipt, IsOk()) << size << " " << position;
      EXPECT_EQ(tree_size, size);
      EXPECT_EQ(receipt->entry, absl::StrCat("entry ", position));
      EXPECT_TRUE(xinqiao::testing::ProofHolds(position - 1, size, receipt->leaf_hash,
                                               receipt->inclusion_proof, reads_.RootAt(size)))
          << size << " " << position;
      // Not every tree was signed.
      EXPECT_EQ(receipt->checkpoint.empty(), size != 1 && size != 300 && size != 700) << size;
      EXPECT_EQ(receipt->epoch_id.empty(), receipt->checkpoint.empty());
    }
  }
  int64_t tree_size = 0;
  const auto receipt = audit_.GetInclusionProof({}, scene::kLog, 5, tree_size);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(tree_size, 700);
  EXPECT_TRUE(xinqiao::testing::Verifies({.log = receipt->log,
                                          .epoch = receipt->epoch_id,
                                          .position = receipt->position,
                                          .entry = receipt->entry,
                                          .leaf_hash = receipt->leaf_hash,
                                          .checkpoint = receipt->checkpoint,
                                          .inclusion_proof = receipt->inclusion_proof},
                                         scene::TestKey().public_key));
}

TEST_F(LogAuditTest, NothingBeyondTheTreeIsProved) {
  for (const auto& [position, size] : std::vector<std::pair<int64_t, int64_t>>{
           {0, 0}, {701, 0}, {701, 701}, {1, 701}, {301, 300}, {-1, 0}}) {
    int64_t tree_size = size;
    EXPECT_THAT(audit_.GetInclusionProof({}, scene::kLog, position, tree_size),
                FailsWith("BEYOND_TREE"))
        << position << " " << size;
  }
  for (const auto& [first, second] :
       std::vector<std::pair<int64_t, int64_t>>{{0, 0}, {701, 0}, {1, 701}, {701, 702}}) {
    EXPECT_THAT(audit_.GetConsistencyProof({}, scene::kLog, first, second),
                FailsWith("BEYOND_TREE"))
        << first << " " << second;
  }
  int64_t newest = 0;
  EXPECT_THAT(audit_.GetInclusionProof({}, scene::kOtherLog, 1, newest), FailsWith("LOG_UNKNOWN"));
}

TEST_F(LogAuditTest, ProvesThatTreesContinueEachOther) {
  for (const int64_t second : {1, 2, 300, 512, 700}) {
    for (const int64_t first : {int64_t{1}, second / 2 + 1, second}) {
      const auto proof = audit_.GetConsistencyProof({}, scene::kLog, first, second);
      ASSERT_THAT(proof, IsOk());
      EXPECT_EQ(proof->second_size, second);
      EXPECT_EQ(proof->hashes.empty(), first == second);
      EXPECT_TRUE(proofs::ConsistencyHolds(HashAlgorithm::kSha256,
                                           {.first_size = first,
                                            .second_size = second,
                                            .first_root = reads_.RootAt(first),
                                            .second_root = reads_.RootAt(second)},
                                           proof->hashes))
          << first << " " << second;
    }
  }
  EXPECT_EQ(audit_.GetConsistencyProof({}, scene::kLog, 300, 0)->second_size, 700);
  const absl::Status larger = audit_.GetConsistencyProof({}, scene::kLog, 301, 300).status();
  EXPECT_THAT(larger, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(larger),
              ElementsAre(::testing::Field(&FieldViolation::field, "first_size")));
}

TEST_F(LogAuditTest, TilesHoldNeighbouringHashes) {
  const auto full = audit_.GetTile({}, scene::kLog, 0, 1, 0);
  ASSERT_THAT(full, IsOk());
  EXPECT_EQ(full->hashes.size(), 256 * 32U);
  EXPECT_EQ(full->hashes.substr(0, 32), LeafHash(HashAlgorithm::kSha256, "entry 257"));
  const auto partial = audit_.GetTile({}, scene::kLog, 0, 2, 188);
  ASSERT_THAT(partial, IsOk());
  EXPECT_EQ(partial->hashes.substr(187 * 32), LeafHash(HashAlgorithm::kSha256, "entry 700"));
  const auto above = audit_.GetTile({}, scene::kLog, 1, 0, 2);
  ASSERT_THAT(above, IsOk());
  EXPECT_EQ(above->hashes.size(), 2 * 32U);
  EXPECT_EQ(above->hashes.substr(0, 32), reads_.RootAt(256));

  struct Place {
    int level;
    int64_t index;
    int width;
  };
  for (const Place& place : std::vector<Place>{{0, 2, 189},
                                               {0, 2, 0},
                                               {0, 3, 1},
                                               {1, 0, 3},
                                               {2, 0, 1},
                                               {60, 0, 1},
                                               {0, int64_t{1} << 62, 1}}) {
    EXPECT_THAT(audit_.GetTile({}, scene::kLog, place.level, place.index, place.width),
                FailsWith("BEYOND_TREE"))
        << place.level << " " << place.index << " " << place.width;
  }
}

TEST_F(LogAuditTest, CosignaturesOfWitnessesAreServedOnce) {
  const std::string line = Cosign(newest_, 1495252800);
  for (int i = 0; i < 2; ++i) {
    const auto checkpoint = audit_.AddCosignature({}, scene::kLog, 700, line);
    ASSERT_THAT(checkpoint, IsOk());
    EXPECT_THAT(checkpoint->cosignatures, ElementsAre(line));
  }
  EXPECT_THAT(audit_.GetCheckpoint({}, scene::kLog, 0)->cosignatures, ElementsAre(line));
  EXPECT_THAT(audit_.GetCheckpoint({}, scene::kLog, 300)->cosignatures, ElementsAre());
}

TEST_F(LogAuditTest, CosignaturesOfOthersAreRefused) {
  const std::string line = Cosign(newest_, 1495252800);
  EXPECT_THAT(audit_.AddCosignature({}, scene::kLog, 701, line), FailsWith("CHECKPOINT_UNKNOWN"));
  EXPECT_THAT(audit_.AddCosignature({}, scene::kLog, 300, line), FailsWith("COSIGNATURE_WRONG"));
  EXPECT_THAT(audit_.AddCosignature({}, scene::kLog, 700, "no line"),
              FailsWith("COSIGNATURE_WRONG"));
  const auto signature = ParseSignatureLine(line);
  ASSERT_THAT(signature, IsOk());
  const auto with = [&](auto change) {
    NoteSignature changed = *signature;
    change(changed);
    std::string text = FormatSignatureLine(changed);
    text.pop_back();
    return audit_.AddCosignature({}, scene::kLog, 700, text).status();
  };
  EXPECT_THAT(with([](NoteSignature& s) { s.name = "stranger.example"; }),
              FailsWith("WITNESS_UNKNOWN"));
  EXPECT_THAT(with([](NoteSignature& s) { s.key_id[0] ^= 1; }), FailsWith("WITNESS_UNKNOWN"));
  EXPECT_THAT(with([](NoteSignature& s) { s.signature[7] ^= 1; }),  // The time.
              FailsWith("COSIGNATURE_WRONG"));
  EXPECT_THAT(audit_.GetCheckpoint({}, scene::kLog, 0)->cosignatures, ElementsAre());
}

TEST_F(LogAuditTest, OnlyOperatorsExport) {
  for (const char* principal : {"", "people/1", "youths/1", "operator/1", "operators"}) {
    EXPECT_THAT(audit_.ExportEntries({.principal = principal}, scene::kLog, {.limit = 10}),
                FailsWith("NOT_AN_OPERATOR"))
        << principal;
  }
  const auto page = audit_.ExportEntries(
      kOperator, scene::kLog, {.after_position = 690, .until_position = 697, .limit = 256});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->entries.size(), 7U);
  EXPECT_FALSE(page->rows.has_value());
  const auto end = audit_.ExportEntries(
      kOperator, scene::kLog, {.after_position = 697, .until_position = 697, .limit = 256});
  ASSERT_THAT(end, IsOk());
  EXPECT_TRUE(end->entries.empty());
  ASSERT_TRUE(end->rows.has_value());
  EXPECT_EQ(end->rows->activities, 697);
}

TEST_F(LogAuditTest, AnEpochStartsWithTheLastCheckpointThatWasSigned) {
  reads_.Restore(300);
  StartEpoch(kOperator);
  const Draft& draft = writer_.draft();
  EXPECT_EQ(draft.request_id, "request-1");
  EXPECT_EQ(draft.request_digest, "digest");
  EXPECT_EQ(draft.record_time, clock_.Now());
  const auto& start = std::get<EpochStart>(draft.what);
  EXPECT_EQ(start.last_checkpoint, newest_);
  EXPECT_EQ(start.reason.value, "restored from a backup");
  EXPECT_EQ(start.reason.salt, std::string(32, '\x05'));
  EXPECT_NE(start.epoch_id, draft.change_id);

  reads_.BeginEpoch(start.epoch_id, newest_);
  const StoredCheckpoint checkpoint = reads_.Append(1);
  const Receipt receipt = {.log = scene::kLog,
                           .epoch_id = start.epoch_id,
                           .position = 301,
                           .checkpoint = checkpoint.note};
  writer_.Answer(Appended{.receipt = receipt});
  ASSERT_THAT(started_, IsOk());
  EXPECT_EQ(started_->receipt, receipt);
  EXPECT_EQ(started_->lost_count, 400);
  // What is said at once is what is read later.
  Keep(checkpoint.note);
  EXPECT_THAT(audit_.GetLog({}, scene::kLog), xinqiao::testing::IsOkAndHolds(started_->log));
  EXPECT_FALSE(started_->log.halted);

  // A retry gets the same, though more was kept since.
  Keep(reads_.Append(5).note);
  started_ = absl::UnknownError("not answered");
  StartEpoch(kOperator);
  writer_.Answer(Appended{.receipt = receipt, .repeated = true});
  ASSERT_THAT(started_, IsOk());
  EXPECT_EQ(started_->lost_count, 400);
  EXPECT_EQ(started_->log.epochs.size(), 2U);
}

// It was written to since it was put back: where it parted nobody can tell.
TEST_F(LogAuditTest, ALogThatStoodBesideWhatWasSignedLostSomethingToo) {
  reads_.Restore(0);
  StartEpoch(kOperator);
  const std::string epoch_id = std::get<EpochStart>(writer_.draft().what).epoch_id;
  reads_.BeginEpoch(epoch_id, newest_);
  writer_.Answer(Appended{.receipt = {.log = scene::kLog,
                                      .epoch_id = epoch_id,
                                      .position = 751,
                                      .checkpoint = reads_.Append(1).note}});
  ASSERT_THAT(started_, IsOk());
  EXPECT_EQ(started_->lost_count, 1);
}

TEST_F(LogAuditTest, ANewEpochMayHashOtherwise) {
  reads_.Restore(0);
  StartEpoch(kOperator);
  const std::string epoch_id = std::get<EpochStart>(writer_.draft().what).epoch_id;
  reads_.BeginEpoch(epoch_id, newest_, HashAlgorithm::kSm3);
  writer_.Answer(Appended{.receipt = {.log = scene::kLog,
                                      .epoch_id = epoch_id,
                                      .position = 1,
                                      .checkpoint = reads_.Append(1).note}});
  ASSERT_THAT(started_, IsOk());
  EXPECT_EQ(started_->lost_count, 700);
  ASSERT_EQ(started_->log.epochs.size(), 1U);
  EXPECT_EQ(started_->log.epochs[0].algorithm, HashAlgorithm::kSm3);
}

TEST_F(LogAuditTest, NobodyElseStartsAnEpochAndErrorsAreAnswered) {
  StartEpoch({.principal = "people/1"});
  EXPECT_THAT(started_.status(), FailsWith("NOT_AN_OPERATOR"));
  StartEpoch(kOperator);
  writer_.Answer(errors::LogNotHalted(scene::kLog));
  EXPECT_THAT(started_.status(), FailsWith("LOG_NOT_HALTED"));
  writer_.Refuse(errors::QueueFull());
  StartEpoch(kOperator);
  EXPECT_THAT(started_.status(), FailsWith("QUEUE_FULL"));
}

}  // namespace
}  // namespace xinqiao::ledger
