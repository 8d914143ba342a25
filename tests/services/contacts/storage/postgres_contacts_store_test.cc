#include "services/contacts/storage/postgres_contacts_store.h"

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
#include "libs/base/error.h"
#include "libs/directory/directory.h"
#include "services/contacts/domain/contact_link.h"
#include "tests/services/contacts/storage/contacts_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::contacts {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// Owns its database, so that each test starts from the migrated, empty schema.
class PostgresScene final : public ContactsScene {
 public:
  ContactsStore& store() override { return store_; }
  void AddOrganization(const std::string& organization_id, const std::string& log) override {
    EXPECT_THAT(Set([&](pqxx::transaction_base& tx) {
                  directory::SaveOrganization(tx, {.organization_id = organization_id, .log = log});
                }),
                IsOk());
  }
  void AddPost(const directory::Post& post) override {
    EXPECT_THAT(Set([&](pqxx::transaction_base& tx) { directory::SavePost(tx, post); }), IsOk());
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
  template <typename Body>
  absl::Status Set(Body body) {
    return database_.Transact({}, [&](pqxx::transaction_base& tx) {
      body(tx);
      return absl::OkStatus();
    });
  }

  xinqiao::testing::TestDatabase server_{"contacts"};
  pg::Database database_{server_.url(), 8};
  PostgresContactsStore store_{database_, TextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Postgres, ContactsStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresScene>(); }));

// One youth and one post, and eight threads that want something of them.
class PostgresContactsStoreTest : public ::testing::Test {
 protected:
  PostgresContactsStoreTest() {
    scene_.AddOrganization(post_.name.organization_id, post_.log);
    scene_.AddPost(post_);
    const Youth youth = YouthNumber(0);
    EXPECT_THAT(scene_.store().InsertYouth(call_, youth, TestId(2, 0), AdmitAll), IsOk());
  }

  Youth YouthNumber(int n) const {
    return {.id = TestId(1, n),
            .display_name = "林小雨",
            .phone = {.wrapped_key = "key",
                      .ciphertext = "sealed",
                      .blind_index = std::string(32, static_cast<char>('a' + n))},
            .birth_year = 1998,
            .organization_id = post_.name.organization_id,
            .create_time = now_};
  }

  ContactLink LinkNumber(int n) const {
    return {.id = TestId(4, n),
            .youth_id = TestId(1, 0),
            .post = post_.name,
            .log = post_.log,
            .create_time = now_};
  }

  Write WriteNumber(int n) const {
    return {.request_id = TestId(2, n), .change_id = TestId(3, n), .now = now_};
  }

  // Accepts, or declines, after a pause that widens the window for a race.
  absl::StatusOr<Answer> Answered(bool accept, int n) {
    return scene_.store().ChangeContactLink(
        call_, {.youth_id = TestId(1, 0), .contact_link_id = TestId(4, 0)}, WriteNumber(n),
        [&](const ContactLink& link, const std::optional<directory::Post>& post) {
          absl::SleepFor(absl::Milliseconds(20));
          return accept ? Accept(link, post, Day("2017-05-17")) : Decline(link);
        });
  }

  // What eight threads got, each with its number.
  template <typename Body>
  static std::multiset<std::string> Together(Body body) {
    std::mutex mutex;
    std::multiset<std::string> outcomes;
    std::vector<std::thread> threads;
    for (int i = 1; i <= 8; ++i) {
      threads.emplace_back([&, i] {
        const auto result = body(i);
        const std::lock_guard lock(mutex);
        outcomes.insert(result.ok() ? "OK" : ErrorReason(result.status()));
      });
    }
    for (std::thread& thread : threads) thread.join();
    return outcomes;
  }

  static absl::Status AdmitAll(const YouthFacts&) { return absl::OkStatus(); }

  const absl::Time now_ = absl::FromUnixMicros(1494993600123456);
  const Call call_ = {.request_digest = std::string(32, 'a')};
  const directory::Post post_ = {.name = {.organization_id = TestId(5, 1), .post_id = TestId(5, 3)},
                                 .log = TestId(5, 2),
                                 .valid = {.first = Day("2017-04-01"), .end = kOpenEnd}};
  PostgresScene scene_;
};

TEST_F(PostgresContactsStoreTest, OnlyOneOfAcceptingAndDecliningWins) {
  ASSERT_THAT(
      scene_.store().InsertContactLink(call_, {TestId(1, 0), post_.name.post_id}, WriteNumber(100),
                                       [&](const ProposalFacts&) { return LinkNumber(0); }),
      IsOk());
  const auto outcomes = Together([&](int i) { return Answered(i % 2 == 0, i); });
  EXPECT_EQ(outcomes.count("OK"), 1u);
  EXPECT_EQ(outcomes.count("LINK_NOT_PROPOSED"), 7u);
  EXPECT_LE(scene_.Events().size(), 1u);
}

TEST_F(PostgresContactsStoreTest, OneRequestIsAnsweredOnce) {
  ASSERT_THAT(
      scene_.store().InsertContactLink(call_, {TestId(1, 0), post_.name.post_id}, WriteNumber(100),
                                       [&](const ProposalFacts&) { return LinkNumber(0); }),
      IsOk());
  const auto outcomes = Together([&](int /*i*/) { return Answered(true, 1); });
  EXPECT_EQ(outcomes.count("OK"), 8u);
  EXPECT_THAT(scene_.Events(), ::testing::SizeIs(1));
}

TEST_F(PostgresContactsStoreTest, OnlyOneOfManyProposalsWins) {
  std::atomic<int> asked = 0;
  const auto outcomes = Together([&](int i) {
    return scene_.store().InsertContactLink(
        call_, {TestId(1, 0), post_.name.post_id}, WriteNumber(i),
        [&](const ProposalFacts& facts) -> absl::StatusOr<ContactLink> {
          ++asked;
          const absl::Status status = CheckProposal(facts, post_.name, Day("2017-05-17"));
          absl::SleepFor(absl::Milliseconds(20));
          if (!status.ok()) return status;
          return LinkNumber(i);
        });
  });
  EXPECT_EQ(outcomes.count("OK"), 1u);
  EXPECT_EQ(outcomes.count("LINK_EXISTS"), 7u);
  // They waited for each other; none had to run again.
  EXPECT_EQ(asked, 8);
}

TEST_F(PostgresContactsStoreTest, OnlyOneYouthGetsAPhone) {
  const auto outcomes = Together([&](int i) {
    Youth youth = YouthNumber(i);
    youth.phone.blind_index = std::string(32, 'z');
    return scene_.store().InsertYouth(call_, youth, TestId(2, i), CheckYouth);
  });
  EXPECT_EQ(outcomes.count("OK"), 1u);
  EXPECT_EQ(outcomes.count("PHONE_IN_USE"), 7u);
}

TEST_F(PostgresContactsStoreTest, EventsSayHowFarRegistryWasKnown) {
  scene_.Execute("INSERT INTO cursors VALUES ('registry', 'registry', '', 42)");
  ASSERT_THAT(
      scene_.store().InsertContactLink(call_, {TestId(1, 0), post_.name.post_id}, WriteNumber(100),
                                       [&](const ProposalFacts&) { return LinkNumber(0); }),
      IsOk());
  ASSERT_THAT(Answered(true, 1), IsOk());
  EXPECT_EQ(scene_.Execute("SELECT registry_position FROM outbox"), "42");
}

TEST_F(PostgresContactsStoreTest, RequestLogHoldsNoPersonalData) {
  EXPECT_EQ(scene_.Execute("SELECT convert_from(answer, 'UTF8') FROM requests"), TestId(1, 0));
}

}  // namespace
}  // namespace xinqiao::contacts
