#include "services/ledger/storage/postgres_log_reads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ledger/domain/merkle.h"
#include "tests/services/ledger/storage/written_log.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

constexpr HashAlgorithm kSha256 = HashAlgorithm::kSha256;

class PostgresLogReadsTest : public ::testing::Test {
 protected:
  // Batches of so many recordings.
  void Append(const std::vector<int>& counts) {
    for (const int count : counts) {
      std::vector<Draft> drafts;
      for (int i = 0; i < count; ++i) drafts.push_back(scene::RecordingOf(++recorded_));
      log_.Append(drafts);
    }
  }

  std::vector<ExportedEntry> Export(int64_t after_position, int limit) {
    const auto entries =
        reads_.Export({}, scene::kLog, {.after_position = after_position, .limit = limit});
    EXPECT_THAT(entries, IsOk());
    return entries.value_or(std::vector<ExportedEntry>());
  }

  int64_t ActivityCount(int64_t until_position) {
    const auto counts = reads_.CountRows({}, scene::kLog, until_position);
    EXPECT_THAT(counts, IsOk());
    return counts.ok() ? counts->activities : -1;
  }

  int recorded_ = 0;
  WrittenLog log_;
  PostgresLogReads reads_{log_.database(), LineCodec()};
};

TEST_F(PostgresLogReadsTest, LogsAreThoseOfLedgerRoots) {
  EXPECT_THAT(reads_.Epochs({}, scene::kLog), IsOkAndHolds(std::vector<StoredEpoch>()));
  EXPECT_THAT(reads_.GetCheckpoint({}, scene::kLog, 0), IsOkAndHolds(std::nullopt));
  EXPECT_THAT(reads_.Export({}, scene::kLog, {.limit = 10}), IsOk());
  for (const char* other : {scene::kCollege, scene::kCentral, scene::kNobody}) {
    EXPECT_THAT(reads_.Epochs({}, other), FailsWith("LOG_UNKNOWN"));
    EXPECT_THAT(reads_.GetCheckpoint({}, other, 0), FailsWith("LOG_UNKNOWN"));
    EXPECT_THAT(reads_.GetEntry({}, other, 1), FailsWith("LOG_UNKNOWN"));
    EXPECT_THAT(reads_.Export({}, other, {.limit = 10}), FailsWith("LOG_UNKNOWN"));
  }
}

TEST_F(PostgresLogReadsTest, EpochsAreToldInOrder) {
  Append({2});
  const auto first = reads_.Epochs({}, scene::kLog);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->size(), 1U);
  EXPECT_EQ(first->front().epoch.number, 1);
  EXPECT_EQ(first->front().epoch.first_position, 1);
  EXPECT_EQ(first->front().begun_after, "");
  const std::string last = (*reads_.GetCheckpoint({}, scene::kLog, 0))->note;

  log_.Halt(last);
  log_.Append({scene::EpochStartOf(7, last)});
  const auto both = reads_.Epochs({}, scene::kLog);
  ASSERT_THAT(both, IsOk());
  EXPECT_THAT(*both, ElementsAre(first->front(), StoredEpoch{.epoch = {.number = 2,
                                                                       .id = scene::TestId('e', 7),
                                                                       .first_position = 3,
                                                                       .algorithm = kSha256},
                                                             .begun_after = last}));
  EXPECT_EQ((*reads_.GetCheckpoint({}, scene::kLog, 3))->epoch_id, scene::TestId('e', 7));
}

TEST_F(PostgresLogReadsTest, EachBatchHasACheckpoint) {
  Append({3, 4});
  const auto newest = reads_.GetCheckpoint({}, scene::kLog, 0);
  ASSERT_THAT(newest, IsOk());
  ASSERT_TRUE(newest->has_value());
  EXPECT_EQ((*newest)->size, 7);
  const auto tree = OpenCheckpoint((*newest)->note, scene::TestKey().public_key);
  ASSERT_THAT(tree, IsOk());
  EXPECT_EQ(tree->size, 7);
  EXPECT_EQ(tree->root, (*newest)->root);
  EXPECT_EQ((*reads_.GetCheckpoint({}, scene::kLog, 3))->size, 3);
  EXPECT_THAT(reads_.GetCheckpoint({}, scene::kLog, 4), IsOkAndHolds(std::nullopt));
  EXPECT_THAT(reads_.GetCheckpoint({}, scene::kOtherLog, 0), IsOkAndHolds(std::nullopt));
}

TEST_F(PostgresLogReadsTest, EntriesAreWhatWasHashed) {
  Append({2});
  const auto entry = reads_.GetEntry({}, scene::kLog, 2);
  ASSERT_THAT(entry, IsOk());
  ASSERT_TRUE(entry->has_value());
  EXPECT_EQ((*entry)->position, 2);
  EXPECT_EQ((*entry)->payload, scene::RecordingOf(2).change_id);
  EXPECT_EQ((*entry)->leaf_hash, LeafHash(kSha256, (*entry)->payload));
  EXPECT_FALSE((*reads_.GetEntry({}, scene::kLog, 3)).has_value());
}

// What the writer made of its batches is the tree of the leaves.
TEST_F(PostgresLogReadsTest, HashesAreThoseOfTheTree) {
  Append({1, 254, 300, 45});
  std::vector<std::string> leaves;
  for (int n = 1; n <= recorded_; ++n) {
    leaves.push_back(LeafHash(kSha256, scene::RecordingOf(n).change_id));
  }
  std::vector<NodePlace> places;
  std::vector<std::string> expected;
  for (int level = 0; level <= 9; ++level) {
    for (int64_t index = 0; (index + 1) << level <= recorded_; ++index) {
      places.push_back({.level = level, .index = index});
      expected.push_back(RootOf(
          kSha256, {leaves.begin() + (index << level), leaves.begin() + ((index + 1) << level)}));
    }
  }
  EXPECT_THAT(reads_.Hashes({}, scene::kLog, kSha256, places), IsOkAndHolds(expected));
  EXPECT_EQ((*reads_.GetCheckpoint({}, scene::kLog, 0))->root, RootOf(kSha256, leaves));
}

TEST_F(PostgresLogReadsTest, ACosignatureIsKeptOnce) {
  Append({1, 1});
  const auto add = [&](const std::string& witness, const std::string& line) {
    EXPECT_THAT(reads_.AddCosignature({}, scene::kLog, 2, witness, line, scene::TimeOf(1)), IsOk());
  };
  add("w2", "— w2 second,\"line\"");
  add("w1", "— w1 first");
  add("w2", "— w2 later");
  EXPECT_THAT((*reads_.GetCheckpoint({}, scene::kLog, 2))->cosignatures,
              ElementsAre("— w1 first", "— w2 second,\"line\""));
  EXPECT_THAT((*reads_.GetCheckpoint({}, scene::kLog, 1))->cosignatures, ElementsAre());
}

TEST_F(PostgresLogReadsTest, AnExportHoldsAllThatIsKept) {
  const Draft recorded = scene::RecordingOf(1);
  log_.Append({recorded, scene::RecordingOf(2, scene::Visit())});
  log_.Append({scene::VoidingOf(3, 1)});
  log_.Append({scene::BooksOf(4, true)});
  log_.Append({scene::RedactionOf(5, 2, {RedactedField::kText})});
  const std::vector<ExportedEntry> entries = Export(0, 256);
  ASSERT_EQ(entries.size(), 5U);
  for (int n = 1; n <= 5; ++n) {
    const ExportedEntry& exported = entries[static_cast<size_t>(n - 1)];
    EXPECT_EQ(exported.entry.position, n);
    EXPECT_EQ(exported.entry.payload, scene::TestId('8', n));
    // Beside the entry that recorded it, not beside others about it.
    EXPECT_EQ(exported.activities.size(), n <= 2 ? 1U : 0U) << n;
    EXPECT_EQ(exported.books.size(), n == 4 ? 1U : 0U) << n;
    for (const Activity& activity : exported.activities) {
      EXPECT_EQ(exported.actor_rows, activity.facts.actors.size()) << n;
      EXPECT_EQ(exported.participant_rows, activity.facts.participant_ids.size()) << n;
    }
  }
  EXPECT_EQ(entries[3].books.front().organization_id, scene::kUniversity);
  EXPECT_TRUE(entries[3].books.front().closed);
  Activity first = std::get<Recording>(recorded.what).activity;
  first.void_time = scene::TimeOf(3);
  first.void_reason = "重复记录";
  EXPECT_EQ(entries[0].activities.front(), first);
  EXPECT_EQ(entries[0].openings, std::get<Recording>(recorded.what).openings);
  EXPECT_EQ(entries[1].openings.text, std::nullopt);
  EXPECT_TRUE(entries[1].openings.circumstances.has_value());
  EXPECT_EQ(entries[2].openings.reason->value, "重复记录");
  EXPECT_EQ(entries[3].openings, Openings());

  EXPECT_EQ(Export(0, 2).size(), 2U);
  EXPECT_EQ(Export(2, 2).front().entry.position, 3);
  EXPECT_TRUE(Export(5, 10).empty());
  const auto until = reads_.Export({}, scene::kLog, {.until_position = 3, .limit = 10});
  ASSERT_THAT(until, IsOk());
  EXPECT_EQ(until->size(), 3U);
  EXPECT_EQ(ActivityCount(0), 2);
  EXPECT_EQ(ActivityCount(1), 1);
  EXPECT_EQ(reads_.CountRows({}, scene::kOtherLog, 0)->activities, 0);
}

TEST_F(PostgresLogReadsTest, WhatListsDoNotFindIsCounted) {
  log_.Append({scene::RecordingOf(1), scene::RecordingOf(2)});
  const ExportedEntry whole = Export(0, 10).front();
  ASSERT_GT(whole.participant_rows, 1);
  log_.Execute("DELETE FROM actors");
  log_.Execute(absl::StrCat("DELETE FROM participants WHERE activity_id = '", scene::ActivityId(1),
                            "' AND youth_id = '", scene::kYouth, "'"));
  const std::vector<ExportedEntry> entries = Export(0, 10);
  EXPECT_EQ(entries[0].actor_rows, 0);
  EXPECT_EQ(entries[0].participant_rows, whole.participant_rows - 1);
  EXPECT_EQ(entries[1].participant_rows, whole.participant_rows);
}

TEST_F(PostgresLogReadsTest, RowsOfBooksAreCounted) {
  log_.Append({scene::RecordingOf(1)});
  log_.Append({scene::BooksOf(2, true)});
  log_.Append({scene::BooksOf(3, false)});
  EXPECT_EQ(reads_.CountRows({}, scene::kLog, 0)->books, 2);
  EXPECT_EQ(reads_.CountRows({}, scene::kLog, 2)->books, 1);
  log_.Execute("UPDATE books SET position = 1000 WHERE position = 3");
  EXPECT_EQ(reads_.CountRows({}, scene::kLog, 2)->books, 2);
  EXPECT_TRUE(Export(2, 1).front().books.empty());
}

// An activity row that somebody wrote past the log stands beside no entry; the
// count betrays it.
TEST_F(PostgresLogReadsTest, ARowPastTheLogIsCountedOnly) {
  Append({1});
  log_.Execute(
      absl::StrCat("CREATE TEMP TABLE copies AS SELECT * FROM activities;"
                   "UPDATE copies SET activity_id = '",
                   scene::ActivityId(2), "'; INSERT INTO activities SELECT * FROM copies"));
  EXPECT_EQ(Export(0, 10).front().activities.size(), 1U);
  EXPECT_EQ(Export(0, 10).front().activities.front().id, scene::ActivityId(1));
  EXPECT_EQ(ActivityCount(0), 2);
}

TEST_F(PostgresLogReadsTest, WhatStandsBehindTheHeadIsCountedInAnyCase) {
  Append({2});
  EXPECT_EQ(ActivityCount(1), 1);
  log_.Execute("UPDATE activities SET position = 1000 WHERE position = 2");
  EXPECT_EQ(ActivityCount(1), 2);
  EXPECT_EQ(reads_.CountRows({}, scene::kLog, 0)->unsigned_entries, 0);
  log_.Execute("UPDATE entries SET position = 3 WHERE position = 2");
  EXPECT_EQ(reads_.CountRows({}, scene::kLog, 0)->unsigned_entries, 1);
}

TEST_F(PostgresLogReadsTest, AnExportOfLargeEntriesIsShort) {
  ActivityFacts large = scene::HeartTalk();
  large.text = std::string(8000, 'x');
  std::vector<Draft> drafts;
  for (int n = 1; n <= 100; ++n) drafts.push_back(scene::RecordingOf(n, large));
  log_.Append(drafts);
  const size_t count = Export(0, 256).size();
  EXPECT_GT(count, 40U);
  EXPECT_LT(count, 66U);
  EXPECT_EQ(Export(static_cast<int64_t>(count), 256).size(), std::min<size_t>(count, 100 - count));

  // One that is too large by itself comes alone.
  log_.Execute("UPDATE openings SET text = convert_to(repeat('x', 2000000), 'UTF8')");
  EXPECT_EQ(Export(0, 256).size(), 1U);
}

}  // namespace
}  // namespace xinqiao::ledger
