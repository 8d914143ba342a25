#include "services/registry/storage/postgres_import_jobs.h"

#include <pqxx/pqxx>

#include "libs/base/status_macros.h"
#include "libs/pg/time.h"
#include "services/registry/storage/import_apply.h"
#include "services/registry/storage/import_check.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/tree_lock.h"

namespace xinqiao::registry {
namespace {

constexpr int kRowsDeletedAtOnce = 50'000;

// Of work that nobody waits for.
Call OwnCall() { return {}; }

// Takes an import in `state` in hand; "" if there is none.
std::string Claim(pqxx::transaction_base& tx, ImportState state) {
  const pqxx::result claimed = tx.exec_params(sql::kClaimImport, static_cast<int>(state));
  return claimed.empty() ? std::string() : claimed[0]["import_id"].as<std::string>();
}

int64_t CountRows(pqxx::transaction_base& tx, const std::string& import_id) {
  return tx.exec_params1(sql::kCountImportRows, import_id)["rows"].as<int64_t>();
}

void SetState(pqxx::transaction_base& tx, const std::string& import_id, ImportState before,
              ImportState after) {
  tx.exec_params(sql::kSetImportState, import_id, static_cast<int>(before),
                 static_cast<int>(after));
}

}  // namespace

absl::StatusOr<bool> PostgresImportJobs::WorkOnOne(absl::Time now) {
  ASSIGN_OR_RETURN(const bool applied, ApplyOne(now));
  if (applied) return true;
  ASSIGN_OR_RETURN(const bool checked, CheckOne(now));
  if (checked) return true;
  return DeleteRowsOfOne();
}

absl::StatusOr<bool> PostgresImportJobs::ApplyOne(absl::Time now) {
  std::string import_id;
  const absl::Status status =
      deps_.database.Transact(OwnCall(), [&](pqxx::transaction_base& tx) -> absl::Status {
        import_id = Claim(tx, ImportState::kApplying);
        if (import_id.empty()) return absl::OkStatus();
        tx.exec_params1(sql::kAllowLongWork);
        LockTreeShared(tx);
        ImportProgress progress(deps_.database, import_id, CountRows(tx, import_id));
        ImportApplication application({.tx = tx,
                                       .import_id = import_id,
                                       .encoders = deps_.encoders,
                                       .ids = deps_.ids,
                                       .progress = progress,
                                       .rows_at_once = deps_.rows_at_once},
                                      now);
        RETURN_IF_ERROR(application.Apply());
        SetState(tx, import_id, ImportState::kApplying, ImportState::kApplied);
        return absl::OkStatus();
      });
  if (import_id.empty()) {
    RETURN_IF_ERROR(status);
    return false;
  }
  if (!status.ok()) RETURN_IF_ERROR(AfterFailure(import_id, status));
  return true;
}

absl::Status PostgresImportJobs::AfterFailure(const std::string& import_id,
                                              const absl::Status& why) {
  // Nothing is wrong with the import: it is tried again.
  if (absl::IsUnavailable(why) || absl::IsDeadlineExceeded(why)) return why;
  return deps_.database.Transact(OwnCall(), [&](pqxx::transaction_base& tx) {
    if (absl::IsInternal(why)) {
      tx.exec_params0(sql::kFailImport, import_id, "internal error");
    } else {
      // The registry has changed: another check tells what is wrong now.
      SetState(tx, import_id, ImportState::kApplying, ImportState::kChecking);
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<bool> PostgresImportJobs::CheckOne(absl::Time) {
  std::string import_id;
  const absl::Status status =
      deps_.database.Transact(OwnCall(), [&](pqxx::transaction_base& tx) -> absl::Status {
        import_id = Claim(tx, ImportState::kChecking);
        if (import_id.empty()) return absl::OkStatus();
        ImportProgress progress(deps_.database, import_id, CountRows(tx, import_id));
        CheckRows(tx, import_id, deps_.rows_at_once, progress);
        SetState(tx, import_id, ImportState::kChecking, ImportState::kChecked);
        return absl::OkStatus();
      });
  if (import_id.empty()) {
    RETURN_IF_ERROR(status);
    return false;
  }
  if (!status.ok()) RETURN_IF_ERROR(AfterFailure(import_id, status));
  return true;
}

// A part of them in each transaction.
absl::StatusOr<bool> PostgresImportJobs::DeleteRowsOfOne() {
  return deps_.database.Transact(
      OwnCall(), [&](pqxx::transaction_base& tx) -> absl::StatusOr<bool> {
        const pqxx::result claimed = tx.exec_params(sql::kClaimImportWithRows);
        if (claimed.empty()) return false;
        const auto import_id = claimed[0]["import_id"].as<std::string>();
        const auto deleted =
            tx.exec_params1(sql::kDeleteImportRows, import_id, kRowsDeletedAtOnce)[0].as<int64_t>();
        if (deleted == 0) tx.exec_params0(sql::kSetImportEmpty, import_id);
        return true;
      });
}

absl::Status PostgresImportJobs::Expire(const ImportExpiry& expiry) {
  return deps_.database.Transact(OwnCall(), [&](pqxx::transaction_base& tx) {
    tx.exec_params0(sql::kExpireUploads, pg::ToText(expiry.receiving));
    tx.exec_params0(sql::kExpireCheckedImports, pg::ToText(expiry.rows));
    tx.exec_params0(sql::kForgetImports, pg::ToText(expiry.imports));
    return absl::OkStatus();
  });
}

}  // namespace xinqiao::registry
