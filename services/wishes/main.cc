// Runs wishes: reads the configuration, builds the objects from the outside in,
// and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
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
#include "services/wishes/app/wishes.h"
#include "services/wishes/config.h"
#include "services/wishes/feed/contacts_followers.h"
#include "services/wishes/feed/link_sink.h"
#include "services/wishes/rpc/appeal_service.h"
#include "services/wishes/rpc/codec.h"
#include "services/wishes/storage/postgres_link_store.h"
#include "services/wishes/storage/postgres_wishes_store.h"
#include "xinqiao/wishes/v1/event.pb.h"

namespace xinqiao::wishes {
namespace {

absl::Status Run() {
  ASSIGN_OR_RETURN(const Config config, LoadConfig(Env::OfProcess()));
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock(config.clock_file));
  pg::Database database(config.database_url, config.database_connections_max);
  RETURN_IF_ERROR(database.Check());
  Uuid7Generator ids;
  PostgresWishesStore store(database, StoreEncoders());
  PostgresLinkStore link_store(database);
  Wishes wishes({.store = store, .clock = *clock, .ids = ids});

  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  AppealService appeal_service(wishes, executor);
  feed::Positions positions;
  feed::OutboxFloor outbox_floor;
  feed::FeedReader reader(database, feed::Numbering::kBySequencer, &outbox_floor);
  feed::FeedService feed_service(
      {.service = *v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.wishes.v1.FeedService"),
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
  LinkSink link_sink(link_store);
  ContactsFollowers contacts_followers({.store = link_store,
                                        .channel = rpc::MakeChannel(config.contacts_target),
                                        .positions = positions,
                                        .sink = link_sink});
  return rpc::Serve(config.server, {&appeal_service, &feed_service},
                    [&feed_service] { feed_service.EndStreams(); });
}

}  // namespace
}  // namespace xinqiao::wishes

int main() {
  xinqiao::rpc::BlockStopSignals();
  xinqiao::log::Init("wishes");
  const absl::Status status = xinqiao::wishes::Run();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "wishes: " << status << std::endl;
  return EXIT_FAILURE;
}
