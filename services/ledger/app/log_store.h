// Where logs are kept, as their writer sees it.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LOG_STORE_H_
#define XINQIAO_SERVICES_LEDGER_APP_LOG_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/draft.h"
#include "services/ledger/domain/log.h"
#include "services/ledger/domain/merkle.h"
#include "services/ledger/domain/opening.h"
#include "services/ledger/domain/proof.h"

namespace xinqiao::ledger {

// Where a log stands.
struct LogHead {
  Epoch epoch;  // The running one.
  Frontier tree{HashAlgorithm::kSha256};
  std::string checkpoint;  // Of that tree: a signed note.
  // What the log had signed last before the running epoch, whose loss it
  // states; "" for the first.
  std::string begun_after;
  // The root of the checkpoint of the size that was asked about; nothing if
  // there is none.
  std::optional<std::string> root_at_asked_size;
};

// What a request that was answered before is answered with again.
struct KeptRequest {
  std::string digest;
  std::string activity_id;  // "" where the answer shows no activity.
  int64_t position = 0;     // Of its entry.
  int64_t tree_size = 0;    // Of the checkpoint in its receipt.
};

// What the writer of a log asks as it takes hold of it.
struct LogQuery {
  int64_t asked_size = 0;  // See LogTransaction::Head().
  std::vector<std::string> request_ids;
};

// What drafts name.
struct Wanted {
  std::vector<std::string> post_ids;
  std::vector<std::string> kind_ids;
  std::vector<std::string> organization_ids;
  std::vector<std::string> activity_ids;
  bool books = false;  // The closings of `organization_ids` and of all above them.
};

// What is known of that.
struct Found {
  // By request id: those of the LogQuery that were answered before.
  std::map<std::string, KeptRequest> requests;
  AdmissionFacts facts;
  int64_t registry_position = 0;  // Not below that of the facts.
};

// What an erasure deletes; see Redaction.
struct RedactionRows {
  int64_t position = 0;                      // Of the entry whose openings go.
  int64_t void_position = 0;                 // Of its voiding, with kVoidReason.
  std::vector<ParticipantLeaf> leaves;       // What is left, with kParticipant.
  std::vector<int64_t> statement_positions;  // Whose openings and rows go as well.
};

// One entry. Its other rows follow from the draft.
struct NewEntry {
  int64_t position = 0;
  const Draft* draft = nullptr;  // Outlives the batch.
  KeptRequest request;
  std::string payload;
  std::string leaf_hash;
  std::optional<RedactionRows> redaction;  // Of a Redaction.
};

// A full tile.
struct NewTile {
  int level = 0;
  int64_t index = 0;
  std::string hashes;
  std::string root;  // Of the perfect subtree that the tile spans.
};

// What one transaction appends.
struct NewBatch {
  std::vector<NewEntry> entries;
  Frontier tree{HashAlgorithm::kSha256};  // After it.
  std::string root;
  std::string checkpoint;
  std::string epoch_id;
  int64_t registry_position = 0;
  absl::Time record_time;          // Of its last entry.
  std::optional<Epoch> new_epoch;  // That its first entry begins.
  std::string begun_after;         // Of that; see LogHead.
  std::vector<NewTile> tiles;
};

// A transaction that is the only writer of a log.
class LogTransaction {
 public:
  virtual ~LogTransaction() = default;

  // Nothing while the log is empty. Another size than the LogQuery had takes a
  // further question to the database.
  virtual std::optional<LogHead> Head(int64_t asked_size) = 0;
  virtual absl::StatusOr<Found> Find(const Wanted& wanted) = 0;
  // Hashes of perfect subtrees of the tree as it stands, which is not empty.
  virtual absl::StatusOr<std::vector<std::string>> Hashes(const std::vector<NodePlace>& places) = 0;
  // Once.
  virtual void Append(const NewBatch& batch) = 0;
};

// Thread-safe.
class LogStore {
 public:
  virtual ~LogStore() = default;

  // Runs `body` in one transaction that holds the log from before it begins,
  // and commits it if the result is OK. `query` is answered together with taking
  // hold, and what it told is handed to `body`, which may run again. ABORTED,
  // UNAVAILABLE, DEADLINE_EXCEEDED (perhaps committed) or INTERNAL if the
  // database fails; a replica that is frozen in `body` loses the log within 4
  // seconds.
  virtual absl::Status Write(const Call& call, const std::string& log, const LogQuery& query,
                             absl::FunctionRef<absl::Status(LogTransaction&)> body) = 0;

  // What stands at and below a position, to answer a request again: the receipt
  // of the entry in the checkpoint of `tree_size`.
  virtual absl::StatusOr<Receipt> GetReceipt(const Call& call, const std::string& log,
                                             int64_t position, int64_t tree_size) = 0;

  // The log of each ledger root below an organization, its own first; and of
  // one in a log, that alone. ORGANIZATION_UNKNOWN, ORGANIZATION_WITHOUT_LOG.
  virtual absl::StatusOr<std::vector<std::string>> LogsUnder(
      const Call& call, const std::string& organization_id) = 0;

  // The log of an organization; it never changes. ORGANIZATION_UNKNOWN (of
  // field `field`), ORGANIZATION_WITHOUT_LOG.
  virtual absl::StatusOr<std::string> LogOf(const Call& call, absl::string_view field,
                                            const std::string& organization_id) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LOG_STORE_H_
