#include "libs/metrics/rpc_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include <string>
#include <thread>
#include <vector>

#include "libs/metrics/metrics.h"

namespace xinqiao::metrics {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Exposed() { return prometheus::TextSerializer().Serialize(Registry().Collect()); }

TEST(RpcMetricsTest, CountsCallsByCode) {
  RpcMetrics metrics("a.Service", "Get", "unary");
  for (int i = 0; i < 4; ++i) metrics.Started();
  metrics.Handled(0, absl::Milliseconds(3));
  metrics.Handled(0, absl::Milliseconds(30));
  metrics.Handled(5, absl::Seconds(2));

  const std::string labels = R"(grpc_method="Get",grpc_service="a.Service",grpc_type="unary")";
  EXPECT_THAT(Exposed(),
              AllOf(HasSubstr("grpc_server_started_total{" + labels + "} 4"),
                    HasSubstr("grpc_server_handled_total{grpc_code=\"OK\"," + labels + "} 2"),
                    HasSubstr("grpc_server_handled_total{grpc_code=\"NotFound\"," + labels + "} 1"),
                    HasSubstr("grpc_server_handling_seconds_count{" + labels + "} 3"),
                    HasSubstr("grpc_server_handling_seconds_bucket{" + labels + ",le=\"0.005\"} 1"),
                    Not(HasSubstr("grpc_code=\"Internal\"," + labels))));
}

TEST(RpcMetricsTest, NamesEveryCode) {
  RpcMetrics metrics("a.Service", "Every", "server_stream");
  for (int code = 0; code < kRpcCodes; ++code) metrics.Handled(code, absl::ZeroDuration());
  const std::string exposed = Exposed();
  for (const char* name :
       {"OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound",
        "AlreadyExists", "PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted",
        "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated"}) {
    EXPECT_THAT(exposed, HasSubstr(std::string("grpc_server_handled_total{grpc_code=\"") + name +
                                   "\",grpc_method=\"Every\",grpc_service=\"a.Service\","
                                   "grpc_type=\"server_stream\"} 1"));
  }
}

TEST(RpcMetricsTest, CodesThatNobodyKnowsAreUnknown) {
  RpcMetrics metrics("a.Service", "Odd", "unary");
  metrics.Handled(17, absl::ZeroDuration());
  metrics.Handled(-1, absl::ZeroDuration());
  EXPECT_THAT(Exposed(), HasSubstr("grpc_server_handled_total{grpc_code=\"Unknown\","
                                   "grpc_method=\"Odd\",grpc_service=\"a.Service\","
                                   "grpc_type=\"unary\"} 2"));
}

TEST(RpcMetricsTest, ThreadsLoseNoCount) {
  constexpr int kThreads = 8;
  constexpr int kEach = 500;
  RpcMetrics metrics("a.Service", "Busy", "unary");
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&metrics] {
      for (int n = 0; n < kEach; ++n) metrics.Handled(0, absl::ZeroDuration());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(Exposed(), HasSubstr("grpc_server_handled_total{grpc_code=\"OK\","
                                   "grpc_method=\"Busy\",grpc_service=\"a.Service\","
                                   "grpc_type=\"unary\"} 4000"));
}

}  // namespace
}  // namespace xinqiao::metrics
