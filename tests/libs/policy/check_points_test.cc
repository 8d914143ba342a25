#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "tests/libs/policy/good_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckPointsTest, NamesTheFieldOfEachProblemOfAPointRule) {
  const Spoiled cases[] = {
      {"point_rules[0].point_rule_id", [](RulePack& p) { p.point_rules[0].point_rule_id = "A"; }},
      {"point_rules[0].kind_ids", [](RulePack& p) { p.point_rules[0].kind_ids = {}; }},
      {"point_rules[0].kind_ids[0]", [](RulePack& p) { p.point_rules[0].kind_ids = {"c.one"}; }},
      {"point_rules[0].kind_ids",
       [](RulePack& p) { p.point_rules[0].event = PointEvent::kWishReplied; }},
      {"point_rules[0].milli_points", [](RulePack& p) { p.point_rules[0].milli_points = 0; }},
      {"point_rules[0].milli_points",
       [](RulePack& p) {
         p.point_rules[0].milli_points = 1'000'001;
         p.point_rules[0].cap_milli_points = 0;
       }},
      {"point_rules[0].cap_milli_points",
       [](RulePack& p) { p.point_rules[0].cap_milli_points = 999; }},
      {"point_rules[0].cap_milli_points",
       [](RulePack& p) { p.point_rules[0].cap_milli_points = -1; }},
      {"point_rules[0].steps[0].after_count",
       [](RulePack& p) { p.point_rules[0].steps[0].after_count = 0; }},
      {"point_rules[0].steps[1].after_count",
       [](RulePack& p) { p.point_rules[0].steps[1].after_count = 3; }},
      {"point_rules[0].steps[0].percent",
       [](RulePack& p) { p.point_rules[0].steps[0].percent = 100; }},
      {"point_rules[0].steps[1].percent",
       [](RulePack& p) { p.point_rules[0].steps[1].percent = 50; }},
      {"point_rules[0].multipliers[0].subject",
       [](RulePack& p) {
         p.point_rules[0].multipliers[0].subject.of = Subject::Of::kOrganizations;
       }},
      {"point_rules[0].multipliers[0].percent",
       [](RulePack& p) { p.point_rules[0].multipliers[0].percent = 0; }},
      {"point_rules[0].multipliers[0].percent",
       [](RulePack& p) { p.point_rules[0].multipliers[0].percent = 1001; }},
      {"point_rules[0].effective.end_day",
       [](RulePack& p) {
         p.point_rules[0].period = std::nullopt;
         p.point_rules[0].effective.end = kOpenEnd;
       }},
      {"point_rules[0].effective", [](RulePack& p) { p.point_rules[0].effective.end = kIssued; }},
  };
  ExpectOneProblemEach(cases);
}

TEST(CheckPointsTest, RepliesEarnPointsWithoutKinds) {
  RulePack pack = Good();
  pack.point_rules[0].event = PointEvent::kQuestionReplied;
  pack.point_rules[0].kind_ids = {};
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems, IsEmpty());
}

TEST(CheckPointsTest, NamesTheFieldOfEachProblemOfATable) {
  const Spoiled cases[] = {
      {"assessment_tables[0].assessment_table_id",
       [](RulePack& p) { p.assessment_tables[0].assessment_table_id = ""; }},
      {"assessment_tables[0].subject",
       [](RulePack& p) { p.assessment_tables[0].subject.of = Subject::Of::kPosts; }},
      {"assessment_tables[0].total",
       [](RulePack& p) {
         p.assessment_tables[0].total = 0;
         p.assessment_tables[0].items = {};
       }},
      {"assessment_tables[0].items", [](RulePack& p) { p.assessment_tables[0].items = {}; }},
      {"assessment_tables[0].items", [](RulePack& p) { p.assessment_tables[0].total = 99; }},
      {"assessment_tables[0].items[1].items",
       [](RulePack& p) { p.assessment_tables[0].items[1].items.pop_back(); }},
      {"assessment_tables[0].items[1].items[0].weight",
       [](RulePack& p) {
         p.assessment_tables[0].items[1].items[0].weight = 0;
         p.assessment_tables[0].items[1].items[1].weight = 40;
       }},
      {"assessment_tables[0].items[1].items[0].assessment_item_id",
       [](RulePack& p) {
         p.assessment_tables[0].items[1].items[0].assessment_item_id = "standing";
       }},
      {"assessment_tables[0].items[0].title",
       [](RulePack& p) { p.assessment_tables[0].items[0].title = ""; }},
      {"assessment_tables[0].items[0].measure",
       [](RulePack& p) { p.assessment_tables[0].items[0].measure = std::nullopt; }},
      {"assessment_tables[0].items[0].rule_ids[1]",
       [](RulePack& p) { p.assessment_tables[0].items[0].rule_ids[1] = "deadline"; }},
      {"assessment_tables[0].items[0].rule_ids[1]",
       [](RulePack& p) { p.assessment_tables[0].items[0].rule_ids[1] = "first"; }},
      {"assessment_tables[0].items[1].items[1].assumption_id",
       [](RulePack& p) { p.assessment_tables[0].items[1].items[1].assumption_id = "A-35"; }},
      {"assessment_tables[0].items[1].items[1].items",
       [](RulePack& p) {
         AssessmentItem& second = p.assessment_tables[0].items[1].items[1];
         second.items = {second};
       }},
      {"assessment_tables[0].effective",
       [](RulePack& p) { p.assessment_tables[0].effective.end = kIssued; }},
  };
  ExpectOneProblemEach(cases);
}

TEST(CheckPointsTest, SaysWhatTheWeightsAddUpTo) {
  RulePack pack = Good();
  pack.assessment_tables[0].items[0].weight = 55;
  pack.assessment_tables[0].items[1].items[0].weight = 25;
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems,
              ElementsAre(Problem{.field = "assessment_tables[0].items[1].items",
                                  .reason = "items add up to 45, want 40"},
                          Problem{.field = "assessment_tables[0].items",
                                  .reason = "items add up to 95, want 100"}));
}

}  // namespace
}  // namespace xinqiao::policy
