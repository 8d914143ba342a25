#include "services/registry/domain/replaced_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using policy::AppointmentType;
using policy::RuleType;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;

// It is 17 May 2017. The school publishes, under a city under a province.
class ReplacedRulesTest : public ::testing::Test {
 protected:
  static policy::ContactQuota Youths(int count, std::vector<AppointmentType> types,
                                     const std::string& id = "con_04") {
    return {.contact_quota_id = id,
            .title = "联系青年",
            .subject = {.appointment_types = std::move(types)},
            .required_count = count,
            .effective = {.first = Day("2017-05-18"), .end = kOpenEnd}};
  }

  static policy::Duty Activities(int count) {
    return {.duty_id = "fiv_02",
            .required_count = count,
            .period = PeriodKind::kTwoMonths,
            .effective = {.first = Day("2017-05-18"), .end = Day("2018-01-01")}};
  }

  void Add(const std::string& id, const std::string& organization_id,
           const policy::RulePack& rules) {
    facts_.packs.push_back(
        {.rule_pack_id = id, .organization_id = organization_id, .in_force = rules.in_force});
    rules_.push_back(rules);
  }

  // Such as "city contact_quotas[0]: 联系团员青年20名".
  std::vector<std::string> Replaced(RuleType type) const {
    std::vector<std::string> lines;
    const PublicationCase publication{.draft = draft_,
                                      .day = Day("2017-05-17"),
                                      .facts = facts_,
                                      .rules = rules_,
                                      .calendar = calendar_};
    for (const ReplacedRule& each : FindReplaced(publication, {.type = type, .index = 0})) {
      lines.push_back(
          absl::StrCat(each.source.rule_pack_id, " ", each.source.field, ": ", each.asks));
    }
    return lines;
  }

  NewRulePack draft_ = {.organization_id = "school"};
  PublicationFacts facts_ = {.path = {{"province", OrganizationLevel::kProvince},
                                      {"city", OrganizationLevel::kCity},
                                      {"school", OrganizationLevel::kSchool}}};
  std::vector<policy::RulePack> rules_;
  WorkdayCalendar calendar_;
};

TEST_F(ReplacedRulesTest, AreAllThatSayTheSameTheNearestFirst) {
  Add("province", "province", {.contact_quotas = {Youths(50, {}, "con_01")}});
  Add("city", "city", {.contact_quotas = {Youths(20, {}, "con_02")}});
  Add("own", "school", {.contact_quotas = {Youths(15, {})}});
  Add("own-newer", "school", {.contact_quotas = {Youths(12, {})}});
  draft_.rules = {.duties = {Activities(5)}, .contact_quotas = {Youths(10, {})}};
  EXPECT_THAT(Replaced(RuleType::kContactQuota),
              ElementsAre("own-newer contact_quotas[0]: 联系团员青年12名",
                          "own contact_quotas[0]: 联系团员青年15名",
                          "city contact_quotas[0]: 联系团员青年20名",
                          "province contact_quotas[0]: 联系团员青年50名"));
  EXPECT_THAT(Replaced(RuleType::kDuty), IsEmpty());
}

// CON-01 to CON-03: three classes of cadres, of which one quota for all takes the place.
TEST_F(ReplacedRulesTest, OneRuleMayTakeThePlaceOfSeveralOfAPack) {
  Add("city", "city",
      {.contact_quotas = {Youths(100, {AppointmentType::kFullTime}, "con_01"),
                          Youths(20, {AppointmentType::kPartTime}, "con_02")}});
  draft_.rules.contact_quotas = {Youths(10, {})};
  EXPECT_THAT(Replaced(RuleType::kContactQuota),
              ElementsAre("city contact_quotas[0]: 联系团员青年100名",
                          "city contact_quotas[1]: 联系团员青年20名"));
  draft_.rules.contact_quotas = {Youths(10, {AppointmentType::kPartTime})};
  EXPECT_THAT(Replaced(RuleType::kContactQuota),
              ElementsAre("city contact_quotas[1]: 联系团员青年20名"));
}

TEST_F(ReplacedRulesTest, AreOnlyThoseThatCanMeanTheSamePost) {
  policy::RulePack city{.contact_quotas = {Youths(20, {})}};
  city.contact_quotas[0].subject.organization_levels = {policy::OrganizationLevel::kCollege};
  city.contact_quotas[0].subject.many_youth = true;
  Add("city", "city", city);
  draft_.rules.contact_quotas = {Youths(10, {})};
  policy::Subject& subject = draft_.rules.contact_quotas[0].subject;
  EXPECT_THAT(Replaced(RuleType::kContactQuota), ::testing::SizeIs(1));
  subject.many_youth = false;
  EXPECT_THAT(Replaced(RuleType::kContactQuota), IsEmpty());
  subject.many_youth.reset();
  subject.organization_levels = {policy::OrganizationLevel::kSchool};
  EXPECT_THAT(Replaced(RuleType::kContactQuota), IsEmpty());
  // Nor where the packs are for other organizations.
  subject = {};
  draft_.rules.scope.organization_levels = {policy::OrganizationLevel::kSchool};
  EXPECT_THAT(Replaced(RuleType::kContactQuota), IsEmpty());
  draft_.rules.scope.organization_levels = {policy::OrganizationLevel::kCollege};
  EXPECT_THAT(Replaced(RuleType::kContactQuota), ::testing::SizeIs(1));
}

TEST_F(ReplacedRulesTest, AreOnlyThoseOfTheSameDays) {
  Add("ended", "city",
      {.duties = {Activities(5)}, .in_force = Period{Day("2016-01-01"), Day("2017-06-01")}});
  draft_.rules.duties = {Activities(4)};
  EXPECT_THAT(Replaced(RuleType::kDuty), ElementsAre("ended duties[0]: 每2个月5次"));
  draft_.rules.in_force = Period{Day("2017-06-01"), kOpenEnd};
  EXPECT_THAT(Replaced(RuleType::kDuty), IsEmpty());
}

// Its successor in the new version says whom the rule means from then on.
TEST_F(ReplacedRulesTest, OfWhatIsSupersededTheSameIdIsTheSameRule) {
  policy::RulePack old{.duties = {Activities(5)}};
  old.duties[0].subject.appointment_types = {AppointmentType::kFullTime};
  old.duties[0].effective = {Day("2016-01-01"), Day("2017-01-01")};
  Add("old", "school", old);
  draft_.rules.duties = {Activities(6)};
  draft_.rules.duties[0].subject.appointment_types = {AppointmentType::kPartTime};
  EXPECT_THAT(Replaced(RuleType::kDuty), IsEmpty());
  draft_.supersedes_id = "old";
  EXPECT_THAT(Replaced(RuleType::kDuty), ElementsAre("old duties[0]: 每2个月5次"));
}

TEST_F(ReplacedRulesTest, WhatIsForEverybodyMeetsWhoeverIsCompared) {
  policy::Evaluation ranking{.evaluation_id = "ranking"};
  Add("city", "city", {.evaluations = {ranking}});
  ranking.cohorts = {{.subject = {.of = policy::Subject::Of::kOrganizations}}};
  draft_.rules.evaluations = {ranking};
  EXPECT_THAT(Replaced(RuleType::kEvaluation), ::testing::SizeIs(1));
  rules_[0].evaluations[0].cohorts = {{.subject = {.of = policy::Subject::Of::kPosts}}};
  EXPECT_THAT(Replaced(RuleType::kEvaluation), IsEmpty());
}

// A-45, S0: dated 17 May 2017, with deadlines of April.
TEST(PastDaysTest, AreThoseOverBeforeTheDay) {
  const policy::RulePack rules = {
      .duties = {{.effective = {Day("2017-01-01"), Day("2017-05-17")}},
                 {.effective = {Day("2017-01-01"), Day("2017-05-18")}}},
      .schedule_items = {{.window = {Day("2017-03-01"), Day("2017-05-01")}}},
      .deadlines = {{.due_day = Day("2017-04-12")}, {.due_day = Day("2017-05-17")}},
      .reports = {{.due_days = {Day("2017-03-15"), Day("2017-04-15"), Day("2017-06-15")}}},
      .switches = {{}},
      .ceilings = {{.effective = {Day("2017-01-01"), kOpenEnd}}}};
  const auto past = [&rules](RuleType type, size_t index) {
    return PastDays(rules, {.type = type, .index = index}, Day("2017-05-17"));
  };
  EXPECT_THAT(past(RuleType::kDuty, 0), ElementsAre(Day("2017-05-16")));
  EXPECT_THAT(past(RuleType::kDuty, 1), IsEmpty());
  EXPECT_THAT(past(RuleType::kScheduleItem, 0), ElementsAre(Day("2017-04-30")));
  EXPECT_THAT(past(RuleType::kDeadline, 0), ElementsAre(Day("2017-04-12")));
  EXPECT_THAT(past(RuleType::kDeadline, 1), IsEmpty());
  EXPECT_THAT(past(RuleType::kReport, 0), ElementsAre(Day("2017-03-15"), Day("2017-04-15")));
  EXPECT_THAT(past(RuleType::kSwitch, 0), IsEmpty());
  EXPECT_THAT(past(RuleType::kCeiling, 0), IsEmpty());
}

}  // namespace
}  // namespace xinqiao::registry
