// Every business error of the ledger, by name. The protos say when a caller gets
// which; those about fields carry them as BadRequest too.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_ERRORS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"

namespace xinqiao::ledger::errors {

inline constexpr char kDomain[] = "ledger.xinqiao";

// A post that keeps an entry out: where the request names it, and the day on
// which it had to be valid.
struct PostProblem {
  std::string field;
  std::string post_id;
  absl::CivilDay day;
};

// An organization that is not known, and where the request names it.
struct OrganizationProblem {
  std::string field;
  std::string organization_id;
};

// Who may.
absl::Status NotACadre();        // The caller is a youth.
absl::Status NotAnOperator();    // The caller is no operator.
absl::Status NotAParticipant();  // The caller is none of the named.
absl::Status NotASuperior(absl::string_view organization_id);

// What a draft names.
absl::Status OrganizationUnknown(absl::string_view field, absl::string_view organization_id);
absl::Status OrganizationUnknown(const std::vector<OrganizationProblem>& problems);
// The organization stands above every ledger root.
absl::Status OrganizationWithoutLog(absl::string_view organization_id);
absl::Status PostUnknown(const std::vector<PostProblem>& problems);
absl::Status PostNotValid(const std::vector<PostProblem>& problems);
absl::Status ActivityKindUnknown(absl::string_view kind_id);
absl::Status DayInFuture(absl::string_view field, absl::CivilDay day, absl::CivilDay today);

// What stands already.
absl::Status ActivityUnknown(absl::string_view activity_id);
absl::Status ActivityVoided(absl::string_view activity_id);
absl::Status NothingToWithdraw();
absl::Status NothingToRedact();

// `organization_id` had closed its books of `period`. `field` is where the
// request names a day of it.
absl::Status BooksClosed(absl::string_view field, absl::string_view organization_id,
                         const Period& period);
absl::Status BooksNotClosed(absl::string_view organization_id, const Period& period);

// Batches and the queue. The status of each row, by row, those that are OK too;
// one at least is not. INVALID_ARGUMENT, INVALID_ROWS, as BatchCreateActivities
// says.
absl::Status InvalidRows(const std::vector<absl::Status>& rows);
absl::Status SeveralLogs();
absl::Status QueueFull();

// Logs.
absl::Status LogUnknown(absl::string_view log);
absl::Status LogHalted(absl::string_view log);
absl::Status LogNotHalted(absl::string_view log);
absl::Status CheckpointUnknown(int64_t size);
absl::Status BeyondTree(int64_t size);  // Of the log: what it does have.
absl::Status WitnessUnknown();
absl::Status CosignatureWrong(absl::string_view problem);

}  // namespace xinqiao::ledger::errors

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_ERRORS_H_
