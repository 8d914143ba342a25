#include "services/assessment/feed/fact_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/assessment/feed/events.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::ActivityEvent;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FiveOnesPack;
using ::xinqiao::testing::IsOkAndHolds;
using ::xinqiao::testing::KindEvent;
using ::xinqiao::testing::ManyYouthEvent;
using ::xinqiao::testing::OrganizationClosedEvent;
using ::xinqiao::testing::OrganizationCreatedEvent;
using ::xinqiao::testing::PackEndedEvent;
using ::xinqiao::testing::PackEvent;
using ::xinqiao::testing::PostCreatedEvent;

TEST(FactCodecTest, ReadsEachEventOfRegistry) {
  EXPECT_THAT(DecodeEvent("registry", OrganizationCreatedEvent("college", "top")),
              IsOkAndHolds(ElementsAre(
                  Fact(OrganizationCreated{.organization_id = "college",
                                           .parent_id = "top",
                                           .display_name = "college 团委",
                                           .kind = policy::OrganizationKind::kCollegeCommittee,
                                           .level = policy::OrganizationLevel::kCollege,
                                           .leading_body = true,
                                           .valid = {.first = Day("2015-09-01"), .end = kOpenEnd},
                                           .log = "log-1"}))));
  EXPECT_THAT(
      DecodeEvent("registry", OrganizationClosedEvent("branch", "college", "2017-06-01", "top")),
      IsOkAndHolds(ElementsAre(Fact(OrganizationChanged{
          .organization_id = "branch",
          .versions = {{.valid = {.first = Day("2015-09-01"), .end = Day("2017-06-01")},
                        .parent_id = "college",
                        .display_name = "branch 团委"},
                       {.valid = {.first = Day("2017-06-01"), .end = kOpenEnd},
                        .parent_id = "top",
                        .display_name = "branch 团委",
                        .closed = true}}}))));
  EXPECT_THAT(DecodeEvent("registry", PostCreatedEvent("post-1", "college")),
              IsOkAndHolds(ElementsAre(
                  Fact(PostCreated{.post_id = "post-1",
                                   .organization_id = "college",
                                   .person_id = "person-of-post-1",
                                   .title = "团委书记",
                                   .appointment_type = policy::AppointmentType::kSeconded,
                                   .rank_class = policy::RankClass::kSectionOrAbove,
                                   .leadership = true,
                                   .valid = {.first = Day("2016-09-01"), .end = kOpenEnd}}))));
  EXPECT_THAT(DecodeEvent("registry", PackEvent()),
              IsOkAndHolds(ElementsAre(Fact(RulePackPublished{.rule_pack_id = "pack-1",
                                                              .organization_id = "top",
                                                              .version = 3,
                                                              .publish_day = Day("2017-05-17"),
                                                              .rule_pack = FiveOnesPack()}))));
}

TEST(FactCodecTest, ReadsADecisionOnManyYouths) {
  const Fact decision =
      ManyYouthSet{.organization_id = "college", .many = true, .from_day = Day("2017-05-01")};
  EXPECT_THAT(DecodeEvent("registry", ManyYouthEvent("college", true, "2017-05-01")),
              IsOkAndHolds(ElementsAre(decision)));
  // One that was known when the organization was registered comes with it.
  registry::v1::Event event;
  ASSERT_TRUE(event.ParseFromString(OrganizationCreatedEvent("college", "top")));
  auto& many_youth = *event.mutable_organization_created()->mutable_many_youth();
  many_youth.set_many(true);
  many_youth.set_from_day("2017-05-01");
  EXPECT_THAT(DecodeEvent("registry", event.SerializeAsString()),
              IsOkAndHolds(ElementsAre(::testing::VariantWith<OrganizationCreated>(::testing::_),
                                       decision)));
}

TEST(FactCodecTest, ReadsWhereAPackIsInForceAndHowItEnds) {
  registry::v1::Event event;
  ASSERT_TRUE(event.ParseFromString(PackEvent()));
  auto& pack = *event.mutable_rule_pack_published();
  pack.mutable_in_force()->set_start_day("2017-05-01");
  pack.mutable_scope()->add_subtrees("organizations/01900000-0000-7000-8000-000000000001");
  policy::RulePack rules = FiveOnesPack();
  rules.in_force = {.first = Day("2017-05-01"), .end = kOpenEnd};
  rules.scope.subtree_ids = {"01900000-0000-7000-8000-000000000001"};
  EXPECT_THAT(DecodeEvent("registry", event.SerializeAsString()),
              IsOkAndHolds(ElementsAre(Fact(RulePackPublished{.rule_pack_id = "pack-1",
                                                              .organization_id = "top",
                                                              .version = 3,
                                                              .publish_day = Day("2017-05-17"),
                                                              .rule_pack = rules}))));
  EXPECT_THAT(DecodeEvent("registry", PackEndedEvent("2017-04-01", "2017-06-01")),
              IsOkAndHolds(ElementsAre(Fact(RulePackEnded{
                  .rule_pack_id = "pack-1",
                  .in_force = {.first = Day("2017-04-01"), .end = Day("2017-06-01")}}))));
  EXPECT_THAT(DecodeEvent("registry", PackEndedEvent("", "")),
              IsOkAndHolds(ElementsAre(Fact(RulePackEnded{.rule_pack_id = "pack-1"}))));
}

TEST(FactCodecTest, TheDayOfAnInstantIsThatOfTheBusinessZone) {
  EXPECT_THAT(DecodeEvent("ledger", ActivityEvent("act-1", {"post-1"})),
              IsOkAndHolds(ElementsAre(Fact(ActivityRecorded{.activity_id = "act-1",
                                                             .organization_id = "college",
                                                             .actor_post_ids = {"post-1"},
                                                             .kind_id = "five_ones.heart_talk",
                                                             .day = Day("2017-05-04"),
                                                             .record_day = Day("2017-05-05")}))));
}

TEST(FactCodecTest, BooksStatementsErasuresAndEpochsChangeNoFigureYet) {
  ledger::v1::Event events[5];
  events[0].mutable_participation_stated();
  events[1].mutable_books_closed();
  events[2].mutable_books_reopened();
  events[3].mutable_activity_redacted();
  events[4].mutable_epoch_started();
  for (const ledger::v1::Event& event : events) {
    EXPECT_THAT(DecodeEvent("ledger", event.SerializeAsString()), IsOkAndHolds(IsEmpty()));
  }
}

TEST(FactCodecTest, WhatANewerRegistryAddsToAPackIsLeftOutAndNamed) {
  registry::v1::Event event;
  ASSERT_TRUE(event.ParseFromString(PackEvent()));
  policy::v1::Duty& duty = *event.mutable_rule_pack_published()->mutable_duties(0);
  duty.set_period(static_cast<policy::v1::PeriodKind>(99));
  const auto facts = DecodeEvent("registry", event.SerializeAsString());
  ASSERT_THAT(facts, IsOkAndHolds(::testing::SizeIs(1)));
  const auto& pack = std::get<RulePackPublished>(facts->front());
  EXPECT_EQ(pack.rule_pack.duties.size(), FiveOnesPack().duties.size() - 1);
  EXPECT_THAT(pack.unread, ElementsAre("duties[0].period: must be one of the known values"));
}

TEST(FactCodecTest, AKindOfAGroupOfANewerRegistryIsPassedOver) {
  EXPECT_THAT(DecodeEvent("registry", KindEvent("a.b", static_cast<policy::v1::ActivityGroup>(99))),
              IsOkAndHolds(IsEmpty()));
}

TEST(FactCodecTest, WhatANewerOwnerAddsIsPassedOver) {
  // Field 99, of a length of 2.
  EXPECT_THAT(DecodeEvent("ledger", "\x9a\x06\x02hi"), IsOkAndHolds(IsEmpty()));
}

TEST(FactCodecTest, BytesThatAreNoEventAreAnError) {
  EXPECT_TRUE(absl::IsInternal(DecodeEvent("wishes", "\xff\xff").status()));
  EXPECT_TRUE(absl::IsInternal(DecodeEvent("elsewhere", "").status()));
}

}  // namespace
}  // namespace xinqiao::assessment
