#include "services/registry/storage/tree_lock.h"

#include "libs/pg/lock.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {

void LockTreeShared(pqxx::transaction_base& tx) { tx.exec_params1(sql::kLockTreeShared); }

absl::Status LockTree(pqxx::transaction_base& tx, absl::Duration wait_max) {
  const bool locked = pg::LockWithin(tx, wait_max, [&tx] { tx.exec_params1(sql::kLockTree); });
  return locked ? absl::OkStatus() : errors::TreeBusy();
}

}  // namespace xinqiao::registry
