#include "services/wishes/storage/postgres_wishes_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/directory/directory.h"
#include "services/wishes/app/link_store.h"
#include "services/wishes/storage/postgres_link_store.h"
#include "tests/services/wishes/storage/wishes_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::wishes {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

// Owns its database, so that each test starts from the migrated, empty schema.
class PostgresScene final : public WishesScene {
 public:
  WishesStore& store() override { return store_; }
  void AddPost(const directory::Post& post) override {
    EXPECT_THAT(database_.Transact({},
                                   [&](pqxx::transaction_base& tx) {
                                     directory::SaveOrganization(
                                         tx, {.organization_id = post.name.organization_id,
                                              .log = post.log});
                                     directory::SavePost(tx, post);
                                     return absl::OkStatus();
                                   }),
                IsOk());
  }
  void AddLink(const AppealEnds& ends, const Period& active) override {
    const std::string id = TestId(7, ++links_);
    std::vector<LinkChange> changes = {{.kind = LinkChange::Kind::kActive,
                                        .contact_link_id = id,
                                        .youth_id = ends.youth_id,
                                        .post_id = ends.post_id,
                                        .day = active.first}};
    if (active.end != kOpenEnd) {
      changes.push_back({.kind = LinkChange::Kind::kInactive,
                         .contact_link_id = id,
                         .youth_id = ends.youth_id,
                         .day = active.end});
    }
    const feed::Cursor from = {.source = "contacts", .log = TestId(5, 2), .position = links_ - 1};
    feed::Cursor to = from;
    to.position = links_;
    EXPECT_THAT(link_store_.Apply(from, to, changes), IsOk());
  }
  std::vector<std::string> Events() override {
    using Texts = absl::StatusOr<std::vector<std::string>>;
    return *database_.Transact({}, [](pqxx::transaction_base& tx) -> Texts {
      std::vector<std::string> events;
      for (const pqxx::row& row :
           tx.exec("SELECT log || ' ' || convert_from(payload, 'UTF8') FROM outbox "
                   "ORDER BY outbox_id")) {
        events.push_back(row[0].as<std::string>());
      }
      return events;
    });
  }

  std::string Execute(const std::string& sql) { return server_.Execute(sql); }

 private:
  xinqiao::testing::TestDatabase server_{"wishes"};
  pg::Database database_{server_.url(), 8};
  PostgresWishesStore store_{database_, TextEncoders()};
  PostgresLinkStore link_store_{database_};
  int links_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Postgres, WishesStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresScene>(); }));

// One appeal, and eight threads that reply to it.
class PostgresWishesStoreTest : public ::testing::Test {
 protected:
  PostgresWishesStoreTest() {
    scene_.AddPost(post_);
    const Appeal appeal = {.id = name_.appeal_id,
                           .youth_id = name_.youth_id,
                           .post = post_.name,
                           .owner_id = post_.name.organization_id,
                           .log = post_.log,
                           .text = "宿舍的热水可以开到十一点吗？",
                           .create_time = now_};
    EXPECT_THAT(scene_.store().InsertAppeal(
                    call_, {name_.youth_id, post_.name.post_id}, WriteNumber(100),
                    [&](const AppealFacts&) -> absl::StatusOr<Appeal> { return appeal; }),
                IsOk());
  }

  Write WriteNumber(int n) const {
    return {.request_id = TestId(2, n), .change_id = TestId(3, n), .now = now_};
  }

  // Replies after a pause that widens the window for a race.
  absl::StatusOr<Reply> Replied(int reply, int request) {
    return scene_.store().InsertReply(call_, {.appeal = name_, .post_id = post_.name.post_id},
                                      WriteNumber(request), [&](const ReplyFacts& facts) {
                                        ++asked_;
                                        absl::SleepFor(absl::Milliseconds(20));
                                        return AddReply(
                                            facts,
                                            {.id = TestId(4, reply),
                                             .appeal = name_,
                                             .post = post_.name,
                                             .text = "今晚起延长到十一点。",
                                             .create_time = now_ + absl::Seconds(reply)},
                                            Day("2017-05-17"));
                                      });
  }

  // What eight threads got, each with its number.
  template <typename Body>
  static std::vector<absl::StatusOr<Reply>> Together(Body body) {
    std::mutex mutex;
    std::vector<absl::StatusOr<Reply>> replies;
    std::vector<std::thread> threads;
    for (int i = 1; i <= 8; ++i) {
      threads.emplace_back([&, i] {
        absl::StatusOr<Reply> reply = body(i);
        const std::lock_guard lock(mutex);
        replies.push_back(std::move(reply));
      });
    }
    for (std::thread& thread : threads) thread.join();
    return replies;
  }

  std::atomic<int> asked_ = 0;  // How often the rule was.
  const absl::Time now_ = absl::FromUnixMicros(1494993600123456);
  const Call call_ = {.request_digest = std::string(32, 'a')};
  const AppealName name_ = {.youth_id = TestId(6, 1), .appeal_id = TestId(1, 1)};
  const directory::Post post_ = {.name = {.organization_id = TestId(5, 1), .post_id = TestId(5, 3)},
                                 .log = TestId(5, 2),
                                 .valid = {.first = Day("2017-04-01"), .end = kOpenEnd}};
  PostgresScene scene_;
};

TEST_F(PostgresWishesStoreTest, OnlyOneOfManyFirstRepliesIsFirst) {
  const auto replies = Together([&](int i) { return Replied(i, i); });
  std::vector<Reply> first;
  for (const auto& reply : replies) {
    ASSERT_THAT(reply, IsOk());
    if (reply->first) first.push_back(*reply);
  }
  ASSERT_THAT(first, ::testing::SizeIs(1));
  EXPECT_EQ(scene_.store().GetAppeal({}, name_)->first_reply_time, first[0].create_time);
  EXPECT_EQ(scene_.Execute("SELECT count(*) FROM replies WHERE first"), "1");
  EXPECT_EQ(scene_.Execute("SELECT count(*) FROM replies"), "8");
  // They waited for each other; none had to run again.
  EXPECT_EQ(asked_, 8);
}

TEST_F(PostgresWishesStoreTest, OneRequestMakesOneReply) {
  const auto replies = Together([&](int i) { return Replied(i, 1); });
  for (const auto& reply : replies) {
    ASSERT_THAT(reply, IsOk());
    EXPECT_EQ(*reply, *replies[0]);
  }
  EXPECT_EQ(scene_.Execute("SELECT count(*) FROM replies"), "1");
}

TEST_F(PostgresWishesStoreTest, EventsSayHowFarRegistryAndContactsWereKnown) {
  scene_.Execute(
      "INSERT INTO cursors VALUES ('registry', 'registry', '', 42), "
      "('contacts', '" +
      post_.log + "', '', 7), ('contacts', 'another', '', 99)");
  ASSERT_THAT(Replied(1, 1), IsOk());
  EXPECT_EQ(scene_.Execute("SELECT registry_position || ' ' || contacts_position FROM outbox "
                           "ORDER BY outbox_id DESC LIMIT 1"),
            "42 7");
}

TEST_F(PostgresWishesStoreTest, RequestLogHoldsOnlyIds) {
  ASSERT_THAT(Replied(1, 1), IsOk());
  EXPECT_EQ(scene_.Execute("SELECT string_agg(convert_from(answer, 'UTF8'), ' ' ORDER BY answer) "
                           "FROM requests"),
            TestId(1, 1) + " " + TestId(4, 1));
}

}  // namespace
}  // namespace xinqiao::wishes
