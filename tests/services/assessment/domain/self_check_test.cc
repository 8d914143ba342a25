#include "services/assessment/domain/self_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/support/assessment_scene.h"

namespace xinqiao::assessment {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::ApplyAll;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::NewActivity;
using ::xinqiao::testing::NewLink;
using ::xinqiao::testing::NewReply;
using ::xinqiao::testing::University;

// The university of assessment_scene.h, with records of the second quarter of
// 2017.
class SelfCheckTest : public ::testing::Test {
 protected:
  SelfCheckTest() { ApplyAll(model_, University()); }

  void Apply(const Fact& fact) { ApplyAll(model_, {fact}); }

  // "cadres youths/links education five_ones wishes questions".
  std::string Row(const std::string& unit, absl::string_view as_of) const {
    const SelfCheckRow row = MeasureSelfCheck(model_, *model_.FindOrganization(unit), Day(as_of));
    return std::to_string(row.cadres) + " " + std::to_string(row.youths) + "/" +
           std::to_string(row.links) + " " + std::to_string(row.education_practice) + " " +
           std::to_string(row.five_ones) + " " + std::to_string(row.micro_wish_replies) + " " +
           std::to_string(row.question_replies);
  }

  // Id -> reason of every fact of a figure of the university.
  std::map<std::string, std::string> Explain(SelfCheckColumn column,
                                             absl::string_view as_of) const {
    std::map<std::string, std::string> reasons;
    for (const Examined& examined :
         ExplainSelfCheck(model_, *model_.FindOrganization("university"), Day(as_of), column)) {
      reasons[IdOf(model_, examined)] = std::string(ToText(examined.verdict));
    }
    return reasons;
  }

  Model model_;
};

TEST_F(SelfCheckTest, APersonWithTwoPostsIsOneCadre) {
  EXPECT_EQ(Row("university", "2017-06-15"), "3 0/0 0 0 0 0");
  EXPECT_EQ(Row("college-1", "2017-06-15"), "2 0/0 0 0 0 0");
  EXPECT_THAT(Explain(SelfCheckColumn::kCadres, "2017-06-15"),
              UnorderedElementsAre(Pair("post-1", ""), Pair("post-1b", "SAME_PERSON"),
                                   Pair("post-2", ""), Pair("post-3", "")));
}

TEST_F(SelfCheckTest, APostCountsFromItsFirstDayUpToTheDayBeforeItsEnd) {
  Apply(PostEnded{.post_id = "post-3", .valid_to = Day("2017-05-02")});
  EXPECT_EQ(Row("college-2", "2017-05-01"), "1 0/0 0 0 0 0");
  EXPECT_EQ(Row("college-2", "2017-05-02"), "0 0/0 0 0 0 0");
  EXPECT_EQ(Row("college-2", "2016-08-31"), "0 0/0 0 0 0 0");
}

TEST_F(SelfCheckTest, AYouthOfTwoCadresIsOneYouthAndTwoLinks) {
  Apply(NewLink("link-1", "youth-1", "post-1", "2017-04-03"));
  Apply(NewLink("link-2", "youth-1", "post-2", "2017-04-03"));
  Apply(NewLink("link-3", "youth-2", "post-3", "2017-04-10"));
  EXPECT_EQ(Row("university", "2017-06-15"), "3 2/3 0 0 0 0");
  EXPECT_EQ(Row("college-1", "2017-06-15"), "2 1/2 0 0 0 0");
  EXPECT_EQ(Row("university", "2017-04-09"), "3 1/2 0 0 0 0");
}

TEST_F(SelfCheckTest, AWithdrawnLinkCountsUpToTheDayBefore) {
  Apply(NewLink("link-1", "youth-1", "post-1", "2017-04-03"));
  Apply(LinkInactivated{.link_id = "link-1", .day = Day("2017-05-10")});
  EXPECT_EQ(Row("university", "2017-05-09"), "3 1/1 0 0 0 0");
  EXPECT_EQ(Row("university", "2017-05-10"), "3 0/0 0 0 0 0");
  EXPECT_THAT(Explain(SelfCheckColumn::kYouths, "2017-05-10"),
              UnorderedElementsAre(Pair("link-1", "LINK_NOT_ACTIVE")));
}

TEST_F(SelfCheckTest, ALinkOfAnEndedPostDoesNotCount) {
  Apply(NewLink("link-1", "youth-1", "post-3", "2017-04-03"));
  Apply(PostEnded{.post_id = "post-3", .valid_to = Day("2017-05-02")});
  EXPECT_EQ(Row("university", "2017-05-02"), "2 0/0 0 0 0 0");
  EXPECT_THAT(Explain(SelfCheckColumn::kYouths, "2017-05-02"),
              UnorderedElementsAre(Pair("link-1", "POST_NOT_VALID")));
}

TEST_F(SelfCheckTest, AnActivityCountsOnceAtItsOrganizingBody) {
  // Actors of two organizations; the organizing body is the branch.
  Apply(NewActivity("act-1", "branch", {"post-1", "post-2", "post-3"}, "five_ones.heart_talk",
                    "2017-04-20"));
  Apply(NewActivity("act-2", "college-2", {"post-3"}, "education.renew_oath", "2017-05-04"));
  Apply(NewActivity("act-3", "college-2", {"post-3"}, "online.voice", "2017-05-04"));
  EXPECT_EQ(Row("university", "2017-06-15"), "3 0/0 1 1 0 0");
  EXPECT_EQ(Row("college-1", "2017-06-15"), "2 0/0 0 1 0 0");
  EXPECT_EQ(Row("college-2", "2017-06-15"), "1 0/0 1 0 0 0");
}

TEST_F(SelfCheckTest, AClosedOrganizationCountsUnderItsSuccessorAndNoRootLosesAnything) {
  Apply(NewActivity("act-1", "college-1", {"post-1"}, "five_ones.heart_talk", "2017-04-20"));
  EXPECT_EQ(Row("university", "2017-06-15"), "3 0/0 0 1 0 0");
  Apply(OrganizationChanged{
      .organization_id = "college-1",
      .versions = {{.valid = {.first = Day("2015-09-01"), .end = Day("2017-06-01")},
                    .parent_id = "university"},
                   {.valid = {.first = Day("2017-06-01"), .end = kOpenEnd},
                    .parent_id = "college-2",
                    .closed = true}}});
  EXPECT_EQ(Row("university", "2017-06-15"), "3 0/0 0 1 0 0");
  EXPECT_EQ(Row("college-2", "2017-06-15"), "3 0/0 0 1 0 0");
  EXPECT_EQ(Row("college-2", "2017-05-31"), "1 0/0 0 0 0 0");
}

TEST_F(SelfCheckTest, OnlyTheQuarterUpToTheDayCounts) {
  for (const char* day : {"2017-03-31", "2017-04-01", "2017-06-15", "2017-06-16"}) {
    Apply(NewActivity(day, "branch", {"post-2"}, "five_ones.heart_talk", day));
  }
  EXPECT_EQ(Row("university", "2017-06-15"), "3 0/0 0 2 0 0");
  EXPECT_THAT(Explain(SelfCheckColumn::kFiveOnes, "2017-06-15"),
              UnorderedElementsAre(Pair("2017-03-31", "OUTSIDE_WINDOW"), Pair("2017-04-01", ""),
                                   Pair("2017-06-15", ""), Pair("2017-06-16", "RECORDED_LATER")));
  EXPECT_EQ(Row("university", "2017-03-31"), "3 0/0 0 1 0 0");
}

TEST_F(SelfCheckTest, WhatWasEnteredAfterTheDayDoesNotCountYet) {
  ActivityRecorded late =
      NewActivity("act-1", "branch", {"post-2"}, "five_ones.heart_talk", "2017-04-20");
  late.record_day = Day("2017-05-20");
  Apply(late);
  EXPECT_EQ(Row("university", "2017-05-19"), "3 0/0 0 0 0 0");
  EXPECT_EQ(Row("university", "2017-05-20"), "3 0/0 0 1 0 0");
}

TEST_F(SelfCheckTest, AVoidedActivityCountsUpToTheDayBefore) {
  Apply(NewActivity("act-1", "branch", {"post-2"}, "five_ones.heart_talk", "2017-04-20"));
  Apply(ActivityVoided{.activity_id = "act-1", .record_day = Day("2017-05-20")});
  EXPECT_EQ(Row("university", "2017-05-19"), "3 0/0 0 1 0 0");
  EXPECT_EQ(Row("university", "2017-05-20"), "3 0/0 0 0 0 0");
  EXPECT_THAT(Explain(SelfCheckColumn::kFiveOnes, "2017-05-20"),
              UnorderedElementsAre(Pair("act-1", "VOIDED")));
}

TEST_F(SelfCheckTest, AnAppealCountsOnceByItsFirstReplyInTheQuarter) {
  Apply(NewReply("r1", "a1", AppealKind::kQuestion, "post-2", "2017-04-05", true));
  Apply(NewReply("r2", "a1", AppealKind::kQuestion, "post-1", "2017-04-06", false));
  Apply(NewReply("r3", "a2", AppealKind::kMicroWish, "post-3", "2017-06-15", true));
  Apply(NewReply("r4", "a3", AppealKind::kQuestion, "post-3", "2017-03-31", true));
  Apply(NewReply("r5", "a4", AppealKind::kSuggestion, "post-3", "2017-05-01", true));
  EXPECT_EQ(Row("university", "2017-06-15"), "3 0/0 0 0 1 1");
  EXPECT_EQ(Row("university", "2017-06-14"), "3 0/0 0 0 0 1");
  EXPECT_EQ(Row("branch", "2017-06-15"), "1 0/0 0 0 0 1");
  EXPECT_THAT(Explain(SelfCheckColumn::kQuestionReplies, "2017-06-15"),
              UnorderedElementsAre(Pair("r1", ""), Pair("r2", "NOT_FIRST_REPLY"),
                                   Pair("r4", "OUTSIDE_WINDOW")));
}

TEST_F(SelfCheckTest, TheFactWithTheSmallestIdCountsWhateverTheOrder) {
  Apply(NewLink("link-9", "youth-1", "post-1", "2017-04-03"));
  Apply(NewLink("link-5", "youth-1", "post-2", "2017-04-03"));
  Apply(NewLink("link-7", "youth-1", "post-3", "2017-04-03"));
  EXPECT_THAT(Explain(SelfCheckColumn::kYouths, "2017-06-15"),
              UnorderedElementsAre(Pair("link-5", ""), Pair("link-7", "SAME_YOUTH"),
                                   Pair("link-9", "SAME_YOUTH")));
}

}  // namespace
}  // namespace xinqiao::assessment
