#include "services/gateway/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

#include "tests/support/status_matchers.h"

namespace xinqiao::gateway {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Env EnvOf(std::map<std::string, std::string> variables) {
  return Env(
      [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
      });
}

std::map<std::string, std::string> Complete() {
  return {{"XINQIAO_IDENTITY", "development"},
          {"GATEWAY_LISTEN_ADDRESS", "127.0.0.1:7000"},
          {"GATEWAY_METRICS_ADDRESS", "127.0.0.1:8000"},
          {"GATEWAY_REGISTRY_TARGET", "127.0.0.1:7001"},
          {"GATEWAY_CONTACTS_TARGET", "127.0.0.1:7002"},
          {"GATEWAY_LEDGER_TARGET", "127.0.0.1:7003"},
          {"GATEWAY_WISHES_TARGET", "127.0.0.1:7004"},
          {"GATEWAY_ASSESSMENT_TARGET", "127.0.0.1:7005"}};
}

TEST(LoadConfigTest, KnowsEveryServiceOfTheSuite) {
  const auto config = LoadConfig(EnvOf(Complete()));
  ASSERT_THAT(config, testing::IsOk());
  EXPECT_EQ(config->server.listen_address, "127.0.0.1:7000");
  EXPECT_EQ(config->server.metrics_address, "127.0.0.1:8000");
  EXPECT_THAT(
      config->targets,
      ElementsAre(Target{"registry", "127.0.0.1:7001"}, Target{"contacts", "127.0.0.1:7002"},
                  Target{"ledger", "127.0.0.1:7003"}, Target{"wishes", "127.0.0.1:7004"},
                  Target{"assessment", "127.0.0.1:7005"}));
}

TEST(LoadConfigTest, TellsAllProblemsAtOnce) {
  auto variables = Complete();
  variables.erase("GATEWAY_LEDGER_TARGET");
  variables["GATEWAY_LISTEN_ADDRESS"] = "0.0.0.0:7000";
  const auto config = LoadConfig(EnvOf(variables));
  EXPECT_THAT(std::string(config.status().message()),
              AllOf(HasSubstr("GATEWAY_LEDGER_TARGET"), HasSubstr("GATEWAY_LISTEN_ADDRESS")));
}

}  // namespace
}  // namespace xinqiao::gateway
