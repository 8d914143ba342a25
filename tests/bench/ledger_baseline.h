// What the ledger's writes are compared with: pgbench inserting the same rows.

#ifndef XINQIAO_TESTS_BENCH_LEDGER_BASELINE_H_
#define XINQIAO_TESTS_BENCH_LEDGER_BASELINE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/process.h"
#include "tests/support/postgres.h"

namespace xinqiao::bench {

// Clients of pgbench on a database of their own, with the same tables, indexes
// and constraints, on the same server with the same durability.
//
// They write copies of the rows that one call of CreateActivity wrote, with
// fresh keys that grow as the ledger's do, in one transaction per entry with one
// prepared statement per table.
class LedgerBaseline {
 public:
  // Copies the newest entry of a ledger's database, that was recorded alone.
  explicit LedgerBaseline(const std::string& ledger_url);

  absl::StatusOr<Throughput> Run(int clients, absl::Duration duration);

 private:
  xinqiao::testing::TestDatabase database_;
  ScratchFolder folder_;
  const std::string script_;
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_LEDGER_BASELINE_H_
