#include "tests/bench/load.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"

namespace xinqiao::bench {
namespace {

constexpr int kConnectionsMax = 4;

std::shared_ptr<grpc::Channel> Connect(const std::string& target) {
  grpc::ChannelArguments arguments;
  // Otherwise channels with the same arguments share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // It shares the cores with what it measures.
  arguments.SetInt(GRPC_ARG_MINIMAL_STACK, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

// What the callers of one load have in common. Thread-safe.
class Course {
 public:
  Course(const Load& load, const Span& span)
      : load_(load),
        counted_from_(absl::Now() + span.warm_up),
        counted_to_(counted_from_ + span.duration),
        callers_(load.in_flight) {}

  const Load& load() const { return load_; }
  bool Goes(absl::Time now) const { return now < counted_to_ && !failed_; }
  bool Counts(absl::Time now) const { return counted_from_ <= now && now < counted_to_; }

  void Fail(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = status;
    failed_ = true;
  }

  void CallerEnded() {
    const std::lock_guard lock(mutex_);
    if (--callers_ == 0) ended_.notify_one();
  }

  absl::Status WaitForCallers() {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return callers_ == 0; });
    return status_;
  }

 private:
  const Load& load_;
  const absl::Time counted_from_;
  const absl::Time counted_to_;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  int callers_;          // Still calling. Guarded by mutex_.
  absl::Status status_;  // Guarded by mutex_.
};

// Makes one call after another. Its calls never overlap, so it needs no lock.
class Caller {
 public:
  Caller(Course& course, const std::shared_ptr<grpc::Channel>& channel)
      : course_(course), stub_(channel) {}

  void Call() {
    request_ = rpc::ToByteBuffer(course_.load().next_request());
    response_.Clear();
    context_.emplace();
    context_->set_wait_for_ready(true);
    start_ = absl::Now();
    context_->set_deadline(absl::ToChronoTime(start_ + absl::Seconds(30)));
    stub_.UnaryCall(&*context_, course_.load().method, grpc::StubOptions(), &request_, &response_,
                    [this](const grpc::Status& status) { Answered(status); });
  }

  const Histogram& latencies() const { return latencies_; }

 private:
  void Answered(const grpc::Status& status) {
    const absl::Time now = absl::Now();
    if (!status.ok()) course_.Fail(rpc::FromGrpcStatus(status));
    if (course_.Counts(now)) latencies_.Add(now - start_);
    if (course_.Goes(now)) {
      Call();
    } else {
      course_.CallerEnded();
    }
  }

  Course& course_;
  grpc::GenericStub stub_;
  std::optional<grpc::ClientContext> context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  absl::Time start_;
  Histogram latencies_;
};

}  // namespace

absl::StatusOr<Measurement> Run(const Load& load, const Span& span) {
  // As servers do; see libs/rpc/server.cc.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < std::min(kConnectionsMax, load.in_flight); ++i) {
    channels.push_back(Connect(load.target));
  }
  Course course(load, span);
  std::deque<Caller> callers;
  for (size_t i = 0; i < static_cast<size_t>(load.in_flight); ++i) {
    callers.emplace_back(course, channels[i % channels.size()]).Call();
  }
  const absl::Status status = course.WaitForCallers();
  if (!status.ok()) return status;
  Measurement measurement{.duration = span.duration};
  for (const Caller& caller : callers) measurement.latencies.Add(caller.latencies());
  return measurement;
}

}  // namespace xinqiao::bench
