#include "services/registry/domain/rule_pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// One duty of a notice dated 17 May 2017, in force from the next day on.
policy::RulePack Rules() {
  return {.document = {.issuer = "共青团泉州师范学院委员会",
                       .number = "团泉师院委〔2017〕20号",
                       .title = "通知",
                       .issue_day = Day("2017-05-17")},
          .duties = {{.duty_id = "fiv_02",
                      .title = "五个一",
                      .requirement_ids = {"FIV-02"},
                      .kind_ids = {"five_ones.heart_talk"},
                      .required_count = 5,
                      .period = PeriodKind::kTwoMonths,
                      .effective = {.first = Day("2017-05-18"), .end = Day("2018-01-01")}}}};
}

PublicationFacts Facts() {
  return {.organization_stands = true, .kind_ids = {"five_ones.heart_talk"}};
}

std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

TEST(RulePackTest, AGoodPackHasNoWarnings) {
  const auto warnings = Review(Rules(), Day("2017-05-17"), Facts());
  ASSERT_THAT(warnings, IsOk());
  EXPECT_THAT(*warnings, IsEmpty());
}

TEST(RulePackTest, WhatBeganBeforeItWasMadeKnownIsAWarning) {
  policy::RulePack rules = Rules();
  rules.duties[0].effective.first = Day("2017-04-01");
  const auto warnings = Review(rules, Day("2017-05-17"), Facts());
  ASSERT_THAT(warnings, IsOk());
  EXPECT_THAT(*warnings, ElementsAre(HasSubstr("duties[0].effective.start_day: begins on")));
}

TEST(RulePackTest, ADocumentIsNotOfTomorrow) {
  EXPECT_THAT(WrongFields(Review(Rules(), Day("2017-05-16"), Facts()).status()),
              ElementsAre("rule_pack.document.issue_day"));
}

TEST(RulePackTest, EveryViolationIsToldAtOnce) {
  policy::RulePack rules = Rules();
  rules.document.issuer = "";
  const auto refused = Review(rules, Day("2017-05-16"), {.organization_stands = false});
  EXPECT_THAT(WrongFields(refused.status()),
              ElementsAre("rule_pack.document.issue_day", "rule_pack.document.issuer",
                          "rule_pack.duties[0].kind_ids[0]"));
}

TEST(RulePackTest, ThePublisherMustStand) {
  PublicationFacts facts = Facts();
  facts.organization_stands = false;
  EXPECT_THAT(Review(Rules(), Day("2017-05-17"), facts), FailsWith("ORGANIZATION_NOT_VALID"));
}

}  // namespace
}  // namespace xinqiao::registry
