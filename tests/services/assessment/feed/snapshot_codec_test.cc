#include "services/assessment/feed/snapshot_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "services/assessment/feed/fact_codec.h"
#include "tests/services/assessment/feed/events.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/assessment/v1/snapshot.pb.h"

namespace xinqiao::assessment {
namespace {

using ::xinqiao::testing::ActivityEvent;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::KindEvent;
using ::xinqiao::testing::LinkEndEvent;
using ::xinqiao::testing::LinkEvent;
using ::xinqiao::testing::ManyYouthEvent;
using ::xinqiao::testing::OrganizationClosedEvent;
using ::xinqiao::testing::OrganizationCreatedEvent;
using ::xinqiao::testing::PackEndedEvent;
using ::xinqiao::testing::PackEvent;
using ::xinqiao::testing::PostCreatedEvent;
using ::xinqiao::testing::ReplyEvent;
using ::xinqiao::testing::VoidEvent;

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
                    {ManyYouthEvent("branch", true, "2017-03-01")},
                    {ManyYouthEvent("college", true, "2017-09-01")},
                    {ManyYouthEvent("college", false, "2017-05-01")},
                    {PackEndedEvent("2017-04-01", "2017-06-01")},
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

TEST(SnapshotCodecTest, FourFeedsInAnyInterleavingMakeTheSameBytes) {
  std::mt19937 random(1);
  const Feeds feeds = Story();
  const std::string bytes = DeliverAndEncode(feeds, random);
  EXPECT_GT(bytes.size(), 500u);
  for (int i = 0; i < 500; ++i) EXPECT_EQ(DeliverAndEncode(feeds, random), bytes) << i;
}

TEST(SnapshotCodecTest, ASnapshotMakesTheSameModelAgain) {
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
  ASSERT_EQ(model.packs().size(), 1u);
  const Period in_force{.first = Day("2017-04-01"), .end = Day("2017-06-01")};
  EXPECT_EQ(model.pack(0).InForce(), in_force);
  const policy::OrganizationFacts branch =
      model.FactsOn(*model.FindOrganization("branch"), Day("2017-06-01"));
  EXPECT_EQ(branch.level, policy::OrganizationLevel::kCollege);
  EXPECT_TRUE(branch.leading_body);
  EXPECT_TRUE(branch.many_youth);
  EXPECT_EQ(model.post(*model.FindPost("post-1")).fact.rank_class,
            policy::RankClass::kSectionOrAbove);
}

TEST(SnapshotCodecTest, APackThatNeverComesIntoForceIsKept) {
  Model model;
  for (const std::string& payload :
       {OrganizationCreatedEvent("top", ""), PackEvent(), PackEndedEvent("", "")}) {
    xinqiao::testing::ApplyAll(model, *DecodeEvent("registry", payload));
  }
  const auto facts = DecodeSnapshot(EncodeSnapshot(model));
  ASSERT_THAT(facts, IsOk());
  Model again;
  xinqiao::testing::ApplyAll(again, *facts);
  ASSERT_TRUE(again.pack(0).ended.has_value());
  EXPECT_EQ(Days(again.pack(0).InForce()), 0);
}

TEST(SnapshotCodecTest, BytesThatAreNoSnapshotAreAnError) {
  EXPECT_TRUE(absl::IsDataLoss(DecodeSnapshot("\xff\xff").status()));
}

// The version that can read all of the pack begins at the beginning of the feeds.
TEST(SnapshotCodecTest, ASnapshotWithoutAllOfAPackIsReadByNobody) {
  registry::v1::Event event;
  ASSERT_TRUE(event.ParseFromString(PackEvent()));
  event.mutable_rule_pack_published()->mutable_duties(0)->set_period(
      static_cast<policy::v1::PeriodKind>(99));
  Model model;
  for (const std::string& payload :
       {OrganizationCreatedEvent("top", ""), event.SerializeAsString()}) {
    xinqiao::testing::ApplyAll(model, *DecodeEvent("registry", payload));
  }
  EXPECT_TRUE(absl::IsFailedPrecondition(DecodeSnapshot(EncodeSnapshot(model)).status()));
}

TEST(SnapshotCodecTest, ASnapshotOfAnotherVersionIsNotRead) {
  v1::Snapshot snapshot;
  ASSERT_TRUE(snapshot.ParseFromString(EncodeSnapshot(Model())));
  snapshot.set_version(snapshot.version() - 1);
  EXPECT_TRUE(absl::IsFailedPrecondition(DecodeSnapshot(snapshot.SerializeAsString()).status()));
}

}  // namespace
}  // namespace xinqiao::assessment
