// Registry's stores on PostgreSQL, for tests.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_REGISTRY_STORES_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_REGISTRY_STORES_H_

#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "libs/crypto/seal.h"
#include "libs/pg/database.h"
#include "services/registry/storage/postgres_guidance_store.h"
#include "services/registry/storage/postgres_organization_store.h"
#include "services/registry/storage/postgres_policy_store.h"
#include "services/registry/storage/postgres_post_store.h"
#include "services/registry/storage/postgres_reorganization_store.h"
#include "services/registry/storage/postgres_working_group_store.h"
#include "tests/services/registry/storage/postgres_parts.h"
#include "tests/services/registry/storage/registry_stores.h"
#include "tests/support/postgres.h"

namespace xinqiao::registry {

// Owns its database, so that each test starts from the migrated, empty schema.
class PostgresStores final : public RegistryStores {
 public:
  OrganizationStore& organizations() override { return organizations_; }
  ReorganizationStore& reorganizations() override { return reorganizations_; }
  PostStore& posts() override { return posts_; }
  WorkingGroupStore& groups() override { return groups_; }
  GuidanceStore& guidance() override { return guidance_; }
  PolicyStore& policies() override { return policies_; }

  std::vector<std::string> Events() override { return EventsIn(schema_.url()); }

  std::string Execute(const std::string& sql) { return schema_.Execute(sql); }

  // The address for a connection of its own.
  const std::string& url() const { return schema_.url(); }

 private:
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 16};
  const crypto::Vault vault_ = *crypto::Vault::Create(std::string(32, 'k'));
  PostgresOrganizationStore organizations_{database_, xinqiao::testing::OrganizationTextEncoders()};
  PostgresReorganizationStore reorganizations_{database_,
                                               xinqiao::testing::ReorganizationTextEncoders()};
  PostgresPostStore posts_{database_, VaultOf(vault_), xinqiao::testing::PostTextEncoders()};
  PostgresWorkingGroupStore groups_{database_, xinqiao::testing::WorkingGroupTextEncoders()};
  PostgresGuidanceStore guidance_{database_, xinqiao::testing::GuidanceTextEncoders()};
  PostgresPolicyStore policies_{database_, xinqiao::testing::PolicyTextEncoders()};
};

// The number-th UUID of a kind of thing.
inline std::string TestId(int kind, int number) {
  return absl::StrFormat("00000000-0000-7000-%04d-%012d", kind, number);
}

// What `call` answered in each of so many threads, which all begin at once.
template <typename Call>
std::vector<absl::StatusOr<Answer>> InThreads(int threads_count, Call call) {
  std::vector<absl::StatusOr<Answer>> results(static_cast<size_t>(threads_count),
                                              absl::UnknownError("not run"));
  std::vector<std::thread> threads;
  for (int i = 0; i < threads_count; ++i) {
    threads.emplace_back([&, i] { results[static_cast<size_t>(i)] = call(i); });
  }
  for (std::thread& thread : threads) thread.join();
  return results;
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_REGISTRY_STORES_H_
