// A log: its public side, its head, and how an entry is added to it.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_LOG_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/merkle.h"

namespace xinqiao::ledger {

// What a verifier needs to know of a log.
struct Log {
  std::string log;
  std::string epoch;  // "" while the log is empty.
  std::string public_key;
  std::string checkpoint;  // The newest; "" while the log is empty.

  friend bool operator==(const Log&, const Log&) = default;
};

// Where a log stands.
struct LogHead {
  std::string log;
  std::string epoch;
  Frontier tree;
};

// Proof that an entry stands in a log.
struct Receipt {
  std::string log;
  std::string epoch;
  int64_t position = 0;
  std::string entry;
  std::string leaf_hash;
  std::string checkpoint;  // Of the tree whose last leaf the entry is.
  std::vector<std::string> inclusion_proof;

  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// A log after one more entry.
struct Extension {
  Receipt receipt;
  Frontier tree;
};

Extension Extend(const LogHead& head, std::string entry, const LogKey& key);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_LOG_H_
