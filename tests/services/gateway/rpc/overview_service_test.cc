#include "services/gateway/rpc/overview_service.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/health_check_service_interface.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/time/clock.h"
#include "libs/rpc/channel.h"
#include "tests/services/gateway/rpc/echo_backend.h"
#include "tests/services/gateway/rpc/tcp_server.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/gateway/v1/overview_service.grpc.pb.h"

namespace xinqiao::gateway {
namespace {

using ::testing::ElementsAre;
using testing::IsOk;
using ::testing::Lt;
using ::testing::Pair;

// Takes connections and never says a word.
class SilentServer {
 public:
  SilentServer() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    address_ = absl::StrCat("127.0.0.1:", ntohs(address.sin_port));
  }
  ~SilentServer() { close(socket_); }

  const std::string& address() const { return address_; }

 private:
  const int socket_;
  std::string address_;
};

TEST(OverviewServiceTest, TellsTheStateOfEveryServiceByNameWithinOnePatience) {
  grpc::EnableDefaultHealthCheckService(true);
  EchoBackend echo;
  TcpServer serving({&echo});
  TcpServer draining({&echo});
  draining.server().GetHealthCheckService()->SetServingStatus(false);
  TcpServer gone({&echo});
  gone.Stop();
  const SilentServer silent;
  const SilentServer silent_too;
  const SilentServer silent_three;
  const std::vector<Backend> backends = {
      {.name = "echo", .channel = rpc::MakeChannel(serving.address())},
      {.name = "draining", .channel = rpc::MakeChannel(draining.address())},
      {.name = "gone", .channel = rpc::MakeChannel(gone.address())},
      {.name = "silent", .channel = rpc::MakeChannel(silent.address())},
      {.name = "silent_too", .channel = rpc::MakeChannel(silent_too.address())},
      {.name = "silent_three", .channel = rpc::MakeChannel(silent_three.address())}};
  rpc::Executor executor(1, 1);
  OverviewService service(backends, executor);
  testing::RpcServer server({&service});
  const auto stub = v1::OverviewService::NewStub(server.channel());

  const absl::Time start = absl::Now();
  const auto overview =
      server.Call(*stub, &v1::OverviewService::Stub::GetOverview, v1::GetOverviewRequest());
  EXPECT_THAT(absl::ToDoubleSeconds(absl::Now() - start), Lt(2.5));

  ASSERT_THAT(overview, IsOk());
  std::vector<std::pair<std::string, v1::ServiceOverview::State>> states;
  for (const auto& state : overview->services()) {
    states.emplace_back(state.service(), state.state());
  }
  EXPECT_THAT(states, ElementsAre(Pair("draining", v1::ServiceOverview::STATE_NOT_SERVING),
                                  Pair("echo", v1::ServiceOverview::STATE_SERVING),
                                  Pair("gone", v1::ServiceOverview::STATE_UNREACHABLE),
                                  Pair("silent", v1::ServiceOverview::STATE_UNREACHABLE),
                                  Pair("silent_three", v1::ServiceOverview::STATE_UNREACHABLE),
                                  Pair("silent_too", v1::ServiceOverview::STATE_UNREACHABLE)));
  EXPECT_THAT(overview->services(1).proto_services(), ElementsAre("xinqiao.echo.v1.EchoService"));
}

}  // namespace
}  // namespace xinqiao::gateway
