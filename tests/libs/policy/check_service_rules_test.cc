#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "tests/libs/policy/good_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckServiceRulesTest, NamesTheFieldOfEachProblem) {
  const Spoiled cases[] = {
      {"wish_limits[1].wish_limit_id",
       [](RulePack& p) { p.wish_limits[1].wish_limit_id = "reply"; }},
      {"wish_limits[0].working_days", [](RulePack& p) { p.wish_limits[0].working_days = -1; }},
      {"wish_limits[0].working_days", [](RulePack& p) { p.wish_limits[0].working_days = 251; }},
      {"wish_limits[0].effective", [](RulePack& p) { p.wish_limits[0].effective.end = kIssued; }},
      {"wish_limits[1].effective",
       [](RulePack& p) { p.wish_limits[1].step = WishStep::kQuestionReply; }},
      {"wish_categories[0].title", [](RulePack& p) { p.wish_categories[0].title = ""; }},
      {"wish_categories[1].wish_category_id",
       [](RulePack& p) { p.wish_categories.push_back(p.wish_categories[0]); }},
      {"book_closings[0].book_closing_id",
       [](RulePack& p) { p.book_closings[0].book_closing_id = "1"; }},
      {"book_closings[0].period",
       [](RulePack& p) { p.book_closings[0].period = PeriodKind::kDay; }},
      {"book_closings[0].period",
       [](RulePack& p) { p.book_closings[0].period = PeriodKind::kIsoWeek; }},
      {"book_closings[0].after_working_days",
       [](RulePack& p) { p.book_closings[0].after_working_days = 61; }},
      {"book_closings[0].after_working_days",
       [](RulePack& p) { p.book_closings[0].after_working_days = -1; }},
      {"book_closings[0].effective",
       [](RulePack& p) { p.book_closings[0].effective.end = kIssued; }},
      {"book_closings[1].effective",
       [](RulePack& p) { p.book_closings[1].period = PeriodKind::kQuarter; }},
  };
  ExpectOneProblemEach(cases);
}

TEST(CheckServiceRulesTest, SaysWhichLimitHoldsAlreadyAndWhen) {
  RulePack pack = Good();
  pack.wish_limits[1].step = pack.wish_limits[0].step;
  pack.wish_limits[1].effective.first = absl::CivilDay(2017, 12, 1);
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems,
              ElementsAre(Problem{.field = "wish_limits[1].effective",
                                  .reason = "'reply' says the same of [2017-12-01, 2018-01-01)"}));
}

TEST(CheckServiceRulesTest, OneLimitMayFollowTheOther) {
  RulePack pack = Good();
  pack.wish_limits[1].step = pack.wish_limits[0].step;
  pack.wish_limits[1].effective = {.first = pack.wish_limits[0].effective.end, .end = kOpenEnd};
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems, IsEmpty());
}

}  // namespace
}  // namespace xinqiao::policy
