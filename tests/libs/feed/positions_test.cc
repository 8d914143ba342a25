#include "libs/feed/positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/time/clock.h"

namespace xinqiao::feed {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PositionsTest, AreZeroUntilSomethingWasApplied) {
  const Positions positions;
  EXPECT_EQ(positions.Get("registry", "registry"),
            (Cursor{.source = "registry", .log = "registry"}));
  EXPECT_THAT(positions.All(), IsEmpty());
  EXPECT_TRUE(positions.WaitFor("registry", "registry", 0, absl::InfinitePast()));
  EXPECT_FALSE(positions.WaitFor("registry", "registry", 1, absl::InfinitePast()));
}

TEST(PositionsTest, ArePerSourceAndLog) {
  Positions positions;
  const Cursor contacts{"contacts", "log-1", "epoch-1", 3};
  const Cursor ledger{"ledger", "log-1", "epoch-2", 7};
  positions.Set(ledger);
  positions.Set({"contacts", "log-1", "epoch-1", 2});
  positions.Set(contacts);
  EXPECT_THAT(positions.All(), ElementsAre(contacts, ledger));
  EXPECT_EQ(positions.Get("ledger", "log-1"), ledger);
  EXPECT_FALSE(positions.WaitFor("contacts", "log-1", 7, absl::Now() + absl::Milliseconds(5)));
  EXPECT_TRUE(positions.WaitFor("ledger", "log-1", 7, absl::InfinitePast()));
}

TEST(PositionsTest, WakeWhoWaits) {
  Positions positions;
  std::thread waiter([&] {
    EXPECT_TRUE(positions.WaitFor("ledger", "log-1", 2, absl::Now() + absl::Seconds(20)));
  });
  positions.Set({"ledger", "log-1", "epoch", 1});
  positions.Set({"ledger", "log-1", "epoch", 2});
  waiter.join();
}

}  // namespace
}  // namespace xinqiao::feed
