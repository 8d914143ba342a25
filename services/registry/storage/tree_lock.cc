#include "services/registry/storage/tree_lock.h"

#include "services/registry/storage/queries.h"

namespace xinqiao::registry {

void LockTreeShared(pqxx::transaction_base& tx) { tx.exec_params1(sql::kLockTreeShared); }

void LockTree(pqxx::transaction_base& tx) { tx.exec_params1(sql::kLockTree); }

}  // namespace xinqiao::registry
