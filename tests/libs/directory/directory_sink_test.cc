#include "libs/directory/directory_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "libs/directory/directory.h"
#include "tests/support/day.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::directory {
namespace {

using testing::Day;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::UnorderedElementsAre;

constexpr char kProvince[] = "00000000-0000-7000-8000-00000000000a";
constexpr char kUniversity[] = "00000000-0000-7000-8000-00000000000b";
constexpr char kOtherProvince[] = "00000000-0000-7000-8000-00000000000d";
constexpr char kCity[] = "00000000-0000-7000-8000-000000000009";
constexpr char kNation[] = "00000000-0000-7000-8000-00000000000c";
constexpr char kPost[] = "00000000-0000-7000-8000-000000000001";
constexpr char kEndingPost[] = "00000000-0000-7000-8000-000000000002";
constexpr char kUnknown[] = "00000000-0000-7000-8000-00000000000f";

// What registry publishes, applied to an empty directory.
class DirectorySinkTest : public ::testing::Test {
 protected:
  static registry::v1::Event OrganizationCreated(const std::string& id, const std::string& log) {
    registry::v1::Event event;
    event.mutable_organization_created()->set_name("organizations/" + id);
    event.mutable_organization_created()->set_log(log);
    return event;
  }
  // Since 2016, with no end.
  static registry::v1::Event OrganizationBelow(const std::string& id, const std::string& parent,
                                               const std::string& log) {
    registry::v1::Event event = OrganizationCreated(id, log);
    event.mutable_organization_created()->set_parent("organizations/" + parent);
    event.mutable_organization_created()->set_valid_from("2016-01-01");
    return event;
  }
  static void AddVersion(const std::string& parent, const std::string& valid_from,
                         const std::string& valid_to, registry::v1::Event& event) {
    auto& version = *event.mutable_organization_changed()->add_versions();
    if (!parent.empty()) version.set_parent("organizations/" + parent);
    version.set_valid_from(valid_from);
    version.set_valid_to(valid_to);
  }
  static registry::v1::Event OrganizationMoved(const std::string& id, const std::string& from,
                                               const std::string& to, const std::string& day) {
    registry::v1::Event event;
    event.mutable_organization_changed()->set_organization("organizations/" + id);
    AddVersion(from, "2016-01-01", day, event);
    AddVersion(to, day, "", event);
    return event;
  }
  static registry::v1::Event PostCreated(const std::string& id, const std::string& valid_to = "") {
    registry::v1::Event event;
    registry::v1::Post& post = *event.mutable_post_created();
    post.set_name(std::string("organizations/") + kUniversity + "/posts/" + id);
    post.set_valid_from("2016-09-01");
    post.set_valid_to(valid_to);
    return event;
  }
  static registry::v1::Event PostEnded(const std::string& id, const std::string& valid_to) {
    registry::v1::Event event;
    event.mutable_post_ended()->set_name(std::string("organizations/") + kUniversity + "/posts/" +
                                         id);
    event.mutable_post_ended()->set_valid_to(valid_to);
    return event;
  }

  // Applies `payloads` as the next events of registry's log.
  absl::Status ApplyBytes(const std::vector<std::string>& payloads) {
    const auto from = sink_.Load("registry", "registry");
    EXPECT_THAT(from, IsOk());
    feed::Cursor to = *from;
    to.epoch = "epoch-1";
    std::vector<feed::v1::Event> events;
    for (const std::string& payload : payloads) {
      feed::v1::Event& event = events.emplace_back();
      event.set_position(++to.position);
      event.set_change_count(1);
      event.mutable_payload()->set_value(payload);
    }
    return sink_.Apply(*from, to, events);
  }
  absl::Status Apply(const std::vector<registry::v1::Event>& events) {
    std::vector<std::string> payloads;
    for (const registry::v1::Event& event : events) payloads.push_back(event.SerializeAsString());
    return ApplyBytes(payloads);
  }

  // Runs a query of the directory.
  template <typename Query>
  auto Ask(Query query) {
    using Result = decltype(query(std::declval<pqxx::transaction_base&>()));
    const auto result = database_.Read(
        {}, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Result> { return query(tx); });
    EXPECT_THAT(result, IsOk());
    return *result;
  }
  auto FindPostOf(const std::string& id) {
    return Ask([&](pqxx::transaction_base& tx) { return FindPost(tx, id); });
  }
  std::vector<KnownOrganization> FindWithAllAbove(const std::vector<std::string>& ids) {
    return Ask([&](pqxx::transaction_base& tx) { return FindOrganizations(tx, ids); });
  }
  std::vector<std::string> LogsUnderOf(const std::string& id) {
    return Ask([&](pqxx::transaction_base& tx) { return LogsUnder(tx, id); });
  }
  auto FindOrganizationOf(const std::string& id) {
    return Ask([&](pqxx::transaction_base& tx) { return FindOrganization(tx, id); });
  }

  xinqiao::testing::TestDatabase test_database_{
      "wishes", {"libs/feed/migrations/cursors", "libs/directory/migrations"}};
  pg::Database database_{test_database_.url(), 2};
  DirectorySink sink_{database_};
};

TEST_F(DirectorySinkTest, KnowsNothingAtFirst) {
  EXPECT_EQ(FindPostOf(kPost), std::nullopt);
  EXPECT_EQ(FindOrganizationOf(kUniversity), std::nullopt);
  EXPECT_THAT(Ask(ListLogs), IsEmpty());
  EXPECT_EQ(Ask(RegistryPosition), 0);
  EXPECT_THAT(sink_.Load("registry", "registry"),
              IsOkAndHolds(feed::Cursor{.source = "registry", .log = "registry"}));
}

TEST_F(DirectorySinkTest, KnowsWhatRegistryPublished) {
  registry::v1::Event kind;
  kind.mutable_activity_kind_created()->set_name("activityKinds/five_ones.heart_talk");
  ASSERT_THAT(Apply({OrganizationCreated(kNation, ""), OrganizationCreated(kProvince, "log-1"),
                     OrganizationCreated(kUniversity, "log-1"), PostCreated(kPost), kind}),
              IsOk());
  ASSERT_THAT(Apply({PostCreated(kEndingPost, "2017-07-01")}), IsOk());

  EXPECT_EQ(FindOrganizationOf(kNation), (KnownOrganization{kNation, ""}));
  EXPECT_EQ(FindOrganizationOf(kUniversity), (KnownOrganization{kUniversity, "log-1"}));
  EXPECT_EQ(FindOrganizationOf(kUnknown), std::nullopt);
  EXPECT_THAT(Ask(ListLogs), ElementsAre("log-1"));

  const Post open{.name = {.organization_id = kUniversity, .post_id = kPost},
                  .log = "log-1",
                  .valid = {.first = Day("2016-09-01"), .end = kOpenEnd}};
  Post ending = open;
  ending.name.post_id = kEndingPost;
  ending.valid.end = Day("2017-07-01");
  EXPECT_EQ(FindPostOf(kPost), open);
  EXPECT_EQ(FindPostOf(kEndingPost), ending);
  EXPECT_THAT(Ask([](pqxx::transaction_base& tx) {
                return FindPosts(tx, {kUnknown, kEndingPost, kPost});
              }),
              UnorderedElementsAre(open, ending));

  EXPECT_THAT(Ask([](pqxx::transaction_base& tx) {
                return KnownKinds(tx, {"five_ones", "five_ones.heart_talk"});
              }),
              ElementsAre("five_ones.heart_talk"));
  EXPECT_EQ(Ask(RegistryPosition), 6);
}

TEST_F(DirectorySinkTest, AnEndedPostIsValidUntilTheDayBefore) {
  ASSERT_THAT(Apply({OrganizationCreated(kUniversity, "log-1"), PostCreated(kPost),
                     PostEnded(kPost, "2017-06-01")}),
              IsOk());
  const auto post = FindPostOf(kPost);
  ASSERT_TRUE(post.has_value());
  EXPECT_FALSE(Contains(post->valid, Day("2016-08-31")));
  EXPECT_TRUE(Contains(post->valid, Day("2016-09-01")));
  EXPECT_TRUE(Contains(post->valid, Day("2017-05-31")));
  EXPECT_FALSE(Contains(post->valid, Day("2017-06-01")));
}

// A parent from 2016 up to `end`.
KnownParent Since2016(const std::string& parent, absl::CivilDay end = kOpenEnd) {
  return {.organization_id = parent, .valid = {.first = Day("2016-01-01"), .end = end}};
}

TEST_F(DirectorySinkTest, AnOrganizationComesWithAllThatStandAboveIt) {
  ASSERT_THAT(
      Apply({OrganizationCreated(kNation, ""), OrganizationBelow(kProvince, kNation, kProvince),
             OrganizationBelow(kOtherProvince, kNation, kOtherProvince),
             OrganizationBelow(kUniversity, kProvince, kProvince)}),
      IsOk());
  const KnownOrganization nation = {.organization_id = kNation, .log = ""};
  const KnownOrganization province = {
      .organization_id = kProvince, .log = kProvince, .parents = {Since2016(kNation)}};
  const KnownOrganization university = {
      .organization_id = kUniversity, .log = kProvince, .parents = {Since2016(kProvince)}};
  EXPECT_THAT(FindWithAllAbove({kUniversity}), UnorderedElementsAre(nation, province, university));
  EXPECT_THAT(FindWithAllAbove({kProvince, kUnknown, kProvince, kNation}),
              UnorderedElementsAre(nation, province));
  EXPECT_THAT(FindWithAllAbove({}), IsEmpty());
}

TEST_F(DirectorySinkTest, AMoveKeepsWhereAnOrganizationStoodUntilItIsTakenBack) {
  ASSERT_THAT(Apply({OrganizationCreated(kProvince, kProvince),
                     OrganizationCreated(kOtherProvince, kOtherProvince),
                     OrganizationBelow(kUniversity, kProvince, kProvince)}),
              IsOk());
  ASSERT_THAT(Apply({OrganizationMoved(kUniversity, kProvince, kOtherProvince, "2017-03-01")}),
              IsOk());
  const KnownOrganization moved = {
      .organization_id = kUniversity,
      .log = kProvince,
      .parents = {Since2016(kProvince, Day("2017-03-01")),
                  {.organization_id = kOtherProvince,
                   .valid = {.first = Day("2017-03-01"), .end = kOpenEnd}}}};
  EXPECT_THAT(FindWithAllAbove({kUniversity}),
              UnorderedElementsAre(KnownOrganization{kProvince, kProvince},
                                   KnownOrganization{kOtherProvince, kOtherProvince}, moved));

  registry::v1::Event taken_back;
  taken_back.mutable_organization_changed()->set_organization("organizations/" +
                                                              std::string(kUniversity));
  AddVersion(kProvince, "2016-01-01", "", taken_back);
  ASSERT_THAT(Apply({taken_back}), IsOk());
  EXPECT_THAT(
      FindWithAllAbove({kUniversity}),
      UnorderedElementsAre(KnownOrganization{kProvince, kProvince},
                           KnownOrganization{kUniversity, kProvince, {Since2016(kProvince)}}));
}

// A reorganization tells of those that it moves and of new parents in one
// change, in any order.
TEST_F(DirectorySinkTest, AParentMayFollowInTheSameChange) {
  EXPECT_THAT(Apply({OrganizationBelow(kUniversity, kProvince, kProvince),
                     OrganizationCreated(kProvince, kProvince)}),
              IsOk());
  EXPECT_EQ(FindWithAllAbove({kUniversity}).size(), 2U);
}

TEST_F(DirectorySinkTest, AParentThatNeverComesIsRefused) {
  EXPECT_FALSE(Apply({OrganizationBelow(kUniversity, kProvince, kProvince)}).ok());
  EXPECT_EQ(FindOrganizationOf(kUniversity), std::nullopt);
}

TEST_F(DirectorySinkTest, LogsAreThoseOfTheRootsThatEverStoodBelow) {
  ASSERT_THAT(
      Apply({OrganizationCreated(kNation, ""), OrganizationBelow(kProvince, kNation, kProvince),
             OrganizationBelow(kOtherProvince, kNation, kOtherProvince),
             OrganizationBelow(kUniversity, kProvince, kProvince)}),
      IsOk());
  EXPECT_THAT(LogsUnderOf(kNation), ElementsAre(kProvince, kOtherProvince));
  EXPECT_THAT(LogsUnderOf(kProvince), ElementsAre(kProvince));
  EXPECT_THAT(LogsUnderOf(kUniversity), ElementsAre(kProvince));
  EXPECT_THAT(LogsUnderOf(kUnknown), IsEmpty());

  // A city that keeps its own log, and goes to the other province.
  ASSERT_THAT(Apply({OrganizationBelow(kCity, kOtherProvince, kCity),
                     OrganizationMoved(kCity, kOtherProvince, kProvince, "2017-03-01")}),
              IsOk());
  EXPECT_THAT(LogsUnderOf(kCity), ElementsAre(kCity));
  EXPECT_THAT(LogsUnderOf(kProvince), ElementsAre(kProvince, kCity));
  EXPECT_THAT(LogsUnderOf(kOtherProvince), ElementsAre(kOtherProvince, kCity));
  EXPECT_THAT(LogsUnderOf(kNation), ElementsAre(kCity, kProvince, kOtherProvince));
}

// Field 99 is of a registry that is newer than this code.
TEST_F(DirectorySinkTest, WhatItDoesNotNeedOrKnowPassesByAndMovesTheCursor) {
  registry::v1::Event pack;
  pack.mutable_rule_pack_published();
  ASSERT_THAT(ApplyBytes({pack.SerializeAsString(), "", std::string("\x9a\x06\x01x"),
                          OrganizationCreated(kUniversity, "log-1").SerializeAsString()}),
              IsOk());
  EXPECT_EQ(Ask(RegistryPosition), 4);
  EXPECT_NE(FindOrganizationOf(kUniversity), std::nullopt);
}

TEST_F(DirectorySinkTest, AMalformedEventChangesNothing) {
  EXPECT_TRUE(absl::IsInternal(
      ApplyBytes({OrganizationCreated(kUniversity, "log-1").SerializeAsString(), "\xff"})));
  EXPECT_EQ(FindOrganizationOf(kUniversity), std::nullopt);
  EXPECT_EQ(Ask(RegistryPosition), 0);
}

TEST_F(DirectorySinkTest, WhatAnotherReplicaAppliedIsNotAppliedAgain) {
  ASSERT_THAT(Apply({OrganizationCreated(kUniversity, "log-1")}), IsOk());
  feed::v1::Event event;
  event.set_position(1);
  event.set_change_count(1);
  event.mutable_payload()->set_value(OrganizationCreated(kProvince, "log-1").SerializeAsString());
  EXPECT_THAT(sink_.Apply({.source = "registry", .log = "registry"},
                          {"registry", "registry", "epoch-1", 1}, {event}),
              FailsWith("CURSOR_MOVED"));
  EXPECT_EQ(FindOrganizationOf(kProvince), std::nullopt);
  EXPECT_THAT(sink_.Load("registry", "registry"),
              IsOkAndHolds(feed::Cursor{"registry", "registry", "epoch-1", 1}));
}

}  // namespace
}  // namespace xinqiao::directory
