// What a store of the calendar of working days does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_WORKDAY_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_WORKDAY_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/error.h"
#include "services/registry/app/workday_store.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// One implementation, on one empty memory or database.
class WorkdayStores {
 public:
  virtual ~WorkdayStores() = default;
  virtual WorkdayStore& store() = 0;
  virtual std::vector<std::string> Events() = 0;
};

class WorkdayStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<WorkdayStores>()>> {
 protected:
  static Call CallOf(char digest = 'a') { return {.request_digest = std::string(32, digest)}; }

  Write NewWrite() {
    return {.request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = time_};
  }

  // 2017 as announced.
  WorkdayYear Announced() const {
    return {
        .year = 2017,
        .holidays = {xinqiao::testing::Day("2017-01-02"), xinqiao::testing::Day("2017-10-06")},
        .make_up_days = {xinqiao::testing::Day("2017-09-30")},
        .legal_basis = policy::DocumentReference{.issuer = "国务院办公厅",
                                                 .number = "国办发明电〔2016〕17号",
                                                 .title = "通知",
                                                 .issue_day = xinqiao::testing::Day("2016-12-01")},
        .publish_time = time_};
  }

  WorkdayYear Provisional(int year) const {
    return {.year = year, .provisional = true, .publish_time = time_};
  }

  std::vector<WorkdayYear> List(int after, int limit) {
    return *stores_->store().ListWorkdayYears(CallOf(), after, limit);
  }

  const absl::Time time_ = absl::FromUnixMicros(1491008400000001);
  xinqiao::testing::FakeIds ids_;
  std::unique_ptr<WorkdayStores> stores_ = GetParam()();
};

TEST_P(WorkdayStoreContract, AYearReadsBackAsItsLastVersion) {
  WorkdayYear year = Announced();
  EXPECT_THAT(stores_->store().InsertWorkdayYear(CallOf(), NewWrite(), Provisional(2017)),
              xinqiao::testing::IsOkAndHolds(Answer{"2017 version 1"}));
  EXPECT_THAT(stores_->store().InsertWorkdayYear(CallOf(), NewWrite(), year),
              xinqiao::testing::IsOkAndHolds(Answer{"2017 version 2"}));
  year.version = 2;
  EXPECT_THAT(List(0, 10), ::testing::ElementsAre(year));
  EXPECT_THAT(stores_->Events(),
              ::testing::ElementsAre("published 2017 version 1", "published 2017 version 2"));
}

TEST_P(WorkdayStoreContract, YearsAreListedInOrderAndInPages) {
  for (const int year : {2019, 2017, 2018}) {
    ASSERT_THAT(stores_->store().InsertWorkdayYear(CallOf(), NewWrite(), Provisional(year)),
                xinqiao::testing::IsOk());
  }
  const auto has_year = [](int year) { return ::testing::Field(&WorkdayYear::year, year); };
  EXPECT_THAT(List(0, 2), ::testing::ElementsAre(has_year(2017), has_year(2018)));
  EXPECT_THAT(List(2018, 2), ::testing::ElementsAre(has_year(2019)));
  EXPECT_THAT(List(2019, 2), ::testing::IsEmpty());
}

TEST_P(WorkdayStoreContract, ARepeatedRequestGetsTheFirstAnswer) {
  const Write write = NewWrite();
  ASSERT_THAT(stores_->store().InsertWorkdayYear(CallOf(), write, Announced()),
              xinqiao::testing::IsOk());
  EXPECT_THAT(stores_->store().InsertWorkdayYear(CallOf(), write, Announced()),
              xinqiao::testing::IsOkAndHolds(Answer{"2017 version 1"}));
  EXPECT_EQ(
      ErrorReason(stores_->store().InsertWorkdayYear(CallOf('b'), write, Announced()).status()),
      "REQUEST_ID_REUSED");
  EXPECT_THAT(stores_->Events(), ::testing::SizeIs(1));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_WORKDAY_STORE_CONTRACT_H_
