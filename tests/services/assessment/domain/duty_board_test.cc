#include "services/assessment/domain/duty_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/assessment_scene.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::ApplyAll;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FiveOnesPack;
using ::xinqiao::testing::From;
using ::xinqiao::testing::NewActivity;
using ::xinqiao::testing::NewPost;
using ::xinqiao::testing::University;

// The university of assessment_scene.h under S0's FIV-02 and FIV-03.
class DutyBoardTest : public ::testing::Test {
 protected:
  DutyBoardTest() {
    ApplyAll(model_, University());
    ApplyAll(model_, {RulePackPublished{.rule_pack_id = "pack-1",
                                        .organization_id = "university",
                                        .rule_pack = FiveOnesPack()}});
  }

  void Record(const std::string& id, const std::string& post, absl::string_view day) {
    ApplyAll(model_, {NewActivity(id, "branch", {post}, "five_ones.heart_talk", day)});
  }

  // "post duty first-day counted/required missing state".
  std::vector<std::string> Board(const std::string& unit, absl::string_view as_of) const {
    std::vector<std::string> lines;
    for (const DutyLine& line : MeasureDuties(model_, *model_.FindOrganization(unit), Day(as_of))) {
      const policy::Progress& progress = line.progress;
      const char* state = progress.state == policy::DutyState::kMet     ? "met"
                          : progress.state == policy::DutyState::kShort ? "short"
                                                                        : "running";
      lines.push_back(absl::StrCat(model_.post(line.post).fact.post_id, " ", line.duty->duty_id,
                                   " ", absl::FormatCivilTime(progress.window.first), " ",
                                   progress.counted, "/", progress.requirement.required, " ",
                                   progress.missing, " ", state));
    }
    return lines;
  }

  Model model_;
};

TEST_F(DutyBoardTest, EachPostStandsWithTheWindowsOfTheQuarterSoFar) {
  Record("a1", "post-1", "2017-04-10");
  Record("a2", "post-1", "2017-05-10");
  EXPECT_THAT(
      Board("university", "2017-06-15"),
      ElementsAre("post-1b fiv_03 2017-04-01 0/5 5 running",
                  // April of March and April: floor(5 x 30 / 61) = 2.
                  "post-1 fiv_02 2017-03-01 1/2 1 short", "post-1 fiv_02 2017-05-01 1/5 4 running",
                  "post-2 fiv_03 2017-04-01 0/5 5 running", "post-3 fiv_02 2017-03-01 0/2 2 short",
                  "post-3 fiv_02 2017-05-01 0/5 5 running"));
}

TEST_F(DutyBoardTest, AWindowThatHasNotBegunHasNoLine) {
  EXPECT_THAT(Board("college-1", "2017-04-30"),
              ElementsAre("post-1 fiv_02 2017-03-01 0/2 2 short",
                          "post-2 fiv_03 2017-04-01 0/5 5 running"));
}

TEST_F(DutyBoardTest, WhatWasDoneBeforeTheRuleWasInForceDoesNotCount) {
  Record("march", "post-1", "2017-03-20");
  EXPECT_THAT(Board("college-1", "2017-04-30"),
              ElementsAre("post-1 fiv_02 2017-03-01 0/2 2 short",
                          "post-2 fiv_03 2017-04-01 0/5 5 running"));
}

TEST_F(DutyBoardTest, AnActivityOfThreeActorsCountsForEachPost) {
  ApplyAll(model_, {NewActivity("a1", "branch", {"post-1", "post-2", "post-3"},
                                "five_ones.volunteer_service", "2017-05-04")});
  EXPECT_THAT(
      Board("university", "2017-05-31"),
      ElementsAre("post-1b fiv_03 2017-04-01 0/5 5 running", "post-1 fiv_02 2017-03-01 0/2 2 short",
                  "post-1 fiv_02 2017-05-01 1/5 4 running",
                  "post-2 fiv_03 2017-04-01 1/5 4 running", "post-3 fiv_02 2017-03-01 0/2 2 short",
                  "post-3 fiv_02 2017-05-01 1/5 4 running"));
}

TEST_F(DutyBoardTest, APostThatEndedInTheWindowOwesItsPart) {
  ApplyAll(model_, {PostEnded{.post_id = "post-3", .valid_to = Day("2017-06-01")}});
  // May of May and June: floor(5 x 31 / 61) = 2, and nothing more can come.
  EXPECT_THAT(
      Board("college-2", "2017-06-15"),
      ElementsAre("post-3 fiv_02 2017-03-01 0/2 2 short", "post-3 fiv_02 2017-05-01 0/2 2 short"));
}

TEST_F(DutyBoardTest, APackBindsOnlyTheSubtreeOfItsPublisher) {
  ApplyAll(model_, {NewPost("post-0", "city", "person-9")});
  for (const std::string& line : Board("province", "2017-06-15")) {
    EXPECT_THAT(line, ::testing::Not(::testing::StartsWith("post-0 ")));
  }
}

TEST_F(DutyBoardTest, OfTwoVersionsOfADocumentOnlyTheLastBinds) {
  policy::RulePack pack = FiveOnesPack();
  for (policy::Duty& duty : pack.duties) duty.required_count = 10;
  // The ids say nothing about which came later.
  ApplyAll(model_, {RulePackPublished{.rule_pack_id = "pack-0",
                                      .organization_id = "university",
                                      .version = 2,
                                      .rule_pack = pack}});
  EXPECT_THAT(Board("college-1", "2017-04-30"),
              ElementsAre("post-1 fiv_02 2017-03-01 0/4 4 short",
                          "post-2 fiv_03 2017-04-01 0/10 10 running"));
}

TEST_F(DutyBoardTest, APackThatIsSupersededAsksForItsDaysOnly) {
  policy::RulePack stricter = FiveOnesPack();
  for (policy::Duty& duty : stricter.duties) duty.required_count = 10;
  stricter.in_force = From("2017-05-15");
  ApplyAll(model_,
           {RulePackPublished{.rule_pack_id = "pack-2",
                              .organization_id = "university",
                              .version = 2,
                              .rule_pack = stricter},
            RulePackEnded{.rule_pack_id = "pack-1",
                          .in_force = {.first = Day("2017-04-01"), .end = Day("2017-05-15")}}});
  Record("before", "post-1", "2017-05-14");
  Record("after", "post-1", "2017-05-15");
  EXPECT_THAT(
      Board("college-1", "2017-06-30"),
      ElementsAre("post-1 fiv_02 2017-03-01 0/2 2 short",
                  // floor(5 x 14 / 61) and floor(10 x 47 / 61).
                  "post-1 fiv_02 2017-05-01 1/1 0 met", "post-1 fiv_02 2017-05-01 1/7 6 short",
                  // floor(5 x 44 / 91) and floor(10 x 47 / 91).
                  "post-2 fiv_03 2017-04-01 0/2 2 short", "post-2 fiv_03 2017-04-01 0/5 5 short"));
}

TEST_F(DutyBoardTest, APackThatIsNotInForceYetHasNoLine) {
  policy::RulePack pack = FiveOnesPack();
  pack.in_force = From("2017-05-15");
  Model model;
  ApplyAll(model, University());
  ApplyAll(model, {RulePackPublished{
                      .rule_pack_id = "p", .organization_id = "university", .rule_pack = pack}});
  const Index unit = *model.FindOrganization("college-1");
  EXPECT_THAT(MeasureDuties(model, unit, Day("2017-05-14")), IsEmpty());
  EXPECT_THAT(MeasureDuties(model, unit, Day("2017-05-15")), ::testing::SizeIs(2));
  const DutyLineKey key{.post = *model.FindPost("post-1"),
                        .pack = *model.FindPack("p"),
                        .duty_id = "fiv_02",
                        .window_day = Day("2017-05-01")};
  EXPECT_FALSE(ExplainDuty(model, key, Day("2017-05-14")).has_value());
  EXPECT_TRUE(ExplainDuty(model, key, Day("2017-05-15")).has_value());
}

TEST_F(DutyBoardTest, APackThatNeverComesIntoForceAsksForNothing) {
  ApplyAll(model_, {RulePackEnded{.rule_pack_id = "pack-1"}});
  EXPECT_THAT(Board("university", "2017-06-15"), IsEmpty());
}

TEST_F(DutyBoardTest, WhatWasDueIsLateOnceThePackHasEnded) {
  ApplyAll(model_,
           {RulePackEnded{.rule_pack_id = "pack-1",
                          .in_force = {.first = Day("2017-04-01"), .end = Day("2017-06-01")}}});
  // May of May and June: floor(5 x 31 / 61) = 2; April and May: floor(5 x 61 / 91) = 3.
  EXPECT_THAT(
      Board("college-1", "2017-06-15"),
      ElementsAre("post-1 fiv_02 2017-03-01 0/2 2 short", "post-1 fiv_02 2017-05-01 0/2 2 short",
                  "post-2 fiv_03 2017-04-01 0/3 3 short"));
}

TEST_F(DutyBoardTest, AVoluntaryDutyIsListedAndNobodyIsShortOfIt) {
  policy::RulePack pack = FiveOnesPack();
  pack.document.number = "〔2017〕21号";
  pack.duties.pop_back();
  pack.duties.front().duty_id = "more";
  pack.duties.front().voluntary = true;
  pack.duties.front().kind_coverage = policy::KindCoverage::kRequired;
  ApplyAll(model_,
           {RulePackPublished{
               .rule_pack_id = "pack-2", .organization_id = "college-2", .rule_pack = pack}});
  Record("a1", "post-3", "2017-05-10");
  EXPECT_THAT(
      Board("college-2", "2017-06-30"),
      ElementsAre("post-3 fiv_02 2017-03-01 0/2 2 short", "post-3 fiv_02 2017-05-01 1/5 4 short",
                  "post-3 more 2017-03-01 0/0 0 met", "post-3 more 2017-05-01 1/0 0 met"));
}

TEST_F(DutyBoardTest, WhetherADutyBindsIsAskedForTheLastDayOfTheWindowThatHasCome) {
  policy::RulePack pack = FiveOnesPack();
  pack.duties.erase(pack.duties.begin());
  pack.duties.front().subject.many_youth = true;
  Model model;
  ApplyAll(model, University());
  ApplyAll(
      model,
      {RulePackPublished{.rule_pack_id = "p", .organization_id = "university", .rule_pack = pack},
       ManyYouthSet{.organization_id = "branch", .many = true, .from_day = Day("2017-05-10")}});
  const Index branch = *model.FindOrganization("branch");
  EXPECT_THAT(MeasureDuties(model, branch, Day("2017-05-09")), IsEmpty());
  EXPECT_THAT(MeasureDuties(model, branch, Day("2017-05-10")), ::testing::SizeIs(1));
}

TEST_F(DutyBoardTest, WhatWasDueBeforeThePublicationIsMarked) {
  std::vector<std::string> marked;
  Model model;
  ApplyAll(model, University());
  ApplyAll(model, {RulePackPublished{.rule_pack_id = "p",
                                     .organization_id = "university",
                                     .publish_day = Day("2017-05-17"),
                                     .rule_pack = FiveOnesPack()}});
  for (const DutyLine& line :
       MeasureDuties(model, *model.FindOrganization("college-1"), Day("2017-06-15"))) {
    if (line.due_before_publication) {
      marked.push_back(absl::FormatCivilTime(line.progress.window.first));
    }
  }
  EXPECT_THAT(marked, ElementsAre("2017-03-01"));
}

TEST_F(DutyBoardTest, ADutyWithoutANumberHasNoLine) {
  policy::RulePack pack = FiveOnesPack();
  for (policy::Duty& duty : pack.duties) duty.required_count = 0;
  Model model;
  ApplyAll(model, University());
  ApplyAll(model, {RulePackPublished{
                      .rule_pack_id = "p", .organization_id = "university", .rule_pack = pack}});
  EXPECT_THAT(MeasureDuties(model, *model.FindOrganization("university"), Day("2017-06-15")),
              IsEmpty());
}

TEST_F(DutyBoardTest, ExplanationNamesEveryActivityOfThePost) {
  Record("in", "post-1", "2017-04-10");
  Record("march", "post-1", "2017-03-20");
  Record("may", "post-1", "2017-05-20");
  Record("void", "post-1", "2017-04-11");
  ApplyAll(model_, {ActivityVoided{.activity_id = "void", .record_day = Day("2017-04-12")},
                    NewActivity("other", "branch", {"post-1"}, "online.voice", "2017-04-13")});
  ActivityRecorded late =
      NewActivity("late", "branch", {"post-1"}, "five_ones.heart_talk", "2017-04-14");
  late.record_day = Day("2017-06-16");
  ApplyAll(model_, {late});

  const DutyLineKey key{.post = *model_.FindPost("post-1"),
                        .pack = *model_.FindPack("pack-1"),
                        .duty_id = "fiv_02",
                        .window_day = Day("2017-04-01")};
  const auto explained = ExplainDuty(model_, key, Day("2017-06-15"));
  ASSERT_TRUE(explained.has_value());
  std::map<std::string, std::string> reasons;
  for (const Examined& examined : explained->facts) {
    reasons[IdOf(model_, examined)] = std::string(ToText(examined.verdict));
  }
  EXPECT_THAT(reasons,
              UnorderedElementsAre(Pair("in", ""), Pair("march", "NOT_IN_FORCE"),
                                   Pair("may", "OUTSIDE_WINDOW"), Pair("void", "VOIDED"),
                                   Pair("other", "OTHER_KIND"), Pair("late", "RECORDED_LATER")));
  EXPECT_EQ(explained->line.progress.counted, 1);
}

TEST_F(DutyBoardTest, ExplanationLeavesOutWhatCameAfterThePackEnded) {
  Record("a1", "post-1", "2017-05-14");
  Record("a2", "post-1", "2017-05-15");
  ApplyAll(model_,
           {RulePackEnded{.rule_pack_id = "pack-1",
                          .in_force = {.first = Day("2017-04-01"), .end = Day("2017-05-15")}}});
  const auto explained = ExplainDuty(model_,
                                     {.post = *model_.FindPost("post-1"),
                                      .pack = *model_.FindPack("pack-1"),
                                      .duty_id = "fiv_02",
                                      .window_day = Day("2017-05-01")},
                                     Day("2017-06-15"));
  ASSERT_TRUE(explained.has_value());
  std::vector<std::string> reasons;
  for (const Examined& examined : explained->facts) {
    reasons.push_back(absl::StrCat(IdOf(model_, examined), " ", ToText(examined.verdict)));
  }
  EXPECT_THAT(reasons, ElementsAre("a1 ", "a2 NOT_IN_FORCE"));
  EXPECT_EQ(explained->line.progress.due_day, Day("2017-05-14"));
}

TEST_F(DutyBoardTest, NoExplanationWhereTheDutyDoesNotBind) {
  DutyLineKey key{.post = *model_.FindPost("post-2"),
                  .pack = *model_.FindPack("pack-1"),
                  .duty_id = "fiv_02",
                  .window_day = Day("2017-04-01")};
  EXPECT_FALSE(ExplainDuty(model_, key, Day("2017-06-15")).has_value());
  key.duty_id = "no_such_duty";
  EXPECT_FALSE(ExplainDuty(model_, key, Day("2017-06-15")).has_value());
  key.duty_id = "fiv_03";
  key.window_day = Day("2017-01-01");
  EXPECT_FALSE(ExplainDuty(model_, key, Day("2017-06-15")).has_value());
}

}  // namespace
}  // namespace xinqiao::assessment
