// What enters the ledger.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_ADMISSION_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_ADMISSION_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/books.h"
#include "services/ledger/domain/draft.h"
#include "services/ledger/domain/opening.h"

namespace xinqiao::ledger {

// What the ledger knows of a post.
struct PostFacts {
  std::string organization_id;
  Period valid;

  friend bool operator==(const PostFacts&, const PostFacts&) = default;
};

// An activity of the log as it stands.
struct StandingActivity {
  Activity activity;
  int64_t position = 0;
  int64_t void_position = 0;  // Of its voiding, or 0.
  Openings openings;          // Of the entry that recorded it.
  // What youths said, the last word of each, and the entries that hold it.
  struct Said {
    Statement statement = Statement::kNone;
    std::vector<int64_t> positions;  // Of all of them, in order.
    absl::Time record_time;          // Of the last.
  };
  std::map<std::string, Said> said;  // By youth.
};

// What is known of what drafts name. Changed by each draft that is taken, so
// that the next one in the batch sees it.
struct AdmissionFacts {
  std::map<std::string, PostFacts> posts;  // By id: those that are known.
  std::set<std::string> kind_ids;          // Those that are known.
  KnownOrganizations organizations;
  Books books;                                         // Of the log.
  std::map<std::string, StandingActivity> activities;  // By id: those of the log.
};

// OK unless `principal` is a youth, who is told NOT_A_CADRE.
absl::Status CheckMayWrite(absl::string_view principal);

// OK if the draft may be appended on `today`; otherwise the reason that
// ledger_service.proto, participation_service.proto and books_service.proto
// give, with every field that is at fault.
//
// - Recording: not in the future, the author's post valid today, every actor's
//   on the day of the activity; kind, branch, collective and the organizations
//   of a visit known; the books of the day open.
// - Voiding: the activity is there and stands.
// - Stating: the activity names the youth; a withdrawal takes something back.
// - BooksChange: the period is over, the author's post valid today and in the
//   organization or above it, for a reopening strictly above; not closed, or
//   closed, already.
// - Redaction: something of it is there.
absl::Status CheckAdmission(const Draft& draft, const AdmissionFacts& facts, absl::CivilDay today);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_ADMISSION_H_
