#include "services/assessment/domain/bound_duties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/assessment_scene.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::ApplyAll;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::From;
using ::xinqiao::testing::University;

// A pack of one duty, `talks`, five a quarter for whom `subject` says.
RulePackPublished Published(const std::string& id, const std::string& publisher,
                            policy::Subject subject = {}) {
  RulePackPublished fact{.rule_pack_id = id, .organization_id = publisher};
  fact.rule_pack.document.number = id;
  fact.rule_pack.duties.push_back({.duty_id = "talks",
                                   .subject = std::move(subject),
                                   .kind_ids = {"five_ones.heart_talk"},
                                   .required_count = 5,
                                   .period = PeriodKind::kQuarter,
                                   .effective = From("2017-01-01")});
  return fact;
}

// The university of assessment_scene.h.
class BoundDutiesTest : public ::testing::Test {
 protected:
  BoundDutiesTest() { ApplyAll(model_, University()); }

  void Apply(const Fact& fact) { ApplyAll(model_, {fact}); }

  // The packs whose duty binds `post` on `day`.
  std::vector<std::string> PacksOf(const std::string& post, absl::string_view day) const {
    const Index index = *model_.FindPost(post);
    BoundDuties bound(model_, index);
    std::vector<std::string> packs;
    for (const Index pack : PacksOver(model_, model_.post(index).organization)) {
      const RulePackPublished& fact = model_.pack(pack).fact;
      if (bound.Bind(fact.rule_pack.duties.front(), Day(day))) packs.push_back(fact.rule_pack_id);
    }
    return packs;
  }

  // The posts of the scene that a duty for `subject` binds on 1 May.
  std::vector<std::string> BoundBy(policy::Subject subject) {
    Apply(Published("p", "province", std::move(subject)));
    std::vector<std::string> posts;
    for (const char* post : {"post-1", "post-1b", "post-2", "post-3"}) {
      if (!PacksOf(post, "2017-05-01").empty()) posts.push_back(post);
    }
    return posts;
  }

  Model model_;
};

TEST_F(BoundDutiesTest, ASubjectWithoutConditionsMeansEveryPost) {
  EXPECT_THAT(BoundBy({}), ElementsAre("post-1", "post-1b", "post-2", "post-3"));
}

TEST_F(BoundDutiesTest, ALevelIsThatOfTheOrganizationOfThePost) {
  EXPECT_THAT(BoundBy({.organization_levels = {policy::OrganizationLevel::kSchool,
                                               policy::OrganizationLevel::kBranch}}),
              ElementsAre("post-1b", "post-2"));
}

TEST_F(BoundDutiesTest, ALeadingBodyIsOneBySayingSo) {
  Apply(xinqiao::testing::NewPost("post-0", "city", "person-9"));
  EXPECT_THAT(BoundBy({.leading_body = true}), IsEmpty());
  EXPECT_THAT(PacksOf("post-0", "2017-05-01"), ElementsAre("p"));
}

TEST_F(BoundDutiesTest, ARankIsThatOfThePost) {
  PostCreated section = xinqiao::testing::NewPost("post-4", "college-1", "person-4");
  section.rank_class = policy::RankClass::kSectionOrAbove;
  Apply(section);
  EXPECT_THAT(BoundBy({.rank_classes = {policy::RankClass::kSectionOrAbove}}), IsEmpty());
  EXPECT_THAT(PacksOf("post-4", "2017-05-01"), ElementsAre("p"));
}

TEST_F(BoundDutiesTest, ManyYouthsAreDecidedFromADayOn) {
  Apply(ManyYouthSet{.organization_id = "branch", .many = true, .from_day = Day("2017-04-15")});
  Apply(Published("many", "province", {.many_youth = true}));
  EXPECT_THAT(PacksOf("post-2", "2017-04-14"), IsEmpty());
  EXPECT_THAT(PacksOf("post-2", "2017-04-15"), ElementsAre("many"));
  // Of the branch, not of what it stands under.
  EXPECT_THAT(PacksOf("post-1", "2017-04-15"), IsEmpty());

  Apply(ManyYouthSet{.organization_id = "branch", .many = false, .from_day = Day("2017-06-01")});
  EXPECT_THAT(PacksOf("post-2", "2017-05-31"), ElementsAre("many"));
  EXPECT_THAT(PacksOf("post-2", "2017-06-01"), IsEmpty());

  // What is decided later stands from its day on, whatever was decided for then.
  Apply(ManyYouthSet{.organization_id = "branch", .many = false, .from_day = Day("2017-04-01")});
  EXPECT_THAT(PacksOf("post-2", "2017-05-31"), IsEmpty());
}

TEST_F(BoundDutiesTest, AScopeNamesKindsAndLevels) {
  RulePackPublished kinds = Published("kinds", "province");
  kinds.rule_pack.scope.organization_kinds = {policy::OrganizationKind::kBranch};
  kinds.rule_pack.duties.front().duty_id = "talks_of_branches";
  Apply(kinds);
  RulePackPublished levels = Published("levels", "province");
  levels.rule_pack.scope.organization_levels = {policy::OrganizationLevel::kCollege};
  Apply(levels);
  EXPECT_THAT(PacksOf("post-2", "2017-05-01"), ElementsAre("kinds"));
  EXPECT_THAT(PacksOf("post-1", "2017-05-01"), ElementsAre("levels"));
  EXPECT_THAT(PacksOf("post-1b", "2017-05-01"), IsEmpty());
}

TEST_F(BoundDutiesTest, AScopeNamesSubtreesAsTheTreeStoodOnTheDay) {
  RulePackPublished fact = Published("p", "university");
  fact.rule_pack.scope.subtree_ids = {"college-2", "of-another-tree"};
  Apply(fact);
  EXPECT_THAT(PacksOf("post-3", "2017-05-01"), ElementsAre("p"));
  EXPECT_THAT(PacksOf("post-1b", "2017-05-01"), IsEmpty());
  EXPECT_THAT(PacksOf("post-2", "2017-05-01"), IsEmpty());

  Apply(OrganizationChanged{
      .organization_id = "branch",
      .versions = {{.valid = {.first = Day("2015-09-01"), .end = Day("2017-06-01")},
                    .parent_id = "college-1"},
                   {.valid = From("2017-06-01"), .parent_id = "college-2"}}});
  EXPECT_THAT(PacksOf("post-2", "2017-05-31"), IsEmpty());
  EXPECT_THAT(PacksOf("post-2", "2017-06-01"), ElementsAre("p"));
}

TEST_F(BoundDutiesTest, APackBindsOnTheDaysOnWhichItIsInForce) {
  RulePackPublished fact = Published("p", "university");
  fact.rule_pack.in_force = {.first = Day("2017-04-10"), .end = Day("2017-09-01")};
  Apply(fact);
  EXPECT_THAT(PacksOf("post-1", "2017-04-09"), IsEmpty());
  EXPECT_THAT(PacksOf("post-1", "2017-04-10"), ElementsAre("p"));
  EXPECT_THAT(PacksOf("post-1", "2017-08-31"), ElementsAre("p"));
  EXPECT_THAT(PacksOf("post-1", "2017-09-01"), IsEmpty());

  Apply(RulePackEnded{.rule_pack_id = "p",
                      .in_force = {.first = Day("2017-04-10"), .end = Day("2017-06-01")}});
  EXPECT_THAT(PacksOf("post-1", "2017-05-31"), ElementsAre("p"));
  EXPECT_THAT(PacksOf("post-1", "2017-06-01"), IsEmpty());

  Apply(RulePackEnded{.rule_pack_id = "p"});
  EXPECT_THAT(PacksOf("post-1", "2017-05-31"), IsEmpty());
}

TEST_F(BoundDutiesTest, APackThatSaysNothingIsInForceWheneverItsRulesAre) {
  Apply(Published("p", "university"));
  EXPECT_THAT(PacksOf("post-1", "2016-12-31"), IsEmpty());
  EXPECT_THAT(PacksOf("post-1", "2017-01-01"), ElementsAre("p"));
}

TEST_F(BoundDutiesTest, TheNearestOfThoseThatSayTheSameBinds) {
  Apply(Published("p", "province"));
  Apply(Published("u", "university"));
  EXPECT_THAT(PacksOf("post-1", "2017-05-01"), ElementsAre("u"));
  // It stops, and the one above is back.
  Apply(RulePackEnded{.rule_pack_id = "u",
                      .in_force = {.first = Day("2017-01-01"), .end = Day("2017-05-01")}});
  EXPECT_THAT(PacksOf("post-1", "2017-04-30"), ElementsAre("u"));
  EXPECT_THAT(PacksOf("post-1", "2017-05-01"), ElementsAre("p"));
}

TEST_F(BoundDutiesTest, AVoluntaryDutyStandsBesideTheOneThatIsAskedFor) {
  Apply(Published("p", "province"));
  RulePackPublished voluntary = Published("u", "university");
  voluntary.rule_pack.duties.front().voluntary = true;
  Apply(voluntary);
  EXPECT_THAT(PacksOf("post-1", "2017-05-01"), ElementsAre("p", "u"));
}

TEST_F(BoundDutiesTest, OfVersionsInForceTheLastBindsWhateverItsRulesAreCalled) {
  RulePackPublished first = Published("p", "university");
  RulePackPublished second = Published("o", "university");
  second.version = 2;
  second.rule_pack.document.number = first.rule_pack.document.number;
  second.rule_pack.in_force = From("2017-05-01");
  second.rule_pack.duties.front().duty_id = "heart_talks";
  Apply(first);
  Apply(second);
  EXPECT_THAT(PacksOf("post-1", "2017-04-30"), ElementsAre("p"));
  EXPECT_THAT(PacksOf("post-1", "2017-05-01"), ElementsAre("o"));
}

TEST_F(BoundDutiesTest, PacksOverAreOfEverythingItEverStoodUnder) {
  Apply(Published("c2", "college-2"));
  Apply(Published("c1", "college-1"));
  Apply(Published("p", "province"));
  const auto over = [&](const std::string& id) {
    std::vector<std::string> packs;
    for (const Index pack : PacksOver(model_, *model_.FindOrganization(id))) {
      packs.push_back(model_.pack(pack).fact.rule_pack_id);
    }
    return packs;
  };
  EXPECT_THAT(over("branch"), ElementsAre("c1", "p"));
  Apply(OrganizationChanged{
      .organization_id = "branch",
      .versions = {{.valid = {.first = Day("2015-09-01"), .end = Day("2017-06-01")},
                    .parent_id = "college-1"},
                   {.valid = From("2017-06-01"), .parent_id = "college-2"}}});
  EXPECT_THAT(over("branch"), ElementsAre("c1", "c2", "p"));
  EXPECT_THAT(over("university"), ElementsAre("p"));
}

}  // namespace
}  // namespace xinqiao::assessment
