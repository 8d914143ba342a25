// The ledger as benchmarks run it: its own process and its own database.

#ifndef XINQIAO_TESTS_BENCH_LEDGER_SERVER_H_
#define XINQIAO_TESTS_BENCH_LEDGER_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "tests/bench/load.h"
#include "tests/bench/process.h"
#include "tests/support/postgres.h"

namespace xinqiao::bench {

// The key of RFC 8032, section 7.1, test 1.
inline constexpr char kSigningKeyPem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAPKrn9g\n"
    "-----END PRIVATE KEY-----\n";

// bin/ledger_server with all that it does for a caller.
class LedgerServer {
 public:
  static absl::StatusOr<std::unique_ptr<LedgerServer>> Start();

  const std::string& address() const { return address_; }
  xinqiao::testing::TestDatabase& database() { return database_; }

  // CreateActivity, so many calls at a time.
  Load Creates(int in_flight, int participants);
  // BatchCreateActivities of so many entries each, so many calls at a time.
  Load Batches(int in_flight, int entries);

  // How many entries the log has.
  int64_t Size();
  // Records until it has so many.
  absl::Status FillTo(int64_t entries);

  // The longest time from a call to its answer, as the upper bound of the
  // highest bucket that the server's metric of stalls has counted in.
  absl::Duration LongestWait() const;

 private:
  LedgerServer() : database_("ledger"), address_(FreeAddress()), metrics_(FreeAddress()) {}

  xinqiao::testing::TestDatabase database_;
  ScratchFolder folder_;
  const std::string address_;
  const std::string metrics_;
  Uuid7Generator ids_;
  std::unique_ptr<Process> process_;
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_LEDGER_SERVER_H_
