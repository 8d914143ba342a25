// What auditors and witnesses ask of the logs.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LOG_READS_H_
#define XINQIAO_SERVICES_LEDGER_APP_LOG_READS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/books.h"
#include "services/ledger/domain/hash.h"
#include "services/ledger/domain/log.h"
#include "services/ledger/domain/opening.h"
#include "services/ledger/domain/proof.h"

namespace xinqiao::ledger {

// A checkpoint as it is stored.
struct StoredCheckpoint {
  int64_t size = 0;
  std::string root;
  std::string note;                       // Without cosignatures.
  std::vector<std::string> cosignatures;  // Lines, without line feeds, by witness.
  std::string epoch_id;                   // In which it was signed.

  friend bool operator==(const StoredCheckpoint&, const StoredCheckpoint&) = default;
};

// An epoch as it is stored.
struct StoredEpoch {
  Epoch epoch;
  // The last checkpoint that was signed before it, whose loss it states; "" for
  // the first.
  std::string begun_after;

  friend bool operator==(const StoredEpoch&, const StoredEpoch&) = default;
};

// An entry as it is stored.
struct StoredEntry {
  int64_t position = 0;
  std::string payload;
  std::string leaf_hash;
};

// An entry with everything that is kept of it.
struct ExportedEntry {
  StoredEntry entry;
  Openings openings;
  std::vector<Activity> activities;  // Rows with its activity id, if it recorded one.
  std::vector<BooksEntry> books;     // Rows with its position.
  int actor_rows = 0;                // By which lists by actor find its activity,
  int participant_rows = 0;          // and those by participant.
  // What followers read beside it.
  absl::Time record_time;
  int64_t registry_position = 0;
  int64_t contacts_position = 0;
};

// What of a log is exported.
struct ExportRange {
  int64_t after_position = 0;
  int64_t until_position = 0;  // 0 for all.
  int limit = 0;
};

// What an export says at its end.
struct RowCounts {
  int64_t activities = 0;        // That reads answer from.
  int64_t books = 0;             // Closings and reopenings that decide.
  int64_t unsigned_entries = 0;  // Behind the newest checkpoint.
};

// Thread-safe. LOG_UNKNOWN for the log of no organization.
class LogReads {
 public:
  virtual ~LogReads() = default;

  // Every epoch, the first one first; none while the log is empty.
  virtual absl::StatusOr<std::vector<StoredEpoch>> Epochs(const Call& call,
                                                          const std::string& log) = 0;

  // That of `size`, or the newest for 0; nothing if there is none.
  virtual absl::StatusOr<std::optional<StoredCheckpoint>> GetCheckpoint(const Call& call,
                                                                        const std::string& log,
                                                                        int64_t size) = 0;

  // Nothing beyond the end.
  virtual absl::StatusOr<std::optional<StoredEntry>> GetEntry(const Call& call,
                                                              const std::string& log,
                                                              int64_t position) = 0;

  // The hashes of perfect subtrees that the log has, together in a few
  // statements, from tiles and leaves.
  virtual absl::StatusOr<std::vector<std::string>> Hashes(const Call& call, const std::string& log,
                                                          HashAlgorithm algorithm,
                                                          const std::vector<NodePlace>& places) = 0;

  // Keeps a cosignature of a checkpoint that is there; the same witness's of the
  // same size once.
  virtual absl::Status AddCosignature(const Call& call, const std::string& log, int64_t size,
                                      const std::string& witness, const std::string& line,
                                      absl::Time now) = 0;

  // Entries of a range, at most its limit, and fewer when they are large.
  virtual absl::StatusOr<std::vector<ExportedEntry>> Export(const Call& call,
                                                            const std::string& log,
                                                            const ExportRange& range) = 0;

  // Counts rows: of activities up to a position, or of all for 0, and those that
  // stand behind the newest checkpoint in any case.
  virtual absl::StatusOr<RowCounts> CountRows(const Call& call, const std::string& log,
                                              int64_t until_position) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LOG_READS_H_
