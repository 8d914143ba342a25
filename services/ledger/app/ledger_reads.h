// What the ledger is asked.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LEDGER_READS_H_
#define XINQIAO_SERVICES_LEDGER_APP_LEDGER_READS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/books.h"
#include "services/ledger/domain/draft.h"

namespace xinqiao::ledger {

// The next activities, newest first.
struct ActivityQuery {
  std::string organization_id;  // The organizing body; "" for any.
  std::string actor_post_id;    // Or "".
  std::string participant_id;   // Or "".
  std::string kind_id;          // Or "".
  std::string campaign;         // Or "".
  std::optional<absl::CivilDay> first_day;
  std::optional<absl::CivilDay> last_day;
  std::string before_id;  // Only older ones than this activity; "" for the newest.
  int limit = 0;
};

// One page of activities.
struct ActivityPage {
  std::vector<Activity> activities;
  std::string next_before_id;  // Continues behind the page; "" on the last.

  friend bool operator==(const ActivityPage&, const ActivityPage&) = default;
};

// What a youth said of one activity.
struct Participation {
  Statement statement = Statement::kNone;
  std::optional<absl::Time> state_time;

  friend bool operator==(const Participation&, const Participation&) = default;
};

// The next closings and reopenings of books, newest first.
struct BooksQuery {
  std::string organization_id;
  int64_t before_position = 0;  // In the log of the organization; 0 for the newest.
  int limit = 0;
};

// One page of them.
struct BooksPage {
  std::vector<BooksEntry> books;
  int64_t next_before_position = 0;  // Continues behind the page; 0 on the last.

  friend bool operator==(const BooksPage&, const BooksPage&) = default;
};

// The ids in the name of an activity.
struct ActivityName {
  std::string organization_id;
  std::string activity_id;
};

// Thread-safe. Every method is one read.
class LedgerReads {
 public:
  virtual ~LedgerReads() = default;

  // One for each name; nullopt where the organization has no such activity.
  virtual absl::StatusOr<std::vector<std::optional<Activity>>> Get(
      const Call& call, const std::vector<ActivityName>& names) = 0;

  // ORGANIZATION_UNKNOWN if there is no such organization. A page holds at most
  // `query.limit` activities: fewer, even none, when they are large or few of
  // many match, though it is not the last.
  virtual absl::StatusOr<ActivityPage> List(const Call& call, const ActivityQuery& query) = 0;

  // ACTIVITY_UNKNOWN; NOT_A_PARTICIPANT if the activity does not name the youth.
  virtual absl::StatusOr<Participation> GetParticipation(const Call& call,
                                                         const std::string& organization_id,
                                                         const std::string& activity_id,
                                                         const std::string& youth_id) = 0;

  // Of the organization and all that ever stood above it, in its log; of one
  // above several logs in each. ORGANIZATION_UNKNOWN. Entries of several logs at
  // one position are never parted: a page may hold a few more than its limit.
  virtual absl::StatusOr<BooksPage> ListBooks(const Call& call, const BooksQuery& query) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LEDGER_READS_H_
