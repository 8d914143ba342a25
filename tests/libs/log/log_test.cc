#include "libs/log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace xinqiao::log {
namespace {

using ::testing::MatchesRegex;

TEST(LogTest, ALineIsAnObjectOfItsFieldsInOrder) {
  EXPECT_EQ(ToJson("ledger", "started", {}), R"({"service":"ledger","event":"started"})");
  EXPECT_EQ(ToJson("ledger", "call", {{"code", "OK"}, {"ms", "1.5"}}),
            R"({"service":"ledger","event":"call","code":"OK","ms":"1.5"})");
}

TEST(LogTest, QuotesAndControlCharactersAreEscaped) {
  EXPECT_EQ(ToJson("s", "e",
                   {{"k",
                     "a\"b\\c\nd\te\x01"
                     "f"}}),
            R"({"service":"s","event":"e","k":"a\"b\\c\u000ad\u0009e\u0001f"})");
  EXPECT_EQ(ToJson("s", "e", {{"a\"", std::string("x\0y", 3)}}),
            R"({"service":"s","event":"e","a\"":"x\u0000y"})");
}

TEST(LogTest, TextBeyondAsciiAndFormatsPassAsTheyAre) {
  EXPECT_EQ(ToJson("s", "e", {{"k", "团委 {} %v %s"}}),
            R"({"service":"s","event":"e","k":"团委 {} %v %s"})");
}

TEST(LogTest, EveryLevelWritesOneLineToStandardOutput) {
  Init("log_test");
  ::testing::internal::CaptureStdout();
  Info("one", {{"k", "{} %v\n"}});
  Warn("two");
  Error("three");
  const std::string time = R"(\{"time":"[0-9-]+T[0-9:.]+Z","level":)";
  EXPECT_THAT(::testing::internal::GetCapturedStdout(),
              MatchesRegex(time +
                           R"("info","service":"log_test","event":"one","k":"\{\} %v\\u000a"\})"
                           "\n" +
                           time +
                           R"("warning","service":"log_test","event":"two"\})"
                           "\n" +
                           time +
                           R"("error","service":"log_test","event":"three"\})"
                           "\n"));
}

}  // namespace
}  // namespace xinqiao::log
