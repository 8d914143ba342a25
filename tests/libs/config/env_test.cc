#include "libs/config/env.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

namespace xinqiao {
namespace {

Env EnvOf(std::map<std::string, std::string> variables) {
  return Env(
      [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
      });
}

class SecretFileTest : public ::testing::Test {
 protected:
  ~SecretFileTest() override { std::remove(path_.c_str()); }

  const std::string path_ = ::testing::TempDir() + "env_test_" + std::to_string(getpid());
};

TEST(EnvTest, ReadsWhatIsSet) {
  Env env = EnvOf({{"A", "text"}, {"N", "17"}, {"EMPTY", ""}});
  EXPECT_EQ(env.String("A"), "text");
  EXPECT_EQ(env.StringIfSet("A"), "text");
  EXPECT_EQ(env.StringIfSet("EMPTY"), "");
  EXPECT_EQ(env.StringIfSet("NONE"), "");
  EXPECT_EQ(env.Int("N", 3, 1, 20), 17);
  EXPECT_EQ(env.Int("NONE", 3, 1, 20), 3);
  EXPECT_TRUE(env.status().ok()) << env.status();
}

TEST(EnvTest, TellsAllProblemsAtOnce) {
  Env env = EnvOf({{"EMPTY", ""}, {"LOW", "0"}, {"HIGH", "21"}, {"WORD", "many"}, {"BLANK", ""}});
  EXPECT_EQ(env.String("MISSING"), "");
  EXPECT_EQ(env.String("EMPTY"), "");
  EXPECT_EQ(env.Int("LOW", 3, 1, 20), 3);
  EXPECT_EQ(env.Int("HIGH", 3, 1, 20), 3);
  EXPECT_EQ(env.Int("WORD", 3, 1, 20), 3);
  EXPECT_EQ(env.Int("BLANK", 3, 1, 20), 3);
  EXPECT_EQ(env.FileContents("NO_FILE"), "");
  env.Problem("found by the caller");
  EXPECT_EQ(env.status(),
            absl::InvalidArgumentError("MISSING is not set; EMPTY is not set; "
                                       "LOW is 0, want 1..20; HIGH is 21, want 1..20; "
                                       "WORD is many, want 1..20; BLANK is , want 1..20; "
                                       "NO_FILE is not set; found by the caller"));
}

TEST(EnvTest, ReadsTheEnvironmentOfTheProcess) {
  ASSERT_EQ(setenv("XINQIAO_ENV_TEST", "here", 1), 0);
  Env env = Env::OfProcess();
  EXPECT_EQ(env.String("XINQIAO_ENV_TEST"), "here");
  EXPECT_EQ(env.StringIfSet("XINQIAO_ENV_TEST_THAT_NOBODY_SETS"), "");
}

TEST_F(SecretFileTest, IsReadWithoutTheWhiteSpaceAroundIt) {
  std::ofstream(path_) << "\n postgresql://ledger@/xinqiao \n";
  Env env = EnvOf({{"URL_FILE", path_}});
  EXPECT_EQ(env.FileContents("URL_FILE"), "postgresql://ledger@/xinqiao");
  EXPECT_TRUE(env.status().ok()) << env.status();
}

TEST_F(SecretFileTest, HoldsAnyBytes) {
  const std::string key("k\0e\xffy", 5);
  std::ofstream(path_) << key;
  EXPECT_EQ(EnvOf({{"KEY_FILE", path_}}).FileContents("KEY_FILE"), key);
}

TEST_F(SecretFileTest, ThatCannotBeReadIsAProblem) {
  Env env = EnvOf({{"KEY_FILE", path_}, {"URL_FILE", ::testing::TempDir()}});
  EXPECT_EQ(env.FileContents("KEY_FILE"), "");
  EXPECT_EQ(env.FileContents("URL_FILE"), "");
  EXPECT_EQ(env.status(),
            absl::InvalidArgumentError("KEY_FILE: cannot read " + path_ +
                                       "; URL_FILE: cannot read " + ::testing::TempDir()));
}

}  // namespace
}  // namespace xinqiao
