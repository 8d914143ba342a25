// How fast the ledger records, beside pgbench inserting the same rows.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "tests/bench/ledger_baseline.h"
#include "tests/bench/ledger_cases.h"
#include "tests/bench/ledger_entry.h"
#include "tests/bench/ledger_server.h"

namespace xinqiao::bench {
namespace {

struct Case {
  std::string name;
  Load load;
  int entries_per_call = 1;
  int clients = 64;  // Of the baseline: pgbench is not faster with more.
};

std::vector<Case> Wanted(const Options& options, std::vector<Case> cases) {
  std::vector<Case> wanted;
  for (Case& one : cases) {
    if (options.Wants(one.name)) wanted.push_back(std::move(one));
  }
  return wanted;
}

// Cases and baselines take turns, so that a busy machine slows all of them.
absl::Status Compare(LedgerServer& server, const Options& options, const std::vector<Case>& cases) {
  const absl::Duration duration = absl::Seconds(options.quick ? 2 : 10);
  const Span span = {.warm_up = absl::Milliseconds(500), .duration = duration};
  LedgerBaseline baseline(server.database().url());

  std::map<std::string, Measurement> appended;
  std::map<int, Throughput> inserted;  // By clients.
  for (int round = 0; round < (options.quick ? 2 : 4); ++round) {
    std::map<int, Throughput> in_round;
    for (const Case& one : cases) {
      server.database().Execute("CHECKPOINT");
      ASSIGN_OR_RETURN(const Measurement measured, Run(one.load, span));
      appended[one.name].Add(measured);
      Throughput& compared = in_round[one.clients];
      if (compared.transactions > 0) continue;
      ASSIGN_OR_RETURN(compared, baseline.Run(one.clients, duration));
      inserted[one.clients].Add(compared);
    }
  }
  for (const Case& one : cases) {
    Result result = ResultOf("ledger", one.name, appended[one.name]);
    result.unit = "entries/s";
    result.value *= one.entries_per_call;
    result.n *= one.entries_per_call;
    result.baseline = inserted[one.clients].per_second();
    Print(result);
  }
  return absl::OkStatus();
}

// The entry that the baseline is made of, and plans that are warm.
absl::Status RecordSome(LedgerServer& server, int participants) {
  return Run(server.Creates(1, participants), {.duration = absl::Seconds(1)}).status();
}

absl::Status MeasureBare(const Options& options) {
  if (!options.Wants("append_64_bare") && !options.Wants("append_256_bare") &&
      !options.Wants("batch_100") && !options.Wants("append_1")) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<LedgerServer> server, LedgerServer::Start());
  RETURN_IF_ERROR(RecordSome(*server, 0));
  const auto wanted = Wanted(
      options, {{.name = "append_64_bare", .load = server->Creates(64, 0)},
                {.name = "append_256_bare", .load = server->Creates(256, 0)},
                {.name = "batch_100", .load = server->Batches(8, 100), .entries_per_call = 100},
                {.name = "append_1", .load = server->Creates(1, 0), .clients = 1}});
  return Compare(*server, options, wanted);
}

absl::Status MeasureFull(const Options& options) {
  if (!options.Wants("append_64_full")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::unique_ptr<LedgerServer> server, LedgerServer::Start());
  RETURN_IF_ERROR(RecordSome(*server, kFullParticipants));
  const auto wanted =
      Wanted(options, {{.name = "append_64_full", .load = server->Creates(64, kFullParticipants)}});
  return Compare(*server, options, wanted);
}

}  // namespace

absl::Status MeasureAppends(const Options& options) {
  RETURN_IF_ERROR(MeasureBare(options));
  return MeasureFull(options);
}

}  // namespace xinqiao::bench
