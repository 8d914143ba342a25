#include "services/registry/app/workdays.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/error.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_workday_store.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

class WorkdaysTest : public ::testing::Test {
 protected:
  absl::StatusOr<Answer> Publish(int year) {
    return workdays_.PublishWorkdayYear({.request_digest = "d"}, ids_.NewId(),
                                        {.year = year, .provisional = true});
  }

  const absl::Time time_ = absl::FromUnixSeconds(1'500'000'000);
  xinqiao::testing::FakeClock clock_{time_};
  xinqiao::testing::FakeIds ids_;
  xinqiao::testing::FakeWorkdayStore store_{xinqiao::testing::WorkdayTextEncoders()};
  Workdays workdays_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(WorkdaysTest, StampsWhatItPublishesAndFindsItByYear) {
  ASSERT_TRUE(Publish(2017).ok());
  ASSERT_TRUE(Publish(2019).ok());
  EXPECT_EQ(workdays_.GetWorkdayYear({}, 2019)->publish_time, time_);
  EXPECT_EQ(ErrorReason(workdays_.GetWorkdayYear({}, 2018).status()), "WORKDAY_YEAR_NOT_FOUND");
}

TEST_F(WorkdaysTest, RefusesWhatTheRuleRefuses) {
  EXPECT_EQ(ErrorReason(
                workdays_.PublishWorkdayYear({.request_digest = "d"}, ids_.NewId(), {.year = 2017})
                    .status()),
            "INVALID_FIELDS");
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(WorkdaysTest, PagesByYear) {
  for (const int year : {2017, 2018, 2019}) ASSERT_TRUE(Publish(year).ok());
  const auto first = workdays_.ListWorkdayYears({}, {.size = 2});
  EXPECT_THAT(first->items,
              ElementsAre(Field(&WorkdayYear::year, 2017), Field(&WorkdayYear::year, 2018)));
  EXPECT_EQ(first->next_cursor, "2018");
  const auto second = workdays_.ListWorkdayYears({}, {.cursor = "2018", .size = 2});
  EXPECT_THAT(second->items, ElementsAre(Field(&WorkdayYear::year, 2019)));
  EXPECT_EQ(second->next_cursor, "");
}

}  // namespace
}  // namespace xinqiao::registry
