#include "libs/policy/rule_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const Scope kWholeSubtree;

std::vector<std::string> Texts(const std::optional<std::vector<IndexSet>>& sets) {
  std::vector<std::string> texts;
  if (!sets.has_value()) return {"too many"};
  for (const IndexSet& set : *sets) {
    std::string text;
    set.ForEach([&](size_t i) { absl::StrAppend(&text, i); });
    texts.push_back(text);
  }
  return texts;
}

// A set with every rule below `size`.
IndexSet AllOf(size_t size) {
  IndexSet all(size);
  for (size_t i = 0; i < size; ++i) all.Add(i);
  return all;
}

TEST(ClassesOfTest, KeepsApartWhatTheRulesTellApart) {
  const Subject everybody = Everybody();
  const Subject part_time = OfType(AppointmentType::kPartTime);
  Subject many_youth = part_time;
  many_youth.many_youth = true;
  Subject few_youth = part_time;
  few_youth.many_youth = false;
  const std::vector<Bound> rules = {{&everybody, &kWholeSubtree, kAlways},
                                    {&part_time, &kWholeSubtree, kAlways},
                                    {&many_youth, &kWholeSubtree, kAlways},
                                    {&few_youth, &kWholeSubtree, kAlways}};
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {AllOf(4)})),
              UnorderedElementsAre("0", "012", "013"));
}

TEST(ClassesOfTest, TakesTheScopeOfThePackAsAConditionOfItsRules) {
  Scope schools;
  schools.organization_levels = {OrganizationLevel::kSchool};
  Subject universities;
  universities.organization_kinds = {OrganizationKind::kUniversityCommittee};
  const std::vector<Bound> rules = {{nullptr, &schools, kAlways},
                                    {&universities, &kWholeSubtree, kAlways}};
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {AllOf(2)})),
              UnorderedElementsAre("0", "1", "01"));
}

TEST(ClassesOfTest, KnowsWhichLevelsAKindHas) {
  Subject branches;
  branches.organization_kinds = {OrganizationKind::kBranch};
  Scope nation;
  nation.organization_levels = {OrganizationLevel::kNation};
  Scope branch;
  branch.organization_levels = {OrganizationLevel::kBranch};
  const Subject everybody = Everybody();
  const std::vector<Bound> rules = {{&branches, &kWholeSubtree, kAlways},
                                    {&everybody, &nation, kAlways},
                                    {&everybody, &branch, kAlways}};
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {AllOf(3)})),
              UnorderedElementsAre("02", "1", "2"));
}

TEST(ClassesOfTest, TellsTitlesApartAndKnowsThatThereAreOthers) {
  Subject secretary;
  secretary.titles = {"学院团委书记"};
  Subject leaders;
  leaders.titles = {"学院团委书记", "学院团委副书记"};
  const Subject everybody = Everybody();
  const std::vector<Bound> rules = {{&everybody, &kWholeSubtree, kAlways},
                                    {&secretary, &kWholeSubtree, kAlways},
                                    {&leaders, &kWholeSubtree, kAlways}};
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {AllOf(3)})),
              UnorderedElementsAre("0", "012", "02"));
}

TEST(ClassesOfTest, OrganizationsAreOfKindsAndLevelsAndLeadingOrNot) {
  Subject leading = Bodies();
  leading.leading_bodies_only = true;
  const Subject all = Bodies();
  const Subject posts = Everybody();
  const std::vector<Bound> rules = {{&all, &kWholeSubtree, kAlways},
                                    {&leading, &kWholeSubtree, kAlways},
                                    {&posts, &kWholeSubtree, kAlways}};
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kOrganizations, rules, {AllOf(3)})),
              UnorderedElementsAre("0", "01"));
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {AllOf(3)})), UnorderedElementsAre("2"));
}

TEST(ClassesOfTest, LeavesOutWhatDoesNotMeetEachOfTheNeeded) {
  const Subject full_time = OfType(AppointmentType::kFullTime);
  const Subject part_time = OfType(AppointmentType::kPartTime);
  const Subject everybody = Everybody();
  const std::vector<Bound> rules = {{&full_time, &kWholeSubtree, kAlways},
                                    {&part_time, &kWholeSubtree, kAlways},
                                    {&everybody, &kWholeSubtree, kAlways}};
  IndexSet first(3);
  first.Add(0);
  IndexSet second(3);
  second.Add(1);
  IndexSet third(3);
  third.Add(2);
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {first, third})), ElementsAre("02"));
  EXPECT_THAT(Texts(ClassesOf(Subject::Of::kPosts, rules, {first, second})), ElementsAre());
}

TEST(ClassesOfTest, GivesUpOnMoreClassesThanItIsWillingToCompare) {
  // Every value of every condition has a rule of its own: the product of all, 29
  // kinds and levels that go together among them.
  std::vector<Subject> subjects;
  const auto add = [&]() -> Subject& { return subjects.emplace_back(); };
  for (int i = 0; i < 16; ++i) add().organization_kinds = {static_cast<OrganizationKind>(i)};
  for (int i = 0; i < 8; ++i) add().organization_levels = {static_cast<OrganizationLevel>(i)};
  for (int i = 0; i < 3; ++i) add().appointment_types = {static_cast<AppointmentType>(i)};
  for (int i = 0; i < 3; ++i) add().rank_classes = {static_cast<RankClass>(i)};
  add().leading_body = true;
  add().many_youth = true;
  add().leadership_only = true;
  const auto classes = [&] {
    std::vector<Bound> rules;
    for (const Subject& subject : subjects) rules.push_back({&subject, &kWholeSubtree, kAlways});
    return ClassesOf(Subject::Of::kPosts, rules, {AllOf(rules.size())});
  };
  EXPECT_EQ(classes().value().size(), 29 * 3 * 3 * 2 * 2 * 2);
  for (int i = 0; i < 96; ++i) add().titles = {absl::StrCat("第", i, "书记")};
  EXPECT_EQ(classes(), std::nullopt);
}

TEST(DaysOfTest, GivesEverySetThatIsInForceTogether) {
  const std::vector<Bound> rules = {{nullptr, &kWholeSubtree, Of("2017-01-01", "2018-01-01")},
                                    {nullptr, &kWholeSubtree, Of("2017-04-01", "2017-10-01")},
                                    {nullptr, &kWholeSubtree, Of("2018-01-01", "2019-01-01")},
                                    {nullptr, &kWholeSubtree, Of("2017-05-01", "2017-05-01")}};
  EXPECT_THAT(Texts(DaysOf(rules)), ElementsAre("0", "01", "2"));
}

TEST(SituationsOfTest, CutsClassesByDays) {
  const Subject full_time = OfType(AppointmentType::kFullTime);
  const Subject everybody = Everybody();
  const std::vector<Bound> rules = {{&everybody, &kWholeSubtree, Of("2017-01-01", "2018-01-01")},
                                    {&full_time, &kWholeSubtree, Of("2017-04-01", "2017-10-01")}};
  EXPECT_THAT(Texts(SituationsOf(Subject::Of::kPosts, rules, {AllOf(2)})),
              UnorderedElementsAre("0", "01"));
}

}  // namespace
}  // namespace xinqiao::policy
