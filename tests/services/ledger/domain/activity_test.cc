#include "services/ledger/domain/activity.h"

#include <gtest/gtest.h>

#include "absl/time/time.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FakeClock;

TEST(ActivityTest, NamedParticipantsAreCounted) {
  EXPECT_EQ(ParticipantTotal({.participant_ids = {"a", "b"}}), 2);
  EXPECT_EQ(ParticipantTotal({.participant_count = 40}), 40);
  EXPECT_EQ(ParticipantTotal({}), 0);
}

TEST(ActivityTest, LatenessCountsCivilDaysInShanghai) {
  Activity activity = {.facts = {.day = Day("2017-05-17")},
                       .record_time = FakeClock("2017-05-17").Now()};
  EXPECT_EQ(LateDays(activity), 0);
  // A minute before and at midnight in Shanghai, which is 16:00 UTC.
  ASSERT_TRUE(
      absl::ParseTime(absl::RFC3339_full, "2017-05-17T15:59:00Z", &activity.record_time, nullptr));
  EXPECT_EQ(LateDays(activity), 0);
  activity.record_time += absl::Minutes(1);
  EXPECT_EQ(LateDays(activity), 1);
}

}  // namespace
}  // namespace xinqiao::ledger
