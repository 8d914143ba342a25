#include "libs/base/clock.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "absl/time/clock.h"
#include "tests/support/status_matchers.h"

namespace xinqiao {
namespace {

using testing::IsOk;

// A clock file that tests write and replace.
class FileClockTest : public ::testing::Test {
 protected:
  ~FileClockTest() override { Remove(); }

  void Write(const std::string& text) { std::ofstream(path_) << text; }
  void Remove() { std::remove(path_.c_str()); }

  // Whether `clock` tells the system's time.
  static bool TellsSystemTime(const Clock& clock) {
    const absl::Time before = absl::Now() - absl::Microseconds(1);
    const absl::Time time = clock.Now();
    return before <= time && time <= absl::Now();
  }

  const std::string path_ = ::testing::TempDir() + "clock_test_" + std::to_string(getpid());
};

TEST(SystemClockTest, TellsWholeMicroseconds) {
  for (int i = 0; i < 100; ++i) {
    const absl::Time time = SystemClock().Now();
    EXPECT_EQ(time, absl::FromUnixMicros(absl::ToUnixMicros(time)));
  }
}

TEST_F(FileClockTest, StandsAtTheTimeInTheFile) {
  Write("2017-04-01T08:30:00.123456+08:00\n");
  const FileClock clock(path_);
  EXPECT_THAT(clock.Check(), IsOk());
  EXPECT_EQ(clock.Now(), absl::FromUnixMicros(1491006600123456));
  EXPECT_EQ(clock.Now(), clock.Now());
}

TEST_F(FileClockTest, TellsWholeMicroseconds) {
  Write("2017-04-01T00:30:00.123456789Z");
  EXPECT_EQ(FileClock(path_).Now(), absl::FromUnixMicros(1491006600123456));
}

TEST_F(FileClockTest, FollowsAFileThatIsReplaced) {
  Write("2017-04-01T00:00:00Z");
  const FileClock clock(path_);
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(1491004800));
  const std::string next = path_ + ".next";
  std::ofstream(next) << "2017-04-02T00:00:00Z";
  ASSERT_EQ(std::rename(next.c_str(), path_.c_str()), 0);
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(1491004800 + 86400));
}

TEST_F(FileClockTest, WithoutAFileTheSystemTimeHolds) {
  const FileClock clock(path_);
  EXPECT_TRUE(absl::IsNotFound(clock.Check())) << clock.Check();
  EXPECT_TRUE(TellsSystemTime(clock));
}

TEST_F(FileClockTest, AFileThatVanishesLeavesItsLastTime) {
  Write("2017-04-01T00:00:00Z");
  const FileClock clock(path_);
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(1491004800));
  Remove();
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(1491004800));
}

TEST_F(FileClockTest, AFileThatHoldsNoTimeIsRefused) {
  for (const char* text : {"2017-04-01", "yesterday", "\n"}) {
    Write(text);
    const FileClock clock(path_);
    EXPECT_TRUE(absl::IsInvalidArgument(clock.Check())) << text;
    EXPECT_TRUE(TellsSystemTime(clock)) << text;
  }
}

TEST_F(FileClockTest, AServiceTakesTheFileOnlyWhenThereIsOne) {
  const auto system = MakeClock("");
  ASSERT_THAT(system, IsOk());
  EXPECT_TRUE(TellsSystemTime(**system));

  EXPECT_TRUE(absl::IsNotFound(MakeClock(path_).status()));

  Write("2017-04-01T00:00:00Z");
  const auto file = MakeClock(path_);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ((*file)->Now(), absl::FromUnixSeconds(1491004800));
}

}  // namespace
}  // namespace xinqiao
