// Metrics of the writer of logs.

#ifndef XINQIAO_SERVICES_LEDGER_WRITE_METRICS_H_
#define XINQIAO_SERVICES_LEDGER_WRITE_METRICS_H_

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <string>

#include "services/ledger/app/write_observer.h"

namespace xinqiao::ledger {

// Reports to metrics::Registry(), as xinqiao_ledger_*; README.md lists them. What
// halts is logged as well. Make one per process.
class WriteMetrics final : public WriteObserver {
 public:
  WriteMetrics();

  void Wrote(const BatchFigures& figures) override;
  void Refused(const absl::Status& status) override;
  void NotStorable(const std::string& log, const std::string& request_id) override;
  void Queued(size_t drafts) override;
  void Answered(absl::Duration longest) override;
  void Halted(const std::string& log, bool halted) override;

 private:
  prometheus::Histogram& batch_entries_;
  prometheus::Family<prometheus::Histogram>& stage_seconds_;
  prometheus::Histogram& wait_;
  prometheus::Histogram& lock_;
  prometheus::Histogram& facts_;
  prometheus::Histogram& merkle_;
  prometheus::Histogram& insert_;
  prometheus::Histogram& commit_;
  prometheus::Histogram& longest_wait_;
  prometheus::Gauge& queued_;
  prometheus::Gauge& halted_;
  prometheus::Family<prometheus::Counter>& refused_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_WRITE_METRICS_H_
