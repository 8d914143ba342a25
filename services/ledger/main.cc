// Runs the ledger: reads the configuration, builds the objects from the
// outside in, and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <utility>

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
#include "services/ledger/app/batch_writer.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/app/log_audit.h"
#include "services/ledger/config.h"
#include "services/ledger/rpc/activity_codec.h"
#include "services/ledger/rpc/books_service.h"
#include "services/ledger/rpc/entry_codec.h"
#include "services/ledger/rpc/ledger_service.h"
#include "services/ledger/rpc/log_service.h"
#include "services/ledger/rpc/participation_service.h"
#include "services/ledger/storage/postgres_ledger_reads.h"
#include "services/ledger/storage/postgres_log_reads.h"
#include "services/ledger/storage/postgres_log_store.h"
#include "services/ledger/storage/signed_heads_folder.h"
#include "services/ledger/write_metrics.h"
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
  ASSIGN_OR_RETURN(const std::unique_ptr<SignedHeadsFolder> signed_heads,
                   SignedHeadsFolder::Open(config.signed_heads_dir));
  Uuid7Generator ids;
  const auto new_salt = [] { return crypto::RandomBytes(kSaltBytes); };
  const VisitCodec visits = {.encode = EncodeVisit, .decode = DecodeVisit};
  PostgresLogStore log_store(database, visits);
  PostgresLogReads log_reads(database, visits);
  PostgresLedgerReads ledger_reads(database, visits);

  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  feed::Positions positions;
  feed::FeedReader reader(database, feed::Numbering::kByWriter);
  feed::FeedService feed_service(
      {.service = *v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.ledger.v1.FeedService"),
       .event = *v1::Event::descriptor(),
       .reader = reader,
       .followed = positions,
       .executor = executor});

  WriteMetrics write_metrics;
  BatchWriter writer({.store = log_store,
                      .signed_heads = *signed_heads,
                      .observer = write_metrics,
                      .key = MakeLogKey(signer),
                      .encode = EncodeEntry,
                      .appended = [&feed_service] { feed_service.Wake(); }},
                     {.queue = {.queued_max = static_cast<size_t>(config.write_queue_max)},
                      .algorithm = config.hash_algorithm});
  Ledger ledger({.store = log_store,
                 .writer = writer,
                 .reads = ledger_reads,
                 .clock = *clock,
                 .ids = ids,
                 .new_salt = new_salt,
                 .background = [&executor](std::function<void()> task) {
                   return executor.TryRun(std::move(task));
                 }});
  LogAudit audit({.reads = log_reads,
                  .writer = writer,
                  .signed_heads = *signed_heads,
                  .clock = *clock,
                  .ids = ids,
                  .public_key = signer.public_key(),
                  .witnesses = config.witnesses,
                  .new_salt = new_salt});
  LedgerService ledger_service(ledger, executor);
  ParticipationService participation_service(ledger, executor);
  BooksService books_service(ledger, executor);
  LogService log_service(audit, executor);

  directory::DirectorySink directory_sink(database);
  feed::Follower registry_follower({.source = "registry",
                                    .log = "registry",
                                    .channel = rpc::MakeChannel(config.registry_target)},
                                   positions, directory_sink);
  return rpc::Serve(
      config.server,
      {&ledger_service, &participation_service, &books_service, &log_service, &feed_service},
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
