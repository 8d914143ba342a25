#include "services/registry/app/findings_below.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/policy/guard.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

EncodedRules EncodeNothing(const FeedPack&, policy::OrganizationLevel) { return {}; }

policy::RulePack Youths(int count) {
  return {.document = {.issuer = "团委", .number = "1号", .issue_day = Day("2017-05-17")},
          .contact_quotas = {{.contact_quota_id = "con_01",
                              .title = "联系青年",
                              .required_count = count,
                              .effective = {.first = Day("2017-05-18"), .end = kOpenEnd}}}};
}

policy::RulePack Activities(int count, std::vector<std::string> kind_ids = {"five_ones.talk"}) {
  return {.document = {.issuer = "团委", .number = "1号", .issue_day = Day("2017-05-17")},
          .duties = {{.duty_id = "fiv_02",
                      .title = "五个一",
                      .kind_ids = std::move(kind_ids),
                      .required_count = count,
                      .period = PeriodKind::kTwoMonths,
                      .effective = {.first = Day("2017-05-18"), .end = kOpenEnd}}}};
}

// A province (1), its city (2) and its school (3), another city (4). It is 17 May
// 2017.
class FindingsBelowTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(tree_.Apply({.created = {Province(1), City(2, 1), School(3, 2), City(4, 1)}}),
                IsOk());
  }

  // Puts a pack into the book.
  void Publish(int id, int organization, policy::RulePack rules) {
    ASSERT_THAT(book_.Apply({.published = {{.rule_pack_id = Id(id),
                                            .organization_id = Id(organization),
                                            .version = 1,
                                            .rules = std::move(rules)}}}),
                IsOk());
  }

  std::vector<RuleFinding> BelowWhen(int organization, const policy::RulePack& rules,
                                     const std::string& supersedes_id = "") {
    return FindBelow(tree_, *book_.Get(),
                     {.source = {.organization_id = Id(organization),
                                 .rule_pack_id = Id(90),
                                 .version = 3,
                                 .document_number = "新的",
                                 .level = OrganizationLevel::kProvince},
                      .rules = &rules,
                      .in_force = kEver,
                      .supersedes_id = supersedes_id},
                     Day("2017-05-17"));
  }

  OrganizationTree tree_;
  PolicyBook book_{tree_, EncodeNothing};
};

TEST_F(FindingsBelowTest, TellsWhichRulesAskForMoreNow) {
  Publish(30, 3, Youths(100));
  const std::vector<RuleFinding> findings = BelowWhen(1, Youths(20));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].rule, (RuleSource{.organization_id = Id(3),
                                          .rule_pack_id = Id(30),
                                          .version = 1,
                                          .issuer = "团委",
                                          .document_number = "1号",
                                          .field = "contact_quotas[0]",
                                          .level = OrganizationLevel::kSchool}));
  EXPECT_EQ(findings[0].ceiling, (RuleSource{.organization_id = Id(1),
                                             .rule_pack_id = Id(90),
                                             .version = 3,
                                             .document_number = "新的",
                                             .field = "contact_quotas[0]",
                                             .level = OrganizationLevel::kProvince}));
  EXPECT_EQ(findings[0].scope, policy::CeilingScope::kContactNumber);
  EXPECT_FALSE(findings[0].stored_as_voluntary);
}

TEST_F(FindingsBelowTest, WhatAsksForNoMoreIsNoFinding) {
  Publish(30, 3, Youths(20));
  Publish(31, 3, Activities(5));
  EXPECT_THAT(BelowWhen(1, Youths(20)), IsEmpty());
  EXPECT_THAT(BelowWhen(1, Activities(5)), IsEmpty());
  EXPECT_THAT(BelowWhen(1, Activities(4)), SizeIs(1));
  EXPECT_THAT(BelowWhen(1, Activities(4, {"five_ones.visit"})), IsEmpty());
}

TEST_F(FindingsBelowTest, OnlyThoseBelowAreLookedAt) {
  Publish(10, 1, Youths(200));
  Publish(40, 4, Youths(100));
  EXPECT_THAT(BelowWhen(2, Youths(20)), IsEmpty());
}

TEST_F(FindingsBelowTest, AHigherLevelThatAllowsItStillDoes) {
  Publish(10, 1, Youths(100));
  Publish(30, 3, Youths(100));
  EXPECT_THAT(BelowWhen(2, Youths(20)), IsEmpty());
  // Unless that is superseded.
  EXPECT_THAT(BelowWhen(1, Youths(20), Id(10)), SizeIs(1));
}

TEST_F(FindingsBelowTest, WhatBecomesTooMuchTogetherWithTheNewPackIsFoundToo) {
  const auto with_id = [](policy::RulePack rules, const std::string& duty_id) {
    rules.duties[0].duty_id = duty_id;
    return rules;
  };
  Publish(10, 1, Activities(5, {"five_ones.talk", "five_ones.visit"}));
  Publish(30, 3, with_id(Activities(5, {"five_ones.visit"}), "school"));
  const policy::RulePack city = with_id(Activities(5, {"five_ones.talk"}), "city");
  const std::vector<RuleFinding> findings = BelowWhen(2, city);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].rule.rule_pack_id, Id(30));
  EXPECT_EQ(findings[0].ceiling.rule_pack_id, Id(10));
  EXPECT_EQ(findings[0].ceiling.field, "duties[0]");
  // Of a kind that no other pack knows there is nothing to say.
  EXPECT_THAT(BelowWhen(2, with_id(Activities(5, {"five_ones.help"}), "city")), IsEmpty());
  // What the school asks for beside it was too much before.
  Publish(31, 3, with_id(Activities(6, {"five_ones.talk"}), "more"));
  EXPECT_THAT(BelowWhen(2, city), SizeIs(1));
}

TEST_F(FindingsBelowTest, APackForOneSubtreeLeavesTheOthersAlone) {
  Publish(30, 3, Youths(100));
  Publish(40, 4, Youths(100));
  policy::RulePack rules = Youths(20);
  rules.scope.subtree_ids = {Id(4)};
  const auto findings = BelowWhen(1, rules);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].rule.organization_id, Id(4));
}

TEST_F(FindingsBelowTest, FindingsStandInTheOrderOfOrganizationsAndPacks) {
  Publish(40, 4, Youths(100));
  Publish(31, 3, Youths(100));
  Publish(32, 3, Youths(90));
  std::vector<std::string> packs;
  for (const RuleFinding& finding : BelowWhen(1, Youths(20))) {
    packs.push_back(finding.rule.rule_pack_id);
  }
  EXPECT_THAT(packs, ElementsAre(Id(31), Id(32), Id(40)));
}

// Packs that the guard is not asked about would have raised nothing.
TEST_F(FindingsBelowTest, NothingIsPassedBy) {
  std::mt19937 random(2017);
  const auto below = [&random](int end) { return static_cast<int>(random() % end); };
  const auto subject = [&]() -> policy::Subject {
    policy::Subject any;
    if (below(2) == 0) {
      any.appointment_types = {static_cast<policy::AppointmentType>(below(3))};
    }
    if (below(4) == 0) any.many_youth = below(2) == 0;
    return any;
  };
  const auto period = [&]() -> std::optional<PeriodKind> {
    if (below(6) == 0) return std::nullopt;
    return static_cast<PeriodKind>(below(7));
  };
  const std::vector<std::string> kinds = {"five_ones.talk", "five_ones.visit", "five_ones.help"};
  const auto pack = [&] {
    policy::RulePack rules{
        .document = {.issuer = "团委", .number = "1号", .issue_day = Day("2017-05-17")}};
    const auto effective = [&] {
      return Period{Day("2017-01-01") + 100 * below(2),
                    below(3) == 0 ? Day("2018-01-01") : kOpenEnd};
    };
    for (int i = below(3); i > 0; --i) {
      policy::Duty duty{.duty_id = absl::StrCat("duty_", i),
                        .title = "五个一",
                        .subject = subject(),
                        .required_count = below(4),
                        .period = period(),
                        .effective = effective(),
                        .voluntary = below(5) == 0};
      for (const std::string& kind : kinds) {
        if (below(2) == 0) duty.kind_ids.push_back(kind);
      }
      if (below(4) == 0) duty.kind_coverage = policy::KindCoverage::kRequired;
      if (i > 1 && below(3) == 0) duty.may_also_count = {absl::StrCat("duty_", i - 1)};
      rules.duties.push_back(duty);
    }
    for (int i = below(3); i > 0; --i) {
      rules.contact_quotas.push_back({.contact_quota_id = absl::StrCat("quota_", i),
                                      .title = "联系青年",
                                      .subject = subject(),
                                      .object = static_cast<policy::ContactObject>(below(2)),
                                      .required_count = 1 + below(3),
                                      .effective = effective(),
                                      .voluntary = below(5) == 0});
    }
    for (int i = below(3); i > 0; --i) {
      policy::Cadence cadence{.cadence_id = absl::StrCat("cadence_", i),
                              .title = "有声音",
                              .subject = subject(),
                              .metric = static_cast<policy::CadenceMetric>(below(2)),
                              .kind_ids = {"online.voice"},
                              .period = period(),
                              .required_count = below(3),
                              .effective = effective(),
                              .voluntary = below(5) == 0};
      if (below(4) == 0) cadence.reach_above_percent = 10 * below(3);
      rules.cadences.push_back(cadence);
    }
    return rules;
  };
  int raised = 0;
  for (int i = 0; i < 3000; ++i) {
    const policy::RulePack first = pack();
    policy::RulePack second = below(3) == 0 ? policy::RulePack() : pack();
    if (below(2) == 0) {
      for (policy::Duty& duty : second.duties) absl::StrAppend(&duty.duty_id, "_too");
    }
    const policy::RulePack upper = below(5) == 0 ? first : pack();
    PolicyBook book(tree_, EncodeNothing);
    ASSERT_THAT(
        book.Apply(
            {.published = {{.rule_pack_id = Id(30), .organization_id = Id(3), .rules = first},
                           {.rule_pack_id = Id(31), .organization_id = Id(3), .rules = second}}}),
        IsOk());
    const auto found =
        FindBelow(tree_, *book.Get(),
                  {.source = {.organization_id = Id(1)}, .rules = &upper, .in_force = kEver},
                  Day("2017-05-17"));
    const auto placed = [](int organization, int step, const policy::RulePack& rules) {
      return policy::PlacedPack{
          .organization_id = Id(organization), .step = step, .rules = &rules, .in_force = kEver};
    };
    const std::vector<policy::PlacedPack> above = {placed(1, 0, upper), placed(3, 2, first)};
    size_t raises = policy::FindRaises(placed(3, 2, first), {above.data(), 1}).size();
    for (const policy::Raise& raise : policy::FindRaises(placed(3, 2, second), above)) {
      raises += raise.ceiling.pack == &above[0] ? 1 : 0;
    }
    ASSERT_EQ(found.size(), raises) << "case " << i;
    raised += raises == 0 ? 0 : 1;
  }
  EXPECT_GT(raised, 300);
}

TEST_F(FindingsBelowTest, APackForAPartOfAnothersSubtreeIsAboveIt) {
  Publish(20, 2, Youths(100));
  policy::RulePack rules = Youths(20);
  rules.scope.subtree_ids = {Id(3)};
  EXPECT_THAT(BelowWhen(1, rules), SizeIs(1));
}

TEST_F(FindingsBelowTest, PacksForDifferentSubtreesNeverMeet) {
  ASSERT_THAT(tree_.Apply({.created = {School(5, 2)}}), IsOk());
  policy::RulePack other = Youths(100);
  other.scope.subtree_ids = {Id(5)};
  Publish(20, 2, other);
  policy::RulePack rules = Youths(20);
  rules.scope.subtree_ids = {Id(3)};
  EXPECT_THAT(BelowWhen(1, rules), IsEmpty());
}

TEST_F(FindingsBelowTest, KindsThatHaveToOccurAskForAsMany) {
  policy::RulePack lower = Activities(1, {"five_ones.talk", "five_ones.visit", "five_ones.help"});
  lower.duties[0].kind_coverage = policy::KindCoverage::kRequired;
  Publish(30, 3, lower);
  EXPECT_THAT(BelowWhen(1, Activities(1, {"five_ones.talk", "five_ones.visit", "five_ones.help"})),
              SizeIs(1));
}

TEST_F(FindingsBelowTest, CadencesOfOneMetricAreTakenTogether) {
  const auto voices = [](int count) {
    policy::RulePack rules{
        .document = {.issuer = "团委", .number = "1号", .issue_day = Day("2017-05-17")}};
    for (int i = 0; i < count; ++i) {
      rules.cadences.push_back({.cadence_id = absl::StrCat("voice_", i),
                                .title = "有声音",
                                .kind_ids = {absl::StrCat("online.voice_", i)},
                                .period = PeriodKind::kIsoWeek,
                                .required_count = 1,
                                .effective = {.first = Day("2017-05-18"), .end = kOpenEnd}});
    }
    return rules;
  };
  Publish(30, 3, voices(2));
  EXPECT_THAT(BelowWhen(1, voices(1)), SizeIs(1));
}

TEST_F(FindingsBelowTest, TwoPacksOfOneLevelAreTakenTogether) {
  Publish(30, 3, Activities(5, {"five_ones.talk"}));
  policy::RulePack second = Activities(5, {"five_ones.visit"});
  Publish(31, 3, second);
  // Of one id they are one duty.
  EXPECT_THAT(BelowWhen(1, Activities(5, {"five_ones.talk", "five_ones.visit"})), IsEmpty());
  second.duties[0].duty_id = "visits";
  Publish(32, 3, second);
  const auto findings = BelowWhen(1, Activities(5, {"five_ones.talk", "five_ones.visit"}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].rule.rule_pack_id, Id(32));
}

}  // namespace
}  // namespace xinqiao::registry
