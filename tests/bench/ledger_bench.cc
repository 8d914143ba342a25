// Measures the ledger.
//
//   merkle_cost      what hashing and signing cost the writer, in percent
//   append_64_bare   CreateActivity with 64 calls in flight over 4 connections,
//   append_256_bare  with 256, and
//   append_1         with one
//   batch_100        BatchCreateActivities of 100 entries, 8 calls in flight
//   append_64_full   CreateActivity of an entry with 15 participants
//   get              GetActivity with 16 calls in flight
//   watch_backlog    WatchEvents from the first entry
//   watch_lag        from recording to following at 5,000 entries a second
//   snapshot_held    append_64_bare while an old snapshot is held open
//   soak             the longest wait of a caller in 10 minutes
//   growth           the cost of an entry at 10 million over that at 1 million;
//                    only with --only=growth, for it takes tens of gigabytes
//
// An entry is a text of 300 bytes with one actor and one piece of evidence. The
// server is bin/ledger_server, a process of its own, with all that it does for
// a caller: checks, idempotency, admission, Merkle tree, signature, receipt.
//
// The baseline of what is written is pgbench with 64 clients, with one for
// append_1, that inserts the same rows (ledger_baseline.h); of `get`, pgbench
// with 16 clients that runs the statement that the service runs; of
// snapshot_held and growth, the ledger itself without the snapshot, and with a
// tenth of the entries.

#include "libs/base/status_macros.h"
#include "tests/bench/ledger_cases.h"
#include "tests/bench/report.h"

namespace xinqiao::bench {
namespace {

absl::Status Measure(const Options& options) {
  RETURN_IF_ERROR(MeasureAppends(options));
  RETURN_IF_ERROR(MeasureMerkle(options));
  RETURN_IF_ERROR(MeasureGet(options));
  RETURN_IF_ERROR(MeasureWatch(options));
  return MeasureLongRuns(options);
}

}  // namespace
}  // namespace xinqiao::bench

int main(int argc, char** argv) {
  return xinqiao::bench::Main(argc, argv, xinqiao::bench::Measure);
}
