// Locks of the database that one does not want to wait long for.

#ifndef XINQIAO_LIBS_PG_LOCK_H_
#define XINQIAO_LIBS_PG_LOCK_H_

#include <pqxx/pqxx>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"

namespace xinqiao::pg {

// Runs `lock`, which takes a lock and waits for it no longer than `wait_max`,
// at least a millisecond; what comes later waits as long as the role may.
//
// False if it was not to be had in that time: the transaction is lost then, and
// its body returns an error.
bool LockWithin(pqxx::transaction_base& tx, absl::Duration wait_max,
                absl::FunctionRef<void()> lock);

}  // namespace xinqiao::pg

#endif  // XINQIAO_LIBS_PG_LOCK_H_
