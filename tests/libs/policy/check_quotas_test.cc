#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "absl/time/civil_time.h"
#include "tests/libs/policy/good_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::IsEmpty;

TEST(CheckQuotasTest, NamesTheFieldOfEachProblem) {
  const Spoiled cases[] = {
      {"contact_quotas[0].contact_quota_id",
       [](RulePack& p) { p.contact_quotas[0].contact_quota_id = "CON"; }},
      {"contact_quotas[1].contact_quota_id",
       [](RulePack& p) { p.contact_quotas.push_back(p.contact_quotas[0]); }},
      {"contact_quotas[0].title", [](RulePack& p) { p.contact_quotas[0].title = ""; }},
      {"contact_quotas[0].requirement_ids",
       [](RulePack& p) { p.contact_quotas[0].requirement_ids = {}; }},
      {"contact_quotas[0].subject",
       [](RulePack& p) { p.contact_quotas[0].subject.of = Subject::Of::kOrganizations; }},
      {"contact_quotas[0].subject.organization_levels",
       [](RulePack& p) {
         p.scope.organization_levels = {OrganizationLevel::kCity};
         p.contact_quotas[0].subject.organization_levels = {OrganizationLevel::kCounty};
       }},
      {"contact_quotas[0].required_count",
       [](RulePack& p) { p.contact_quotas[0].required_count = 0; }},
      {"contact_quotas[0].required_count",
       [](RulePack& p) {
         p.contact_quotas[0].required_count = 100'001;
         p.contact_quotas[0].max_count = 0;
       }},
      {"contact_quotas[0].max_count", [](RulePack& p) { p.contact_quotas[0].max_count = 2; }},
      {"contact_quotas[0].max_count", [](RulePack& p) { p.contact_quotas[0].max_count = 100'001; }},
      {"contact_quotas[0].effective",
       [](RulePack& p) { p.contact_quotas[0].effective.end = kIssued; }},
      {"cadences[0].cadence_id", [](RulePack& p) { p.cadences[0].cadence_id = ""; }},
      {"cadences[0].subject",
       [](RulePack& p) { p.cadences[0].subject.of = Subject::Of::kOrganizations; }},
      {"cadences[0].kind_ids", [](RulePack& p) { p.cadences[0].kind_ids = {}; }},
      {"cadences[0].kind_ids[0]", [](RulePack& p) { p.cadences[0].kind_ids = {"c.one"}; }},
      {"cadences[0].required_count", [](RulePack& p) { p.cadences[0].required_count = -1; }},
      {"cadences[0].required_count", [](RulePack& p) { p.cadences[0].required_count = 3651; }},
      {"cadences[0].reach_above_percent",
       [](RulePack& p) { p.cadences[0].reach_above_percent = 100; }},
      {"cadences[0].reach_above_percent",
       [](RulePack& p) { p.cadences[0].reach_above_percent = -1; }},
      {"cadences[0].reach_above_percent",
       [](RulePack& p) { p.cadences[0].metric = CadenceMetric::kVoice; }},
      {"cadences[0].effective.end_day",
       [](RulePack& p) {
         p.cadences[0].period = std::nullopt;
         p.cadences[0].required_count = 0;
         p.cadences[0].effective.end = kOpenEnd;
       }},
      {"ceilings[0].ceiling_id", [](RulePack& p) { p.ceilings[0].ceiling_id = "x-y"; }},
      {"ceilings[0].covers", [](RulePack& p) { p.ceilings[0].covers = {}; }},
      {"ceilings[0].covers[1]",
       [](RulePack& p) {
         p.ceilings[0].covers = {CeilingScope::kFrequency, CeilingScope::kFrequency};
       }},
      {"ceilings[0].effective", [](RulePack& p) { p.ceilings[0].effective.end = kIssued; }},
      {"task_emphases[0].subject",
       [](RulePack& p) { p.task_emphases[0].subject.of = Subject::Of::kOrganizations; }},
      {"task_emphases[0].tasks", [](RulePack& p) { p.task_emphases[0].tasks = {}; }},
      {"task_emphases[0].tasks[1]", [](RulePack& p) { p.task_emphases[0].tasks[1] = " "; }},
      {"task_emphases[0].requirement_ids[0]",
       [](RulePack& p) { p.task_emphases[0].requirement_ids = {"C-02"}; }},
  };
  ExpectOneProblemEach(cases);
}

// CDN-04: “日常”, no number; the figure is reported only.
TEST(CheckQuotasTest, ACadenceMayAskForNothing) {
  RulePack pack = Good();
  pack.cadences[0].metric = CadenceMetric::kVoice;
  pack.cadences[0].required_count = 0;
  pack.cadences[0].reach_above_percent = std::nullopt;
  pack.cadences[0].period = std::nullopt;
  pack.cadences[0].effective.end = kOpenEnd;
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems, IsEmpty());
}

TEST(CheckQuotasTest, AnUpperEndMayBeTheFloorItself) {
  RulePack pack = Good();
  pack.contact_quotas[0].max_count = pack.contact_quotas[0].required_count;
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems, IsEmpty());
}

}  // namespace
}  // namespace xinqiao::policy
