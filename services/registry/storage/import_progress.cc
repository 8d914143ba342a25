#include "services/registry/storage/import_progress.h"

#include <pqxx/pqxx>
#include <utility>

#include "services/registry/storage/queries.h"

namespace xinqiao::registry {

ImportProgress::ImportProgress(pg::Database& database, std::string import_id, int64_t rows_total)
    : database_(database), import_id_(std::move(import_id)), rows_total_(rows_total) {
  Show();
}

void ImportProgress::Add(int64_t rows) {
  rows_done_ += rows;
  Show();
}

void ImportProgress::Show() {
  // Who looks sees an older count if this fails; the work goes on.
  database_
      .Transact({.deadline = CapDeadline(absl::InfiniteFuture())},
                [&](pqxx::transaction_base& tx) {
                  tx.exec_params0(sql::kSetImportProgress, import_id_, rows_done_, rows_total_);
                  return absl::OkStatus();
                })
      .IgnoreError();
}

}  // namespace xinqiao::registry
