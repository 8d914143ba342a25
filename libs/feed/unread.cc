#include "libs/feed/unread.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>

#include <string>

#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace xinqiao::feed {

void ReportUnread(absl::string_view source, absl::string_view what, absl::string_view why) {
  static prometheus::Family<prometheus::Counter>& family =
      prometheus::BuildCounter()
          .Name("xinqiao_feed_unread_total")
          .Help("Parts of the feed that this version is too old to read, and left out.")
          .Register(metrics::Registry());
  family.Add({{"source", std::string(source)}}).Increment();
  log::Error(
      "feed_unread",
      {{"source", std::string(source)}, {"what", std::string(what)}, {"why", std::string(why)}});
}

}  // namespace xinqiao::feed
