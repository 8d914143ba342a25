// What the ledger tells auditors and witnesses of its logs: one method per RPC of LogService.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LOG_AUDIT_H_
#define XINQIAO_SERVICES_LEDGER_APP_LOG_AUDIT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/ledger/app/log_reads.h"
#include "services/ledger/app/log_writer.h"
#include "services/ledger/app/signed_heads.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/hash.h"
#include "services/ledger/domain/log.h"
#include "services/ledger/domain/note.h"
#include "services/ledger/domain/proof.h"

namespace xinqiao::ledger {

struct ConsistencyAnswer {
  std::vector<std::string> hashes;
  int64_t second_size = 0;
};

struct TileAnswer {
  int level = 0;
  int64_t index = 0;
  std::string hashes;
};

struct ExportPage {
  std::vector<ExportedEntry> entries;
  std::optional<RowCounts> rows;  // At the end only.
};

struct StartedEpoch {
  Log log;
  Receipt receipt;
  int64_t lost_count = 0;
};

// Operators are known by their principal, `operators/...`. Thread-safe. Errors
// as log_service.proto says.
class LogAudit {
 public:
  // All of it outlives the object.
  struct Deps {
    LogReads& reads;
    LogWriter& writer;
    SignedHeads& signed_heads;
    const Clock& clock;
    IdGenerator& ids;
    std::string public_key;
    std::vector<NoteKey> witnesses;         // Type 0x04.
    std::function<std::string()> new_salt;  // 32 random bytes; thread-safe.
  };

  explicit LogAudit(Deps deps) : deps_(std::move(deps)) {}

  absl::StatusOr<Log> GetLog(const Call& call, const std::string& log);
  absl::StatusOr<StoredCheckpoint> GetCheckpoint(const Call& call, const std::string& log,
                                                 int64_t size);
  // `tree_size` 0: the newest. The checkpoint of the receipt is "" where none
  // has that size.
  absl::StatusOr<Receipt> GetInclusionProof(const Call& call, const std::string& log,
                                            int64_t position, int64_t& tree_size);
  absl::StatusOr<ConsistencyAnswer> GetConsistencyProof(const Call& call, const std::string& log,
                                                        int64_t first_size, int64_t second_size);
  absl::StatusOr<TileAnswer> GetTile(const Call& call, const std::string& log, int level,
                                     int64_t index, int width);
  absl::StatusOr<StoredCheckpoint> AddCosignature(const Call& call, const std::string& log,
                                                  int64_t size, const std::string& line);
  absl::StatusOr<ExportPage> ExportEntries(const Call& call, const std::string& log,
                                           const ExportRange& range);
  // Answers through `done`: once, perhaps before it returns, on any thread.
  void StartEpoch(const Call& call, const std::string& log, std::string request_id,
                  std::string reason, std::function<void(absl::StatusOr<StartedEpoch>)> done);

 private:
  // What is known of a log before anything else is asked.
  struct Known {
    std::vector<StoredEpoch> epochs;
    std::optional<StoredCheckpoint> newest;

    int64_t size() const { return newest.has_value() ? newest->size : 0; }
    HashAlgorithm algorithm() const {
      return epochs.empty() ? HashAlgorithm::kSha256 : epochs.back().epoch.algorithm;
    }
  };

  absl::StatusOr<Known> Find(const Call& call, const std::string& log);
  // Whether the log goes on from what was kept of it.
  absl::StatusOr<bool> IsHalted(const Call& call, const std::string& log, const Known& known,
                                const absl::StatusOr<std::optional<std::string>>& kept);
  absl::StatusOr<std::vector<std::string>> HashesOf(const Call& call, const std::string& log,
                                                    const Known& known,
                                                    const std::vector<NodePlace>& places);

  const Deps deps_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LOG_AUDIT_H_
