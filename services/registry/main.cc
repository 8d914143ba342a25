// Runs registry: reads the configuration, builds the objects from the outside
// in, and serves until told to stop. No logic lives here.

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
#include "libs/crypto/seal.h"
#include "libs/feed/feed_reader.h"
#include "libs/feed/feed_service.h"
#include "libs/feed/outbox_floor.h"
#include "libs/feed/positions.h"
#include "libs/feed/sequencer.h"
#include "libs/log/log.h"
#include "libs/pg/database.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/registry/app/coverages.h"
#include "services/registry/app/exports.h"
#include "services/registry/app/guidance.h"
#include "services/registry/app/import_worker.h"
#include "services/registry/app/imports.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/organizations.h"
#include "services/registry/app/people.h"
#include "services/registry/app/policies.h"
#include "services/registry/app/policy_book.h"
#include "services/registry/app/posts.h"
#include "services/registry/app/reorganizations.h"
#include "services/registry/app/rule_reads.h"
#include "services/registry/app/workdays.h"
#include "services/registry/app/working_groups.h"
#include "services/registry/config.h"
#include "services/registry/feed/own_feed.h"
#include "services/registry/rpc/calendar_codec.h"
#include "services/registry/rpc/calendar_service.h"
#include "services/registry/rpc/coverage_codec.h"
#include "services/registry/rpc/coverage_service.h"
#include "services/registry/rpc/guidance_codec.h"
#include "services/registry/rpc/guidance_service.h"
#include "services/registry/rpc/import_codec.h"
#include "services/registry/rpc/import_service.h"
#include "services/registry/rpc/organization_event_codec.h"
#include "services/registry/rpc/organization_service.h"
#include "services/registry/rpc/person_service.h"
#include "services/registry/rpc/policy_codec.h"
#include "services/registry/rpc/policy_service.h"
#include "services/registry/rpc/post_codec.h"
#include "services/registry/rpc/post_service.h"
#include "services/registry/rpc/publication_codec.h"
#include "services/registry/rpc/reorganization_codec.h"
#include "services/registry/rpc/reorganization_service.h"
#include "services/registry/rpc/rule_encoder.h"
#include "services/registry/rpc/working_group_codec.h"
#include "services/registry/rpc/working_group_service.h"
#include "services/registry/storage/postgres_coverage_store.h"
#include "services/registry/storage/postgres_export_store.h"
#include "services/registry/storage/postgres_guidance_store.h"
#include "services/registry/storage/postgres_import_jobs.h"
#include "services/registry/storage/postgres_import_store.h"
#include "services/registry/storage/postgres_organization_store.h"
#include "services/registry/storage/postgres_policy_store.h"
#include "services/registry/storage/postgres_post_store.h"
#include "services/registry/storage/postgres_reorganization_store.h"
#include "services/registry/storage/postgres_workday_store.h"
#include "services/registry/storage/postgres_working_group_store.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/feed_service.pb.h"

namespace xinqiao::registry {
namespace {

// A replay of a province's feed takes seconds; a database that answers nothing
// for so long is better met by a restart.
constexpr absl::Duration kCatchUpMax = absl::Minutes(5);

// The platform starts the process again, which replays the feed as it is then.
void EndBecause(const absl::Status& why) {
  log::Error("tree_halted", {{"why", std::string(why.message())}});
  kill(getpid(), SIGTERM);
}

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

// All years that were published.
std::function<absl::StatusOr<WorkdayCalendar>(const Call&)> CalendarFrom(WorkdayStore& store) {
  return [&store](const Call& call) -> absl::StatusOr<WorkdayCalendar> {
    constexpr int kYearsMax = 1000;
    ASSIGN_OR_RETURN(const std::vector<WorkdayYear> years,
                     store.ListWorkdayYears(call, 0, kYearsMax));
    return CalendarOf(years);
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
  PostgresReorganizationStore reorganization_store(database, StoreReorganizationEncoders());
  const PhoneVault phone_vault = MakePhoneVault(vault);
  PostgresPostStore post_store(database, phone_vault, StorePostEncoders());
  PostgresWorkingGroupStore working_group_store(database, StoreWorkingGroupEncoders());
  PostgresGuidanceStore guidance_store(database, StoreGuidanceEncoders());
  PostgresPolicyStore policy_store(database, StorePolicyEncoders());
  PostgresWorkdayStore workday_store(database, StoreWorkdayEncoders());
  PostgresCoverageStore coverage_store(database, StoreCoverageEncoders());
  PostgresExportStore export_store(database);
  PostgresImportStore import_store(database, phone_vault.seal, StoreImportEncoders().answer);
  PostgresImportJobs import_jobs(
      {.database = database, .ids = ids, .encoders = StoreImportEncoders()});

  // The tree follows the feed of registry itself, as every replica does.
  feed::OutboxFloor outbox_floor;
  feed::FeedReader reader(database, feed::Numbering::kBySequencer, &outbox_floor);
  OrganizationTree tree;
  PolicyBook book(tree, EncodeRules);
  feed::Positions own_positions;
  // It need not know what is still in the outbox, so it does not count it.
  feed::FeedReader own_reader(database, feed::Numbering::kByWriter);
  OwnFeed own_feed({.reader = own_reader,
                    .tree = tree,
                    .book = book,
                    .positions = own_positions,
                    .on_halted = EndBecause});
  const auto wait_for_position = [&own_positions](int64_t position, absl::Time deadline) {
    return own_positions.WaitFor(OwnFeed::kSource, OwnFeed::kLog, position, deadline);
  };

  Organizations organizations({.store = organization_store,
                               .tree = tree,
                               .wait_for_position = wait_for_position,
                               .clock = *clock,
                               .ids = ids});
  Reorganizations reorganizations({.store = reorganization_store,
                                   .policy_store = policy_store,
                                   .tree = tree,
                                   .encode_content = ReorganizationContent,
                                   .encode_preview = ReorganizationPreviewAnswer,
                                   .clock = *clock,
                                   .ids = ids});
  People people({.store = post_store, .clock = *clock, .ids = ids});
  Posts posts({.store = post_store, .clock = *clock, .ids = ids});
  WorkingGroups working_groups({.store = working_group_store, .clock = *clock, .ids = ids});
  Guidance guidance({.store = guidance_store, .clock = *clock, .ids = ids});
  Workdays workdays({.store = workday_store, .clock = *clock, .ids = ids});
  Policies policies({.store = policy_store,
                     .tree = tree,
                     .book = book,
                     .contents = ContentsOfRulePacks(),
                     .calendar = CalendarFrom(workday_store),
                     .clock = *clock,
                     .ids = ids});
  const RuleReads rule_reads(
      {.tree = tree, .book = book, .wait_for_position = wait_for_position, .clock = *clock});
  Coverages coverages({.store = coverage_store, .clock = *clock, .ids = ids});
  Exports exports({.tree = tree, .store = export_store, .clock = *clock});
  const SystemClock real_clock;
  ImportWorker import_worker({.jobs = import_jobs, .clock = *clock, .real_clock = real_clock});
  Imports imports({.store = import_store,
                   .clock = *clock,
                   .real_clock = real_clock,
                   .ids = ids,
                   .wake = [&import_worker] { import_worker.Wake(); }});

  const feed::Positions followed;  // Registry follows nobody.
  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  OrganizationService organization_service(organizations, executor);
  ReorganizationService reorganization_service(reorganizations, executor);
  PersonService person_service(people, executor);
  PostService post_service(posts, executor);
  WorkingGroupService working_group_service(working_groups, executor);
  GuidanceService guidance_service(guidance, executor);
  PolicyService policy_service(policies, rule_reads, executor);
  CalendarService calendar_service(workdays, executor);
  CoverageService coverage_service(coverages, executor);
  ImportService import_service(imports, exports, executor);
  feed::FeedService feed_service(
      {.service = *v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.registry.v1.FeedService"),
       .event = *v1::Event::descriptor(),
       .reader = reader,
       .followed = followed,
       .executor = executor});
  const feed::Sequencer sequencer(database, ids, outbox_floor, [&] {
    own_feed.Wake();
    feed_service.Wake();
  });
  RETURN_IF_ERROR(own_feed.CatchUp(real_clock.Now() + kCatchUpMax));
  return rpc::Serve(config.server,
                    {&organization_service, &reorganization_service, &person_service, &post_service,
                     &working_group_service, &guidance_service, &policy_service, &calendar_service,
                     &coverage_service, &import_service, &feed_service},
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
