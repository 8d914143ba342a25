#include "services/registry/storage/postgres_import_store.h"

#include <pqxx/pqxx>

#include "libs/base/status_macros.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

constexpr int kFirstProblems = 20;

std::vector<ListedProblem> ReadProblems(pqxx::transaction_base& tx, const std::string& import_id,
                                        const ProblemRange& range) {
  std::vector<ListedProblem> problems;
  for (const pqxx::row& row :
       tx.exec_params(sql::kListImportProblems, import_id, range.after, range.limit)) {
    problems.push_back({.number = row["number"].as<int64_t>(),
                        .problem = {.table = static_cast<ImportTable>(row["table_code"].as<int>()),
                                    .line = row["line"].as<int64_t>(),
                                    .column = row["column_name"].as<std::string>(),
                                    .reason = row["reason"].as<std::string>(),
                                    .message = row["message"].as<std::string>()}});
  }
  return problems;
}

std::optional<Import> ReadImport(pqxx::transaction_base& tx, const std::string& import_id) {
  const pqxx::result found = tx.exec_params(sql::kFindImport, import_id);
  if (found.empty()) return std::nullopt;
  const pqxx::row row = found[0];
  Import import{.import_id = import_id,
                .state = static_cast<ImportState>(row["state"].as<int>()),
                .rows_done = row["rows_done"].as<int64_t>(),
                .rows_total = row["rows_total"].as<int64_t>(),
                .problem_count = row["problem_count"].as<int64_t>(),
                .failure = row["failure"].as<std::string>(),
                .create_time = pg::TimeFromMicros(row["create_micros"])};
  for (const pqxx::row& counts : tx.exec_params(sql::kListImportCounts, import_id)) {
    import.counts[counts["table_code"].as<size_t>() - 1] = {
        .rows = counts["rows"].as<int64_t>(),
        .created = counts["created"].as<int64_t>(),
        .unchanged = counts["unchanged"].as<int64_t>(),
        .problems = counts["problems"].as<int64_t>()};
  }
  for (ListedProblem& each : ReadProblems(tx, import_id, {.limit = kFirstProblems})) {
    import.first_problems.push_back(std::move(each.problem));
  }
  return import;
}

}  // namespace

absl::Status PostgresImportStore::StartImport(const Call& call, const NewImport& import) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::Status {
    tx.exec_params0(sql::kExpireUpload, import.owner, pg::ToText(import.abandoned_since));
    if (!tx.exec_params(sql::kFindRunningUpload, import.owner).empty()) {
      return errors::UploadRunning();
    }
    tx.exec_params0(sql::kInsertImport, import.import_id, import.owner,
                    pg::ToText(import.create_time), pg::ToText(import.real_time));
    return absl::OkStatus();
  });
}

absl::Status PostgresImportStore::AppendRows(const Call& call, const std::string& import_id,
                                             const ImportRows& rows, absl::Time real_time) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::Status {
    if (tx.exec_params(sql::kTouchImport, import_id, pg::ToText(real_time)).empty()) {
      return errors::UploadGivenUp();
    }
    CopyRows(tx, import_id, rows, seal_);
    return absl::OkStatus();
  });
}

absl::StatusOr<Answer> PostgresImportStore::FinishUpload(const Call& call, const Write& write,
                                                         const std::string& import_id) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) {
      tx.exec_params0(sql::kDropUpload, import_id, "it was uploaded before");
      return *std::move(first);
    }
    if (tx.exec_params(sql::kSetImportState, import_id, static_cast<int>(ImportState::kReceiving),
                       static_cast<int>(ImportState::kChecking))
            .empty()) {
      return errors::UploadGivenUp();
    }
    tx.exec_params0(sql::kCountUploadedRows, import_id);
    const std::optional<Import> import = ReadImport(tx, import_id);
    const Answer answer{.bytes = answer_(*import)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::Status PostgresImportStore::DropImport(const Call& call, const std::string& import_id) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) {
    tx.exec_params0(sql::kDropUpload, import_id, "the upload broke off");
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Import>> PostgresImportStore::FindImport(
    const Call& call, const std::string& import_id) {
  using Found = absl::StatusOr<std::optional<Import>>;
  return database_.Transact(
      call, [&](pqxx::transaction_base& tx) -> Found { return ReadImport(tx, import_id); });
}

absl::StatusOr<std::vector<ListedProblem>> PostgresImportStore::ListProblems(
    const Call& call, const std::string& import_id, const ProblemRange& range) {
  using Found = absl::StatusOr<std::vector<ListedProblem>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return ReadProblems(tx, import_id, range);
  });
}

absl::StatusOr<Answer> PostgresImportStore::RequestApply(const Call& call, const Write& write,
                                                         const std::string& import_id,
                                                         ApplyRule admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    std::optional<Import> import = ReadImport(tx, import_id);
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (!import.has_value()) return errors::ImportNotFound();
    RETURN_IF_ERROR(admit(*import));
    // Not locked before: a worker may hold it for long. Who came first is found
    // by trying again.
    if (tx.exec_params(sql::kSetImportState, import_id, static_cast<int>(import->state),
                       static_cast<int>(ImportState::kApplying))
            .empty()) {
      return absl::AbortedError("the import moved on");
    }
    import->state = ImportState::kApplying;
    const Answer answer{.bytes = answer_(*import)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

}  // namespace xinqiao::registry
