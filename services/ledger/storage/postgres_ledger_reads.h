// Activities, statements and books in PostgreSQL, as they are read.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LEDGER_READS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LEDGER_READS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/storage/activity_rows.h"

namespace xinqiao::ledger {

// Reads without a transaction where an answer takes several statements: records
// are never changed, and a page never goes back.
class PostgresLedgerReads final : public LedgerReads {
 public:
  // A page looks at no more activities than these, however few match.
  static constexpr int kLookedAtMax = 20'000;
  // About what a page takes in a response, unless its first activity is larger.
  static constexpr int64_t kPageBytesMax = 1 << 20;

  // `database` outlives the reads.
  PostgresLedgerReads(pg::Database& database, VisitCodec visits)
      : database_(database), visits_(std::move(visits)) {}

  absl::StatusOr<std::vector<std::optional<Activity>>> Get(
      const Call& call, const std::vector<ActivityName>& names) override;
  // By participant, actor, campaign or organizing body: the first of these that
  // the query names says which index is gone through.
  absl::StatusOr<ActivityPage> List(const Call& call, const ActivityQuery& query) override;
  absl::StatusOr<Participation> GetParticipation(const Call& call,
                                                 const std::string& organization_id,
                                                 const std::string& activity_id,
                                                 const std::string& youth_id) override;
  absl::StatusOr<BooksPage> ListBooks(const Call& call, const BooksQuery& query) override;

 private:
  pg::Database& database_;
  const VisitCodec visits_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_POSTGRES_LEDGER_READS_H_
