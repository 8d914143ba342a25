// Who may change the tree of organizations, and who relies on it.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_TREE_LOCK_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_TREE_LOCK_H_

#include <pqxx/pqxx>

namespace xinqiao::registry {

// No reorganization changes the tree until the transaction ends. For whatever
// is created in an organization: take it before reading who stands, for the
// next statement sees what the lock waited for.
void LockTreeShared(pqxx::transaction_base& tx);

// Besides, nobody creates anything in it. For reorganizations.
void LockTree(pqxx::transaction_base& tx);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_TREE_LOCK_H_
