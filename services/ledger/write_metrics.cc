#include "services/ledger/write_metrics.h"

#include "libs/base/error.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace xinqiao::ledger {
namespace {

using Buckets = prometheus::Histogram::BucketBoundaries;

Buckets SecondsBuckets() {
  return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
          0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30};
}

prometheus::Histogram& StageOf(prometheus::Family<prometheus::Histogram>& family,
                               const char* stage) {
  return family.Add({{"stage", stage}}, SecondsBuckets());
}

}  // namespace

WriteMetrics::WriteMetrics()
    : batch_entries_(prometheus::BuildHistogram()
                         .Name("xinqiao_ledger_batch_entries")
                         .Help("Entries that one transaction appended.")
                         .Register(metrics::Registry())
                         .Add({}, Buckets{0, 1, 2, 5, 10, 20, 50, 100, 200, 500})),
      stage_seconds_(prometheus::BuildHistogram()
                         .Name("xinqiao_ledger_batch_seconds")
                         .Help("Time that a transaction spent in a stage.")
                         .Register(metrics::Registry())),
      wait_(StageOf(stage_seconds_, "wait")),
      lock_(StageOf(stage_seconds_, "lock")),
      facts_(StageOf(stage_seconds_, "facts")),
      merkle_(StageOf(stage_seconds_, "merkle")),
      insert_(StageOf(stage_seconds_, "insert")),
      commit_(StageOf(stage_seconds_, "commit")),
      longest_wait_(prometheus::BuildHistogram()
                        .Name("xinqiao_ledger_longest_wait_seconds")
                        .Help("Of each batch, the longest time from a call to its answer: a "
                              "stall shows here.")
                        .Register(metrics::Registry())
                        .Add({}, SecondsBuckets())),
      queued_(prometheus::BuildGauge()
                  .Name("xinqiao_ledger_queued_drafts")
                  .Help("Drafts that wait for a transaction.")
                  .Register(metrics::Registry())
                  .Add({})),
      halted_(prometheus::BuildGauge()
                  .Name("xinqiao_ledger_log_halted")
                  .Help("Logs that sign nothing, because the database was restored to an earlier "
                        "state.")
                  .Register(metrics::Registry())
                  .Add({})),
      refused_(prometheus::BuildCounter()
                   .Name("xinqiao_ledger_refused_drafts_total")
                   .Help("Drafts that were not recorded, by reason.")
                   .Register(metrics::Registry())) {}

void WriteMetrics::Wrote(const BatchFigures& figures) {
  batch_entries_.Observe(static_cast<double>(figures.entries));
  wait_.Observe(absl::ToDoubleSeconds(figures.wait));
  lock_.Observe(absl::ToDoubleSeconds(figures.lock));
  facts_.Observe(absl::ToDoubleSeconds(figures.facts));
  merkle_.Observe(absl::ToDoubleSeconds(figures.merkle));
  insert_.Observe(absl::ToDoubleSeconds(figures.insert));
  commit_.Observe(absl::ToDoubleSeconds(figures.commit));
}

void WriteMetrics::Refused(const absl::Status& status) {
  std::string reason = ErrorReason(status);
  if (reason.empty()) reason = absl::StatusCodeToString(status.code());
  // The same counter for the same label.
  refused_.Add({{"reason", reason}}).Increment();
}

void WriteMetrics::NotStorable(const std::string& log, const std::string& request_id) {
  log::Error("not storable", {{"log", log}, {"request_id", request_id}, {"reason", "INTERNAL"}});
}

void WriteMetrics::Queued(size_t drafts) { queued_.Set(static_cast<double>(drafts)); }

void WriteMetrics::Answered(absl::Duration longest) {
  longest_wait_.Observe(absl::ToDoubleSeconds(longest));
}

void WriteMetrics::Halted(const std::string& log, bool halted) {
  if (halted) {
    halted_.Increment();
    log::Error("log halted", {{"log", log}, {"reason", "LOG_HALTED"}});
  } else {
    halted_.Decrement();
    log::Info("log goes on", {{"log", log}});
  }
}

}  // namespace xinqiao::ledger
