// The logs in PostgreSQL, as auditors and witnesses see them.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LOG_READS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LOG_READS_H_

#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/ledger/app/log_reads.h"
#include "services/ledger/storage/activity_rows.h"

namespace xinqiao::ledger {

// Reads without a transaction where an answer takes several statements: what is
// read is never changed, but for openings, which are erased whole.
class PostgresLogReads final : public LogReads {
 public:
  // `database` outlives the reads.
  PostgresLogReads(pg::Database& database, VisitCodec visits)
      : database_(database), visits_(std::move(visits)) {}

  absl::StatusOr<std::vector<StoredEpoch>> Epochs(const Call& call,
                                                  const std::string& log) override;
  absl::StatusOr<std::optional<StoredCheckpoint>> GetCheckpoint(const Call& call,
                                                                const std::string& log,
                                                                int64_t size) override;
  absl::StatusOr<std::optional<StoredEntry>> GetEntry(const Call& call, const std::string& log,
                                                      int64_t position) override;
  absl::StatusOr<std::vector<std::string>> Hashes(const Call& call, const std::string& log,
                                                  HashAlgorithm algorithm,
                                                  const std::vector<NodePlace>& places) override;
  absl::Status AddCosignature(const Call& call, const std::string& log, int64_t size,
                              const std::string& witness, const std::string& line,
                              absl::Time now) override;
  absl::StatusOr<std::vector<ExportedEntry>> Export(const Call& call, const std::string& log,
                                                    const ExportRange& range) override;
  absl::StatusOr<RowCounts> CountRows(const Call& call, const std::string& log,
                                      int64_t until_position) override;

 private:
  pg::Database& database_;
  const VisitCodec visits_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LOG_READS_H_
