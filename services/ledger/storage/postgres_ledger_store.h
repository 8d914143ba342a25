// The ledger in PostgreSQL.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LEDGER_STORE_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LEDGER_STORE_H_

#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/ledger/app/ledger_store.h"
#include "services/ledger/domain/checkpoint.h"

namespace xinqiao::ledger {

// Keeps activities and logs in schema `ledger`, and knows organizations, posts
// and kinds from libs/directory; see migrations/ and queries/.
//
// A write holds the advisory lock of its log from before it looks until it
// commits: what it reads of the log is still the end of it when it appends.
class PostgresLedgerStore final : public LedgerStore {
 public:
  // `database` outlives the store. `key` signs every checkpoint.
  PostgresLedgerStore(pg::Database& database, Encoders encoders, LogKey key)
      : database_(database), encoders_(std::move(encoders)), key_(std::move(key)) {}

  absl::StatusOr<Answer> Append(const Call& call, const Recording& recording,
                                AdmitActivity admit) override;
  absl::StatusOr<Answer> Void(const Call& call, const Voiding& voiding,
                              AdmitVoiding admit) override;
  absl::StatusOr<Activity> Get(const Call& call, const std::string& organization_id,
                               const std::string& activity_id) override;
  absl::StatusOr<std::vector<Activity>> List(const Call& call, const ActivityQuery& query) override;
  absl::StatusOr<Log> GetLog(const Call& call, const std::string& log) override;

 private:
  pg::Database& database_;
  const Encoders encoders_;
  const LogKey key_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LEDGER_STORE_H_
