// Runs registry: reads the configuration, builds the objects from the outside
// in, and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
#include "libs/crypto/seal.h"
#include "libs/feed/feed_reader.h"
#include "libs/feed/feed_service.h"
#include "libs/feed/positions.h"
#include "libs/feed/sequencer.h"
#include "libs/log/log.h"
#include "libs/pg/database.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/registry/app/organizations.h"
#include "services/registry/app/people.h"
#include "services/registry/app/policies.h"
#include "services/registry/app/posts.h"
#include "services/registry/config.h"
#include "services/registry/rpc/codec.h"
#include "services/registry/rpc/organization_service.h"
#include "services/registry/rpc/person_service.h"
#include "services/registry/rpc/policy_service.h"
#include "services/registry/rpc/post_service.h"
#include "services/registry/storage/postgres_organization_store.h"
#include "services/registry/storage/postgres_policy_store.h"
#include "services/registry/storage/postgres_post_store.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/feed_service.pb.h"

namespace xinqiao::registry {
namespace {

PhoneVault MakePhoneVault(const crypto::Vault& vault) {
  return {
      .seal =
          [&vault](const std::string& phone) {
            crypto::Sealed sealed = vault.Seal(phone);
            return SealedPhone{.wrapped_key = std::move(sealed.wrapped_key),
                               .ciphertext = std::move(sealed.ciphertext),
                               .blind_index = vault.BlindIndex(phone)};
          },
      .blind_index = [&vault](const std::string& phone) { return vault.BlindIndex(phone); },
      .open =
          [&vault](const SealedPhone& sealed) {
            return vault.Open({.wrapped_key = sealed.wrapped_key, .ciphertext = sealed.ciphertext});
          },
  };
}

absl::Status Run() {
  ASSIGN_OR_RETURN(const Config config, LoadConfig(Env::OfProcess()));
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock(config.clock_file));
  ASSIGN_OR_RETURN(const crypto::Vault vault, crypto::Vault::Create(config.secret));
  pg::Database database(config.database_url, config.database_connections_max);
  RETURN_IF_ERROR(database.Check());
  Uuid7Generator ids;

  PostgresOrganizationStore organization_store(database, StoreOrganizationEncoders());
  PostgresPostStore post_store(database, MakePhoneVault(vault), StorePostEncoders());
  PostgresPolicyStore policy_store(database, StorePolicyEncoders());
  Organizations organizations({.store = organization_store, .clock = *clock, .ids = ids});
  People people({.store = post_store, .clock = *clock, .ids = ids});
  Posts posts({.store = post_store, .clock = *clock, .ids = ids});
  Policies policies({.store = policy_store, .clock = *clock, .ids = ids});

  feed::FeedReader reader(database, feed::Numbering::kBySequencer);
  const feed::Positions followed;  // Registry follows nobody.
  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  OrganizationService organization_service(organizations, executor);
  PersonService person_service(people, executor);
  PostService post_service(posts, executor);
  PolicyService policy_service(policies, executor);
  feed::FeedService feed_service(
      {.service = *v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.registry.v1.FeedService"),
       .event = *v1::Event::descriptor(),
       .reader = reader,
       .followed = followed,
       .executor = executor});
  const feed::Sequencer sequencer(database, ids, [&feed_service] { feed_service.Wake(); });
  return rpc::Serve(
      config.server,
      {&organization_service, &person_service, &post_service, &policy_service, &feed_service},
      [&feed_service] { feed_service.EndStreams(); });
}

}  // namespace
}  // namespace xinqiao::registry

int main() {
  xinqiao::rpc::BlockStopSignals();
  xinqiao::log::Init("registry");
  const absl::Status status = xinqiao::registry::Run();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "registry: " << status.ToString(absl::StatusToStringMode::kWithNoExtraData) << "\n";
  return EXIT_FAILURE;
}
