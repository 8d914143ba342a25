#include "services/ledger/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::xinqiao::testing::IsOk;

// A made-up key of a witness, or of a log.
NoteKey Witness(char type) {
  return {.name = "witness", .type = type, .public_key = std::string(32, '\x17')};
}

std::string KeyLine(const NoteKey& key) {
  return absl::StrCat(key.name, "+", absl::BytesToHexString(key.Id()), "+",
                      absl::Base64Escape(absl::StrCat(std::string(1, key.type), key.public_key)));
}

class ConfigTest : public ::testing::Test {
 protected:
  ~ConfigTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  absl::StatusOr<Config> Load() const {
    return LoadConfig(Env([this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    }));
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / absl::StrCat("ledger_config_", getpid());
  std::map<std::string, std::string> variables_ = {
      {"XINQIAO_IDENTITY", "development"},
      {"LEDGER_LISTEN_ADDRESS", "127.0.0.1:7003"},
      {"LEDGER_METRICS_ADDRESS", "127.0.0.1:8003"},
      {"LEDGER_REGISTRY_TARGET", "127.0.0.1:7001"},
      {"LEDGER_DATABASE_URL_FILE", Write("url", "postgresql://ledger@/xinqiao")},
      {"LEDGER_SIGNING_KEY_FILE", Write("key", "a key")},
      {"LEDGER_SIGNED_HEADS_DIR", "signed_heads"}};
};

TEST_F(ConfigTest, WhatMayBeUnsetHasDefaults) {
  const auto config = Load();
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->signed_heads_dir, "signed_heads");
  EXPECT_EQ(config->hash_algorithm, HashAlgorithm::kSha256);
  EXPECT_EQ(config->write_queue_max, 10'000);
  EXPECT_THAT(config->witnesses, SizeIs(0));
}

TEST_F(ConfigTest, ReadsHashQueueAndWitnesses) {
  variables_["LEDGER_HASH_ALGORITHM"] = "sm3";
  variables_["LEDGER_WRITE_QUEUE_MAX"] = "2000";
  variables_["LEDGER_WITNESS_KEYS_FILE"] =
      Write("witnesses", absl::StrCat("# Who cosigns.\n\n", KeyLine(Witness('\x04')), "\n"));
  const auto config = Load();
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->hash_algorithm, HashAlgorithm::kSm3);
  EXPECT_EQ(config->write_queue_max, 2000);
  EXPECT_THAT(config->witnesses, ::testing::ElementsAre(Witness('\x04')));
}

TEST_F(ConfigTest, TellsEveryMistakeAtOnce) {
  variables_.erase("LEDGER_SIGNED_HEADS_DIR");
  variables_["LEDGER_HASH_ALGORITHM"] = "md5";
  variables_["LEDGER_WRITE_QUEUE_MAX"] = "1";
  // A key that signs logs is none of a witness.
  variables_["LEDGER_WITNESS_KEYS_FILE"] = Write("witnesses", KeyLine(Witness('\x01')));
  const absl::Status status = Load().status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("LEDGER_SIGNED_HEADS_DIR"), HasSubstr("LEDGER_HASH_ALGORITHM is md5"),
                    HasSubstr("LEDGER_WRITE_QUEUE_MAX"), HasSubstr("LEDGER_WITNESS_KEYS_FILE")));
}

}  // namespace
}  // namespace xinqiao::ledger
