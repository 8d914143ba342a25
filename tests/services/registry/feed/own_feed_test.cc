#include "services/registry/feed/own_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/libs/feed/owner.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/services/registry/feed/tree_events.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::HasSubstr;
using xinqiao::feed::Eventually;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

constexpr char kToday[] = "2017-06-01";

// A tree and a book, and what keeps them in step.
class Replica {
 public:
  explicit Replica(feed::Owner& owner)
      : feed_({.reader = owner.reader(),
               .tree = tree_,
               .book = book_,
               .positions = positions_,
               .on_halted = [this](const absl::Status& why) {
                 const std::lock_guard lock(mutex_);
                 halted_ = why;
               }}) {}

  // Waits, as an RPC with min_position does.
  bool Reaches(int64_t position) const {
    return positions_.WaitFor("registry", "registry", position, absl::Now() + absl::Seconds(20));
  }
  int64_t position() const { return positions_.Get("registry", "registry").position; }

  std::string WhyHalted() {
    EXPECT_TRUE(Eventually([this] {
      const std::lock_guard lock(mutex_);
      return !halted_.ok();
    }));
    const std::lock_guard lock(mutex_);
    return std::string(halted_.message());
  }

  OrganizationTree& tree() { return tree_; }
  PolicyBook& book() { return book_; }
  OwnFeed& feed() { return feed_; }

 private:
  OrganizationTree tree_;
  PolicyBook book_{tree_,
                   [](const FeedPack&, policy::OrganizationLevel) { return EncodedRules(); }};
  feed::Positions positions_;
  std::mutex mutex_;
  absl::Status halted_;  // Guarded by mutex_.
  OwnFeed feed_;
};

class OwnFeedTest : public ::testing::Test {
 protected:
  void Publish(std::vector<std::string> payloads) {
    owner_.Publish("registry", std::move(payloads));
  }
  // Province 1 over cities 2 and 3, city 2 over school 4: four events.
  void PublishTree() {
    Publish({CreatedEvent(Province(1)), CreatedEvent(City(2, 1)), CreatedEvent(City(3, 1)),
             CreatedEvent(School(4, 2))});
  }
  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  feed::Owner owner_;
};

TEST_F(OwnFeedTest, AnEmptyFeedIsCaughtUp) {
  Replica replica(owner_);
  EXPECT_THAT(replica.feed().CatchUp(Soon()), IsOk());
  EXPECT_EQ(replica.position(), 0);
}

TEST_F(OwnFeedTest, HoldsAfterCatchingUpWhatWasPublished) {
  PublishTree();
  Replica replica(owner_);
  ASSERT_THAT(replica.feed().CatchUp(Soon()), IsOk());
  EXPECT_EQ(replica.position(), 4);
  EXPECT_EQ(replica.tree().Find(Id(4), Day(kToday)), School(4, 2));
}

TEST_F(OwnFeedTest, FollowsWhatIsPublishedLater) {
  PublishTree();
  Replica replica(owner_);
  Publish({ChangedEvent(History(4, {{.parent = 2}, {kToday, 3}}))});
  replica.feed().Wake();
  ASSERT_TRUE(replica.Reaches(5));
  EXPECT_EQ(replica.tree().Find(Id(4), Day(kToday))->version.parent_id, Id(3));
  // Nobody says anything of these.
  Publish({PostCreatedEvent({Id(9), Id(4), {Day("2017-01-01"), kOpenEnd}})});
  ASSERT_TRUE(replica.Reaches(6));
  EXPECT_EQ(replica.tree().Totals(Id(1), Day(kToday)), (SubtreeTotals{4, 1}));
  Publish({PostEndedEvent({Id(9), Id(4), {Day("2017-01-01"), Day(kToday)}})});
  ASSERT_TRUE(replica.Reaches(7));
  EXPECT_EQ(replica.tree().Totals(Id(1), Day(kToday)), (SubtreeTotals{4, 0}));
}

// Pack 30 of an organization.
std::string PackPublishedEvent(int organization) {
  v1::Event event;
  policy::v1::RulePack& pack = *event.mutable_rule_pack_published();
  pack.set_name(absl::StrCat(NameOf(Id(organization)), "/rulePacks/", Id(30)));
  pack.mutable_document()->set_issue_day("2017-05-17");
  return event.SerializeAsString();
}

TEST_F(OwnFeedTest, KeepsTheRulePacksInStep) {
  PublishTree();
  Replica replica(owner_);
  Publish({PackPublishedEvent(4)});
  ASSERT_TRUE(replica.Reaches(5));
  const CompactId school = *ParseCompactId(Id(4));
  const auto published = replica.book().Get();
  ASSERT_EQ(published->Of(school).size(), 1U);
  EXPECT_EQ(published->Of(school)[0]->in_force, kEver);
  v1::Event ended;
  ended.mutable_rule_pack_ended()->set_name(absl::StrCat(NameOf(Id(4)), "/rulePacks/", Id(30)));
  Publish({ended.SerializeAsString()});
  ASSERT_TRUE(replica.Reaches(6));
  EXPECT_EQ(Days(replica.book().Get()->Of(school)[0]->in_force), 0);
}

TEST_F(OwnFeedTest, ARulePackOfNobodyEndsIt) {
  PublishTree();
  Replica replica(owner_);
  Publish({PackPublishedEvent(9)});
  EXPECT_THAT(replica.WhyHalted(), HasSubstr("does not fit the rule packs"));
}

TEST_F(OwnFeedTest, AChangeLargerThanAReadIsVisibleWhole) {
  PublishTree();
  Replica replica(owner_);
  ASSERT_THAT(replica.feed().CatchUp(Soon()), IsOk());
  std::atomic<bool> stop = false;
  std::atomic<int> parts = 0;
  std::thread reader([&] {
    while (!stop) {
      const int64_t size = replica.tree().size();
      if (size != 4 && size != 5004) ++parts;
    }
  });
  std::vector<std::string> events;
  for (int i = 0; i < 5000; ++i) events.push_back(CreatedEvent(Branch(100 + i, 4)));
  Publish(events);
  EXPECT_TRUE(replica.Reaches(5004));
  stop = true;
  reader.join();
  EXPECT_EQ(parts, 0);
  EXPECT_EQ(replica.tree().size(), 5004);
}

TEST_F(OwnFeedTest, AReplayIntoAnEmptyTreeGivesTheSameTree) {
  PublishTree();
  Replica first(owner_);
  int64_t position = 4;
  for (int i = 0; i < 40; ++i) {
    const Span after = {i % 3 == 0 ? "2017-01-01" : kToday, 2 + i % 2, i % 2 == 0 ? "甲" : "乙"};
    Publish({CreatedEvent(Branch(100 + i, 4)),
             ChangedEvent(History(4, {{.parent = 2, .name = "校"}, after}))});
    position += 2;
    // One of two reads them change by change, the other all at once.
    ASSERT_TRUE(first.Reaches(position));
  }
  Replica second(owner_);
  ASSERT_THAT(second.feed().CatchUp(Soon()), IsOk());
  EXPECT_EQ(second.position(), first.position());
  for (const char* day : {"2016-06-01", "2017-03-01", kToday}) {
    const auto all = first.tree().ListOrganizations("", Day(day), {.size = 1000});
    ASSERT_THAT(all, IsOk());
    EXPECT_EQ(all->items.size(), 44U);
    EXPECT_EQ(second.tree().ListOrganizations("", Day(day), {.size = 1000})->items, all->items);
    EXPECT_EQ(second.tree().ListDescendants({.organization_id = Id(3), .day = Day(day)})->items,
              first.tree().ListDescendants({.organization_id = Id(3), .day = Day(day)})->items);
  }
}

TEST_F(OwnFeedTest, ARestartGoesOnWithWhatComes) {
  PublishTree();
  {
    Replica before(owner_);
    ASSERT_TRUE(before.Reaches(4));
  }
  Publish({CreatedEvent(Branch(5, 4))});
  Replica after(owner_);
  ASSERT_THAT(after.feed().CatchUp(Soon()), IsOk());
  EXPECT_EQ(after.tree().size(), 5);
  Publish({CreatedEvent(Branch(6, 4))});
  ASSERT_TRUE(after.Reaches(6));
  EXPECT_EQ(after.tree().size(), 6);
}

TEST_F(OwnFeedTest, AnOldSnapshotDoesNotStopIt) {
  PublishTree();
  pqxx::connection connection(owner_.url());
  pqxx::work old(connection);
  old.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  ASSERT_EQ(old.exec1("SELECT count(*) FROM feed")[0].as<int>(), 4);
  Replica replica(owner_);
  for (int i = 0; i < 20; ++i) Publish({CreatedEvent(Branch(100 + i, 4))});
  EXPECT_TRUE(replica.Reaches(24));
  EXPECT_EQ(old.exec1("SELECT count(*) FROM feed")[0].as<int>(), 4);
}

TEST_F(OwnFeedTest, TriesAgainWhatTheDatabaseFailedAt) {
  PublishTree();
  owner_.Execute("ALTER TABLE feed RENAME TO elsewhere");
  Replica replica(owner_);
  EXPECT_EQ(replica.feed().CatchUp(absl::Now() + absl::Milliseconds(100)).code(),
            absl::StatusCode::kDeadlineExceeded);
  owner_.Execute("ALTER TABLE elsewhere RENAME TO feed");
  EXPECT_THAT(replica.feed().CatchUp(Soon()), IsOk());
  EXPECT_EQ(replica.tree().size(), 4);
}

TEST_F(OwnFeedTest, AnotherEpochHaltsItForGood) {
  PublishTree();
  Replica replica(owner_);
  ASSERT_TRUE(replica.Reaches(4));
  owner_.Execute("UPDATE epochs SET epoch = '00000000-0000-7000-8000-0000000000ff'");
  EXPECT_THAT(replica.WhyHalted(), HasSubstr("epoch"));
  // What it had reached is of another history.
  EXPECT_EQ(replica.position(), 0);
  EXPECT_EQ(replica.tree().size(), 4);
}

TEST_F(OwnFeedTest, ALowerHeadHaltsItForGood) {
  PublishTree();
  Replica replica(owner_);
  ASSERT_TRUE(replica.Reaches(4));
  owner_.Execute("DELETE FROM feed WHERE position = 4");
  EXPECT_THAT(replica.WhyHalted(), HasSubstr("head 3 is below 4"));
  EXPECT_EQ(replica.position(), 0);
}

TEST_F(OwnFeedTest, WhatItCannotApplyHaltsItForGood) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"\xff"}, "malformed"},
      {{CreatedEvent(Branch(5, 9))}, "does not fit"},
      {{CreatedEvent(Branch(5, 4)), CreatedEvent(Branch(5, 4))}, "does not fit"},
  };
  for (const auto& [events, why] : cases) {
    owner_.Execute("TRUNCATE feed");
    PublishTree();
    Publish(events);
    Publish({CreatedEvent(Branch(6, 4))});
    Replica replica(owner_);
    EXPECT_THAT(replica.WhyHalted(), HasSubstr(why));
    EXPECT_THAT(std::string(replica.feed().CatchUp(Soon()).message()), HasSubstr(why));
    EXPECT_EQ(replica.position(), 0);
    // Nothing of that change, and nothing behind it.
    EXPECT_EQ(replica.tree().size(), 4);
  }
}

TEST_F(OwnFeedTest, AGapHaltsIt) {
  PublishTree();
  owner_.Execute("DELETE FROM feed WHERE position = 2");
  Replica replica(owner_);
  EXPECT_THAT(replica.WhyHalted(), HasSubstr("gap"));
}

}  // namespace
}  // namespace xinqiao::registry
