// Runs the ledger: reads the configuration, builds the objects from the
// outside in, and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
#include "libs/crypto/hash.h"
#include "libs/crypto/signature.h"
#include "libs/directory/directory_sink.h"
#include "libs/feed/feed_reader.h"
#include "libs/feed/feed_service.h"
#include "libs/feed/follower.h"
#include "libs/feed/positions.h"
#include "libs/log/log.h"
#include "libs/pg/database.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/config.h"
#include "services/ledger/rpc/codec.h"
#include "services/ledger/rpc/ledger_service.h"
#include "services/ledger/storage/postgres_ledger_store.h"
#include "xinqiao/ledger/v1/event.pb.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kSaltBytes = 32;

LogKey MakeLogKey(const crypto::Signer& signer) {
  return {.public_key = signer.public_key(),
          .sign = [signer](absl::string_view message) { return signer.Sign(message); }};
}

absl::Status Run() {
  ASSIGN_OR_RETURN(const Config config, LoadConfig(Env::OfProcess()));
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock(config.clock_file));
  ASSIGN_OR_RETURN(const crypto::Signer signer, crypto::Signer::FromPem(config.signing_key_pem));
  pg::Database database(config.database_url, config.database_connections_max);
  RETURN_IF_ERROR(database.Check());
  Uuid7Generator ids;
  PostgresLedgerStore store(database, MessageEncoders(), MakeLogKey(signer));
  Ledger ledger({.store = store, .clock = *clock, .ids = ids, .new_salt = [] {
                   return crypto::RandomBytes(kSaltBytes);
                 }});

  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  LedgerService ledger_service(ledger, executor);
  feed::Positions positions;
  feed::FeedReader reader(database, feed::Numbering::kByWriter);
  feed::FeedService feed_service(
      {.service = *v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.ledger.v1.FeedService"),
       .event = *v1::Event::descriptor(),
       .reader = reader,
       .followed = positions,
       .executor = executor});
  directory::DirectorySink directory_sink(database);
  feed::Follower registry_follower({.source = "registry",
                                    .log = "registry",
                                    .channel = rpc::MakeChannel(config.registry_target)},
                                   positions, directory_sink);
  return rpc::Serve(config.server, {&ledger_service, &feed_service},
                    [&feed_service] { feed_service.EndStreams(); });
}

}  // namespace
}  // namespace xinqiao::ledger

int main() {
  xinqiao::rpc::BlockStopSignals();
  xinqiao::log::Init("ledger");
  const absl::Status status = xinqiao::ledger::Run();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "ledger: " << status << std::endl;
  return EXIT_FAILURE;
}
