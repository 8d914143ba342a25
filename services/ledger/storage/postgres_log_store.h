// The logs in PostgreSQL, as their writer sees them.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LOG_STORE_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LOG_STORE_H_

#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/storage/activity_rows.h"
#include "services/ledger/storage/directory_cache.h"

namespace xinqiao::ledger {

// Appends to logs in schema `ledger`, and knows organizations, posts and kinds
// from libs/directory; see migrations/ and queries/.
//
// A write holds the advisory lock of its log from before it looks until it
// commits: what it reads of the log is still the end of it when it appends.
class PostgresLogStore final : public LogStore {
 public:
  // `database` outlives the store.
  PostgresLogStore(pg::Database& database, VisitCodec visits)
      : database_(database), visits_(std::move(visits)) {}

  absl::Status Write(const Call& call, const std::string& log, const LogQuery& query,
                     absl::FunctionRef<absl::Status(LogTransaction&)> body) override;
  absl::StatusOr<Receipt> GetReceipt(const Call& call, const std::string& log, int64_t position,
                                     int64_t tree_size) override;
  absl::StatusOr<std::vector<std::string>> LogsUnder(const Call& call,
                                                     const std::string& organization_id) override;
  absl::StatusOr<std::string> LogOf(const Call& call, absl::string_view field,
                                    const std::string& organization_id) override;

 private:
  pg::Database& database_;
  const VisitCodec visits_;
  DirectoryCache directory_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LOG_STORE_H_
