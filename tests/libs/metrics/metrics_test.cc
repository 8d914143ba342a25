#include "libs/metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/counter.h>

#include <string>

#include "tests/support/http.h"
#include "tests/support/port.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::metrics {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::IsOk;

TEST(ExpositionTest, ServesTheRegistryAndTheProcess) {
  prometheus::BuildCounter()
      .Name("xinqiao_test_total")
      .Help("Things.")
      .Register(Registry())
      .Add({{"kind", "谈心"}})
      .Increment(3);
  const std::string address = testing::FreeAddress();
  const auto exposition = Exposition::Start(address);
  ASSERT_THAT(exposition, IsOk());
  EXPECT_THAT(
      testing::HttpGet(address, "/metrics"),
      AllOf(HasSubstr("200 OK"), HasSubstr("xinqiao_test_total{kind=\"谈心\"} 3"),
            HasSubstr("process_cpu_seconds_total "), HasSubstr("process_resident_memory_bytes "),
            HasSubstr("process_open_fds "), HasSubstr("process_max_fds ")));
}

TEST(ExpositionTest, EndsWithTheObject) {
  const std::string address = testing::FreeAddress();
  ASSERT_THAT(Exposition::Start(address), IsOk());
  EXPECT_EQ(testing::HttpGet(address, "/metrics"), "");
}

TEST(ExpositionTest, APortInUseIsUnavailable) {
  const testing::BusyPort busy;
  const absl::Status status = Exposition::Start(busy.address()).status();
  EXPECT_EQ(status, absl::UnavailableError("cannot serve metrics on " + busy.address() +
                                           ": the port is in use or not allowed"));
}

}  // namespace
}  // namespace xinqiao::metrics
