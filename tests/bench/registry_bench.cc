// Measures how registry answers from its tree, and how fast the tree changes.
//
//   get           GetOrganization, 16 calls in flight over 4 connections
//   ancestors     ListAncestors of a branch, the same way
//   noop          their baseline: a call that does nothing, of a server beside it
//   descendants   the first page of ListDescendants, one call at a time: the
//                 slowest of a list of scopes, depths and filters by its p50
//   move          seconds from asking for the move of a county with 100,000
//                 organizations until a read sees it: the median of several
//   move_readers  milliseconds: the p99 of ListAncestors, 4 calls in flight,
//                 while that county moves to and fro; the baseline is the p99
//                 while nothing moves, in turns
//   rss           MB: resident memory of the server with all of it, after the above
//   import        as registry_import.h says, on a server of its own
//
// The server of the others is bin/registry_server on a database of its own with
// a province of 400,000 organizations and 380,000 posts.

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/bench/load.h"
#include "tests/bench/noop_service.h"
#include "tests/bench/process.h"
#include "tests/bench/registry_import.h"
#include "tests/bench/registry_province.h"
#include "tests/bench/registry_server.h"
#include "tests/bench/report.h"
#include "xinqiao/registry/v1/organization_service.grpc.pb.h"
#include "xinqiao/registry/v1/reorganization_service.grpc.pb.h"

namespace xinqiao::bench {
namespace {

using Province = RegistryProvince;

constexpr int kInFlight = 16;
constexpr int kReaders = 4;
constexpr char kDay[] = "2017-06-15";
constexpr char kOrganizationService[] = "/xinqiao.registry.v1.OrganizationService/";

absl::Status ServeNoop(const std::string& address, const std::string& metrics_address) {
  rpc::BlockStopSignals();
  rpc::Executor executor(8, 1024);
  NoopService noop(executor);
  return rpc::Serve({.listen_address = address, .metrics_address = metrics_address}, {&noop});
}

// Asks for one branch after another.
template <typename Request>
Load OfBranches(const std::string& target, const std::string& method, int in_flight) {
  return {.target = target,
          .method = absl::StrCat(kOrganizationService, method),
          .in_flight = in_flight,
          .next_request = [] {
            static std::atomic<uint32_t> asked = 0;
            // Steps that lie far apart, so that no two calls share a cache line.
            const auto at = static_cast<int>((asked++ * 7919U) % 396'000U);
            Request request;
            request.set_name(Province::Branch(at / 99'000, at / 99 % 1000, at % 99));
            request.set_as_of(kDay);
            return request.SerializeAsString();
          }};
}

Load Ancestors(const std::string& target, int in_flight) {
  return OfBranches<registry::v1::ListAncestorsRequest>(target, "ListAncestors", in_flight);
}

absl::Status MeasureGets(const std::string& target, const std::string& noop_target,
                         const Options& options) {
  const Span span = {.warm_up = absl::Milliseconds(500),
                     .duration = absl::Seconds(options.quick ? 1 : 5)};
  const Load get =
      OfBranches<registry::v1::GetOrganizationRequest>(target, "GetOrganization", kInFlight);
  const Load ancestors = Ancestors(target, kInFlight);
  const Load noop = {
      .target = noop_target, .method = kNoopMethod, .in_flight = kInFlight, .next_request = [] {
        return std::string();
      }};
  Measurement got;
  Measurement listed;
  Measurement nothing;
  for (int round = 0; round < (options.quick ? 2 : 4); ++round) {
    for (const auto& [load, total] :
         {std::pair{&get, &got}, std::pair{&ancestors, &listed}, std::pair{&noop, &nothing}}) {
      ASSIGN_OR_RETURN(const Measurement measured, Run(*load, span));
      total->Add(measured);
    }
  }
  Print(ResultOf("registry", "noop", nothing));
  for (const auto& [name, measurement] :
       {std::pair{"get", &got}, std::pair{"ancestors", &listed}}) {
    Result result = ResultOf("registry", name, *measurement);
    result.baseline = nothing.per_second();
    Print(result);
  }
  return absl::OkStatus();
}

std::vector<registry::v1::ListDescendantsRequest> FirstPages() {
  std::vector<registry::v1::ListDescendantsRequest> requests;
  const auto add = [&requests](const std::string& scope) -> auto& {
    registry::v1::ListDescendantsRequest& request = requests.emplace_back();
    request.set_name(scope);
    request.set_as_of(kDay);
    return request;
  };
  for (int depth_max = 0; depth_max <= 4; ++depth_max) {
    add(Province::Root()).set_depth_max(depth_max);
  }
  add(Province::City(3));
  add(Province::County(3)).set_depth_max(1);
  add(Province::School(3, 999));
  add(Province::Root()).add_kinds(registry::v1::ORGANIZATION_KIND_BRANCH);
  add(Province::Root()).add_kinds(registry::v1::ORGANIZATION_KIND_UNIVERSITY_COMMITTEE);
  // Behind all others, and where there is none.
  add(Province::Root()).add_kinds(registry::v1::ORGANIZATION_KIND_CLUB);
  add(Province::Root()).add_levels(registry::v1::ORGANIZATION_LEVEL_OUTSIDE);
  add(Province::Root()).add_kinds(registry::v1::ORGANIZATION_KIND_VENUE);
  registry::v1::ListDescendantsRequest& too_deep = add(Province::Root());
  too_deep.add_kinds(registry::v1::ORGANIZATION_KIND_BRANCH);
  too_deep.set_depth_max(3);
  return requests;
}

absl::Status MeasureDescendants(const std::string& target, const Options& options) {
  const Span span = {.warm_up = absl::Milliseconds(100),
                     .duration = absl::Milliseconds(options.quick ? 300 : 2000)};
  Measurement slowest;
  for (const auto& request : FirstPages()) {
    const Load load = {.target = target,
                       .method = absl::StrCat(kOrganizationService, "ListDescendants"),
                       .in_flight = 1,
                       .next_request = [bytes = request.SerializeAsString()] { return bytes; }};
    ASSIGN_OR_RETURN(const Measurement measured, Run(load, span));
    if (measured.latencies.Percentile(50) > slowest.latencies.Percentile(50)) slowest = measured;
  }
  Print(ResultOf("registry", "descendants", slowest));
  return absl::OkStatus();
}

// Moves the first county between the first two cities.
class Mover {
 public:
  explicit Mover(const std::string& target)
      : channel_(grpc::CreateChannel(target, grpc::InsecureChannelCredentials())),
        organizations_(registry::v1::OrganizationService::NewStub(channel_)),
        reorganizations_(registry::v1::ReorganizationService::NewStub(channel_)) {}

  // How long it took until a read of a branch saw it.
  absl::StatusOr<absl::Duration> Move() {
    const std::string city = Province::City(++moves_ % 2);
    registry::v1::CreateReorganizationRequest request;
    request.set_request_id(ids_.NewId());
    request.mutable_reorganization()->set_title("调整隶属关系");
    request.mutable_reorganization()->set_effective_day("2017-06-01");
    auto& move = *request.mutable_reorganization()->add_changes()->mutable_move();
    move.set_organization(Province::County(0));
    move.set_parent(city);
    const absl::Time start = absl::Now();
    registry::v1::Reorganization response;
    grpc::ClientContext context;
    RETURN_IF_ERROR(
        rpc::FromGrpcStatus(reorganizations_->CreateReorganization(&context, request, &response)));
    while (absl::Now() - start < absl::Seconds(20)) {
      ASSIGN_OR_RETURN(const std::string above, CityAbove());
      if (above == city) return absl::Now() - start;
      absl::SleepFor(absl::Milliseconds(1));
    }
    return absl::DeadlineExceededError("nobody sees that a county moved");
  }

 private:
  absl::StatusOr<std::string> CityAbove() {
    registry::v1::ListAncestorsRequest request;
    request.set_name(Province::Branch(0, 500, 50));
    request.set_as_of(kDay);
    registry::v1::ListAncestorsResponse response;
    grpc::ClientContext context;
    RETURN_IF_ERROR(
        rpc::FromGrpcStatus(organizations_->ListAncestors(&context, request, &response)));
    if (response.organizations_size() != 4) return absl::InternalError("want four ancestors");
    return response.organizations(2).name();
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<registry::v1::OrganizationService::Stub> organizations_;
  const std::unique_ptr<registry::v1::ReorganizationService::Stub> reorganizations_;
  Uuid7Generator ids_;
  int moves_ = 0;
};

Result ReadersResult(const Measurement& meanwhile, const Measurement& before) {
  const absl::Duration p99 = meanwhile.latencies.Percentile(99);
  return {.bench = "registry",
          .name = "move_readers",
          .value = absl::ToDoubleMilliseconds(p99),
          .unit = "ms",
          .p50 = meanwhile.latencies.Percentile(50),
          .p99 = p99,
          .baseline = absl::ToDoubleMilliseconds(before.latencies.Percentile(99)),
          .n = meanwhile.calls()};
}

// Runs `load` while `mover` moves; adds how long each move took.
absl::StatusOr<Measurement> RunWhileMoving(const Load& load, const Span& span, Mover& mover,
                                           Histogram& taken) {
  absl::StatusOr<Measurement> measured = absl::UnknownError("not run");
  std::atomic<bool> running = true;
  std::thread reader([&] {
    measured = Run(load, span);
    running = false;
  });
  absl::Status status;
  while (status.ok() && running) {
    const absl::StatusOr<absl::Duration> visible = mover.Move();
    status = visible.status();
    if (visible.ok()) taken.Add(*visible);
    absl::SleepFor(absl::Milliseconds(100));
  }
  reader.join();
  RETURN_IF_ERROR(status);
  return measured;
}

absl::Status MeasureMoves(const std::string& target, const Options& options) {
  const Load readers = Ancestors(target, kReaders);
  const Span span = {.warm_up = absl::Milliseconds(500),
                     .duration = absl::Seconds(options.quick ? 1 : 4)};
  Mover mover(target);
  Histogram taken;
  Measurement still;
  Measurement moving;
  for (int round = 0; round < (options.quick ? 2 : 4); ++round) {
    ASSIGN_OR_RETURN(const Measurement before, Run(readers, span));
    still.Add(before);
    ASSIGN_OR_RETURN(const Measurement meanwhile, RunWhileMoving(readers, span, mover, taken));
    moving.Add(meanwhile);
  }
  Print({.bench = "registry",
         .name = "move",
         .value = absl::ToDoubleSeconds(taken.Percentile(50)),
         .unit = "s",
         .p50 = taken.Percentile(50),
         .p99 = taken.Percentile(99),
         .n = taken.count()});
  Print(ReadersResult(moving, still));
  return absl::OkStatus();
}

absl::Status MeasureTree(const Options& options) {
  // Before anything of gRPC: the process is copied.
  const std::string noop_address = FreeAddress();
  ASSIGN_OR_RETURN(const auto noop, Process::Fork([&noop_address] {
                     const absl::Status status = ServeNoop(noop_address, FreeAddress());
                     if (!status.ok()) std::cerr << "bench_registry: " << status << "\n";
                     return status.ok() ? EXIT_SUCCESS : EXIT_FAILURE;
                   }));
  RegistryServer server;
  RETURN_IF_ERROR(server.Start());
  RETURN_IF_ERROR(noop->WaitUntilServing(noop_address));

  RETURN_IF_ERROR(MeasureGets(server.address(), noop_address, options));
  RETURN_IF_ERROR(MeasureDescendants(server.address(), options));
  RETURN_IF_ERROR(MeasureMoves(server.address(), options));
  ASSIGN_OR_RETURN(const double megabytes, server.ResidentMegabytes());
  Print({.bench = "registry", .name = "rss", .value = megabytes, .unit = "MB", .n = 1});
  return absl::OkStatus();
}

absl::Status Measure(const Options& options) {
  RETURN_IF_ERROR(MeasureTree(options));
  return MeasureImport(options);
}

}  // namespace
}  // namespace xinqiao::bench

int main(int argc, char** argv) {
  return xinqiao::bench::Main(argc, argv, xinqiao::bench::Measure);
}
