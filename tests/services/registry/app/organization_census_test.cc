#include "services/registry/app/organization_census.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

constexpr char kDay[] = "2017-06-01";

PostSpan Post(int number, int organization, const std::string& title) {
  return {.post_id = Id(number),
          .organization_id = Id(organization),
          .validity = {Day("2017-01-01"), Day("2018-01-01")},
          .title = title};
}

// Province 1 over county 2 over school 3 with branches 4, 5 and a closed one, 6.
class OrganizationCensusTest : public ::testing::Test {
 protected:
  OrganizationCensusTest() {
    PostSpan deputy = Post(24, 5, "书记");
    deputy.appointment_type = AppointmentType::kPartTime;
    Apply({.created = {Province(1), County(2, 1), School(3, 2), Branch(4, 3), Branch(5, 3),
                       Branch(6, 3)},
           .posts = {Post(20, 1, "书记"), Post(21, 3, "书记"), Post(22, 4, "书记"),
                     Post(23, 5, "书记"), deputy, Post(25, 5, "委员")}});
    Apply({.changed = {History(6, {{.parent = 3}, {"2017-01-01", 3, "团支部", true}})}});
  }

  void Apply(const OrganizationTree::Change& change) { ASSERT_THAT(tree_.Apply(change), IsOk()); }

  // "level 4: 1" of organizations.
  std::vector<std::string> Organizations(int scope) const {
    std::vector<std::string> texts;
    for (const auto& [facts, count] : tree_.TakeCensus(Id(scope), Day(kDay)).organizations) {
      texts.push_back(absl::StrCat("level ", static_cast<int>(facts.level), ": ", count));
    }
    return texts;
  }

  // "书记 0 at level 4: 1" of posts, with their appointment type.
  std::vector<std::string> Posts(int scope, const char* day) const {
    std::vector<std::string> texts;
    for (const auto& [facts, count] : tree_.TakeCensus(Id(scope), Day(day)).posts) {
      texts.push_back(absl::StrCat(facts.title, " ", static_cast<int>(facts.appointment_type),
                                   " at level ", static_cast<int>(facts.organization.level), ": ",
                                   count));
    }
    return texts;
  }

  OrganizationTree tree_;
};

TEST_F(OrganizationCensusTest, CountsWhatStandsByWhatRulesTellApart) {
  EXPECT_THAT(Organizations(1),
              UnorderedElementsAre("level 1: 1", "level 3: 1", "level 4: 1", "level 6: 2"));
  EXPECT_THAT(Posts(1, kDay), UnorderedElementsAre("书记 0 at level 1: 1", "书记 0 at level 4: 1",
                                                   "书记 0 at level 6: 2", "书记 2 at level 6: 1",
                                                   "委员 0 at level 6: 1"));
}

TEST_F(OrganizationCensusTest, CountsTheSubtreeOnTheDay) {
  EXPECT_THAT(Organizations(4), UnorderedElementsAre("level 6: 1"));
  EXPECT_THAT(Posts(4, kDay), UnorderedElementsAre("书记 0 at level 6: 1"));
  EXPECT_THAT(Posts(4, "2018-01-01"), IsEmpty());
  EXPECT_THAT(Organizations(6), IsEmpty());
  EXPECT_THAT(Organizations(9), IsEmpty());
}

TEST_F(OrganizationCensusTest, ManyYouthsAreCountedApartFromTheirDayOn) {
  Apply({.many_youth = {{Id(4), {.many = true, .from_day = Day("2017-07-01")}}}});
  EXPECT_EQ(tree_.TakeCensus(Id(3), Day("2017-06-30")).organizations.size(), 2U);
  EXPECT_EQ(tree_.TakeCensus(Id(3), Day("2017-07-01")).organizations.size(), 3U);
}

}  // namespace
}  // namespace xinqiao::registry
