#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "tests/libs/policy/good_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// an activity counts once, unless the pack says that it may count twice.
TEST(CheckDutiesTest, TwoDutiesOfTheSamePostsShareAKindOnlyWhenTheySaySo) {
  RulePack pack = Good();
  pack.duties[1].subject.appointment_types = {};
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
              ElementsAre("duties[1].kind_ids[0]", "duties[1].kind_ids[1]"));

  RulePack declared = pack;
  declared.duties[0].may_also_count = {"second"};
  EXPECT_THAT(Validate(declared, KnownKinds(), kIssued).problems, IsEmpty());

  RulePack one_after_the_other = pack;
  one_after_the_other.duties[0].effective.end = absl::CivilDay(2017, 9, 1);
  one_after_the_other.duties[1].effective.first = absl::CivilDay(2017, 9, 1);
  EXPECT_THAT(Validate(one_after_the_other, KnownKinds(), kIssued).problems, IsEmpty());
}

TEST(CheckDutiesTest, AKindThatManyDutiesShareIsToldOnceOfEach) {
  RulePack pack = Good();
  const Duty duty = pack.duties[0];
  for (const char* id : {"third", "fourth"}) {
    pack.duties.push_back(duty);
    pack.duties.back().duty_id = id;
    pack.duties.back().kind_ids = {"a.one"};
  }
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
              ElementsAre("duties[2].kind_ids[0]", "duties[3].kind_ids[0]"));
}

TEST(CheckDutiesTest, DutiesOfPostsThatNoPostIsBothOfMayShareKinds) {
  RulePack pack = Good();
  for (Duty& duty : pack.duties) duty.subject = Subject{};
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems, ::testing::SizeIs(2));

  RulePack levels = pack;
  levels.duties[0].subject.organization_levels = {OrganizationLevel::kCity};
  levels.duties[1].subject.organization_levels = {OrganizationLevel::kCounty};
  EXPECT_THAT(Validate(levels, KnownKinds(), kIssued).problems, IsEmpty());

  RulePack ranks = pack;
  ranks.duties[0].subject.rank_classes = {RankClass::kSectionOrAbove};
  ranks.duties[1].subject.rank_classes = {RankClass::kBelowSection, RankClass::kNotSaid};
  EXPECT_THAT(Validate(ranks, KnownKinds(), kIssued).problems, IsEmpty());

  RulePack youth = pack;
  youth.duties[0].subject.many_youth = true;
  youth.duties[1].subject.many_youth = false;
  EXPECT_THAT(Validate(youth, KnownKinds(), kIssued).problems, IsEmpty());

  RulePack bodies = pack;
  bodies.duties[0].subject.leading_body = true;
  bodies.duties[1].subject.leading_body = false;
  EXPECT_THAT(Validate(bodies, KnownKinds(), kIssued).problems, IsEmpty());
}

// Duties a, b, c, ... of posts of their own, that name each other as given.
RulePack Named(const std::vector<std::vector<std::string>>& may_also_count) {
  RulePack pack = Good();
  const Duty duty = pack.duties[0];
  pack.duties.clear();
  pack.schedule_items.clear();
  pack.assessment_tables.clear();
  for (const std::vector<std::string>& ids : may_also_count) {
    Duty next = duty;
    next.duty_id = std::string(1, static_cast<char>('a' + pack.duties.size()));
    next.subject.titles = {next.duty_id};
    next.may_also_count = ids;
    pack.duties.push_back(next);
  }
  return pack;
}

TEST(CheckDutiesTest, ARingOfMayAlsoCountIsNamed) {
  const Problem two{.field = "duties[0].may_also_count",
                    .reason = "counts round in a ring: a > b > a"};
  EXPECT_THAT(Validate(Named({{"b"}, {"a"}}), KnownKinds(), kIssued).problems, ElementsAre(two));

  const Problem three{.field = "duties[1].may_also_count",
                      .reason = "counts round in a ring: b > c > d > b"};
  EXPECT_THAT(Validate(Named({{"b"}, {"c"}, {"d"}, {"b"}}), KnownKinds(), kIssued).problems,
              ElementsAre(three));
}

TEST(CheckDutiesTest, EveryRingIsNamed) {
  EXPECT_THAT(
      FieldsOf(Validate(Named({{"b"}, {"a"}, {"d"}, {"c"}}), KnownKinds(), kIssued).problems),
      ElementsAre("duties[0].may_also_count", "duties[2].may_also_count"));
}

TEST(CheckDutiesTest, TwoWaysToOneDutyAreNoRing) {
  EXPECT_THAT(Validate(Named({{"b", "c"}, {"d"}, {"d"}, {}}), KnownKinds(), kIssued).problems,
              IsEmpty());
}

}  // namespace
}  // namespace xinqiao::policy
