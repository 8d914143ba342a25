#include "services/assessment/feed/fact_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/policy/pack_codec.h"
#include "tests/support/assessment_scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/contacts/v1/event.pb.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/wishes/v1/event.pb.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FiveOnesPack;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

template <typename Event>
std::string Bytes(const Event& event) {
  return event.SerializeAsString();
}

std::string OrganizationCreatedEvent(const std::string& id, const std::string& parent) {
  registry::v1::Event event;
  auto& organization = *event.mutable_organization_created();
  organization.set_name("organizations/" + id);
  if (!parent.empty()) organization.set_parent("organizations/" + parent);
  organization.set_display_name(id + " 团委");
  organization.set_kind(registry::v1::ORGANIZATION_KIND_COLLEGE_COMMITTEE);
  organization.set_valid_from("2015-09-01");
  organization.set_log("log-1");
  return Bytes(event);
}

// `id` is under `parent` up to the day before `day`, then closed under `successor`.
std::string OrganizationClosedEvent(const std::string& id, const std::string& parent,
                                    const std::string& day, const std::string& successor) {
  registry::v1::Event event;
  auto& changed = *event.mutable_organization_changed();
  changed.set_organization("organizations/" + id);
  auto& before = *changed.add_versions();
  before.set_valid_from("2015-09-01");
  before.set_valid_to(day);
  before.set_display_name(id + " 团委");
  before.set_parent("organizations/" + parent);
  auto& after = *changed.add_versions();
  after.set_valid_from(day);
  after.set_display_name(id + " 团委");
  after.set_parent("organizations/" + successor);
  after.set_closed(true);
  return Bytes(event);
}

std::string PostCreatedEvent(const std::string& id, const std::string& organization) {
  registry::v1::Event event;
  auto& post = *event.mutable_post_created();
  post.set_name("organizations/" + organization + "/posts/" + id);
  post.set_person("people/person-of-" + id);
  post.set_title("团委书记");
  post.set_appointment_type(registry::v1::APPOINTMENT_TYPE_SECONDED);
  post.set_leadership(true);
  post.set_valid_from("2016-09-01");
  return Bytes(event);
}

std::string KindEvent(const std::string& id, policy::v1::ActivityGroup group) {
  registry::v1::Event event;
  event.mutable_activity_kind_created()->set_name("activityKinds/" + id);
  event.mutable_activity_kind_created()->set_display_name("谈心谈话");
  event.mutable_activity_kind_created()->set_group(group);
  return Bytes(event);
}

std::string PackEvent() {
  registry::v1::Event event;
  *event.mutable_rule_pack_published() = policy::EncodeRulePack(FiveOnesPack());
  event.mutable_rule_pack_published()->set_name("organizations/top/rulePacks/pack-1");
  event.mutable_rule_pack_published()->set_version(3);
  event.mutable_rule_pack_published()->mutable_publish_time()->set_seconds(1495000000);
  return Bytes(event);
}

std::string ActivityEvent(const std::string& id, const std::vector<std::string>& actors) {
  ledger::v1::Event event;
  auto& recorded = *event.mutable_activity_recorded();
  recorded.set_activity("organizations/college/activities/" + id);
  for (const std::string& actor : actors) {
    recorded.add_actors("organizations/college/posts/" + actor);
  }
  recorded.set_kind("activityKinds/five_ones.heart_talk");
  recorded.set_day("2017-05-04");
  // 00:30 of 5 May in Shanghai is still 4 May in Greenwich.
  recorded.mutable_record_time()->set_seconds(1493915400);
  return Bytes(event);
}

std::string VoidEvent(const std::string& id) {
  ledger::v1::Event event;
  event.mutable_activity_voided()->set_activity("organizations/college/activities/" + id);
  event.mutable_activity_voided()->mutable_record_time()->set_seconds(1494000000);
  return Bytes(event);
}

std::string LinkEvent(const std::string& id, const std::string& youth, const std::string& post) {
  contacts::v1::Event event;
  event.mutable_link_active()->set_contact_link("youths/" + youth + "/contactLinks/" + id);
  event.mutable_link_active()->set_post("organizations/college/posts/" + post);
  event.mutable_link_active()->set_day("2017-04-05");
  return Bytes(event);
}

std::string LinkEndEvent(const std::string& id, const std::string& youth) {
  contacts::v1::Event event;
  event.mutable_link_inactive()->set_contact_link("youths/" + youth + "/contactLinks/" + id);
  event.mutable_link_inactive()->set_day("2017-05-20");
  return Bytes(event);
}

std::string ReplyEvent(const std::string& id, const std::string& post) {
  wishes::v1::Event event;
  auto& reply = *event.mutable_reply_created();
  reply.set_reply("youths/youth-1/appeals/appeal-" + id + "/replies/" + id);
  reply.set_kind(wishes::v1::APPEAL_KIND_MICRO_WISH);
  reply.set_post("organizations/college/posts/" + post);
  reply.set_day("2017-05-06");
  reply.set_first(true);
  return Bytes(event);
}

TEST(FactCodecTest, ReadsEachEventOfRegistry) {
  EXPECT_THAT(DecodeEvent("registry", OrganizationCreatedEvent("college", "top")),
              IsOkAndHolds(ElementsAre(
                  Fact(OrganizationCreated{.organization_id = "college",
                                           .parent_id = "top",
                                           .display_name = "college 团委",
                                           .kind = policy::OrganizationKind::kCollegeCommittee,
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
                                   .leadership = true,
                                   .valid = {.first = Day("2016-09-01"), .end = kOpenEnd}}))));
  EXPECT_THAT(DecodeEvent("registry", PackEvent()),
              IsOkAndHolds(ElementsAre(Fact(RulePackPublished{.rule_pack_id = "pack-1",
                                                              .organization_id = "top",
                                                              .version = 3,
                                                              .publish_day = Day("2017-05-17"),
                                                              .rule_pack = FiveOnesPack()}))));
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

TEST(FactCodecTest, WhatANewerOwnerAddsIsPassedOver) {
  // Field 99, of a length of 2.
  EXPECT_THAT(DecodeEvent("ledger", "\x9a\x06\x02hi"), IsOkAndHolds(IsEmpty()));
}

TEST(FactCodecTest, BytesThatAreNoEventAreAnError) {
  EXPECT_TRUE(absl::IsInternal(DecodeEvent("wishes", "\xff\xff").status()));
  EXPECT_TRUE(absl::IsInternal(DecodeEvent("elsewhere", "").status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeSnapshot("\xff\xff").status()));
}

// An event and how far the other feeds must be applied before it.
struct Delivery {
  std::string payload;
  size_t registry_position = 0;
  size_t contacts_position = 0;
};

// What the four owners publish in one small story.
struct Feeds {
  std::vector<Delivery> registry, contacts, ledger, wishes;
};

Feeds Story() {
  Feeds feeds;
  feeds.registry = {{OrganizationCreatedEvent("top", "")},
                    {OrganizationCreatedEvent("college", "top")},
                    {KindEvent("five_ones.heart_talk", policy::v1::ACTIVITY_GROUP_FIVE_ONES)},
                    {PostCreatedEvent("post-1", "college")},
                    {PackEvent()},
                    {PostCreatedEvent("post-2", "college")},
                    {OrganizationCreatedEvent("branch", "college")},
                    {OrganizationClosedEvent("branch", "college", "2017-06-01", "top")}};
  feeds.contacts = {{LinkEvent("link-1", "youth-1", "post-1"), 4},
                    {LinkEvent("link-2", "youth-2", "post-2"), 6},
                    {LinkEvent("link-3", "youth-1", "post-2"), 6},
                    {LinkEndEvent("link-1", "youth-1"), 6}};
  feeds.ledger = {{ActivityEvent("act-2", {"post-1"}), 4},
                  {ActivityEvent("act-1", {"post-2", "post-1"}), 6},
                  {VoidEvent("act-2"), 7},
                  {ActivityEvent("act-3", {"post-2"}), 7}};
  feeds.wishes = {{ReplyEvent("r2", "post-1"), 4, 1}, {ReplyEvent("r1", "post-2"), 7, 3}};
  return feeds;
}

// Delivers the story in a random order that the positions allow, and returns
// the model as bytes.
std::string DeliverAndEncode(const Feeds& feeds, std::mt19937& random) {
  Model model;
  struct Source {
    const char* name;
    const std::vector<Delivery>* events;
    size_t done = 0;
  };
  std::vector<Source> sources = {{"registry", &feeds.registry},
                                 {"contacts", &feeds.contacts},
                                 {"ledger", &feeds.ledger},
                                 {"wishes", &feeds.wishes}};
  while (true) {
    std::vector<Source*> ready;
    for (Source& source : sources) {
      if (source.done == source.events->size()) continue;
      const Delivery& next = (*source.events)[source.done];
      if (next.registry_position <= sources[0].done && next.contacts_position <= sources[1].done) {
        ready.push_back(&source);
      }
    }
    if (ready.empty()) return EncodeSnapshot(model);
    Source& source = *ready[random() % ready.size()];
    const auto facts = DecodeEvent(source.name, (*source.events)[source.done].payload);
    EXPECT_THAT(facts, IsOk());
    for (const Fact& fact : *facts) EXPECT_THAT(model.Apply(fact), IsOk());
    ++source.done;
  }
}

TEST(FactCodecTest, FourFeedsInAnyInterleavingMakeTheSameBytes) {
  std::mt19937 random(1);
  const Feeds feeds = Story();
  const std::string bytes = DeliverAndEncode(feeds, random);
  EXPECT_GT(bytes.size(), 500u);
  for (int i = 0; i < 500; ++i) EXPECT_EQ(DeliverAndEncode(feeds, random), bytes) << i;
}

TEST(FactCodecTest, ASnapshotMakesTheSameModelAgain) {
  std::mt19937 random(2);
  const std::string bytes = DeliverAndEncode(Story(), random);
  const auto facts = DecodeSnapshot(bytes);
  ASSERT_THAT(facts, IsOk());
  Model model;
  xinqiao::testing::ApplyAll(model, *facts);
  EXPECT_EQ(EncodeSnapshot(model), bytes);
  EXPECT_EQ(model.activities().size(), 3u);
  EXPECT_EQ(model.links().size(), 3u);
  EXPECT_EQ(model.replies().size(), 2u);
  EXPECT_EQ(model.packs().size(), 1u);
}

}  // namespace
}  // namespace xinqiao::assessment
