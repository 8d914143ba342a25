#include "services/ledger/rpc/log_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr char kOperator[] = "operators/1";
constexpr char kEpoch[] = "60000000-0000-7000-8000-000000000001";
constexpr char kNextEpoch[] = "60000000-0000-7000-8000-000000000002";

std::string NameOfLog() { return absl::StrCat("logs/", scene::kLog); }

TEST(LogCodecTest, QueriesAreRead) {
  v1::GetInclusionProofRequest inclusion;
  inclusion.set_name(NameOfLog());
  inclusion.set_position(3);
  inclusion.set_tree_size(3);
  EXPECT_EQ(Decode(inclusion)->log, scene::kLog);
  EXPECT_EQ(Decode(inclusion)->position, 3);
  v1::GetConsistencyProofRequest consistency;
  consistency.set_name(NameOfLog());
  consistency.set_first_size(3);
  EXPECT_EQ(Decode(consistency)->second_size, 0);
  v1::GetTileRequest tile;
  tile.set_name(NameOfLog());
  EXPECT_EQ(Decode(tile)->width, 256);
  tile.set_width(1);
  EXPECT_EQ(Decode(tile)->width, 1);
  v1::ExportEntriesRequest exported;
  exported.set_name(NameOfLog());
  EXPECT_EQ(Decode(exported)->range.limit, 256);
  exported.set_page_size(300);
  exported.set_until_position(7);
  EXPECT_EQ(Decode(exported)->range.limit, 256);
  EXPECT_EQ(Decode(exported)->range.until_position, 7);
}

TEST(LogCodecTest, BadQueriesAreRefused) {
  EXPECT_THAT(FieldsOf(Decode(v1::GetLogRequest()).status()), ElementsAre("name"));
  v1::GetCheckpointRequest checkpoint;
  checkpoint.set_size(-1);
  EXPECT_THAT(FieldsOf(Decode(checkpoint).status()), UnorderedElementsAre("name", "size"));
  v1::GetInclusionProofRequest inclusion;
  inclusion.set_name(NameOfLog());
  EXPECT_THAT(FieldsOf(Decode(inclusion).status()), ElementsAre("position"));
  inclusion.set_position(4);
  inclusion.set_tree_size(3);
  EXPECT_THAT(FieldsOf(Decode(inclusion).status()), ElementsAre("tree_size"));
  v1::GetConsistencyProofRequest consistency;
  consistency.set_name(NameOfLog());
  EXPECT_THAT(FieldsOf(Decode(consistency).status()), ElementsAre("first_size"));
  consistency.set_first_size(4);
  consistency.set_second_size(3);
  EXPECT_THAT(FieldsOf(Decode(consistency).status()), ElementsAre("second_size"));
  v1::GetTileRequest tile;
  tile.set_name(NameOfLog());
  tile.set_level(8);
  tile.set_index(-1);
  tile.set_width(257);
  EXPECT_THAT(FieldsOf(Decode(tile).status()), UnorderedElementsAre("level", "index", "width"));
  EXPECT_THAT(FieldsOf(Decode(v1::AddCosignatureRequest()).status()),
              UnorderedElementsAre("name", "size", "cosignature"));
  EXPECT_THAT(FieldsOf(Decode(v1::StartEpochRequest()).status()),
              UnorderedElementsAre("name", "request_id", "reason"));
  v1::ExportEntriesRequest exported;
  exported.set_after_position(-1);
  exported.set_until_position(-1);
  exported.set_page_size(-1);
  EXPECT_THAT(FieldsOf(Decode(exported).status()),
              UnorderedElementsAre("name", "after_position", "until_position", "page_size"));
}

TEST(LogCodecTest, LogNamesItsEpochs) {
  const v1::Log log = Encode(Log{
      .log = scene::kLog,
      .epochs =
          {{.number = 1, .id = kEpoch},
           {.number = 2, .id = kNextEpoch, .first_position = 8, .algorithm = HashAlgorithm::kSm3}},
      .public_key = "key",
      .checkpoint = "note",
      .halted = true});
  EXPECT_EQ(log.name(), NameOfLog());
  EXPECT_EQ(log.epoch(), kNextEpoch);
  EXPECT_EQ(log.origin(), absl::StrCat("xinqiao/ledger-sm3/", scene::kLog, "/", kNextEpoch));
  EXPECT_EQ(log.hash_algorithm(), v1::HASH_ALGORITHM_SM3);
  ASSERT_EQ(log.epochs_size(), 2);
  EXPECT_EQ(log.epochs(0).origin(), absl::StrCat("xinqiao/ledger/", scene::kLog, "/", kEpoch));
  EXPECT_EQ(log.epochs(1).first_position(), 8);
  EXPECT_EQ(log.halted_reason(), "LOG_HALTED");
}

TEST(LogCodecTest, EmptyLogHasNoEpoch) {
  const v1::Log log = Encode(Log{.log = scene::kLog, .public_key = "key"});
  EXPECT_EQ(log.epoch(), "");
  EXPECT_EQ(log.origin(), "");
  EXPECT_EQ(log.hash_algorithm(), v1::HASH_ALGORITHM_UNSPECIFIED);
  EXPECT_EQ(log.halted_reason(), "");
}

TEST(LogCodecTest, CosignaturesFollowTheNote) {
  const v1::Checkpoint checkpoint = Encode(StoredCheckpoint{
      .size = 3, .root = "root", .note = "body\n\nours\n", .cosignatures = {"first", "second"}});
  EXPECT_EQ(checkpoint.note(), "body\n\nours\nfirst\nsecond\n");
}

TEST(LogCodecTest, ExportHoldsWhatIsLeftOfOpenings) {
  const ExportedEntry exported{
      .entry = {.position = 3, .payload = "payload", .leaf_hash = "hash"},
      .openings = {.text = Opening{.salt = "salt", .value = "text"},
                   .participants =
                       ParticipantTree{.salt = "tree",
                                       .leaves = {{.salt = "leaf", .youth_id = scene::kYouth},
                                                  {.leaf_hash = "erased"}}}},
      .activities = {{.id = scene::kNobody, .facts = scene::HeartTalk()}}};
  const v1::ExportEntriesResponse response = Encode(ExportPage{.entries = {exported}}, kOperator);
  ASSERT_EQ(response.entries_size(), 1);
  const v1::ExportedEntry& entry = response.entries(0);
  EXPECT_EQ(entry.position(), 3);
  EXPECT_EQ(entry.entry(), "payload");
  EXPECT_EQ(entry.openings().text().value(), "text");
  EXPECT_FALSE(entry.openings().has_reason());
  EXPECT_EQ(entry.openings().participants_salt(), "tree");
  EXPECT_EQ(entry.openings().participants(0).youth(), absl::StrCat("youths/", scene::kYouth));
  EXPECT_EQ(entry.openings().participants(1).youth(), "");
  EXPECT_EQ(entry.openings().participants(1).leaf_hash(), "erased");
  EXPECT_EQ(entry.activities_size(), 1);
}

TEST(LogCodecTest, ExportedPageHoldsAMegabyteAndAtLeastOneEntry) {
  ExportPage page;
  for (int64_t position = 1; position <= 4; ++position) {
    page.entries.push_back(
        {.entry = {.position = position, .payload = std::string(400 << 10, 'x')}});
  }
  EXPECT_EQ(Encode(page, kOperator).entries_size(), 2);
  page.entries[0].entry.payload = std::string(2 << 20, 'x');
  EXPECT_EQ(Encode(page, kOperator).entries_size(), 1);
}

TEST(LogCodecTest, RowsAreCountedAtTheEndOnly) {
  const ExportPage end{.rows = RowCounts{.activities = 7, .unsigned_entries = 2}};
  EXPECT_EQ(Encode(end, kOperator).activity_row_count(), 7);
  EXPECT_EQ(Encode(end, kOperator).unsigned_entry_count(), 2);
  EXPECT_FALSE(Encode(ExportPage{.entries = {{}}}, kOperator).has_activity_row_count());
}

TEST(LogCodecTest, ReceiptsTellEveryField) {
  const v1::GetInclusionProofResponse response = Encode(Receipt{.log = scene::kLog,
                                                                .epoch_id = kEpoch,
                                                                .position = 3,
                                                                .entry = "entry",
                                                                .leaf_hash = "hash",
                                                                .checkpoint = "note",
                                                                .inclusion_proof = {"a", "b"}},
                                                        5);
  EXPECT_EQ(response.tree_size(), 5);
  const v1::Receipt& receipt = response.receipt();
  EXPECT_EQ(receipt.log(), NameOfLog());
  EXPECT_EQ(receipt.epoch(), kEpoch);
  EXPECT_EQ(receipt.position(), 3);
  EXPECT_EQ(receipt.entry(), "entry");
  EXPECT_EQ(receipt.leaf_hash(), "hash");
  EXPECT_EQ(receipt.checkpoint(), "note");
  EXPECT_THAT(receipt.inclusion_proof(), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace xinqiao::ledger
