#include "services/registry/app/publication_impact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using policy::RuleType;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

// A province (1) with a city (2) and a school (3) there, and a school of another
// city (4, 5). Each school has a full-time and a part-time secretary; those of
// the second one begin in September.
class PublicationImpactTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(
        tree_.Apply({.created = {Province(1), City(2, 1), School(3, 2), City(4, 1), School(5, 4)}}),
        IsOk());
    ASSERT_THAT(tree_.Apply({.posts = {PostIn(3, 31, AppointmentType::kFullTime, "2016-09-01"),
                                       PostIn(3, 32, AppointmentType::kPartTime, "2016-09-01"),
                                       PostIn(5, 51, AppointmentType::kFullTime, "2017-09-01"),
                                       PostIn(5, 52, AppointmentType::kPartTime, "2017-09-01")}}),
                IsOk());
  }

  static PostSpan PostIn(int organization, int post, AppointmentType type, absl::string_view from) {
    return {.post_id = Id(post),
            .organization_id = Id(organization),
            .validity = {.first = Day(from), .end = kOpenEnd},
            .title = "团委书记",
            .appointment_type = type};
  }

  static policy::RulePack Rules() {
    return {.duties = {{.title = "五个一",
                        .subject = {.appointment_types = {policy::AppointmentType::kFullTime}}}},
            .reports = {{.title = "附件3",
                         .subject = {.of = policy::Subject::Of::kOrganizations,
                                     .organization_levels = {policy::OrganizationLevel::kSchool}}}},
            .assumptions = {{.assumption_id = "A-08"}},
            .ceilings = {{.title = "不得层层加码"}}};
  }

  OrganizationTree tree_;
};

TEST_F(PublicationImpactTest, CountsWhomEachRuleBinds) {
  const PublicationImpact impact = CountImpact(tree_, Id(1), Rules(), Day("2017-09-01"));
  EXPECT_EQ(impact.day, Day("2017-09-01"));
  EXPECT_EQ(impact.organization_count, 5);
  EXPECT_EQ(impact.post_count, 4);
  ASSERT_THAT(impact.rules, SizeIs(3));
  EXPECT_EQ(impact.rules[0],
            (RuleImpact{.place = {RuleType::kDuty, 0}, .title = "五个一", .bound_count = 2}));
  EXPECT_EQ(impact.rules[1],
            (RuleImpact{.place = {RuleType::kReport, 0}, .title = "附件3", .bound_count = 2}));
  EXPECT_EQ(impact.rules[2].bound_count, 5) << "a ceiling is for everybody";
}

TEST_F(PublicationImpactTest, CountsThoseInOfficeOnTheDay) {
  const PublicationImpact impact = CountImpact(tree_, Id(1), Rules(), Day("2017-05-17"));
  EXPECT_EQ(impact.post_count, 2);
  EXPECT_EQ(impact.rules[0].bound_count, 1);
}

TEST_F(PublicationImpactTest, KeepsToTheScope) {
  policy::RulePack rules = Rules();
  rules.scope.organization_levels = {policy::OrganizationLevel::kSchool};
  EXPECT_EQ(CountImpact(tree_, Id(1), rules, Day("2017-09-01")).organization_count, 2);
  rules.scope.organization_levels = {policy::OrganizationLevel::kCity};
  EXPECT_EQ(CountImpact(tree_, Id(1), rules, Day("2017-09-01")).post_count, 0);
}

TEST_F(PublicationImpactTest, CountsNestedSubtreesOnce) {
  policy::RulePack rules = Rules();
  rules.scope.subtree_ids = {Id(3), Id(2), Id(9)};
  const PublicationImpact impact = CountImpact(tree_, Id(1), rules, Day("2017-09-01"));
  EXPECT_EQ(impact.organization_count, 2);
  EXPECT_EQ(impact.post_count, 2);
}

//
TEST_F(PublicationImpactTest, AnEvaluationBindsThoseWhomItCompares) {
  policy::Cohort schools{.subject = {.of = policy::Subject::Of::kOrganizations,
                                     .organization_levels = {policy::OrganizationLevel::kSchool}}};
  const policy::Cohort cadres{
      .subject = {.appointment_types = {policy::AppointmentType::kPartTime}}};
  policy::RulePack rules{.evaluations = {{.evaluation_id = "a"}}};
  const auto count = [&] {
    return CountImpact(tree_, Id(1), rules, Day("2017-09-01")).rules[0].bound_count;
  };
  EXPECT_EQ(count(), 5) << "nobody is compared, everybody is meant";
  rules.evaluations[0].cohorts = {schools};
  EXPECT_EQ(count(), 2);
  rules.evaluations[0].cohorts = {schools, cadres};
  EXPECT_EQ(count(), 4);
  // A city is no school, and nobody knows 9.
  schools.organization_ids = {Id(5), Id(2), Id(9)};
  rules.evaluations[0].cohorts = {schools};
  EXPECT_EQ(count(), 1);
  rules.scope.subtree_ids = {Id(2)};
  EXPECT_EQ(count(), 0);
}

TEST_F(PublicationImpactTest, AnUnknownPublisherBindsNobody) {
  EXPECT_EQ(CountImpact(tree_, Id(9), Rules(), Day("2017-09-01")).organization_count, 0);
}

}  // namespace
}  // namespace xinqiao::registry
