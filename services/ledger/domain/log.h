// A log: its public side, its head, and receipts.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_LOG_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/hash.h"
#include "services/ledger/domain/merkle.h"

namespace xinqiao::ledger {

// A stretch of a log's history that was never rolled back.
struct Epoch {
  int number = 0;  // From 1.
  std::string id;  // A UUID.
  int64_t first_position = 1;
  HashAlgorithm algorithm = HashAlgorithm::kSha256;

  friend bool operator==(const Epoch&, const Epoch&) = default;
};

// What a verifier needs to know of a log.
struct Log {
  std::string log;
  std::vector<Epoch> epochs;  // The first one first; none while the log is empty.
  std::string public_key;
  std::string checkpoint;  // The newest; "" while the log is empty.
  bool halted = false;

  friend bool operator==(const Log&, const Log&) = default;
};

// Proof that an entry stands in a log.
struct Receipt {
  std::string log;
  std::string epoch_id;
  int64_t position = 0;
  std::string entry;
  std::string leaf_hash;
  std::string checkpoint;  // Of the tree that the transaction of the entry made.
  std::vector<std::string> inclusion_proof;

  friend bool operator==(const Receipt&, const Receipt&) = default;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_LOG_H_
