#include "services/registry/domain/packs_around.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;

// The school publishes on 17 May 2017, under a city under a province.
class PacksAroundTest : public ::testing::Test {
 protected:
  void Add(const std::string& id, const std::string& organization_id,
           std::vector<std::string> subtree_ids = {}) {
    facts_.packs.push_back({.rule_pack_id = id,
                            .organization_id = organization_id,
                            .document_number = "1号",
                            .version = 3,
                            .subtree_ids = std::move(subtree_ids)});
    rules_.push_back({.document = {.issuer = "团委"}});
  }

  PublicationCase Case() const {
    return {.draft = draft_,
            .day = Day("2017-05-17"),
            .facts = facts_,
            .rules = rules_,
            .calendar = calendar_};
  }

  std::vector<std::string> Around(const std::optional<PublishedRulePack>& superseded = {}) const {
    std::vector<std::string> ids;
    for (const PackAround& each : PacksAround(Case(), superseded)) {
      ids.push_back(each.pack.rule_pack_id);
    }
    return ids;
  }

  NewRulePack draft_ = {.organization_id = "school"};
  PublicationFacts facts_ = {.path = {{"province", OrganizationLevel::kProvince},
                                      {"city", OrganizationLevel::kCity},
                                      {"school", OrganizationLevel::kSchool}}};
  std::vector<policy::RulePack> rules_;
  WorkdayCalendar calendar_;
};

TEST_F(PacksAroundTest, AreThoseOfThePathThatReachThePublisher) {
  Add("p", "province");
  Add("own", "school");
  Add("elsewhere", "city", {"other"});
  Add("college", "city", {"college"});
  facts_.ways = {{"other", {"other", "city", "province"}},
                 {"college", {"college", "school", "city", "province"}}};
  EXPECT_THAT(Around(), ElementsAre("p", "own", "college"));
  // The draft is for another college alone.
  draft_.rules.scope.subtree_ids = {"sister"};
  facts_.ways["sister"] = {"sister", "school", "city", "province"};
  EXPECT_THAT(Around(), ElementsAre("p", "own"));
}

TEST_F(PacksAroundTest, NeverInForceIsNotThere) {
  Add("own", "school");
  PublishedRulePack superseded = facts_.packs[0];
  superseded.in_force = Period{Day("2017-05-17"), Day("2017-05-17")};
  EXPECT_THAT(Around(), ElementsAre("own"));
  EXPECT_THAT(Around(superseded), IsEmpty());
}

TEST_F(PacksAroundTest, ARuleComesFromItsPack) {
  Add("p", "province");
  Add("c", "city");
  const PublicationCase publication = Case();
  const std::vector<PackAround> around = PacksAround(publication, std::nullopt);
  EXPECT_EQ(around[1].pack.step, 1);
  EXPECT_EQ(SourceOf(publication, around[1], {policy::RuleType::kDuty, 2}),
            (RuleSource{.organization_id = "city",
                        .rule_pack_id = "c",
                        .version = 3,
                        .issuer = "团委",
                        .document_number = "1号",
                        .field = "duties[2]",
                        .level = OrganizationLevel::kCity}));
}

TEST_F(PacksAroundTest, WhatSupersedesBeginsTodayIfItDoesNotSay) {
  EXPECT_EQ(InForceOfDraft(Case()), std::nullopt);
  draft_.supersedes_id = "own";
  const Period from_today{Day("2017-05-17"), kOpenEnd};
  EXPECT_EQ(InForceOfDraft(Case()), from_today);
  const policy::PlacedPack placed = PlaceDraft(Case(), draft_.rules);
  EXPECT_EQ(placed.in_force, from_today);
  EXPECT_EQ(placed.step, 2);
  draft_.rules.in_force = Period{Day("2017-09-01"), kOpenEnd};
  EXPECT_EQ(InForceOfDraft(Case()), draft_.rules.in_force);
}

}  // namespace
}  // namespace xinqiao::registry
