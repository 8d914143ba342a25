#include "services/ledger/write_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include <string>

#include "libs/metrics/metrics.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Exposed() {
  return prometheus::TextSerializer().Serialize(metrics::Registry().Collect());
}

TEST(WriteMetricsTest, TellsBatchesStagesStallsAndRefusals) {
  WriteMetrics metrics;
  metrics.Wrote({.drafts = 7,
                 .entries = 5,
                 .wait = absl::Milliseconds(1),
                 .lock = absl::Milliseconds(1),
                 .facts = absl::Milliseconds(1),
                 .merkle = absl::Milliseconds(1),
                 .insert = absl::Milliseconds(1),
                 .commit = absl::Milliseconds(4)});
  metrics.Answered(absl::Seconds(2));
  metrics.Queued(12);
  metrics.Refused(errors::QueueFull());
  metrics.Refused(errors::QueueFull());
  metrics.Refused(absl::InternalError("secret"));
  metrics.Halted("one", true);
  metrics.Halted("two", true);
  metrics.Halted("one", false);
  const std::string exposed = Exposed();
  EXPECT_THAT(
      exposed,
      AllOf(HasSubstr("xinqiao_ledger_batch_entries_sum 5"),
            HasSubstr("xinqiao_ledger_batch_seconds_bucket{stage=\"commit\",le=\"0.0025\"} 0"),
            HasSubstr("xinqiao_ledger_batch_seconds_bucket{stage=\"commit\",le=\"0.005\"} 1"),
            HasSubstr("xinqiao_ledger_longest_wait_seconds_bucket{le=\"1\"} 0"),
            HasSubstr("xinqiao_ledger_longest_wait_seconds_bucket{le=\"2.5\"} 1"),
            HasSubstr("xinqiao_ledger_queued_drafts 12"),
            HasSubstr("xinqiao_ledger_refused_drafts_total{reason=\"QUEUE_FULL\"} 2"),
            HasSubstr("xinqiao_ledger_refused_drafts_total{reason=\"INTERNAL\"} 1"),
            HasSubstr("xinqiao_ledger_log_halted 1")));
  for (const char* stage : {"wait", "lock", "facts", "merkle", "insert"}) {
    EXPECT_THAT(exposed, HasSubstr(std::string("xinqiao_ledger_batch_seconds_count{stage=\"") +
                                   stage + "\"} 1"));
  }
}

}  // namespace
}  // namespace xinqiao::ledger
