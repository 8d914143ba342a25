// What the ledger does with activities, statements and books: one method per RPC.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LEDGER_H_
#define XINQIAO_SERVICES_LEDGER_APP_LEDGER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/ledger/app/activity_lookup.h"
#include "services/ledger/app/known_logs.h"
#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/app/log_writer.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/draft.h"

namespace xinqiao::ledger {

// What a caller asks to void.
struct VoidRequest {
  std::string request_id;
  std::string organization_id;
  std::string activity_id;
  std::string reason;
};

// What a youth says.
struct StateRequest {
  std::string request_id;
  std::string organization_id;
  std::string activity_id;
  std::string youth_id;
  Statement statement = Statement::kConfirmed;
};

// What is to be closed or reopened.
struct BooksRequest {
  std::string request_id;
  std::string organization_id;
  Period period;
  PostRef author;
  bool closed = true;
  std::string reason;  // Of a reopening.
};

// What is to be erased.
struct RedactRequest {
  std::string request_id;
  Redaction redaction;
};

// A request of a batch, with the digest of its own: caller, method
// CreateActivity and the request, so that a row and a single call are the same.
struct BatchRow {
  NewActivity draft;
  std::string digest;
};

// Applies the rules that need no log, and hands drafts to the writer. What has a
// `done` answers through it: once, perhaps before it returns, on any thread; it
// never blocks its caller. The other methods do. Thread-safe.
class Ledger {
 public:
  // Everything that is not a rule. All of it outlives the Ledger.
  struct Deps {
    LogStore& store;
    LogWriter& writer;
    LedgerReads& reads;
    const Clock& clock;
    IdGenerator& ids;
    std::function<std::string()> new_salt;  // 32 random bytes; thread-safe.
    // Runs a task that waits for the store on another thread; false, without
    // running it, when too much waits. Thread-safe.
    std::function<bool(std::function<void()> task)> background;
  };

  using Done = std::function<void(absl::StatusOr<Appended>)>;
  using BatchDone = std::function<void(absl::StatusOr<UnitResult>)>;

  explicit Ledger(const Deps& deps)
      : deps_(deps), logs_(deps.store), lookup_(deps.reads, deps.background) {}

  void CreateActivity(const Call& call, NewActivity draft, Done done);
  // All or none. SEVERAL_LOGS if the rows are of several logs. A row that is
  // refused makes the result one status per row, CANCELLED for those that are not
  // at fault; what concerns all rows, as UNAVAILABLE, is one status. A row that
  // could not be read is its error; the others are then only checked, so that the
  // caller hears what is wrong with every row at once.
  void BatchCreateActivities(const Call& call, std::vector<absl::StatusOr<BatchRow>> rows,
                             BatchDone done);
  // Each row by itself; rows may be of several logs.
  void CreateEach(const Call& call, std::vector<BatchRow> rows,
                  std::function<void(UnitResult)> done);
  void VoidActivity(const Call& call, VoidRequest request, Done done);
  void RedactActivity(const Call& call, RedactRequest request, Done done);
  // NOT_A_PARTICIPANT unless the caller is that youth, here and in
  // GetParticipation().
  void StateParticipation(const Call& call, StateRequest request, Done done);
  // One entry per log, in turn; what was written stays when a later one fails,
  // and a retry goes on.
  void ChangeBooks(const Call& call, BooksRequest request, BatchDone done);

  // As ActivityLookup::Get().
  void GetActivity(const Call& call, ActivityName name, ActivityLookup::Done done);
  absl::StatusOr<ActivityPage> ListActivities(const Call& call, const ActivityQuery& query);
  absl::StatusOr<Participation> GetParticipation(const Call& call,
                                                 const std::string& organization_id,
                                                 const std::string& activity_id,
                                                 const std::string& youth_id);
  absl::StatusOr<BooksPage> ListBooks(const Call& call, const BooksQuery& query);

 private:
  using Log = absl::StatusOr<std::string>;

  Draft DraftOf(const Call& call, std::string request_id, decltype(Draft::what) what);
  Recording RecordingOf(ActivityFacts facts);
  // Tells the log of each organization: at once where all are remembered,
  // otherwise in the background.
  void WithLogs(const Call& call, std::vector<std::string> organization_ids,
                std::function<void(std::vector<Log>)> then);
  // Appends an entry about an activity of an organization.
  void AppendAbout(const Call& call, const std::string& organization_id,
                   const std::string& activity_id, Draft draft, Done done);
  void Submit(const Call& call, const std::string& log, Draft draft, Done done);
  void SubmitRows(const Call& call, std::vector<absl::StatusOr<BatchRow>> rows,
                  const std::map<std::string, Log>& logs, BatchDone done);

  struct BooksRun;
  void ChangeNextBooks(const std::shared_ptr<BooksRun>& run);

  const Deps deps_;
  KnownLogs logs_;
  ActivityLookup lookup_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LEDGER_H_
