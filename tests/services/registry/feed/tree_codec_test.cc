#include "services/registry/feed/tree_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/services/registry/feed/tree_events.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

absl::StatusCode CodeOf(const v1::Event& event) {
  FeedChange change;
  return AddEvent(event.SerializeAsString(), change).code();
}

TEST(TreeCodecTest, ReadsWhatWasCreated) {
  Organization school = School(4, 2, "西安大学团委");
  school.identity.ledger_root = true;
  school.identity.leading_body = true;
  school.identity.log = Id(4);
  school.identity.codes = {{CodeScheme::kSchool, "10697"}, {CodeScheme::kExternal, "univ-1"}};
  school.identity.many_youth = ManyYouth{true, "五千名学生", Day("2016-09-01")};
  school.version.reorganization_id = Id(70);
  FeedChange change;
  ASSERT_THAT(AddEvent(CreatedEvent(school), change), IsOk());
  ASSERT_THAT(AddEvent(CreatedEvent(Province(1)), change), IsOk());
  EXPECT_THAT(change.tree.created, ElementsAre(school, Province(1)));
}

TEST(TreeCodecTest, ReadsWhatChanged) {
  OrganizationHistory history = History(
      4, {{.parent = 2, .name = "甲"}, {"2017-01-01", 3, "乙"}, {"2018-01-01", 2, "乙", true}});
  history.versions[1].reorganization_id = Id(70);
  FeedChange change;
  ASSERT_THAT(AddEvent(ChangedEvent(history), change), IsOk());
  EXPECT_THAT(change.tree.changed, ElementsAre(history));
}

TEST(TreeCodecTest, ReadsPostsAndTheirEnds) {
  const PostSpan open = {.post_id = Id(8),
                         .organization_id = Id(4),
                         .validity = {Day("2017-01-01"), kOpenEnd},
                         .title = "书记",
                         .appointment_type = AppointmentType::kPartTime,
                         .leadership = true,
                         .rank_class = RankClass::kSectionOrAbove,
                         .administrator = true};
  PostSpan ended = open;
  ended.validity.end = Day("2018-01-01");
  FeedChange change;
  ASSERT_THAT(AddEvent(PostCreatedEvent(open), change), IsOk());
  ASSERT_THAT(AddEvent(PostEndedEvent(ended), change), IsOk());
  ASSERT_EQ(change.tree.posts.size(), 2U);
  EXPECT_EQ(change.tree.posts[0].post_id, Id(8));
  EXPECT_EQ(change.tree.posts[0].organization_id, Id(4));
  EXPECT_EQ(change.tree.posts[0].validity, open.validity);
  EXPECT_EQ(change.tree.posts[0].title, "书记");
  EXPECT_EQ(change.tree.posts[0].appointment_type, AppointmentType::kPartTime);
  EXPECT_TRUE(change.tree.posts[0].leadership);
  EXPECT_EQ(change.tree.posts[0].rank_class, RankClass::kSectionOrAbove);
  EXPECT_TRUE(change.tree.posts[0].administrator);
  EXPECT_EQ(change.tree.posts[1].validity, ended.validity);
}

TEST(TreeCodecTest, ReadsDecisions) {
  v1::Event event;
  event.mutable_many_youth_set()->set_organization(NameOf(Id(4)));
  v1::ManyYouth& many_youth = *event.mutable_many_youth_set()->mutable_many_youth();
  many_youth.set_many(true);
  many_youth.set_reason("五千名学生");
  many_youth.set_from_day("2016-09-01");
  FeedChange change;
  ASSERT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  EXPECT_THAT(change.tree.many_youth,
              ElementsAre(std::pair(Id(4), ManyYouth{true, "五千名学生", Day("2016-09-01")})));
  many_youth.set_from_day("2016-9-1");
  EXPECT_EQ(CodeOf(event), absl::StatusCode::kInternal);
}

// "organizations/4/rulePacks/30", with a switch.
v1::Event PackPublished() {
  v1::Event event;
  policy::v1::RulePack& pack = *event.mutable_rule_pack_published();
  pack.set_name(absl::StrCat(NameOf(Id(4)), "/rulePacks/", Id(30)));
  pack.mutable_document()->set_issuer("团委");
  pack.mutable_document()->set_issue_day("2017-05-17");
  pack.add_assumptions()->set_assumption_id("A-16");
  pack.mutable_in_force()->set_start_day("2017-06-01");
  pack.set_version(3);
  pack.set_publisher("people/7");
  return event;
}

TEST(TreeCodecTest, ReadsRulePacks) {
  FeedChange change;
  ASSERT_THAT(AddEvent(PackPublished().SerializeAsString(), change), IsOk());
  ASSERT_EQ(change.book.published.size(), 1U);
  const FeedPack& pack = change.book.published[0];
  EXPECT_EQ(pack.rule_pack_id, Id(30));
  EXPECT_EQ(pack.organization_id, Id(4));
  EXPECT_EQ(pack.version, 3);
  EXPECT_EQ(pack.publisher, "people/7");
  EXPECT_EQ(pack.rules.document.issuer, "团委");
  EXPECT_EQ(pack.rules.assumptions.size(), 1U);
  EXPECT_EQ(pack.rules.in_force, (Period{Day("2017-06-01"), kOpenEnd}));

  v1::Event broken = PackPublished();
  broken.mutable_rule_pack_published()->set_name(NameOf(Id(4)));
  EXPECT_EQ(CodeOf(broken), absl::StatusCode::kInternal);
}

// Such a follower goes on; halting it would stop every reader of rules.
TEST(TreeCodecTest, WhatANewerRegistryPublishedIsLeftOutAndNamed) {
  v1::Event event = PackPublished();
  policy::v1::RulePack& pack = *event.mutable_rule_pack_published();
  pack.add_switches()->set_kind(static_cast<policy::v1::SwitchKind>(99));
  pack.add_switches()->set_kind(policy::v1::SWITCH_KIND_PHOTO_DUTY);
  FeedChange change;
  ASSERT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  ASSERT_EQ(change.book.published.size(), 1U);
  const FeedPack& read = change.book.published[0];
  EXPECT_EQ(read.rules.assumptions.size(), 1U);
  ASSERT_EQ(read.rules.switches.size(), 1U);
  EXPECT_EQ(read.FieldOf({.type = policy::RuleType::kSwitch}), "switches[1]");
  EXPECT_THAT(change.unread,
              ElementsAre(Unread{.name = pack.name(),
                                 .why = "switches[0].kind: must be one of the known values"}));
}

TEST(TreeCodecTest, ReadsTheEndsOfRulePacks) {
  v1::Event event;
  v1::RulePackEnded& ended = *event.mutable_rule_pack_ended();
  ended.set_name(absl::StrCat(NameOf(Id(4)), "/rulePacks/", Id(30)));
  FeedChange change;
  ASSERT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  ended.mutable_in_force()->set_start_day("2017-06-01");
  ended.mutable_in_force()->set_end_day("2017-09-01");
  ASSERT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  ASSERT_EQ(change.book.ended.size(), 2U);
  EXPECT_EQ(change.book.ended[0].rule_pack_id, Id(30));
  EXPECT_EQ(change.book.ended[0].organization_id, Id(4));
  EXPECT_EQ(Days(change.book.ended[0].in_force), 0);
  EXPECT_EQ(change.book.ended[1].in_force, (Period{Day("2017-06-01"), Day("2017-09-01")}));
  ended.mutable_in_force()->set_end_day("x");
  EXPECT_EQ(CodeOf(event), absl::StatusCode::kInternal);
}

TEST(TreeCodecTest, PassesByWhatIsNotOfTheTree) {
  FeedChange change;
  v1::Event event;
  EXPECT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  event.mutable_activity_kind_created()->set_name("activityKinds/online.voice");
  EXPECT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  // A field of a later contract: number 100, three bytes.
  EXPECT_THAT(AddEvent("\xa2\x06\x03xyz", change), IsOk());
  EXPECT_TRUE(change.tree.created.empty() && change.tree.changed.empty() &&
              change.tree.posts.empty() && change.tree.many_youth.empty());
  EXPECT_TRUE(change.book.published.empty() && change.book.ended.empty());
}

TEST(TreeCodecTest, RefusesWhatIsMalformed) {
  FeedChange change;
  EXPECT_EQ(AddEvent("\xff", change).code(), absl::StatusCode::kInternal);
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(CreatedEvent(School(4, 2))));
  for (const char* field : {"name", "parent", "valid_from", "valid_to", "reorganization"}) {
    v1::Event broken = event;
    v1::Organization& created = *broken.mutable_organization_created();
    created.GetReflection()->SetString(&created, created.GetDescriptor()->FindFieldByName(field),
                                       "x");
    EXPECT_EQ(CodeOf(broken), absl::StatusCode::kInternal) << field;
  }
  ASSERT_TRUE(event.ParseFromString(PostCreatedEvent(
      {.post_id = Id(8), .organization_id = Id(4), .validity = {Day("2017-01-01"), kOpenEnd}})));
  event.mutable_post_created()->set_name(NameOf(Id(4)));
  EXPECT_EQ(CodeOf(event), absl::StatusCode::kInternal);
  EXPECT_TRUE(change.tree.created.empty());
}

}  // namespace
}  // namespace xinqiao::registry
