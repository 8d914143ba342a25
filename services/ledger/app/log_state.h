// Whether a log goes on from what was signed of it before.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LOG_STATE_H_
#define XINQIAO_SERVICES_LEDGER_APP_LOG_STATE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/checkpoint.h"

namespace xinqiao::ledger {

// A log as its writer finds it.
struct LogState {
  std::string log;
  std::optional<LogHead> head;             // Nothing while the log is empty.
  std::optional<std::string> signed_last;  // The checkpoint that is kept outside.
  bool halted = false;
};

// Whether the tree of `head` continues `kept`, the last that was signed; or the
// running epoch began by saying that `kept` is lost. Otherwise the database was
// restored to an earlier state, and to sign would fork the log.
bool GoesOn(const TreeHead& kept, const std::optional<LogHead>& head, absl::string_view public_key);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LOG_STATE_H_
