#include "services/assessment/domain/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/assessment_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::ApplyAll;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::NewActivity;
using ::xinqiao::testing::NewLink;
using ::xinqiao::testing::NewOrganization;
using ::xinqiao::testing::NewPost;
using ::xinqiao::testing::University;

// The university of assessment_scene.h.
class ModelTest : public ::testing::Test {
 protected:
  ModelTest() { ApplyAll(model_, University()); }

  std::vector<std::string> Subtree(const std::string& id, absl::string_view day) const {
    std::vector<std::string> ids;
    for (const Index index : model_.Subtree(*model_.FindOrganization(id), Day(day))) {
      ids.push_back(model_.organization(index).fact.organization_id);
    }
    return ids;
  }

  Model model_;
};

TEST_F(ModelTest, SubtreeIsInPreorderWithChildrenById) {
  EXPECT_THAT(Subtree("university", "2017-05-01"),
              ElementsAre("university", "college-1", "branch", "college-2"));
}

TEST_F(ModelTest, SubtreeLeavesOutWhatDoesNotStandYet) {
  OrganizationCreated late = NewOrganization("college-0", "university");
  late.valid.first = Day("2017-05-02");
  ASSERT_THAT(model_.Apply(late), IsOk());
  EXPECT_THAT(Subtree("university", "2017-05-01"),
              ElementsAre("university", "college-1", "branch", "college-2"));
  EXPECT_THAT(Subtree("university", "2017-05-02"),
              ElementsAre("university", "college-0", "college-1", "branch", "college-2"));
  EXPECT_THAT(Subtree("university", "2015-08-31"), IsEmpty());
}

// college-1 is merged into college-2 on 1 June; its branch goes there, too.
std::vector<Fact> Merger() {
  const Period before{.first = Day("2015-09-01"), .end = Day("2017-06-01")};
  const Period after{.first = Day("2017-06-01"), .end = kOpenEnd};
  return {
      OrganizationChanged{
          .organization_id = "college-1",
          .versions = {{.valid = before, .parent_id = "university", .display_name = "college-1"},
                       {.valid = after,
                        .parent_id = "college-2",
                        .display_name = "college-1",
                        .closed = true}}},
      OrganizationChanged{
          .organization_id = "branch",
          .versions = {{.valid = before, .parent_id = "college-1", .display_name = "branch"},
                       {.valid = after, .parent_id = "college-2", .display_name = "新支部"}}}};
}

TEST_F(ModelTest, AncestorsFollowTheTreeUpwardsOnTheDay) {
  ApplyAll(model_, Merger());
  const auto ancestors = [&](absl::string_view day) {
    std::vector<std::string> ids;
    for (const Index index : model_.Ancestors(*model_.FindOrganization("branch"), Day(day))) {
      ids.push_back(model_.organization(index).fact.organization_id);
    }
    return ids;
  };
  EXPECT_THAT(ancestors("2017-05-31"),
              ElementsAre("branch", "college-1", "university", "city", "province"));
  EXPECT_THAT(ancestors("2017-06-01"),
              ElementsAre("branch", "college-2", "university", "city", "province"));
}

TEST_F(ModelTest, FactsAreThoseOfTheDay) {
  const Index city = *model_.FindOrganization("city");
  ApplyAll(model_,
           {ManyYouthSet{.organization_id = "city", .many = true, .from_day = Day("2017-05-01")}});
  const policy::OrganizationFacts facts = model_.FactsOn(city, Day("2017-05-01"));
  EXPECT_EQ(facts.kind, policy::OrganizationKind::kPrefectureCommittee);
  EXPECT_EQ(facts.level, policy::OrganizationLevel::kCity);
  EXPECT_TRUE(facts.leading_body);
  EXPECT_TRUE(facts.many_youth);
  EXPECT_FALSE(model_.FactsOn(city, Day("2017-04-30")).many_youth);
}

TEST_F(ModelTest, WithinFollowsTheTreeUpwards) {
  const auto within = [&](const char* inner, const char* outer) {
    return model_.IsWithin(*model_.FindOrganization(inner), *model_.FindOrganization(outer),
                           Day("2017-05-01"));
  };
  EXPECT_TRUE(within("branch", "university"));
  EXPECT_TRUE(within("branch", "branch"));
  EXPECT_FALSE(within("university", "branch"));
  EXPECT_FALSE(within("college-2", "college-1"));
}

TEST_F(ModelTest, AMergerChangesTheTreeFromItsDayOn) {
  ApplyAll(model_, Merger());
  EXPECT_THAT(Subtree("university", "2017-05-31"),
              ElementsAre("university", "college-1", "branch", "college-2"));
  EXPECT_THAT(Subtree("university", "2017-06-01"),
              ElementsAre("university", "college-2", "branch", "college-1"));
  EXPECT_THAT(Subtree("college-1", "2017-06-01"), ElementsAre("college-1"));
  const Index branch = *model_.FindOrganization("branch");
  const Index college_1 = *model_.FindOrganization("college-1");
  EXPECT_TRUE(model_.IsWithin(branch, college_1, Day("2017-05-31")));
  EXPECT_FALSE(model_.IsWithin(branch, college_1, Day("2017-06-01")));
  EXPECT_EQ(model_.PlaceOn(branch, Day("2017-06-01"))->version.display_name, "新支部");
}

TEST_F(ModelTest, AReorganizationThatIsTakenBackLeavesTheTreeAsItWas) {
  ApplyAll(model_, Merger());
  const Period always{.first = Day("2015-09-01"), .end = kOpenEnd};
  ApplyAll(model_,
           {OrganizationChanged{.organization_id = "college-1",
                                .versions = {{.valid = always, .parent_id = "university"}}},
            OrganizationChanged{.organization_id = "branch",
                                .versions = {{.valid = always, .parent_id = "college-1"}}}});
  EXPECT_THAT(Subtree("university", "2017-06-01"),
              ElementsAre("university", "college-1", "branch", "college-2"));
}

TEST_F(ModelTest, AChangeOfWhatIsUnknownIsAnError) {
  EXPECT_TRUE(absl::IsInternal(model_.Apply(OrganizationChanged{.organization_id = "nobody"})));
  EXPECT_TRUE(absl::IsInternal(model_.Apply(
      OrganizationChanged{.organization_id = "branch",
                          .versions = {{.valid = {.first = Day("2015-09-01"), .end = kOpenEnd},
                                        .parent_id = "nobody"}}})));
  EXPECT_TRUE(absl::IsInternal(model_.Apply(OrganizationChanged{.organization_id = "branch"})));
}

TEST_F(ModelTest, AFactThatComesAgainChangesNothing) {
  const auto link = NewLink("link-1", "youth-1", "post-1", "2017-04-03");
  const auto activity =
      NewActivity("act-1", "college-1", {"post-1"}, "five_ones.heart_talk", "2017-04-03");
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(model_.Apply(link), IsOk());
    ASSERT_THAT(model_.Apply(activity), IsOk());
    ApplyAll(model_, University());
  }
  EXPECT_EQ(model_.links().size(), 1u);
  EXPECT_EQ(model_.activities().size(), 1u);
  EXPECT_EQ(model_.organizations().size(), 6u);
  EXPECT_EQ(model_.post(*model_.FindPost("post-1")).activities.size(), 1u);
}

TEST_F(ModelTest, AFactAboutTheUnknownIsRefused) {
  const std::vector<Fact> facts = {
      NewOrganization("x", "nowhere"),
      NewPost("x", "nowhere", "person-1"),
      PostEnded{.post_id = "nobody", .valid_to = Day("2017-05-01")},
      NewLink("x", "youth-1", "nobody", "2017-05-01"),
      LinkInactivated{.link_id = "none", .day = Day("2017-05-01")},
      NewActivity("x", "nowhere", {"post-1"}, "online.voice", "2017-05-01"),
      NewActivity("x", "college-1", {"nobody"}, "online.voice", "2017-05-01"),
      ActivityVoided{.activity_id = "none", .record_day = Day("2017-05-01")},
      RulePackPublished{.rule_pack_id = "x", .organization_id = "nowhere"},
      RulePackEnded{.rule_pack_id = "none"},
      ManyYouthSet{.organization_id = "nowhere", .many = true, .from_day = Day("2017-05-01")},
      ReplyGiven{.reply_id = "x", .post_id = "nobody", .day = Day("2017-05-01")},
  };
  for (const Fact& fact : facts) {
    EXPECT_TRUE(absl::IsInternal(model_.Apply(fact))) << "fact " << fact.index();
  }
  EXPECT_EQ(model_.activities().size(), 0u);
}

}  // namespace
}  // namespace xinqiao::assessment
