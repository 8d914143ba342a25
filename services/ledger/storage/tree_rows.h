// Hashes of a log's tree, from its tiles and leaves.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_TREE_ROWS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_TREE_ROWS_H_

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ledger/domain/hash.h"
#include "services/ledger/domain/proof.h"

namespace xinqiao::ledger {

// The hashes of perfect subtrees, all of them within the log as it stands, in
// the order of `places`. At most three statements: the roots of full tiles, full
// tiles of leaves, and the leaves that no full tile holds. INTERNAL if one is
// not there.
absl::StatusOr<std::vector<std::string>> HashesOf(pqxx::transaction_base& tx,
                                                  const std::string& log, HashAlgorithm algorithm,
                                                  const std::vector<NodePlace>& places);

// The hashes that stand one after the other in `bytes`.
std::vector<std::string> SplitHashes(absl::string_view bytes);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_TREE_ROWS_H_
