#include "libs/base/call.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"

namespace xinqiao {
namespace {

TEST(CallTest, NoCallHasMoreThanThirtySeconds) {
  for (const absl::Time deadline : {absl::InfiniteFuture(), absl::Now() + absl::Hours(1)}) {
    const absl::Time before = absl::Now();
    const absl::Time capped = CapDeadline(deadline);
    EXPECT_GE(capped, before + absl::Seconds(30));
    EXPECT_LE(capped, absl::Now() + absl::Seconds(30));
  }
}

TEST(CallTest, AnEarlierDeadlineStands) {
  const absl::Time soon = absl::Now() + absl::Seconds(5);
  EXPECT_EQ(CapDeadline(soon), soon);
  EXPECT_EQ(CapDeadline(absl::UnixEpoch()), absl::UnixEpoch());
}

TEST(CallTest, NoTimeIsLeftAfterTheDeadline) {
  EXPECT_LT(Call{.deadline = absl::Now() - absl::Seconds(1)}.TimeLeft(), absl::ZeroDuration());
  EXPECT_GT(Call{.deadline = absl::Now() + absl::Hours(1)}.TimeLeft(), absl::Minutes(59));
  EXPECT_EQ(Call{}.TimeLeft(), absl::InfiniteDuration());
}

}  // namespace
}  // namespace xinqiao
