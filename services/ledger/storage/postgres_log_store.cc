#include "services/ledger/storage/postgres_log_store.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/pg/binary.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/domain/proof.h"
#include "services/ledger/storage/batch_rows.h"
#include "services/ledger/storage/books_rows.h"
#include "services/ledger/storage/entry_rows.h"
#include "services/ledger/storage/queries.h"
#include "services/ledger/storage/tree_rows.h"

namespace xinqiao::ledger {
namespace {

Books BooksFrom(const pqxx::result& rows) {
  std::vector<BooksEntry> entries;
  for (const pqxx::row& row : rows) entries.push_back(BooksEntryFrom(row));
  return Books(entries);
}

LogHead HeadFrom(const pqxx::row& row) {
  const auto algorithm = static_cast<HashAlgorithm>(row["hash_algorithm"].as<int>());
  LogHead head = {.epoch = {.number = row["number"].as<int>(),
                            .id = row["epoch"].as<std::string>(),
                            .first_position = row["first_position"].as<int64_t>(),
                            .algorithm = algorithm},
                  .tree = Frontier(algorithm, row["size"].as<int64_t>(),
                                   SplitHashes(pg::BytesFrom(row["frontier"]))),
                  .checkpoint = row["note"].as<std::string>(),
                  .begun_after = row["begun_after"].as<std::string>()};
  if (!row["asked_root"].is_null()) head.root_at_asked_size = pg::BytesFrom(row["asked_root"]);
  return head;
}

// What taking hold of a log told.
struct HeldLog {
  int64_t asked_size = 0;
  std::optional<LogHead> head;
  std::map<std::string, KeptRequest> requests;
  int64_t registry_position = 0;
  RowTypes types;
};

absl::StatusOr<HeldLog> HoldLog(pqxx::transaction_base& tx, const std::string& log,
                                const LogQuery& query) {
  pg::BinaryArray request_ids(pg::Type::kUuid);
  for (const std::string& request_id : query.request_ids) request_ids.AddUuid(request_id);
  const pqxx::result rows =
      tx.exec_params(sql::kHoldLog, log, query.asked_size, request_ids.Parameter());
  const pqxx::row first = rows.front();
  HeldLog held = {.asked_size = query.asked_size,
                  .registry_position = first["registry_position"].as<int64_t>(),
                  .types = {.entry = first["new_entry_type"].as<uint32_t>(),
                            .opening = first["new_opening_type"].as<uint32_t>(),
                            .activity = first["new_activity_type"].as<uint32_t>()}};
  if (!first["size"].is_null()) held.head = HeadFrom(first);
  for (const pqxx::row& row : rows) {
    if (row["request_id"].is_null()) break;
    ASSIGN_OR_RETURN(held.requests[row["request_id"].as<std::string>()],
                     UnpackRequest(pg::BytesFrom(row["digest"]), pg::BytesFrom(row["answer"])));
  }
  return held;
}

class PostgresLogTransaction final : public LogTransaction {
 public:
  PostgresLogTransaction(pqxx::transaction_base& tx, std::string log, HeldLog held,
                         const VisitCodec& visits, DirectoryCache& directory)
      : tx_(tx),
        log_(std::move(log)),
        held_(std::move(held)),
        visits_(visits),
        directory_(directory) {}

  std::optional<LogHead> Head(int64_t asked_size) override {
    std::optional<LogHead> head = held_.head;
    if (!head.has_value() || asked_size == held_.asked_size) return head;
    head->root_at_asked_size.reset();
    const pqxx::result found = tx_.exec_params(sql::kGetCheckpoint, log_, asked_size);
    if (!found.empty()) head->root_at_asked_size = pg::BytesFrom(found.front()["root"]);
    return head;
  }

  absl::StatusOr<Found> Find(const Wanted& wanted) override {
    Found found = {.requests = held_.requests};
    if (!wanted.activity_ids.empty()) FindActivitiesOf(wanted.activity_ids, found.facts);
    found.registry_position = directory_.Find(tx_, held_.registry_position, wanted, found.facts);
    if (wanted.books) FindBooks(found.facts);
    return found;
  }

  absl::StatusOr<std::vector<std::string>> Hashes(const std::vector<NodePlace>& places) override {
    return HashesOf(tx_, log_, held_.head->epoch.algorithm, places);
  }

  void Append(const NewBatch& batch) override {
    InsertBatch(tx_, log_, batch, held_.types, visits_);
  }

 private:
  void FindActivitiesOf(const std::vector<std::string>& activity_ids, AdmissionFacts& facts) {
    for (ToldActivity& told : FindActivities(tx_, log_, activity_ids, visits_)) {
      StandingActivity& standing = facts.activities[told.activity.id];
      standing.activity = std::move(told.activity);
      standing.position = told.position;
      standing.void_position = told.void_position;
      standing.openings = std::move(told.openings);
    }
    for (const pqxx::row& row :
         tx_.exec_params(sql::kFindStatements, log_, pg::ToArray(activity_ids))) {
      const auto standing = facts.activities.find(row["activity_id"].as<std::string>());
      if (standing == facts.activities.end()) continue;
      StandingActivity::Said& said = standing->second.said[row["youth_id"].as<std::string>()];
      said.statement = static_cast<Statement>(row["statement"].as<int>());
      said.positions.push_back(row["position"].as<int64_t>());
      said.record_time = pg::TimeFromMicros(row["record_micros"]);
    }
  }

  // Of the organizations that were found, and of all above them.
  void FindBooks(AdmissionFacts& facts) {
    pg::ArrayText organization_ids;
    for (const auto& [id, organization] : facts.organizations) organization_ids.Add(id);
    facts.books = BooksFrom(tx_.exec_params(sql::kFindBooks, log_, organization_ids.Finish()));
  }

  pqxx::transaction_base& tx_;
  const std::string log_;
  const HeldLog held_;
  const VisitCodec& visits_;
  DirectoryCache& directory_;
};

}  // namespace

absl::Status PostgresLogStore::Write(const Call& call, const std::string& log,
                                     const LogQuery& query,
                                     absl::FunctionRef<absl::Status(LogTransaction&)> body) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::Status {
    ASSIGN_OR_RETURN(HeldLog held, HoldLog(tx, log, query));
    PostgresLogTransaction transaction(tx, log, std::move(held), visits_, directory_);
    return body(transaction);
  });
}

absl::StatusOr<Receipt> PostgresLogStore::GetReceipt(const Call& call, const std::string& log,
                                                     int64_t position, int64_t tree_size) {
  // Several statements without a transaction: what is read is never changed.
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Receipt> {
    const pqxx::result found = tx.exec_params(sql::kGetReceipt, log, position, tree_size);
    if (found.empty()) return absl::InternalError("an entry that was answered is gone");
    const pqxx::row row = found.front();
    const auto algorithm = static_cast<HashAlgorithm>(row["hash_algorithm"].as<int>());
    Receipt receipt = {.log = log,
                       .epoch_id = row["epoch"].as<std::string>(),
                       .position = position,
                       .entry = pg::BytesFrom(row["payload"]),
                       .leaf_hash = pg::BytesFrom(row["leaf_hash"]),
                       .checkpoint = row["note"].as<std::string>()};
    const std::vector<NodePlace> places = NodesOfInclusion(position - 1, tree_size);
    ASSIGN_OR_RETURN(const std::vector<std::string> hashes, HashesOf(tx, log, algorithm, places));
    const auto hash_of = [&](const NodePlace& place) -> absl::StatusOr<std::string> {
      const auto at = std::find(places.begin(), places.end(), place);
      if (at == places.end()) return absl::InternalError("a proof asks for another hash");
      return hashes[static_cast<size_t>(at - places.begin())];
    };
    ASSIGN_OR_RETURN(receipt.inclusion_proof,
                     InclusionProof(algorithm, position - 1, tree_size, hash_of));
    return receipt;
  });
}

absl::StatusOr<std::vector<std::string>> PostgresLogStore::LogsUnder(
    const Call& call, const std::string& organization_id) {
  using Logs = std::vector<std::string>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Logs> {
    if (!directory::FindOrganization(tx, organization_id).has_value()) {
      return errors::OrganizationUnknown("parent", organization_id);
    }
    Logs logs = directory::LogsUnder(tx, organization_id);
    if (logs.empty()) return errors::OrganizationWithoutLog(organization_id);
    return logs;
  });
}

absl::StatusOr<std::string> PostgresLogStore::LogOf(const Call& call, absl::string_view field,
                                                    const std::string& organization_id) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<std::string> {
    const auto organization = directory::FindOrganization(tx, organization_id);
    if (!organization.has_value()) return errors::OrganizationUnknown(field, organization_id);
    if (organization->log.empty()) return errors::OrganizationWithoutLog(organization_id);
    return organization->log;
  });
}

}  // namespace xinqiao::ledger
