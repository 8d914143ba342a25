#include "services/registry/rpc/calendar_service.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "services/registry/rpc/calendar_codec.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_workday_store.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/calendar_service.grpc.pb.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

class CalendarServiceTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::WorkdayYear> Publish(const v1::WorkdayYear& year) {
    v1::PublishWorkdayYearRequest request;
    request.set_request_id(absl::StrFormat("00000000-0000-4000-9000-%012d", ++requests_));
    *request.mutable_workday_year() = year;
    return server_.Call(*stub_, &v1::CalendarService::Stub::PublishWorkdayYear, request);
  }

  absl::StatusOr<v1::WorkdayYear> Get(const std::string& name) {
    v1::GetWorkdayYearRequest request;
    request.set_name(name);
    return server_.Call(*stub_, &v1::CalendarService::Stub::GetWorkdayYear, request);
  }

  int requests_ = 0;
  xinqiao::testing::FakeClock clock_{absl::FromUnixSeconds(1'500'000'000)};
  xinqiao::testing::FakeIds ids_;
  xinqiao::testing::FakeWorkdayStore store_{StoreWorkdayEncoders()};
  Workdays workdays_{{.store = store_, .clock = clock_, .ids = ids_}};
  rpc::Executor executor_{2, 100};
  CalendarService service_{workdays_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<v1::CalendarService::Stub> stub_ =
      v1::CalendarService::NewStub(server_.channel());
};

v1::ListWorkdayYearsResponse Shipped() {
  const std::ifstream file("services/registry/packs/workdays.textproto");
  std::stringstream text;
  text << file.rdbuf();
  v1::ListWorkdayYearsResponse years;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text.str(), &years));
  return years;
}

TEST_F(CalendarServiceTest, WhatIsPublishedReadsBackAndIsInTheFeed) {
  v1::WorkdayYear year = Shipped().workday_years(0);
  const auto published = Publish(year);
  ASSERT_THAT(published, IsOk());
  EXPECT_EQ(published->version(), 1);
  const auto got = Get("workdayYears/2017");
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->SerializeAsString(), published->SerializeAsString());
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(store_.events().back()));
  EXPECT_EQ(event.workday_year_published().SerializeAsString(), published->SerializeAsString());
}

TEST_F(CalendarServiceTest, EveryWrongFieldIsNamed) {
  v1::WorkdayYear year;
  year.set_name("workdayYears/17");
  year.add_holidays("2017-02-30");
  const auto published = Publish(year);
  EXPECT_THAT(published, FailsWith("INVALID_FIELDS"));
  std::vector<std::string> fields;
  for (const FieldViolation& each : Violations(published.status())) fields.push_back(each.field);
  EXPECT_THAT(fields, ElementsAre("workday_year.name", "workday_year.holidays[0]"));
  EXPECT_THAT(Get("workdayYears/2031"), FailsWith("WORKDAY_YEAR_NOT_FOUND"));
  EXPECT_THAT(Get("years/2017"), FailsWith("INVALID_FIELDS"));
}

// Typed from what the General Office of the State Council announced: how many
// days of each year are worked.
TEST_F(CalendarServiceTest, TheShippedYearsHaveTheAnnouncedDays) {
  const std::map<int, int> want = {{2017, 249}, {2018, 250}, {2019, 250}, {2020, 249}, {2021, 250},
                                   {2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
  const v1::ListWorkdayYearsResponse shipped = Shipped();
  for (const v1::WorkdayYear& year : shipped.workday_years()) ASSERT_THAT(Publish(year), IsOk());
  const auto years = workdays_.ListWorkdayYears({}, {.size = 100});
  ASSERT_EQ(years->items.size(), 11);
  const WorkdayCalendar calendar = CalendarOf(years->items);
  for (const auto& [year, days] : want) {
    int worked = 0;
    for (absl::CivilDay day(year, 1, 1); day.year() == year; ++day) {
      worked += calendar.IsWorkday(day) ? 1 : 0;
    }
    EXPECT_EQ(worked, days) << year;
  }
  // 2019: the later change of May Day. 2020: the longer Spring Festival.
  EXPECT_TRUE(calendar.IsWorkday(Day("2019-05-05")));
  EXPECT_FALSE(calendar.IsWorkday(Day("2019-05-03")));
  EXPECT_FALSE(calendar.IsWorkday(Day("2020-01-31")));
  EXPECT_TRUE(calendar.IsWorkday(Day("2018-12-29")));
  EXPECT_FALSE(calendar.IsWorkday(Day("2026-02-23")));
  EXPECT_TRUE(calendar.IsWorkday(Day("2026-02-28")));
  EXPECT_TRUE(years->items.back().provisional);
}

}  // namespace
}  // namespace xinqiao::registry
