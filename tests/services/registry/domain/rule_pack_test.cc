#include "services/registry/domain/rule_pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::Optional;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// A notice of 17 May 2017 whose duty began in April.
policy::RulePack Rules() {
  return {.document = {.issue_day = Day("2017-05-17")},
          .duties = {{.duty_id = "fiv_02",
                      .effective = {.first = Day("2017-04-01"), .end = Day("2018-01-01")}}}};
}

PublishedRulePack Pack(std::optional<Period> in_force) {
  return {.rule_pack_id = "old", .organization_id = "school", .in_force = in_force};
}

RulePackWithdrawal WithdrawalOn(absl::CivilDay end_day) {
  return {.end_day = end_day, .reason = "replaced by a notice of the city"};
}

TEST(RulePackTest, WithoutDaysOfItsOwnAPackIsInForceWheneverItsRulesSay) {
  EXPECT_TRUE(Contains(InForceOf(Pack(std::nullopt)), Day("1950-01-01")));
  EXPECT_TRUE(Contains(InForceOf(Pack(std::nullopt)), Day("2100-01-01")));
  EXPECT_TRUE(ComesIntoForce(Pack(std::nullopt)));
}

TEST(RulePackTest, TheFirstDayIsThatOfItsFirstRuleOrOfItsDocument) {
  EXPECT_EQ(FirstDay(Rules()), Day("2017-04-01"));
  policy::RulePack rules = Rules();
  rules.deadlines = {{.due_day = Day("2017-03-31")}};
  EXPECT_EQ(FirstDay(rules), Day("2017-03-31"));
  rules.schedule_items = {{.window = {.first = Day("2017-03-01"), .end = Day("2017-04-01")}}};
  EXPECT_EQ(FirstDay(rules), Day("2017-03-01"));
  rules.reports = {{.due_days = {Day("2017-02-28"), Day("2017-06-15")}}};
  EXPECT_EQ(FirstDay(rules), Day("2017-02-28"));
  EXPECT_EQ(FirstDay({.document = {.issue_day = Day("2017-05-17")}}), Day("2017-05-17"));
}

TEST(RulePackTest, TheEndIsTheDayAfterTheLast) {
  const auto ended = End(Pack(Period{Day("2017-06-01"), kOpenEnd}), Rules(), Day("2017-09-01"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_THAT(ended->in_force, Optional(Period{Day("2017-06-01"), Day("2017-09-01")}));
}

TEST(RulePackTest, WhatSaysNoFirstDayGetsOneWithItsEnd) {
  const auto ended = End(Pack(std::nullopt), Rules(), Day("2017-09-01"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_THAT(ended->in_force, Optional(Period{Day("2017-04-01"), Day("2017-09-01")}));
}

TEST(RulePackTest, WhatIsNotInForceYetNeverIs) {
  const auto ended = End(Pack(Period{Day("2017-10-01"), kOpenEnd}), Rules(), Day("2017-09-01"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_FALSE(ComesIntoForce(*ended));
}

TEST(RulePackTest, APackEndsOnce) {
  const Period summer = {Day("2017-06-01"), Day("2017-09-01")};
  EXPECT_THAT(End(Pack(summer), Rules(), Day("2017-09-01")), FailsWith("RULE_PACK_NOT_IN_FORCE"));
  EXPECT_THAT(End(Pack(summer), Rules(), Day("2017-08-31")), IsOk());

  PublishedRulePack withdrawn = Pack(summer);
  withdrawn.withdrawal_reason = "a mistake";
  EXPECT_THAT(End(withdrawn, Rules(), Day("2017-08-01")), FailsWith("RULE_PACK_NOT_IN_FORCE"));
  PublishedRulePack superseded = Pack(summer);
  superseded.superseded_by_id = "new";
  EXPECT_THAT(End(superseded, Rules(), Day("2017-08-01")), FailsWith("RULE_PACK_NOT_IN_FORCE"));
}

TEST(RulePackTest, AWithdrawalSaysWhyAndChangesNoPastDay) {
  const absl::CivilDay today = Day("2017-07-01");
  const auto withdrawn = Withdraw(Pack(std::nullopt), Rules(), WithdrawalOn(today), today);
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_THAT(withdrawn->in_force, Optional(Period{Day("2017-04-01"), today}));
  EXPECT_EQ(withdrawn->withdrawal_reason, "replaced by a notice of the city");

  const auto refused = Withdraw(Pack(std::nullopt), Rules(), WithdrawalOn(today - 1), today);
  EXPECT_THAT(refused, FailsWith("INVALID_FIELDS"));
  EXPECT_EQ(Violations(refused.status())[0].field, "end_day");
}

}  // namespace
}  // namespace xinqiao::registry
