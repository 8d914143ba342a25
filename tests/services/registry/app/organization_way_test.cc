// Ways, posts and censuses of OrganizationTree.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/registry/app/organization_tree.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

constexpr char kDay[] = "2017-06-01";

// Province 1 over counties 2 and 3; county 2 over school 4 with branch 5. In 2018
// school 4 goes to county 3. Post 8 is at the school in 2017.
class OrganizationWayTest : public ::testing::Test {
 protected:
  OrganizationWayTest() {
    Organization school = School(4, 2);
    school.identity.many_youth = ManyYouth{.many = true, .from_day = Day("2017-03-01")};
    school.identity.leading_body = true;
    Apply({.created = {Province(1), County(2, 1), County(3, 1), school, Branch(5, 4)},
           .posts = {Secretary()}});
    Apply({.changed = {History(4, {{.parent = 2}, {"2018-01-01", 3}})}});
  }

  static PostSpan Secretary() {
    return {.post_id = Id(8),
            .organization_id = Id(4),
            .validity = {Day("2017-01-01"), Day("2018-01-01")},
            .title = "学院团委书记",
            .appointment_type = AppointmentType::kPartTime,
            .leadership = true,
            .rank_class = RankClass::kSectionOrAbove,
            .administrator = true};
  }

  void Apply(const OrganizationTree::Change& change) { ASSERT_THAT(tree_.Apply(change), IsOk()); }

  std::vector<std::string> WayTo(int number, const char* day) const {
    std::vector<std::string> ids;
    for (const WayStep& step : tree_.FindWay(Id(number), Day(day))) {
      ids.push_back(ToText(step.organization_id));
    }
    return ids;
  }

  OrganizationTree tree_;
};

TEST_F(OrganizationWayTest, AWayLeadsFromTheRootAsTheTreeStood) {
  EXPECT_EQ(WayTo(5, "2017-12-31"), IdsOf({1, 2, 4, 5}));
  EXPECT_EQ(WayTo(5, "2018-01-01"), IdsOf({1, 3, 4, 5}));
  EXPECT_EQ(WayTo(1, kDay), IdsOf({1}));
  EXPECT_THAT(WayTo(5, "2015-12-31"), IsEmpty());
  EXPECT_THAT(WayTo(9, kDay), IsEmpty());
}

TEST_F(OrganizationWayTest, ThereIsNoWayToWhatIsClosed) {
  Apply({.changed = {History(5, {{.parent = 4}, {"2019-01-01", 4, "团支部", true}})}});
  EXPECT_EQ(WayTo(5, "2018-12-31"), IdsOf({1, 3, 4, 5}));
  EXPECT_THAT(WayTo(5, "2019-01-01"), IsEmpty());
}

TEST_F(OrganizationWayTest, StepsSayWhatRulesLookAt) {
  const Way before = tree_.FindWay(Id(4), Day("2017-02-28"));
  EXPECT_EQ(before.front().facts.level, policy::OrganizationLevel::kProvince);
  EXPECT_EQ(before.back().facts.kind, policy::OrganizationKind::kUniversityCommittee);
  EXPECT_TRUE(before.back().facts.leading_body);
  EXPECT_FALSE(before.front().facts.leading_body);
  EXPECT_FALSE(before.back().facts.many_youth);
  EXPECT_TRUE(tree_.FindWay(Id(4), Day("2017-03-01")).back().facts.many_youth);
}

TEST_F(OrganizationWayTest, FindsAPostWithWhatRulesLookAt) {
  const PostKey key = {.organization_id = Id(4), .post_id = Id(8)};
  const std::optional<PostPlace> place = tree_.FindPost(key, Day(kDay));
  ASSERT_TRUE(place.has_value());
  EXPECT_EQ(place->facts.title, "学院团委书记");
  EXPECT_EQ(place->facts.appointment_type, policy::AppointmentType::kPartTime);
  EXPECT_EQ(place->facts.rank_class, policy::RankClass::kSectionOrAbove);
  EXPECT_TRUE(place->facts.leadership);
  EXPECT_TRUE(place->facts.organization.many_youth);
  EXPECT_EQ(place->validity, Secretary().validity);
  EXPECT_EQ(place->way.size(), 3U);
  EXPECT_EQ(tree_.FindValidity(key), Secretary().validity);

  EXPECT_FALSE(tree_.FindPost({Id(5), Id(8)}, Day(kDay)).has_value());
  EXPECT_FALSE(tree_.FindPost({Id(4), Id(9)}, Day(kDay)).has_value());
  EXPECT_FALSE(tree_.FindPost({Id(9), Id(8)}, Day(kDay)).has_value());
  EXPECT_FALSE(tree_.FindPost(key, Day("2015-12-31")).has_value());
  EXPECT_EQ(tree_.FindValidity({Id(4), Id(9)}), std::nullopt);
  EXPECT_EQ(tree_.FindValidity({Id(9), Id(8)}), std::nullopt);
}

TEST_F(OrganizationWayTest, APostOfNoClassDoesNotFit) {
  PostSpan post = Secretary();
  post.appointment_type = static_cast<AppointmentType>(0);
  EXPECT_EQ(tree_.Apply({.posts = {post}}).code(), absl::StatusCode::kInternal);
}

TEST_F(OrganizationWayTest, NamesThePostsOfAdministrators) {
  PostSpan second = Secretary();
  second.post_id = Id(10);
  PostSpan other = Secretary();
  other.post_id = Id(11);
  other.title = "组织部长";
  other.validity.first = Day("2016-09-01");
  PostSpan plain = Secretary();
  plain.post_id = Id(12);
  plain.title = "干事";
  plain.administrator = false;
  Apply({.posts = {second, other, plain}});
  const AdministratorPost secretary{"学院团委书记", Secretary().validity.first};
  EXPECT_THAT(
      tree_.Administrators(Id(4), Day(kDay)),
      UnorderedElementsAre(secretary, secretary, AdministratorPost{"组织部长", Day("2016-09-01")}));
  EXPECT_THAT(tree_.Administrators(Id(4), Day("2018-01-01")), IsEmpty());
  EXPECT_THAT(tree_.Administrators(Id(9), Day(kDay)), IsEmpty());
}

}  // namespace
}  // namespace xinqiao::registry
