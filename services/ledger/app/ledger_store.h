// Where the ledger keeps activities and their logs.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LEDGER_STORE_H_
#define XINQIAO_SERVICES_LEDGER_APP_LEDGER_STORE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/log.h"
#include "services/ledger/domain/opening.h"

namespace xinqiao::ledger {

// An activity on its way into the log.
struct Recording {
  std::string request_id;
  std::string change_id;  // A new UUID.
  Activity activity;
  Openings openings;  // Of the activity.
};

// The voiding of an activity on its way into the log.
struct Voiding {
  std::string request_id;
  std::string change_id;  // A new UUID.
  std::string organization_id;
  std::string activity_id;
  Opening reason;
  absl::Time record_time;
};

// The next activities of one organizing body, newest first.
struct ActivityQuery {
  std::string organization_id;
  std::string before_id;  // Only older ones than this activity; "" for the newest.
  int limit = 0;
};

// Writes what the contract says, as bytes: stores never see a message.
struct Encoders {
  std::function<std::string(const Activity&, const Openings&)> recorded;  // An entry.
  std::function<std::string(const Voiding&)> voided;                      // An entry.
  // The answer to a write is an activity followed by a receipt.
  std::function<std::string(const Activity&)> activity;
  std::function<std::string(const Receipt&)> receipt;
};

// Rules over stored facts. The store reads the facts; the rule decides.
using AdmitActivity = absl::FunctionRef<absl::Status(const AdmissionFacts&)>;
using AdmitVoiding = absl::FunctionRef<absl::Status(const Activity&)>;

// Persists activities. Each method is one transaction. Thread-safe.
//
// A write goes to the log of its organizing body, alone: positions are 1, 2, 3,
// ... without gaps, and each answer holds the receipt of its entry. A repeated
// request id returns the first answer and asks no rule; with another digest it
// fails with REQUEST_ID_REUSED. What people wrote is not kept with the request:
// a retry shows the activity as it was after the write, without what has been
// erased since. Rules may be called more than once.
//
// tests/services/ledger/storage/ledger_store_contract.h states, as tests, what
// every implementation does.
class LedgerStore {
 public:
  virtual ~LedgerStore() = default;

  // Appends an activity if `admit` accepts what is known of what it names.
  // ORGANIZATION_UNKNOWN or ORGANIZATION_WITHOUT_LOG if no log takes it.
  virtual absl::StatusOr<Answer> Append(const Call& call, const Recording& recording,
                                        AdmitActivity admit) = 0;

  // Appends the voiding of an activity if `admit` accepts the activity as it
  // stands, which no other call can void meanwhile. ACTIVITY_UNKNOWN if there
  // is none.
  virtual absl::StatusOr<Answer> Void(const Call& call, const Voiding& voiding,
                                      AdmitVoiding admit) = 0;

  // ACTIVITY_UNKNOWN if the organization has no such activity.
  virtual absl::StatusOr<Activity> Get(const Call& call, const std::string& organization_id,
                                       const std::string& activity_id) = 0;

  // ORGANIZATION_UNKNOWN if there is no such organization.
  virtual absl::StatusOr<std::vector<Activity>> List(const Call& call,
                                                     const ActivityQuery& query) = 0;

  // LOG_UNKNOWN if it is the log of no organization.
  virtual absl::StatusOr<Log> GetLog(const Call& call, const std::string& log) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LEDGER_STORE_H_
