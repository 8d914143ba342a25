// The stores of posts, working groups and guidance on PostgreSQL, for tests.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_POST_STORES_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_POST_STORES_H_

#include <pqxx/pqxx>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/crypto/seal.h"
#include "libs/pg/database.h"
#include "services/registry/storage/postgres_guidance_store.h"
#include "services/registry/storage/postgres_post_store.h"
#include "services/registry/storage/postgres_working_group_store.h"
#include "tests/services/registry/storage/post_stores.h"
#include "tests/services/registry/storage/postgres_parts.h"
#include "tests/support/fakes/post_encoders.h"
#include "tests/support/postgres.h"

namespace xinqiao::registry {

// Owns its database, so that each test starts from the migrated, empty schema.
class PostgresPostStores final : public PostStores {
 public:
  PostStore& posts() override { return posts_; }
  WorkingGroupStore& groups() override { return groups_; }
  GuidanceStore& guidance() override { return guidance_; }

  void Register(const OrganizationHistory& organization) override {
    const OrganizationIdentity& identity = organization.identity;
    std::string sql = absl::StrFormat(
        "INSERT INTO organizations (organization_id, kind, level, ledger_root, log, leading_body, "
        "create_time) VALUES ('%s', %d, %d, false, '', false, '2017-04-01Z');",
        identity.organization_id, static_cast<int>(identity.kind),
        static_cast<int>(identity.level));
    for (const OrganizationVersion& version : organization.versions) {
      absl::StrAppendFormat(
          &sql,
          "INSERT INTO organization_versions (organization_id, level, valid_from, valid_to, "
          "display_name, parent_id, parent_level, closed, known_from) "
          "SELECT '%s', %d, '%s', nullif('%s', '9999-12-31')::date, '%s', p.organization_id, "
          "p.level, %s, '2017-04-01Z' FROM (VALUES (1)) one "
          "LEFT JOIN organizations p ON p.organization_id::text = '%s';",
          identity.organization_id, static_cast<int>(identity.level),
          absl::FormatCivilTime(version.validity.first),
          absl::FormatCivilTime(version.validity.end), version.display_name,
          version.closed ? "true" : "false", version.parent_id);
    }
    Execute(sql);
  }

  std::vector<std::string> Events() override { return EventsIn(schema_.url()); }

  std::string Execute(const std::string& sql) { return schema_.Execute(sql); }

  // The address for a connection of its own.
  const std::string& url() const { return schema_.url(); }

 private:
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 16};
  const crypto::Vault vault_ = *crypto::Vault::Create(std::string(32, 'k'));
  PostgresPostStore posts_{database_, VaultOf(vault_), xinqiao::testing::PostTextEncoders()};
  PostgresWorkingGroupStore groups_{database_, xinqiao::testing::WorkingGroupTextEncoders()};
  PostgresGuidanceStore guidance_{database_, xinqiao::testing::GuidanceTextEncoders()};
};

// What every race takes: ids that its threads can make up, and threads that all
// begin at the same time.
class PostRace : public ::testing::Test {
 protected:
  static constexpr int kThreads = 12;

  static std::string Id(int kind, int number) {
    return absl::StrFormat("00000000-0000-7000-%04d-%012d", kind, number);
  }

  static Call CallOf() {
    return {.request_digest = std::string(32, 'a'), .deadline = absl::Now() + absl::Seconds(30)};
  }

  // Of one request, by one of the calls that carry it.
  static Write WriteOf(int request, int call) {
    return {.request_id = Id(8, request), .change_id = Id(9, request * 100 + call)};
  }

  // Longer than it takes every thread to connect and to read the facts.
  static void WidenWindow() { absl::SleepFor(absl::Milliseconds(50)); }

  // What `call` answered in each thread.
  template <typename Body>
  static std::vector<absl::StatusOr<Answer>> InThreads(Body call) {
    std::vector<absl::StatusOr<Answer>> results(kThreads, absl::UnknownError("not run"));
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] { results[static_cast<size_t>(i)] = call(i); });
    }
    for (std::thread& thread : threads) thread.join();
    return results;
  }

  // How many of the calls were accepted; each other one fails with `reason`.
  static int Accepted(const std::vector<absl::StatusOr<Answer>>& results,
                      const std::string& reason) {
    int accepted = 0;
    for (const absl::StatusOr<Answer>& result : results) {
      if (result.ok()) {
        ++accepted;
      } else {
        EXPECT_THAT(result, xinqiao::testing::FailsWith(reason));
      }
    }
    return accepted;
  }

  // Whether all calls were accepted and got one answer.
  static bool AllTheSame(const std::vector<absl::StatusOr<Answer>>& results) {
    std::set<std::string> answers;
    for (const absl::StatusOr<Answer>& result : results) {
      EXPECT_THAT(result, xinqiao::testing::IsOk());
      if (result.ok()) answers.insert(result->bytes);
    }
    return answers.size() == 1;
  }

  // Stands from 1 September 2015 on.
  void Stand(int number, OrganizationKind kind, OrganizationLevel level,
             const std::string& parent_id) {
    stores_.Register(
        {.identity = {.organization_id = Id(1, number), .kind = kind, .level = level},
         .versions = {{.validity = {.first = xinqiao::testing::Day("2015-09-01"), .end = kOpenEnd},
                       .display_name = "团委",
                       .parent_id = parent_id}}});
  }

  // A person and their post in organization 0, from 1 March 2016 on.
  Post Hold(int number) {
    const Person person{.person_id = Id(2, number), .display_name = "张知斌"};
    EXPECT_THAT(
        stores_.posts().InsertPerson(CallOf(), WriteOf(10000 + number, 0), person, CheckPerson),
        xinqiao::testing::IsOk());
    const Post post{.post_id = Id(3, number),
                    .organization_id = Id(1, 0),
                    .person_id = person.person_id,
                    .title = "团委书记",
                    .validity = {.first = xinqiao::testing::Day("2016-03-01"), .end = kOpenEnd}};
    EXPECT_THAT(stores_.posts().InsertPost(
                    CallOf(), WriteOf(20000 + number, 0), post,
                    [&](const AppointmentFacts& facts) { return CheckAppointment(post, facts); }),
                xinqiao::testing::IsOk());
    return post;
  }

  PostgresPostStores stores_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_POST_STORES_H_
