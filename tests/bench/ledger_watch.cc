// How fast followers of the ledger get its entries.

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "tests/bench/ledger_cases.h"
#include "tests/bench/ledger_entry.h"
#include "tests/bench/ledger_server.h"
#include "xinqiao/ledger/v1/feed_service.grpc.pb.h"
#include "xinqiao/ledger/v1/ledger_service.grpc.pb.h"

namespace xinqiao::bench {
namespace {

// A follower that reads entries behind a position, and does nothing with them.
class Stream {
 public:
  Stream(const std::string& target, int64_t after_position)
      : stub_(ledger::v1::FeedService::NewStub(
            grpc::CreateChannel(target, grpc::InsecureChannelCredentials()))) {
    feed::v1::WatchEventsRequest request;
    request.set_log(kLog);
    request.set_after_position(after_position);
    context_.set_wait_for_ready(true);
    reader_ = stub_->WatchEvents(&context_, request);
  }

  ~Stream() {
    if (ended_) return;
    context_.TryCancel();
    reader_->Finish();
  }

  // The next message.
  absl::StatusOr<feed::v1::WatchEventsResponse> Next() {
    feed::v1::WatchEventsResponse response;
    if (reader_->Read(&response)) return response;
    ended_ = true;
    absl::Status status = rpc::FromGrpcStatus(reader_->Finish());
    if (status.ok()) return absl::UnavailableError("the stream ended");
    return status;
  }

 private:
  const std::unique_ptr<ledger::v1::FeedService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<feed::v1::WatchEventsResponse>> reader_;
  bool ended_ = false;
};

// One follower from the first entry to the last.
absl::Status MeasureBacklog(LedgerServer& server, const Options& options) {
  RETURN_IF_ERROR(server.FillTo(options.quick ? 50'000 : 500'000));
  server.database().Execute("ANALYZE; CHECKPOINT");
  const int64_t size = server.Size();
  int64_t delivered = 0;
  absl::Duration taken;
  for (int round = 0; round < 3; ++round) {
    const absl::Time start = absl::Now();
    Stream stream(server.address(), 0);
    for (int64_t position = 0; position < size;) {
      ASSIGN_OR_RETURN(const feed::v1::WatchEventsResponse response, stream.Next());
      if (!response.events().empty()) position = response.events().rbegin()->position();
    }
    taken += absl::Now() - start;
    delivered += size;
  }
  Print({.bench = "ledger",
         .name = "watch_backlog",
         .value = static_cast<double>(delivered) / absl::ToDoubleSeconds(taken),
         .unit = "entries/s",
         .n = delivered});
  return absl::OkStatus();
}

// Writes batches at a steady pace. Its callers take turns, so that a slow answer
// delays nothing but its own next call.
class Writer {
 public:
  static constexpr int kPerSecond = 5'000;
  static constexpr int kBatch = 100;
  static constexpr int kCallers = 4;
  static constexpr absl::Duration kBetween = absl::Microseconds(1'000'000 * kBatch / kPerSecond);

  Writer(const std::string& target, int batches)
      : stub_(ledger::v1::LedgerService::NewStub(
            grpc::CreateChannel(target, grpc::InsecureChannelCredentials()))),
        batches_(batches),
        start_(absl::Now() + absl::Milliseconds(500)) {
    for (int i = 0; i < kCallers; ++i) threads_.emplace_back([this, i] { Write(i); });
  }

  ~Writer() {
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void Write(int caller) {
    for (int i = caller; i < batches_; i += kCallers) {
      const ledger::v1::BatchCreateActivitiesRequest request = NewBatch(ids_, kBatch);
      absl::SleepFor(start_ + kBetween * i - absl::Now());
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(30)));
      ledger::v1::BatchCreateActivitiesResponse response;
      const absl::Status status =
          rpc::FromGrpcStatus(stub_->BatchCreateActivities(&context, request, &response));
      // Whoever waits for the entries hears no more than that.
      if (!status.ok()) std::cerr << "watch_lag: " << status << "\n";
    }
  }

  const std::unique_ptr<ledger::v1::LedgerService::Stub> stub_;
  const int batches_;
  const absl::Time start_;
  Uuid7Generator ids_;
  std::vector<std::thread> threads_;
};

// From the moment at which the ledger took an entry, which is before it wrote it,
// until a follower has it.
absl::Status MeasureLag(LedgerServer& server, const Options& options) {
  const int batches = (options.quick ? 5 : 30) * Writer::kPerSecond / Writer::kBatch;
  const int64_t size = server.Size();
  const int64_t last = size + int64_t{batches} * Writer::kBatch;
  const absl::Time latest = absl::Now() + batches * Writer::kBetween + absl::Seconds(30);
  Histogram lags;
  {
    const Writer writer(server.address(), batches);
    Stream stream(server.address(), size);
    for (int64_t position = size; position < last;) {
      ASSIGN_OR_RETURN(const feed::v1::WatchEventsResponse response, stream.Next());
      const absl::Time now = absl::Now();
      if (now > latest) return absl::DeadlineExceededError("watch_lag: entries are missing");
      for (const feed::v1::Event& event : response.events()) {
        lags.Add(now - absl::FromUnixSeconds(event.record_time().seconds()) -
                 absl::Nanoseconds(event.record_time().nanos()));
        position = event.position();
      }
    }
  }
  Print({.bench = "ledger",
         .name = "watch_lag",
         .value = absl::ToDoubleMilliseconds(lags.Percentile(99)),
         .unit = absl::StrCat("ms at ", Writer::kPerSecond, " entries/s"),
         .p50 = lags.Percentile(50),
         .p99 = lags.Percentile(99),
         .n = lags.count()});
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasureWatch(const Options& options) {
  if (!options.Wants("watch_backlog") && !options.Wants("watch_lag")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::unique_ptr<LedgerServer> server, LedgerServer::Start());
  if (options.Wants("watch_backlog")) RETURN_IF_ERROR(MeasureBacklog(*server, options));
  if (options.Wants("watch_lag")) RETURN_IF_ERROR(MeasureLag(*server, options));
  return absl::OkStatus();
}

}  // namespace xinqiao::bench
