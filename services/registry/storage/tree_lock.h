// Who may change the tree of organizations, and who relies on it.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_TREE_LOCK_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_TREE_LOCK_H_

#include <pqxx/pqxx>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace xinqiao::registry {

// No reorganization changes the tree until the transaction ends. For whatever
// is created in an organization: take it before reading who stands, for the
// next statement sees what the lock waited for.
void LockTreeShared(pqxx::transaction_base& tx);

// An import keeps the tree for a minute. Whoever wants it alone does not wait so
// long: those who create something queue up behind.
inline constexpr absl::Duration kTreeWaitMax = absl::Seconds(3);

// Besides, nobody creates anything in it. For reorganizations. TREE_BUSY if it
// waited in vain.
absl::Status LockTree(pqxx::transaction_base& tx, absl::Duration wait_max = kTreeWaitMax);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_TREE_LOCK_H_
