// What the ledger does: one method per RPC.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LEDGER_H_
#define XINQIAO_SERVICES_LEDGER_APP_LEDGER_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/ledger/app/ledger_store.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/log.h"

namespace xinqiao::ledger {

// What a caller asks to void.
struct VoidRequest {
  std::string request_id;
  std::string organization_id;
  std::string activity_id;
  std::string reason;
};

// One page of activities.
struct ActivityPage {
  std::vector<Activity> activities;
  std::string next_before_id;  // Continues behind the page; "" on the last.
};

// Applies the rules and keeps the record. Thread-safe.
class Ledger {
 public:
  // Everything that is not a rule. All of it outlives the Ledger.
  struct Deps {
    LedgerStore& store;
    const Clock& clock;
    IdGenerator& ids;
    std::function<std::string()> new_salt;  // 32 random bytes; thread-safe.
  };

  explicit Ledger(const Deps& deps) : deps_(deps) {}

  absl::StatusOr<Answer> CreateActivity(const Call& call, NewActivity draft);
  absl::StatusOr<Answer> VoidActivity(const Call& call, VoidRequest request);
  absl::StatusOr<Activity> GetActivity(const Call& call, const std::string& organization_id,
                                       const std::string& activity_id);

  // A page holds at most `query.limit` activities, and fewer when they are
  // large.
  absl::StatusOr<ActivityPage> ListActivities(const Call& call, ActivityQuery query);
  absl::StatusOr<Log> GetLog(const Call& call, const std::string& log);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LEDGER_H_
