#include "libs/pg/lock.h"

#include "libs/pg/queries.h"

namespace xinqiao::pg {
namespace {

constexpr char kLockNotAvailable[] = "55P03";

}  // namespace

bool LockWithin(pqxx::transaction_base& tx, absl::Duration wait_max,
                absl::FunctionRef<void()> lock) try {
  tx.exec_params1(sql::kBoundLockWait, absl::ToInt64Milliseconds(wait_max));
  lock();
  tx.exec_params0(sql::kUnboundLockWait);
  return true;
} catch (const pqxx::sql_error& e) {
  if (e.sqlstate() != kLockNotAvailable) throw;
  return false;
}

}  // namespace xinqiao::pg
