#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <optional>
#include <pqxx/pqxx>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/crypto/seal.h"
#include "libs/pg/bytes.h"
#include "libs/pg/database.h"
#include "services/registry/storage/postgres_organization_store.h"
#include "services/registry/storage/postgres_policy_store.h"
#include "services/registry/storage/postgres_post_store.h"
#include "tests/services/registry/storage/registry_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::registry {
namespace {

using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

PhoneVault VaultOf(const crypto::Vault& vault) {
  return {
      .seal =
          [&vault](const std::string& phone) {
            const crypto::Sealed sealed = vault.Seal(phone);
            return SealedPhone{.wrapped_key = sealed.wrapped_key,
                               .ciphertext = sealed.ciphertext,
                               .blind_index = vault.BlindIndex(phone)};
          },
      .blind_index = [&vault](const std::string& phone) { return vault.BlindIndex(phone); },
      .open =
          [&vault](const SealedPhone& sealed) {
            return vault.Open({.wrapped_key = sealed.wrapped_key, .ciphertext = sealed.ciphertext});
          }};
}

// Owns its database, so that each test starts from the migrated, empty schema.
class PostgresStores final : public RegistryStores {
 public:
  OrganizationStore& organizations() override { return organizations_; }
  PostStore& posts() override { return posts_; }
  PolicyStore& policies() override { return policies_; }

  std::vector<std::string> Events() override {
    pqxx::connection connection(schema_.url());
    pqxx::nontransaction tx(connection);
    std::vector<std::string> events;
    for (const pqxx::row& row : tx.exec("SELECT payload FROM outbox ORDER BY outbox_id")) {
      events.push_back(pg::BytesFrom(row[0]));
    }
    return events;
  }

  std::string Execute(const std::string& sql) { return schema_.Execute(sql); }

 private:
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 16};
  const crypto::Vault vault_ = *crypto::Vault::Create(std::string(32, 'k'));
  PostgresOrganizationStore organizations_{database_,
                                           xinqiao::testing::RegistryTextEncoders().organizations};
  PostgresPostStore posts_{database_, VaultOf(vault_),
                           xinqiao::testing::RegistryTextEncoders().posts};
  PostgresPolicyStore policies_{database_, xinqiao::testing::RegistryTextEncoders().policies};
};

INSTANTIATE_TEST_SUITE_P(Postgres, RegistryStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresStores>(); }));

std::string Id(int kind, int number) {
  return absl::StrFormat("00000000-0000-7000-%04d-%012d", kind, number);
}

// One school and one person; threads that all begin at the same time.
class RegistryRaceTest : public ::testing::Test {
 protected:
  static constexpr int kThreads = 12;
  const std::string kSchool = Id(1, 0);
  const std::string kPerson = Id(2, 0);

  void SetUp() override {
    ASSERT_THAT(InsertOrganization(0, OrganizationLevel::kSchool, ""), IsOk());
    ASSERT_THAT(stores_.posts().InsertPerson(CallOf(), WriteOf(1),
                                             {.person_id = kPerson, .display_name = "张知斌"},
                                             [](bool) { return absl::OkStatus(); }),
                IsOk());
  }

  static Call CallOf() {
    return {.request_digest = std::string(32, 'a'), .deadline = absl::Now() + absl::Seconds(30)};
  }

  static Write WriteOf(int request) {
    static std::mutex mutex;
    static int changes = 0;
    const std::lock_guard lock(mutex);
    return {.request_id = Id(8, request), .change_id = Id(9, ++changes)};
  }

  // Without any rule: only the database refuses.
  absl::Status InsertOrganization(int number, OrganizationLevel level,
                                  const std::string& parent_id) {
    const Organization organization{.organization_id = Id(1, number),
                                    .display_name = "学院团委",
                                    .kind = OrganizationKind::kCollegeCommittee,
                                    .level = level,
                                    .parent_id = parent_id,
                                    .validity = {.first = Day("2015-09-01"), .end = kOpenEnd}};
    return stores_.organizations()
        .InsertOrganization(
            CallOf(), WriteOf(1000 + number), organization,
            [&](const std::optional<Organization>&) -> absl::StatusOr<Organization> {
              return organization;
            })
        .status();
  }

  // Longer than it takes every thread to connect and to read the facts.
  static void WidenWindow() { absl::SleepFor(absl::Milliseconds(50)); }

  absl::StatusOr<Answer> InsertPost(int number, int request) {
    const Post post{.post_id = Id(3, number),
                    .organization_id = kSchool,
                    .person_id = kPerson,
                    .title = absl::StrFormat("title %d", number),
                    .validity = {.first = Day("2016-03-01"), .end = kOpenEnd}};
    return stores_.posts().InsertPost(CallOf(), WriteOf(request), post,
                                      [](const AppointmentFacts&) {
                                        WidenWindow();
                                        return absl::OkStatus();
                                      });
  }

  // What `call` answered in each thread.
  template <typename Call>
  std::vector<absl::StatusOr<Answer>> InThreads(Call call) {
    std::vector<absl::StatusOr<Answer>> results(kThreads, absl::UnknownError("not run"));
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] { results[static_cast<size_t>(i)] = call(i); });
    }
    for (std::thread& thread : threads) thread.join();
    return results;
  }

  PostgresStores stores_;
};

// Twelve calls carry one request id. They must agree on one post.
TEST_F(RegistryRaceTest, OneRequestMakesOnePost) {
  std::set<std::string> answers;
  for (const auto& result : InThreads([&](int i) { return InsertPost(i, 2); })) {
    ASSERT_THAT(result, IsOk());
    answers.insert(result->bytes);
  }
  EXPECT_THAT(answers, SizeIs(1));
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM posts"), "1");
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM outbox WHERE convert_from(payload, 'UTF8') "
                            "LIKE 'created post%'"),
            "1");
}

// Twelve calls end one post, each on another day. The first one wins.
TEST_F(RegistryRaceTest, APostEndsOnce) {
  ASSERT_THAT(InsertPost(0, 2), IsOk());
  const auto results = InThreads([&](int i) {
    return stores_.posts().EndPost(CallOf(), WriteOf(100 + i),
                                   {.organization_id = kSchool, .post_id = Id(3, 0)},
                                   [&](Post post) -> absl::StatusOr<Post> {
                                     WidenWindow();
                                     return End(std::move(post), Day("2017-05-01") + i);
                                   });
  });
  int ended = 0;
  for (const auto& result : results) {
    if (result.ok()) {
      ++ended;
    } else {
      EXPECT_THAT(result, FailsWith("POST_ENDED"));
    }
  }
  EXPECT_EQ(ended, 1);
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM outbox WHERE convert_from(payload, 'UTF8') "
                            "LIKE 'ended%'"),
            "1");
}

// Twelve people come with one phone, none of whom any other call can see yet.
TEST_F(RegistryRaceTest, OnePhoneBelongsToOnePerson) {
  const auto results = InThreads([&](int i) {
    return stores_.posts().InsertPerson(
        CallOf(), WriteOf(100 + i),
        {.person_id = Id(2, i + 1), .display_name = "李文铠", .phone = "19900001367"},
        [](bool phone_in_use) {
          WidenWindow();
          return phone_in_use ? absl::AlreadyExistsError("in use") : absl::OkStatus();
        });
  });
  int inserted = 0;
  for (const auto& result : results) {
    if (result.ok()) {
      ++inserted;
    } else {
      EXPECT_EQ(result.status(), absl::AlreadyExistsError("in use"));
    }
  }
  EXPECT_EQ(inserted, 1);
}

// Twelve calls carry one request id, twenty times over, where the effect of the
// first is what a rule refuses. A retry is answered, never judged.
TEST_F(RegistryRaceTest, ARetryIsNeverJudgedByWhatTheFirstCallDid) {
  constexpr int kRounds = 20;
  const auto all_the_same = [&](const std::vector<absl::StatusOr<Answer>>& results) {
    std::set<std::string> answers;
    for (const auto& result : results) {
      EXPECT_THAT(result, IsOk());
      if (result.ok()) answers.insert(result->bytes);
    }
    return answers.size() == 1;
  };
  for (int round = 0; round < kRounds; ++round) {
    EXPECT_TRUE(all_the_same(InThreads([&](int i) {
      return stores_.posts().InsertPerson(CallOf(), WriteOf(200 + round),
                                          {.person_id = Id(2, 1000 + 100 * round + i),
                                           .display_name = "李文铠",
                                           .phone = absl::StrFormat("199000%05d", round)},
                                          [](bool phone_in_use) {
                                            return phone_in_use ? absl::AlreadyExistsError("in use")
                                                                : absl::OkStatus();
                                          });
    })));
    EXPECT_TRUE(all_the_same(InThreads([&](int) {
      return stores_.policies().InsertActivityKind(
          CallOf(), WriteOf(300 + round),
          {.kind_id = absl::StrFormat("kind.%c", 'a' + round), .display_name = "谈心谈话"},
          [](bool exists) {
            return exists ? absl::AlreadyExistsError("exists") : absl::OkStatus();
          });
    })));
    ASSERT_THAT(InsertPost(500 + round, 400 + round), IsOk());
    EXPECT_TRUE(all_the_same(InThreads([&](int) {
      return stores_.posts().EndPost(
          CallOf(), WriteOf(600 + round),
          {.organization_id = kSchool, .post_id = Id(3, 500 + round)},
          [](Post post) { return End(std::move(post), Day("2017-05-01")); });
    })));
  }
}

// Twelve calls publish one document: versions 1 to 12, without a failure.
TEST_F(RegistryRaceTest, PublicationsOfADocumentGetDifferentVersions) {
  std::set<std::string> answers;
  for (const auto& result : InThreads([&](int i) {
         return stores_.policies().InsertRulePack(
             CallOf(), WriteOf(100 + i),
             {.rule_pack_id = Id(4, i), .organization_id = kSchool, .document_number = "20号"},
             Day("2017-05-17"), [](const PublicationFacts&) {
               WidenWindow();
               return std::vector<std::string>();
             });
       })) {
    ASSERT_THAT(result, IsOk());
    answers.insert(result->bytes);
  }
  EXPECT_THAT(answers, SizeIs(kThreads));
}

// The rule is off: every level is put under every other at once. The database
// itself keeps what is wrong out.
TEST_F(RegistryRaceTest, NoLevelConflictSlipsThrough) {
  for (int level = 1; level <= 7; ++level) {
    ASSERT_THAT(InsertOrganization(level, static_cast<OrganizationLevel>(level), ""), IsOk());
  }
  InThreads([&](int i) -> absl::StatusOr<Answer> {
    for (int pair = i; pair < 49; pair += kThreads) {
      const int parent = pair / 7 + 1;
      const int child = pair % 7 + 1;
      const absl::Status status =
          InsertOrganization(100 + pair, static_cast<OrganizationLevel>(child), Id(1, parent));
      EXPECT_EQ(status.ok(), parent < child) << parent << " over " << child;
    }
    return Answer{};
  });
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM parent_links WHERE parent_id IS NOT NULL"), "21");
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM parent_links l "
                            "JOIN organizations c ON c.organization_id = l.organization_id "
                            "JOIN organizations p ON p.organization_id = l.parent_id "
                            "WHERE p.level >= c.level"),
            "0");
}

// What is personal is in one row of one table, and the phone in none.
TEST_F(RegistryRaceTest, PersonalDataStaysInPeopleAndPhonesAreSealed) {
  const Person person{.person_id = Id(2, 1), .display_name = "李文铠", .phone = "19900001367"};
  const Write write = WriteOf(2);
  const auto accept = [](bool) { return absl::OkStatus(); };
  ASSERT_THAT(stores_.posts().InsertPerson(CallOf(), write, person, accept), IsOk());
  const auto rows_with = [&](const std::string& table, const std::string& text) {
    return stores_.Execute(
        absl::StrFormat("SELECT count(*) FROM %s t WHERE strpos(t::text, '%s') > 0 "
                        "OR strpos(t::text, encode(convert_to('%s', 'UTF8'), 'hex')) > 0",
                        table, text, text));
  };
  EXPECT_EQ(rows_with("people", person.display_name), "1");
  EXPECT_EQ(rows_with("requests", person.display_name), "0");
  EXPECT_EQ(rows_with("outbox", person.display_name), "0");
  for (const char* table : {"people", "requests", "outbox"}) {
    EXPECT_EQ(rows_with(table, person.phone), "0") << table;
  }
  // An answer given again is made from the person, and goes with the person.
  stores_.Execute("DELETE FROM people WHERE person_id = '" + person.person_id + "'");
  EXPECT_THAT(stores_.posts().InsertPerson(CallOf(), write, person, accept),
              FailsWith("PERSON_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
