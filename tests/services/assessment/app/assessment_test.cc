#include "services/assessment/app/assessment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/assessment_scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::FiveOnesPack;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::NewActivity;
using ::xinqiao::testing::University;

// It is 15 June 2017 at the university of assessment_scene.h, under S0.
class AssessmentTest : public ::testing::Test {
 protected:
  AssessmentTest() {
    Apply(University());
    Apply({RulePackPublished{
        .rule_pack_id = "pack-1", .organization_id = "university", .rule_pack = FiveOnesPack()}});
  }

  void Apply(const std::vector<Fact>& facts) {
    cursor_.position += static_cast<int64_t>(facts.size());
    ASSERT_THAT(assessment_.Apply(facts, cursor_), IsOk());
  }

  xinqiao::testing::FakeClock clock_{"2017-06-15"};
  Assessment assessment_{clock_};
  feed::Cursor cursor_{.source = "registry", .log = "registry", .epoch = "e"};
};

TEST_F(AssessmentTest, TheTableIsOfTodayUnlessAskedOtherwise) {
  const auto table = assessment_.GetSelfCheckTable({.organization_id = "university"});
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->basis.as_of, Day("2017-06-15"));
  EXPECT_EQ(table->quarter_start, Day("2017-04-01"));
  EXPECT_THAT(table->rows, SizeIs(1));
  EXPECT_THAT(table->basis.positions, ElementsAre(cursor_));
}

TEST_F(AssessmentTest, ChildrenFollowTheirUnit) {
  const auto table =
      assessment_.GetSelfCheckTable({.organization_id = "university", .include_children = true});
  ASSERT_THAT(table, IsOk());
  std::vector<std::string> units;
  for (const SelfCheckRow& row : table->rows) units.push_back(row.organization_id);
  EXPECT_THAT(units, ElementsAre("university", "college-1", "college-2"));
}

TEST_F(AssessmentTest, TheFutureCannotBeAsked) {
  EXPECT_THAT(
      assessment_.GetSelfCheckTable({.organization_id = "university", .as_of = Day("2017-06-16")}),
      FailsWith("DAY_IN_FUTURE"));
  EXPECT_THAT(
      assessment_.ListDutyProgress({.organization_id = "university", .as_of = Day("2017-06-16")}),
      FailsWith("DAY_IN_FUTURE"));
}

TEST_F(AssessmentTest, AnUnknownUnitIsNamed) {
  EXPECT_THAT(assessment_.GetSelfCheckTable({.organization_id = "nowhere"}),
              FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(
      assessment_.GetSelfCheckTable({.organization_id = "university", .as_of = Day("2015-08-31")}),
      FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(assessment_.ExplainDutyProgress({.post_id = "nobody"}), FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(
      assessment_.ExplainDutyProgress({.post_id = "post-1", .pack_id = "pack-1", .duty_id = "x"}),
      FailsWith("DUTY_UNKNOWN"));
}

TEST_F(AssessmentTest, PagesOfAnExplanationAddUp) {
  for (int i = 10; i < 35; ++i) {
    Apply({NewActivity("act-" + std::to_string(i), "branch", {"post-2"}, "five_ones.heart_talk",
                       "2017-05-02")});
  }
  SelfCheckFigureQuery query{
      .organization_id = "university", .column = SelfCheckColumn::kFiveOnes, .page = {.size = 10}};
  std::vector<std::string> names;
  do {
    const auto figure = assessment_.ExplainSelfCheckFigure(query);
    ASSERT_THAT(figure, IsOk());
    EXPECT_EQ(figure->explanation.value, 25);
    for (const ExplainedFact& fact : figure->explanation.facts) names.push_back(fact.name);
    query.page.offset = figure->explanation.next_offset;
  } while (query.page.offset != 0);
  ASSERT_THAT(names, SizeIs(25));
  EXPECT_EQ(names.front(), "organizations/branch/activities/act-10");
  EXPECT_EQ(names.back(), "organizations/branch/activities/act-34");
}

TEST_F(AssessmentTest, PagesOfTheBoardAddUp) {
  std::vector<std::string> posts;
  DutyProgressQuery query{.organization_id = "university", .page = {.size = 4}};
  do {
    const auto board = assessment_.ListDutyProgress(query);
    ASSERT_THAT(board, IsOk());
    for (const DutyProgress& line : board->lines) posts.push_back(line.post_id);
    query.page.offset = board->next_offset;
  } while (query.page.offset != 0);
  EXPECT_THAT(posts, ElementsAre("post-1b", "post-1", "post-1", "post-2", "post-3", "post-3"));
}

TEST_F(AssessmentTest, AnExplainedDutyNamesItsSource) {
  const auto explained = assessment_.ExplainDutyProgress({.post_id = "post-1",
                                                          .pack_id = "pack-1",
                                                          .duty_id = "fiv_02",
                                                          .window_day = Day("2017-04-01")});
  ASSERT_THAT(explained, IsOk());
  EXPECT_EQ(explained->rule, "FIV-02 (〔2017〕20号)");
  EXPECT_EQ(explained->line.progress.requirement.required, 2);
}

}  // namespace
}  // namespace xinqiao::assessment
