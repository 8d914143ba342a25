#include "services/registry/domain/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

// It is 17 May 2017. The school publishes, under a city under a province.
class PublicationTest : public ::testing::Test {
 protected:
  static policy::RulePack Rules(const std::string& number) {
    return {.document = {.issuer = "共青团泉州师范学院委员会",
                         .number = number,
                         .title = "通知",
                         .issue_day = Day("2017-05-17")}};
  }

  static policy::Duty Activities(int count) {
    return {.duty_id = "fiv_02",
            .title = "五个一",
            .requirement_ids = {"FIV-02"},
            .kind_ids = {"five_ones.heart_talk"},
            .required_count = count,
            .period = PeriodKind::kTwoMonths,
            .effective = {.first = Day("2017-05-18"), .end = Day("2018-01-01")}};
  }

  static policy::ContactQuota Youths(int count) {
    return {.contact_quota_id = "con_04",
            .title = "联系青年",
            .requirement_ids = {"CON-04"},
            .subject = {.appointment_types = {policy::AppointmentType::kPartTime}},
            .required_count = count,
            .effective = {.first = Day("2017-05-18"), .end = kOpenEnd}};
  }

  // A pack that is there already.
  void Add(const std::string& id, const std::string& organization_id, policy::RulePack rules,
           std::vector<std::string> subtree_ids = {}) {
    facts_.packs.push_back({.rule_pack_id = id,
                            .organization_id = organization_id,
                            .document_number = rules.document.number,
                            .version = 1,
                            .in_force = rules.in_force,
                            .subtree_ids = subtree_ids});
    rules.scope.subtree_ids = std::move(subtree_ids);
    rules_.push_back(std::move(rules));
  }

  absl::StatusOr<AcceptedRules> Judged() {
    return Judge({.draft = draft_,
                  .day = Day("2017-05-17"),
                  .facts = facts_,
                  .rules = rules_,
                  .calendar = calendar_});
  }

  NewRulePack draft_ = {.organization_id = "school", .rules = Rules("20号")};
  PublicationFacts facts_ = {.kind_ids = {"five_ones.heart_talk"},
                             .version = 2,
                             .path = {{"province", OrganizationLevel::kProvince},
                                      {"city", OrganizationLevel::kCity},
                                      {"school", OrganizationLevel::kSchool}}};
  std::vector<policy::RulePack> rules_;
  WorkdayCalendar calendar_;
};

TEST_F(PublicationTest, AGoodPackHasNoWarnings) {
  draft_.rules.duties = {Activities(5)};
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->warnings, IsEmpty());
  EXPECT_THAT(accepted->findings, IsEmpty());
  EXPECT_EQ(accepted->rules, draft_.rules);
}

TEST_F(PublicationTest, WhatBeganBeforeItWasMadeKnownIsAWarning) {
  draft_.rules.duties = {Activities(5)};
  draft_.rules.duties[0].effective.first = Day("2017-04-01");
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->warnings, ElementsAre(HasSubstr("duties[0].effective.start_day: begins")));
}

TEST_F(PublicationTest, EveryViolationIsToldAtOnce) {
  draft_.rules.duties = {Activities(5)};
  draft_.rules.document.issuer = "";
  draft_.rules.document.issue_day = Day("2017-05-18");
  draft_.rules.scope.subtree_ids = {"college", "elsewhere"};
  draft_.rules.in_force = Period{Day("2017-05-01"), kOpenEnd};
  draft_.supersedes_id = "old";
  facts_.kind_ids.clear();
  facts_.ways = {{"college", {"college", "school", "city", "province"}},
                 {"elsewhere", {"elsewhere", "city", "province"}}};
  const std::vector<std::string> wrong = WrongFields(Judged().status());
  EXPECT_THAT(wrong, ::testing::IsSupersetOf(
                         {"rule_pack.document.issue_day", "rule_pack.document.issuer",
                          "rule_pack.duties[0].kind_ids[0]", "rule_pack.in_force.start_day",
                          "rule_pack.scope.subtrees[1]"}));
  EXPECT_THAT(wrong, ::testing::Not(::testing::Contains("rule_pack.scope.subtrees[0]")));
}

TEST_F(PublicationTest, ThePublisherMustStand) {
  facts_.path.clear();
  EXPECT_THAT(Judged(), FailsWith("ORGANIZATION_NOT_VALID"));
}

TEST_F(PublicationTest, AClosedPeriodIsAWarning) {
  policy::RulePack closing = Rules("1号");
  closing.book_closings = {{.book_closing_id = "quarter",
                            .period = PeriodKind::kQuarter,
                            .after_working_days = 5,
                            .effective = {.first = Day("2017-01-01"), .end = kOpenEnd}}};
  Add("closing", "city", closing);
  draft_.rules.duties = {Activities(5)};
  draft_.rules.duties[0].effective.first = Day("2017-03-01");
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->warnings, ::testing::Contains(::testing::AllOf(
                                      HasSubstr("duties[0].effective"), HasSubstr("clos"))));
}

// S1's 100 youths for part-time cadres, under the 20 that the city asks for (CON-02, CON-04).
TEST_F(PublicationTest, WhatRaisesALevelAboveIsRefusedWithBothRules) {
  policy::RulePack city = Rules("榆团办发【2016】23号");
  city.contact_quotas = {Youths(20)};
  Add("city-pack", "city", city);
  draft_.rules.contact_quotas = {Youths(100)};
  const auto refused = Judged();
  EXPECT_THAT(refused, FailsWith("RULES_RAISED"));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  const std::vector<FieldViolation> violations = Violations(refused.status());
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].field, "rule_pack.contact_quotas[0]");
  EXPECT_THAT(violations[0].description, HasSubstr("100"));
  EXPECT_THAT(violations[0].description, HasSubstr("20"));
  EXPECT_THAT(violations[0].description, HasSubstr("榆团办发【2016】23号"));

  draft_.rules.contact_quotas = {Youths(20)};
  EXPECT_THAT(Judged(), IsOk());
}

TEST_F(PublicationTest, WhatRaisesIsStoredAsVoluntaryWhenAskedTo) {
  policy::RulePack city = Rules("榆团办发【2016】23号");
  city.contact_quotas = {Youths(20)};
  Add("city-pack", "city", city);
  draft_.rules.contact_quotas = {Youths(100)};
  draft_.rules.duties = {Activities(5)};
  draft_.raise_handling = RaiseHandling::kStoreAsVoluntary;
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_TRUE(accepted->made_voluntary);
  EXPECT_TRUE(accepted->rules.contact_quotas[0].voluntary);
  EXPECT_FALSE(accepted->rules.duties[0].voluntary);
  ASSERT_THAT(accepted->findings, SizeIs(1));
  const RuleFinding& finding = accepted->findings[0];
  EXPECT_TRUE(finding.stored_as_voluntary);
  EXPECT_EQ(finding.rule.field, "contact_quotas[0]");
  EXPECT_EQ(finding.rule.version, 2);
  EXPECT_EQ(finding.rule.level, OrganizationLevel::kSchool);
  EXPECT_EQ(finding.ceiling, (RuleSource{.organization_id = "city",
                                         .rule_pack_id = "city-pack",
                                         .version = 1,
                                         .issuer = "共青团泉州师范学院委员会",
                                         .document_number = "榆团办发【2016】23号",
                                         .field = "contact_quotas[0]",
                                         .level = OrganizationLevel::kCity}));
}

TEST_F(PublicationTest, NobodyRaisesAnOwnNumberByASecondPack) {
  policy::RulePack own = Rules("19号");
  own.duties = {Activities(5)};
  Add("own", "school", own);
  draft_.rules.duties = {Activities(6)};
  EXPECT_THAT(Judged(), FailsWith("RULES_RAISED"));

  // Under nobody above, a pack that takes the place of its own may.
  draft_.supersedes_id = "own";
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->in_force, Optional(Period{Day("2017-05-17"), kOpenEnd}));
  ASSERT_TRUE(accepted->superseded.has_value());
  EXPECT_THAT(accepted->superseded->in_force,
              Optional(Period{Day("2017-05-17"), Day("2017-05-17")}));
}

TEST_F(PublicationTest, WhatItSupersedesEndsOnItsFirstDay) {
  Add("own", "school", Rules("19号"));
  rules_[0].document.issue_day = Day("2017-01-01");
  draft_.supersedes_id = "own";
  draft_.rules.in_force = Period{Day("2017-09-01"), kOpenEnd};
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->superseded->in_force,
              Optional(Period{Day("2017-01-01"), Day("2017-09-01")}));

  facts_.packs[0].in_force = Period{Day("2017-01-01"), Day("2017-09-01")};
  EXPECT_THAT(Judged(), FailsWith("RULE_PACK_NOT_IN_FORCE"));
  draft_.supersedes_id = "none";
  EXPECT_THAT(Judged(), FailsWith("RULE_PACK_NOT_FOUND"));
}

TEST_F(PublicationTest, WhatEndedOrIsForAnotherSubtreeSetsNothing) {
  policy::RulePack city = Rules("榆团办发【2016】23号");
  city.contact_quotas = {Youths(20)};
  draft_.rules.contact_quotas = {Youths(100)};
  city.in_force = Period{Day("2017-06-01"), Day("2017-06-01")};
  Add("never", "city", city);
  EXPECT_THAT(Judged(), IsOk());

  city.in_force = std::nullopt;
  Add("elsewhere", "city", city, {"other"});
  facts_.ways["other"] = {"other", "city", "province"};
  EXPECT_THAT(Judged(), IsOk());
  facts_.ways["other"] = {"other", "school", "city", "province"};
  EXPECT_THAT(Judged(), FailsWith("RULES_RAISED"));
}

TEST_F(PublicationTest, WhatSupersedesBeginsTodayAndIsNotLate) {
  Add("old", "school", Rules("19号"));
  draft_.supersedes_id = "old";
  draft_.rules.duties = {Activities(5)};
  draft_.rules.duties[0].effective.first = Day("2017-04-01");
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->in_force, (Period{Day("2017-05-17"), kOpenEnd}));
  EXPECT_EQ(accepted->rules.in_force, std::nullopt);
  EXPECT_THAT(accepted->warnings, IsEmpty());
}

TEST_F(PublicationTest, BooksThatAnEarlierRuleClosedStayClosed) {
  policy::RulePack city = Rules("1号");
  city.book_closings = {{.book_closing_id = "quarter",
                         .title = "季度",
                         .period = PeriodKind::kQuarter,
                         .after_working_days = 10,
                         .effective = {Day("2016-01-01"), Day("2017-05-01")}}};
  Add("city", "city", city);
  draft_.rules.duties = {Activities(5)};
  draft_.rules.duties[0].effective.first = Day("2017-02-01");
  const auto accepted = Judged();
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->warnings, SizeIs(2)) << "A-45, and the books of the first quarter";
  // The pack that had the rule ended before it could close anything.
  facts_.packs[0].in_force = Period{Day("2016-01-01"), Day("2017-03-01")};
  EXPECT_THAT(Judged()->warnings, SizeIs(1));
}

// only who stands below the publisher can be compared.
TEST_F(PublicationTest, WhoIsComparedStandsBelowThePublisher) {
  draft_.rules.evaluations = {{.evaluation_id = "ranking",
                               .title = "排名",
                               .requirement_ids = {"ASM-02"},
                               .cohorts = {{.title = "学院",
                                            .subject = {.of = policy::Subject::Of::kOrganizations},
                                            .organization_ids = {"college", "elsewhere"}}}}};
  facts_.ways = {{"college", {"college", "school", "city", "province"}},
                 {"elsewhere", {"elsewhere", "city", "province"}}};
  EXPECT_THAT(WrongFields(Judged().status()),
              ElementsAre("rule_pack.evaluations[0].cohorts[0].organizations[1]"));
}

}  // namespace
}  // namespace xinqiao::registry
