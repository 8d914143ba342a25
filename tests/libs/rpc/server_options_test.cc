#include "libs/rpc/server_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

namespace xinqiao::rpc {
namespace {

using ::testing::HasSubstr;

// A deployment that is right, but for what a test changes.
class ServerOptionsTest : public ::testing::Test {
 protected:
  Env env() {
    return Env([this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    });
  }

  std::map<std::string, std::string> variables_ = {
      {"XINQIAO_IDENTITY", "development"},
      {"LEDGER_LISTEN_ADDRESS", "127.0.0.1:7003"},
      {"LEDGER_METRICS_ADDRESS", "localhost:8003"},
  };
};

TEST_F(ServerOptionsTest, HasDefaults) {
  Env env = this->env();
  const ServerOptions options = ServerOptionsFrom(env, "LEDGER");
  EXPECT_TRUE(env.status().ok()) << env.status();
  EXPECT_EQ(options.listen_address, "127.0.0.1:7003");
  EXPECT_EQ(options.metrics_address, "localhost:8003");
  EXPECT_EQ(options.threads, 8);
  EXPECT_EQ(options.queue_max, 1024);
  EXPECT_EQ(options.drain, absl::Seconds(20));
}

TEST_F(ServerOptionsTest, TakesWhatIsSet) {
  variables_["LEDGER_THREADS"] = "3";
  variables_["LEDGER_QUEUE_MAX"] = "17";
  variables_["LEDGER_DRAIN_SECONDS"] = "5";
  Env env = this->env();
  const ServerOptions options = ServerOptionsFrom(env, "LEDGER");
  EXPECT_TRUE(env.status().ok()) << env.status();
  EXPECT_EQ(options.threads, 3);
  EXPECT_EQ(options.queue_max, 17);
  EXPECT_EQ(options.drain, absl::Seconds(5));
}

TEST_F(ServerOptionsTest, TellsAllProblemsAtOnce) {
  variables_ = {{"XINQIAO_IDENTITY", "production"},
                {"LEDGER_LISTEN_ADDRESS", "0.0.0.0:7003"},
                {"LEDGER_THREADS", "0"},
                {"LEDGER_QUEUE_MAX", "all"},
                {"LEDGER_DRAIN_SECONDS", "601"}};
  Env env = this->env();
  ServerOptionsFrom(env, "LEDGER");
  const std::string problems(env.status().message());
  for (const char* problem :
       {"XINQIAO_IDENTITY is production, want development", "LEDGER_LISTEN_ADDRESS is 0.0.0.0:7003",
        "LEDGER_METRICS_ADDRESS is not set", "LEDGER_THREADS is 0, want 1..256",
        "LEDGER_QUEUE_MAX is all", "LEDGER_DRAIN_SECONDS is 601"}) {
    EXPECT_THAT(problems, HasSubstr(problem));
  }
}

TEST_F(ServerOptionsTest, OnlyLoopbackIsServedAndAsked) {
  for (const char* address : {"127.0.0.1:1", "127.1.2.3:65535", "localhost:7003", "[::1]:7003"}) {
    variables_["TARGET"] = address;
    Env env = this->env();
    EXPECT_EQ(LoopbackAddress(env, "TARGET"), address);
    EXPECT_TRUE(env.status().ok()) << env.status();
  }
  for (const char* address :
       {"0.0.0.0:7003", "10.0.0.1:7003", ":7003", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0",
        "127.0.0.1:65536", "127.0.0.1:http", "[::]:7003", "::1:7003", "example.org:7003",
        "localhost.example.org:7003", "127.example.org:7003", "1127.0.0.1:7003", "unix:/tmp/socket",
        "dns:///127.0.0.1:7003"}) {
    variables_["TARGET"] = address;
    Env env = this->env();
    LoopbackAddress(env, "TARGET");
    EXPECT_THAT(std::string(env.status().message()), HasSubstr("want a loopback host:port"))
        << address;
  }
}

}  // namespace
}  // namespace xinqiao::rpc
