// Runs assessment: reads the configuration, builds the objects from the
// outside in, and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
#include "libs/feed/positions.h"
#include "libs/log/log.h"
#include "libs/pg/database.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/assessment/app/assessment.h"
#include "services/assessment/app/snapshotter.h"
#include "services/assessment/config.h"
#include "services/assessment/feed/followers.h"
#include "services/assessment/feed/snapshot_codec.h"
#include "services/assessment/rpc/assessment_services.h"
#include "services/assessment/storage/postgres_snapshot_store.h"

namespace xinqiao::assessment {
namespace {

void LogSave(const absl::Status& status) {
  if (!status.ok()) log::Warn("snapshot_failed", {{"error", status.ToString()}});
}

absl::Status Run() {
  rpc::BlockStopSignals();
  log::Init("assessment");
  ASSIGN_OR_RETURN(const Config config, LoadConfig(Env::OfProcess()));
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock(config.clock_file));
  pg::Database database(config.database_url, config.database_connections_max);
  RETURN_IF_ERROR(database.Check());

  PostgresSnapshotStore store(database);
  const SnapshotFormat format{.encode = EncodeSnapshot, .decode = DecodeSnapshot};
  Assessment assessment(*clock);
  RETURN_IF_ERROR(Restore(store, format, assessment));

  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  feed::Positions positions;
  const Snapshotter snapshotter({.assessment = assessment,
                                 .store = store,
                                 .format = format,
                                 .clock = *clock,
                                 .interval = config.snapshot_interval,
                                 .on_saved = LogSave});
  const Followers followers({.registry = rpc::MakeChannel(config.registry_target),
                             .contacts = rpc::MakeChannel(config.contacts_target),
                             .ledger = rpc::MakeChannel(config.ledger_target),
                             .wishes = rpc::MakeChannel(config.wishes_target)},
                            assessment, positions);
  ReportService reports({.assessment = assessment, .positions = positions, .executor = executor});
  DutyService duties({.assessment = assessment, .positions = positions, .executor = executor});
  return rpc::Serve(config.server, {&reports, &duties});
}

}  // namespace
}  // namespace xinqiao::assessment

int main() {
  const absl::Status status = xinqiao::assessment::Run();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "assessment: " << status << std::endl;
  return EXIT_FAILURE;
}
