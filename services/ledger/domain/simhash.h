// A fingerprint of text that tells likeness without telling the text.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_SIMHASH_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_SIMHASH_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace xinqiao::ledger {

// The 64-bit SimHash of the pairs of neighbouring characters of `text`, which
// is UTF-8. Near texts differ in few bits. It stands in leaves of the log, so
// it never changes.
uint64_t SimHash(absl::string_view text);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_SIMHASH_H_
