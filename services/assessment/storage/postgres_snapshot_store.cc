#include "services/assessment/storage/postgres_snapshot_store.h"

#include <algorithm>
#include <pqxx/pqxx>

#include "libs/crypto/hash.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/assessment/storage/queries.h"

namespace xinqiao::assessment {
namespace {

constexpr size_t kChunkBytes = 1 << 20;

}  // namespace

absl::Status PostgresSnapshotStore::Save(const Call& call, const Snapshot& snapshot) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::Status {
    // Two replicas that save at once take turns.
    tx.exec_params0(sql::kDeleteSnapshot);
    tx.exec_params0(sql::kSaveSnapshot, pg::ToBytea(crypto::Sha256(snapshot.bytes)),
                    snapshot.bytes.size(), pg::ToText(snapshot.create_time));
    for (size_t at = 0, index = 0; at < snapshot.bytes.size(); at += kChunkBytes, ++index) {
      tx.exec_params0(sql::kSaveSnapshotChunk, index,
                      pg::ToBytea(absl::string_view(snapshot.bytes).substr(at, kChunkBytes)));
    }
    for (const feed::Cursor& cursor : snapshot.cursors) {
      tx.exec_params0(sql::kSaveSnapshotCursor, cursor.source, cursor.log, cursor.epoch,
                      cursor.position);
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Snapshot>> PostgresSnapshotStore::Load(const Call& call) {
  using Result = absl::StatusOr<std::optional<Snapshot>>;
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> Result {
    const pqxx::result found = tx.exec_params(sql::kFindSnapshot);
    if (found.empty()) return std::nullopt;
    Snapshot snapshot{.create_time = pg::TimeFromMicros(found[0]["create_micros"])};
    for (const pqxx::row& row : tx.exec_params(sql::kListSnapshotChunks)) {
      snapshot.bytes += pg::BytesFrom(row["bytes"]);
    }
    if (crypto::Sha256(snapshot.bytes) != pg::BytesFrom(found[0]["digest"])) {
      return absl::DataLossError("the snapshot is damaged; delete it, and the feeds rebuild it");
    }
    for (const pqxx::row& row : tx.exec_params(sql::kListSnapshotCursors)) {
      snapshot.cursors.push_back({.source = row["source"].as<std::string>(),
                                  .log = row["log"].as<std::string>(),
                                  .epoch = row["epoch"].as<std::string>(),
                                  .position = row["position"].as<int64_t>()});
    }
    return snapshot;
  });
}

}  // namespace xinqiao::assessment
