// What a batch appends, and the tree that it makes. Pure.

#ifndef XINQIAO_SERVICES_LEDGER_APP_BATCH_GROWTH_H_
#define XINQIAO_SERVICES_LEDGER_APP_BATCH_GROWTH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/ledger/app/batch_decisions.h"
#include "services/ledger/app/entry_encoder.h"
#include "services/ledger/app/log_state.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/log.h"
#include "services/ledger/domain/merkle.h"
#include "services/ledger/domain/proof.h"

namespace xinqiao::ledger {

// A batch with the tree that its entries grew.
struct Grown {
  NewBatch batch;
  Growth growth;
};

// Tells hashes of perfect subtrees of the tree before the batch.
using HashesBefore =
    absl::FunctionRef<absl::StatusOr<std::vector<std::string>>(const std::vector<NodePlace>&)>;

// Encodes and hashes what was taken, which is something, and signs one
// checkpoint over all of it. Fails only as `hashes_before` does.
absl::StatusOr<Grown> Grow(const LogState& state, const Decisions& decisions,
                           int64_t registry_position, const EntryEncoder& encode, const LogKey& key,
                           HashesBefore hashes_before);

// The receipt of the i-th entry of the batch.
Receipt ReceiptOf(const std::string& log, const Grown& grown, size_t i);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_BATCH_GROWTH_H_
