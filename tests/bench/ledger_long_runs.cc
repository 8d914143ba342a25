// What becomes of the ledger's speed with time.

#include <algorithm>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "tests/bench/ledger_cases.h"
#include "tests/bench/ledger_server.h"

namespace xinqiao::bench {
namespace {

constexpr int kInFlight = 64;

// Two ledgers that are measured by turns, so that a busy machine slows both.
struct Pair {
  std::unique_ptr<LedgerServer> first;
  std::unique_ptr<LedgerServer> second;
  Measurement of_first;
  Measurement of_second;

  absl::Status Start() {
    ASSIGN_OR_RETURN(first, LedgerServer::Start());
    ASSIGN_OR_RETURN(second, LedgerServer::Start());
    return absl::OkStatus();
  }

  absl::Status RunEach(absl::Duration duration) {
    const Span span = {.warm_up = absl::Milliseconds(500), .duration = duration};
    ASSIGN_OR_RETURN(const Measurement one, Run(first->Creates(kInFlight, 0), span));
    of_first.Add(one);
    ASSIGN_OR_RETURN(const Measurement other, Run(second->Creates(kInFlight, 0), span));
    of_second.Add(other);
    return absl::OkStatus();
  }
};

// One ledger writes while somebody holds an old snapshot of its database open;
// the other does without. The last turns count.
absl::Status MeasureSnapshotHeld(const Options& options) {
  const absl::Duration held = options.quick ? absl::Seconds(10) : absl::Minutes(10);
  const absl::Duration turn = options.quick ? absl::Seconds(2) : absl::Seconds(10);
  Pair pair;
  RETURN_IF_ERROR(pair.Start());
  RETURN_IF_ERROR(pair.RunEach(turn));

  pqxx::connection connection(pair.first->database().url());
  // The role's timeout would end it.
  pqxx::nontransaction(connection).exec("SET idle_in_transaction_session_timeout = 0");
  pqxx::transaction<pqxx::repeatable_read> holder(connection);
  holder.exec("SELECT count(*) FROM checkpoints");
  const absl::Time since = absl::Now();
  const Span most = {.duration = (held - 4 * turn) * 3 / 4};
  RETURN_IF_ERROR(Run(pair.first->Creates(kInFlight, 0), most).status());
  // So that both have about as many rows.
  const Span rest = {.duration = std::max(held - 4 * turn - most.duration, turn)};
  RETURN_IF_ERROR(Run(pair.second->Creates(kInFlight, 0), rest).status());
  RETURN_IF_ERROR(pair.second->FillTo(pair.first->Size()));
  pair.of_first = {};
  pair.of_second = {};
  for (int round = 0; round < 2; ++round) RETURN_IF_ERROR(pair.RunEach(turn));
  const absl::Duration open = absl::Now() - since;

  Result result = ResultOf("ledger", "snapshot_held", pair.of_first);
  result.unit = absl::StrCat("entries/s after ", absl::ToInt64Seconds(open), " s");
  result.baseline = pair.of_second.per_second();
  Print(result);
  return absl::OkStatus();
}

// The cost of an entry in a large log, and in one of a tenth of the size.
absl::Status MeasureGrowth(const Options& options) {
  const int64_t large = options.quick ? 300'000 : 10'000'000;
  const int64_t small = large / 10;
  Pair pair;
  RETURN_IF_ERROR(pair.Start());
  RETURN_IF_ERROR(pair.first->FillTo(large));
  RETURN_IF_ERROR(pair.second->FillTo(small));
  for (LedgerServer* server : {pair.first.get(), pair.second.get()}) {
    server->database().Execute("ANALYZE; CHECKPOINT");
  }
  for (int round = 0; round < (options.quick ? 3 : 6); ++round) {
    RETURN_IF_ERROR(pair.RunEach(absl::Seconds(options.quick ? 2 : 10)));
  }
  Print({.bench = "ledger",
         .name = "growth",
         .value = 1e6 / pair.of_first.per_second(),
         .unit = absl::StrCat("us/entry at ", large, " over ", small),
         .p50 = pair.of_first.latencies.Percentile(50),
         .p99 = pair.of_first.latencies.Percentile(99),
         .baseline = 1e6 / pair.of_second.per_second(),
         .n = pair.of_first.calls()});
  return absl::OkStatus();
}

// The longest wait of any caller, as the server's own metric tells it.
absl::Status MeasureSoak(const Options& options) {
  ASSIGN_OR_RETURN(const std::unique_ptr<LedgerServer> server, LedgerServer::Start());
  const absl::Duration duration = options.quick ? absl::Seconds(10) : absl::Minutes(10);
  ASSIGN_OR_RETURN(const Measurement measured,
                   Run(server->Creates(kInFlight, 0), {.duration = duration}));
  Print({.bench = "ledger",
         .name = "soak",
         .value = absl::ToDoubleSeconds(server->LongestWait()),
         .unit = absl::StrCat("s at most in ", absl::ToInt64Seconds(duration), " s"),
         .p50 = measured.latencies.Percentile(50),
         .p99 = measured.latencies.Percentile(99),
         .n = measured.calls()});
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasureLongRuns(const Options& options) {
  if (options.Wants("snapshot_held")) RETURN_IF_ERROR(MeasureSnapshotHeld(options));
  if (options.Wants("soak")) RETURN_IF_ERROR(MeasureSoak(options));
  // Takes long, and tens of gigabytes.
  if (options.Names("growth")) RETURN_IF_ERROR(MeasureGrowth(options));
  return absl::OkStatus();
}

}  // namespace xinqiao::bench
