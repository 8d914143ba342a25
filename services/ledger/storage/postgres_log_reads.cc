#include "services/ledger/storage/postgres_log_reads.h"

#include <cstdint>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <set>
#include <string>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/storage/books_rows.h"
#include "services/ledger/storage/queries.h"
#include "services/ledger/storage/tree_rows.h"

namespace xinqiao::ledger {
namespace {

// About what the entries of an export take in a response.
constexpr int64_t kExportBytesMax = 1 << 20;

StoredEpoch EpochFrom(const pqxx::row& row) {
  return {.epoch = {.number = row["number"].as<int>(),
                    .id = row["epoch"].as<std::string>(),
                    .first_position = row["first_position"].as<int64_t>(),
                    .algorithm = static_cast<HashAlgorithm>(row["hash_algorithm"].as<int>())},
          .begun_after = row["begun_after"].as<std::string>()};
}

StoredCheckpoint CheckpointFrom(const pqxx::row& row) {
  return {.size = row["size"].as<int64_t>(),
          .root = pg::BytesFrom(row["root"]),
          .note = row["note"].as<std::string>(),
          .cosignatures = pg::ArrayFrom(row["cosignatures"]),
          .epoch_id = row["epoch"].as<std::string>()};
}

StoredEntry EntryFrom(const pqxx::row& row) {
  return {.position = row["position"].as<int64_t>(),
          .payload = pg::BytesFrom(row["payload"]),
          .leaf_hash = pg::BytesFrom(row["leaf_hash"])};
}

absl::Status CheckLogKnown(pqxx::transaction_base& tx, const std::string& log) {
  if (tx.exec_params1(sql::kIsLogKnown, log)["known"].as<bool>()) return absl::OkStatus();
  return errors::LogUnknown(log);
}

using RowsByActivity = std::map<std::string, int>;

RowsByActivity CountsFrom(const pqxx::result& rows) {
  RowsByActivity counts;
  for (const pqxx::row& row : rows) {
    counts[row["activity_id"].as<std::string>()] = row["row_count"].as<int>();
  }
  return counts;
}

// By how many rows lists find the activities: of those who are named in them.
void CountIndexRows(pqxx::transaction_base& tx, const std::string& log,
                    std::vector<ExportedEntry>& entries) {
  pg::ArrayText acted_in, post_ids, named_in, youth_ids;
  for (const ExportedEntry& exported : entries) {
    for (const Activity& activity : exported.activities) {
      for (const PostRef& actor : activity.facts.actors) {
        acted_in.Add(activity.id);
        post_ids.Add(actor.post_id);
      }
      for (const std::string& youth_id : activity.facts.participant_ids) {
        named_in.Add(activity.id);
        youth_ids.Add(youth_id);
      }
    }
  }
  RowsByActivity actors =
      CountsFrom(tx.exec_params(sql::kCountActorRows, log, acted_in.Finish(), post_ids.Finish()));
  RowsByActivity participants = CountsFrom(
      tx.exec_params(sql::kCountParticipantRows, log, named_in.Finish(), youth_ids.Finish()));
  for (ExportedEntry& exported : entries) {
    for (const Activity& activity : exported.activities) {
      exported.actor_rows += actors[activity.id];
      exported.participant_rows += participants[activity.id];
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<StoredEpoch>> PostgresLogReads::Epochs(const Call& call,
                                                                  const std::string& log) {
  using Epochs = absl::StatusOr<std::vector<StoredEpoch>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Epochs {
    std::vector<StoredEpoch> epochs;
    for (const pqxx::row& row : tx.exec_params(sql::kListEpochs, log)) {
      epochs.push_back(EpochFrom(row));
    }
    if (epochs.empty()) RETURN_IF_ERROR(CheckLogKnown(tx, log));
    return epochs;
  });
}

absl::StatusOr<std::optional<StoredCheckpoint>> PostgresLogReads::GetCheckpoint(
    const Call& call, const std::string& log, int64_t size) {
  using Found = absl::StatusOr<std::optional<StoredCheckpoint>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    const pqxx::result found = size == 0 ? tx.exec_params(sql::kGetNewestCheckpoint, log)
                                         : tx.exec_params(sql::kGetCheckpoint, log, size);
    if (!found.empty()) return CheckpointFrom(found.front());
    RETURN_IF_ERROR(CheckLogKnown(tx, log));
    return std::nullopt;
  });
}

absl::StatusOr<std::optional<StoredEntry>> PostgresLogReads::GetEntry(const Call& call,
                                                                      const std::string& log,
                                                                      int64_t position) {
  using Found = absl::StatusOr<std::optional<StoredEntry>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    const pqxx::result found = tx.exec_params(sql::kGetEntry, log, position);
    if (!found.empty()) return EntryFrom(found.front());
    RETURN_IF_ERROR(CheckLogKnown(tx, log));
    return std::nullopt;
  });
}

absl::StatusOr<std::vector<std::string>> PostgresLogReads::Hashes(
    const Call& call, const std::string& log, HashAlgorithm algorithm,
    const std::vector<NodePlace>& places) {
  return database_.Read(
      call, [&](pqxx::transaction_base& tx) { return HashesOf(tx, log, algorithm, places); });
}

absl::Status PostgresLogReads::AddCosignature(const Call& call, const std::string& log,
                                              int64_t size, const std::string& witness,
                                              const std::string& line, absl::Time now) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) {
    tx.exec_params0(sql::kAddCosignature, log, size, witness, line, pg::ToText(now));
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<ExportedEntry>> PostgresLogReads::Export(const Call& call,
                                                                    const std::string& log,
                                                                    const ExportRange& range) {
  using Exported = absl::StatusOr<std::vector<ExportedEntry>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Exported {
    std::vector<ExportedEntry> entries;
    std::set<std::string> activity_ids;  // Several entries may be about one activity.
    for (const pqxx::row& row :
         tx.exec_params(sql::kExportEntries, log, range.after_position, range.limit,
                        kExportBytesMax, range.until_position)) {
      entries.push_back({.entry = EntryFrom(row),
                         .openings = OpeningsFrom(row),
                         .record_time = pg::TimeFromMicros(row["record_micros"]),
                         .registry_position = row["registry_position"].as<int64_t>(),
                         .contacts_position = row["contacts_position"].as<int64_t>()});
      if (!row["activity_id"].is_null()) {
        activity_ids.insert(row["activity_id"].as<std::string>());
      }
    }
    if (entries.empty()) {
      RETURN_IF_ERROR(CheckLogKnown(tx, log));
      return entries;
    }
    // Other entries about the same activity name it too: the row stands beside
    // the entry at its own position.
    std::map<int64_t, ExportedEntry*> by_position;
    for (ExportedEntry& exported : entries) by_position[exported.entry.position] = &exported;
    for (ToldActivity& told :
         FindActivities(tx, log, {activity_ids.begin(), activity_ids.end()}, visits_)) {
      const auto at = by_position.find(told.position);
      if (at != by_position.end()) at->second->activities.push_back(std::move(told.activity));
    }
    for (const pqxx::row& row :
         tx.exec_params(sql::kListBooksRows, log, entries.front().entry.position,
                        entries.back().entry.position)) {
      BooksEntry books = BooksEntryFrom(row);
      const auto at = by_position.find(books.position);
      if (at != by_position.end()) at->second->books.push_back(std::move(books));
    }
    CountIndexRows(tx, log, entries);
    return entries;
  });
}

absl::StatusOr<RowCounts> PostgresLogReads::CountRows(const Call& call, const std::string& log,
                                                      int64_t until_position) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<RowCounts> {
    const pqxx::row row = tx.exec_params1(sql::kCountRows, log, until_position);
    return RowCounts{.activities = row["activity_count"].as<int64_t>(),
                     .books = row["books_count"].as<int64_t>(),
                     .unsigned_entries = row["unsigned_entry_count"].as<int64_t>()};
  });
}

}  // namespace xinqiao::ledger
