#include "libs/policy/duty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/day.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;

absl::CivilDay Day(const char* text) { return ParseDay(text).value(); }

Period Of(const char* first, const char* end) { return {.first = Day(first), .end = Day(end)}; }

const Period kAlways{.first = absl::CivilDay(2015, 9, 1), .end = kOpenEnd};

// S0's Five Ones: 5 per two months, in force from April to December 2017.
Duty FullTime() {
  Duty duty;
  duty.duty_id = "fiv_02";
  duty.kind_ids = {"deed", "lecture", "talk", "service", "sports"};
  duty.required_count = 5;
  duty.period = PeriodKind::kTwoMonths;
  duty.effective = Of("2017-04-01", "2018-01-01");
  return duty;
}

// The same, 5 per quarter.
Duty PartTime() {
  Duty duty = FullTime();
  duty.duty_id = "fiv_03";
  duty.period = PeriodKind::kQuarter;
  return duty;
}

// S0's themed lecture: once between April and September 2017.
Duty Lecture() {
  Duty duty;
  duty.duty_id = "edu_04";
  duty.kind_ids = {"themed"};
  duty.required_count = 1;
  duty.effective = Of("2017-04-01", "2017-10-01");
  return duty;
}

std::vector<Credit> Talks(const std::vector<const char*>& days) {
  std::vector<Credit> credits;
  for (const char* day : days) credits.push_back({.day = Day(day), .kind_id = "talk"});
  return credits;
}

TEST(RequiredTest, AsksInProportionToTheDaysInForce) {
  const struct {
    const char* what;
    Duty duty;
    const char* day;
    Period post;
    const char* want;
  } cases[] = {
      {"Mar-Apr 2017: only April is in force, floor(5 x 30 / 61)", FullTime(), "2017-04-15",
       kAlways, "2 of 30/61 prorated"},
      {"May-Jun 2017 in full", FullTime(), "2017-05-17", kAlways, "5 of 61/61"},
      {"Nov-Dec 2017 in full, the last window", FullTime(), "2017-12-31", kAlways, "5 of 61/61"},
      {"Jan-Feb 2018: no longer in force", FullTime(), "2018-01-01", kAlways, "0 of 0/59 prorated"},
      {"Q2 2017 in full", PartTime(), "2017-04-01", kAlways, "5 of 91/91"},
      {"Q1 2017: not yet in force", PartTime(), "2017-03-31", kAlways, "0 of 0/90 prorated"},
      {"May-Jun, post from 2 May: floor(5 x 60 / 61)",
       FullTime(),
       "2017-05-17",
       {.first = absl::CivilDay(2017, 5, 2), .end = kOpenEnd},
       "4 of 60/61 prorated"},
      {"Q2, post from 2 May: floor(5 x 60 / 91)",
       PartTime(),
       "2017-05-17",
       {.first = absl::CivilDay(2017, 5, 2), .end = kOpenEnd},
       "3 of 60/91 prorated"},
      {"Mar-Apr, post until 10 April: floor(5 x 9 / 61)", FullTime(), "2017-04-05",
       Of("2015-09-01", "2017-04-10"), "0 of 9/61 prorated"},
      {"May-Jun, post until 10 June: floor(5 x 40 / 61)", FullTime(), "2017-06-01",
       Of("2015-09-01", "2017-06-10"), "3 of 40/61 prorated"},
      {"post ended before the window", FullTime(), "2017-05-17", Of("2015-09-01", "2017-04-10"),
       "0 of 0/61 prorated"},
      {"one lecture in the whole interval", Lecture(), "2017-05-17", kAlways, "1 of 183/183"},
      {"the lecture, post from 2 May: floor(1 x 152 / 183)",
       Lecture(),
       "2017-05-17",
       {.first = absl::CivilDay(2017, 5, 2), .end = kOpenEnd},
       "0 of 152/183 prorated"},
  };
  for (const auto& c : cases) {
    const Requirement r = Required(c.duty, WindowContaining(c.duty, Day(c.day)), c.post);
    EXPECT_EQ(absl::StrCat(r.required, " of ", r.days_in_force, "/", r.days_in_window,
                           r.prorated ? " prorated" : ""),
              c.want)
        << c.what;
  }
}

TEST(RequiredTest, CountsTheLeapDay) {
  Duty duty = FullTime();
  duty.effective = Of("2016-02-01", "2017-01-01");
  EXPECT_EQ(
      Required(duty, WindowContaining(duty, Day("2016-02-29")), kAlways),
      (Requirement{.required = 2, .days_in_force = 29, .days_in_window = 60, .prorated = true}));
  duty.effective = Of("2017-02-01", "2018-01-01");
  EXPECT_EQ(
      Required(duty, WindowContaining(duty, Day("2017-02-28")), kAlways),
      (Requirement{.required = 2, .days_in_force = 28, .days_in_window = 59, .prorated = true}));
}

TEST(RequiredTest, AWindowWithoutDaysAsksForNothing) {
  EXPECT_EQ(Required(FullTime(), Of("2017-05-01", "2017-05-01"), kAlways), Requirement());
}

TEST(WindowsWithinTest, ListsTheWindowsThatMeetTheSpanWhileInForce) {
  const auto text = [](const std::vector<Period>& windows) {
    std::vector<std::string> result;
    for (const Period& window : windows) result.push_back(ToString(window));
    return result;
  };
  EXPECT_THAT(text(WindowsWithin(FullTime(), Of("2017-04-01", "2017-06-16"))),
              ElementsAre("[2017-03-01, 2017-05-01)", "[2017-05-01, 2017-07-01)"));
  EXPECT_THAT(text(WindowsWithin(PartTime(), Of("2017-01-01", "2017-07-01"))),
              ElementsAre("[2017-04-01, 2017-07-01)"));
  EXPECT_THAT(text(WindowsWithin(Lecture(), Of("2017-06-01", "2017-06-02"))),
              ElementsAre("[2017-04-01, 2017-10-01)"));
  EXPECT_THAT(text(WindowsWithin(FullTime(), Of("2017-01-01", "2017-04-01"))), ElementsAre());
  EXPECT_THAT(text(WindowsWithin(FullTime(), Of("2018-01-01", "2018-04-01"))), ElementsAre());
}

TEST(JudgeTest, GivesTheFirstReasonThatApplies) {
  const Duty duty = FullTime();
  const Period window = WindowContaining(duty, Day("2017-04-15"));
  const Period post = Of("2015-09-01", "2017-04-20");
  const AsOf as_of{.day = Day("2017-04-18")};
  const struct {
    const char* day;
    const char* kind_id;
    Verdict want;
  } cases[] = {
      {"2017-04-01", "talk", Verdict::kCounted},
      {"2017-04-18", "sports", Verdict::kCounted},
      {"2017-04-01", "themed", Verdict::kOtherKind},
      {"2017-02-28", "talk", Verdict::kOutsideWindow},
      {"2017-05-01", "talk", Verdict::kOutsideWindow},
      {"2017-03-31", "talk", Verdict::kDutyNotInForce},
      {"2017-04-20", "talk", Verdict::kPostNotInOffice},
      {"2017-04-19", "talk", Verdict::kAfterAsOf},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Judge(duty, window, post, as_of, {.day = Day(c.day), .kind_id = c.kind_id}), c.want)
        << c.day << " " << c.kind_id;
  }
}

TEST(MeasureTest, IsMetShortOrRunning) {
  const Duty duty = FullTime();
  const std::vector<Credit> four = Talks({"2017-05-02", "2017-05-03", "2017-06-01", "2017-06-15"});
  std::vector<Credit> five = four;
  five.push_back({.day = Day("2017-06-15"), .kind_id = "sports"});
  const Period open_post{.first = absl::CivilDay(2015, 9, 1), .end = kOpenEnd};
  const Period ending_post = Of("2015-09-01", "2017-06-10");  // Asks for 3, due on 9 June.
  const struct {
    const char* what;
    std::vector<Credit> credits;
    Period post;
    AsOf as_of;
    const char* want;
  } cases[] = {
      {"running", four, open_post, {.day = Day("2017-06-15")}, "4/5 -1 running until 2017-06-30"},
      {"met", five, open_post, {.day = Day("2017-06-15")}, "5/5 -0 met until 2017-06-30"},
      {"the day before the second of them",
       five,
       open_post,
       {.day = Day("2017-06-14")},
       "3/5 -2 running until 2017-06-30"},
      {"short once the last day is over",
       four,
       open_post,
       {.day = Day("2017-06-30")},
       "4/5 -1 short until 2017-06-30"},
      {"not short during the last day",
       four,
       open_post,
       {.day = Day("2017-06-30"), .day_is_over = false},
       "4/5 -1 running until 2017-06-30"},
      {"short afterwards, even early in the day",
       four,
       open_post,
       {.day = Day("2017-07-01"), .day_is_over = false},
       "4/5 -1 short until 2017-06-30"},
      {"an ended post is due on its last day",
       Talks({"2017-05-02"}),
       ending_post,
       {.day = Day("2017-06-09")},
       "1/3 -2 short until 2017-06-09"},
      {"and met by what it did until then",
       four,
       ending_post,
       {.day = Day("2017-06-15")},
       "3/3 -0 met until 2017-06-09"},
      {"nothing done",
       {},
       open_post,
       {.day = Day("2017-05-01")},
       "0/5 -5 running until 2017-06-30"},
  };
  for (const auto& c : cases) {
    const Progress p =
        Measure(duty, WindowContaining(duty, Day("2017-05-17")), c.post, c.as_of, c.credits);
    const char* state = p.state == DutyState::kMet     ? "met"
                        : p.state == DutyState::kShort ? "short"
                                                       : "running";
    EXPECT_EQ(absl::StrCat(p.counted, "/", p.requirement.required, " -", p.missing, " ", state,
                           " until ", absl::FormatCivilTime(p.due_day)),
              c.want)
        << c.what;
  }
}

TEST(MeasureTest, APostOutOfOfficeForTheWholeWindowOwesNothing) {
  const Duty duty = FullTime();
  const Progress p =
      Measure(duty, WindowContaining(duty, Day("2017-05-17")), Of("2015-09-01", "2017-04-10"),
              {.day = Day("2017-07-01")}, Talks({"2017-05-02"}));
  EXPECT_EQ(p.counted, 0);
  EXPECT_EQ(p.missing, 0);
  EXPECT_EQ(p.state, DutyState::kMet);
}

TEST(MeasureTest, ADutyWithoutANumberIsReportedAndNeverShort) {
  Duty duty = Lecture();
  duty.required_count = 0;
  const Progress p = Measure(duty, duty.effective, kAlways, {.day = Day("2017-12-01")},
                             {{.day = Day("2017-05-04"), .kind_id = "themed"}});
  EXPECT_EQ(p.counted, 1);
  EXPECT_EQ(p.missing, 0);
  EXPECT_EQ(p.state, DutyState::kMet);
}

TEST(MeasureTest, AVoluntaryDutyRequiresNeitherANumberNorKinds) {
  Duty duty = FullTime();
  duty.voluntary = true;
  duty.kind_coverage = KindCoverage::kRequired;
  const Progress p = Measure(duty, WindowContaining(duty, Day("2017-05-17")), kAlways,
                             {.day = Day("2017-07-01")}, Talks({"2017-05-02"}));
  EXPECT_EQ(p.counted, 1);
  EXPECT_EQ(p.kinds_covered, 1);
  EXPECT_EQ(p.requirement.required, 0);
  EXPECT_EQ(p.missing, 0);
  EXPECT_EQ(p.state, DutyState::kMet);
}

TEST(MeasureTest, ReportsCoverageOfKindsApartFromTheCount) {
  const Duty duty = FullTime();
  const Progress p = Measure(
      duty, WindowContaining(duty, Day("2017-05-17")), kAlways, {.day = Day("2017-06-30")},
      Talks({"2017-05-02", "2017-05-03", "2017-05-04", "2017-05-05", "2017-05-06", "2017-05-07"}));
  EXPECT_EQ(p.counted, 6);
  EXPECT_EQ(p.state, DutyState::kMet);
  EXPECT_EQ(p.kinds_covered, 1);
  EXPECT_THAT(p.kinds,
              ElementsAre(KindCount{"deed", 0}, KindCount{"lecture", 0}, KindCount{"talk", 6},
                          KindCount{"service", 0}, KindCount{"sports", 0}));
}

TEST(MeasureTest, RequiredCoverageMissesEveryKindThatDidNotOccurInAFullWindow) {
  Duty duty = FullTime();
  duty.kind_coverage = KindCoverage::kRequired;
  const std::vector<Credit> talks =
      Talks({"2017-05-02", "2017-05-03", "2017-05-04", "2017-05-05", "2017-05-06", "2017-05-07"});
  const AsOf as_of{.day = Day("2017-06-30")};
  const Period window = WindowContaining(duty, Day("2017-05-17"));
  const Progress full = Measure(duty, window, kAlways, as_of, talks);
  EXPECT_EQ(full.missing, 4);
  EXPECT_EQ(full.state, DutyState::kShort);

  const Progress prorated =
      Measure(duty, window, {.first = absl::CivilDay(2017, 5, 2), .end = kOpenEnd}, as_of, talks);
  EXPECT_TRUE(prorated.requirement.prorated);
  EXPECT_EQ(prorated.missing, 0);
  EXPECT_EQ(prorated.state, DutyState::kMet);
}

}  // namespace
}  // namespace xinqiao::policy
