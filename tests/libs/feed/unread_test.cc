#include "libs/feed/unread.h"

#include <gtest/gtest.h>

#include "libs/metrics/metrics.h"

namespace xinqiao::feed {
namespace {

double Counted() {
  double sum = 0;
  for (const prometheus::MetricFamily& family : metrics::Registry().Collect()) {
    if (family.name != "xinqiao_feed_unread_total") continue;
    for (const prometheus::ClientMetric& metric : family.metric) {
      EXPECT_EQ(metric.label.size(), 1u);
      EXPECT_EQ(metric.label[0].value, "registry");
      sum += metric.counter.value;
    }
  }
  return sum;
}

TEST(UnreadTest, IsCountedBySource) {
  ReportUnread("registry", "organizations/1/rulePacks/2", "duties[0].period: not known");
  ReportUnread("registry", "organizations/1/rulePacks/2", "26: not known");
  EXPECT_EQ(Counted(), 2);
}

}  // namespace
}  // namespace xinqiao::feed
