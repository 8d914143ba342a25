// Runs contacts: reads the configuration, builds the objects from the outside
// in, and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
#include "libs/crypto/seal.h"
#include "libs/directory/directory_sink.h"
#include "libs/feed/feed_reader.h"
#include "libs/feed/feed_service.h"
#include "libs/feed/follower.h"
#include "libs/feed/outbox_floor.h"
#include "libs/feed/positions.h"
#include "libs/feed/sequencer.h"
#include "libs/log/log.h"
#include "libs/pg/database.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/contacts/app/contacts.h"
#include "services/contacts/config.h"
#include "services/contacts/rpc/codec.h"
#include "services/contacts/rpc/contact_link_service.h"
#include "services/contacts/rpc/youth_service.h"
#include "services/contacts/storage/postgres_contacts_store.h"
#include "xinqiao/contacts/v1/event.pb.h"

namespace xinqiao::contacts {
namespace {

// `vault` outlives what is returned.
PhoneSeal MakePhoneSeal(const crypto::Vault& vault) {
  return {
      .seal =
          [&vault](const std::string& phone) {
            crypto::Sealed sealed = vault.Seal(phone);
            return SealedPhone{.wrapped_key = std::move(sealed.wrapped_key),
                               .ciphertext = std::move(sealed.ciphertext),
                               .blind_index = vault.BlindIndex(phone)};
          },
      .open =
          [&vault](const SealedPhone& phone) {
            return vault.Open({.wrapped_key = phone.wrapped_key, .ciphertext = phone.ciphertext});
          }};
}

absl::Status Run() {
  ASSIGN_OR_RETURN(const Config config, LoadConfig(Env::OfProcess()));
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock(config.clock_file));
  ASSIGN_OR_RETURN(const crypto::Vault vault, crypto::Vault::Create(config.secret_key));
  pg::Database database(config.database_url, config.database_connections_max);
  RETURN_IF_ERROR(database.Check());
  Uuid7Generator ids;
  const PhoneSeal phones = MakePhoneSeal(vault);
  PostgresContactsStore store(database, StoreEncoders());
  Contacts contacts({.store = store, .clock = *clock, .ids = ids, .phones = phones});

  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  YouthService youth_service(contacts, executor);
  ContactLinkService contact_link_service(contacts, executor);
  feed::Positions positions;
  feed::OutboxFloor outbox_floor;
  feed::FeedReader reader(database, feed::Numbering::kBySequencer, &outbox_floor);
  feed::FeedService feed_service(
      {.service = *v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.contacts.v1.FeedService"),
       .event = *v1::Event::descriptor(),
       .reader = reader,
       .followed = positions,
       .executor = executor});
  feed::Sequencer sequencer(database, ids, outbox_floor, [&feed_service] { feed_service.Wake(); });
  directory::DirectorySink directory_sink(database);
  feed::Follower registry_follower({.source = "registry",
                                    .log = "registry",
                                    .channel = rpc::MakeChannel(config.registry_target)},
                                   positions, directory_sink);
  return rpc::Serve(config.server, {&youth_service, &contact_link_service, &feed_service},
                    [&feed_service] { feed_service.EndStreams(); });
}

}  // namespace
}  // namespace xinqiao::contacts

int main() {
  xinqiao::rpc::BlockStopSignals();
  xinqiao::log::Init("contacts");
  const absl::Status status = xinqiao::contacts::Run();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "contacts: " << status << std::endl;
  return EXIT_FAILURE;
}
