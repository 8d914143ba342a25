#include "libs/feed/follower.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/support/sync_stream.h>

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/status.h"

namespace xinqiao::feed {
namespace {

constexpr absl::Duration kBackOffMin = absl::Milliseconds(50);
constexpr absl::Duration kBackOffMax = absl::Seconds(2);
constexpr absl::Duration kStopPoll = absl::Milliseconds(100);
// A feed that an event waits for is this late: someone should look.
constexpr absl::Duration kAdmissionOverdue = absl::Seconds(30);

prometheus::Gauge& Gauge(const char* name, const char* help, const Follower::Options& options) {
  return prometheus::BuildGauge()
      .Name(name)
      .Help(help)
      .Register(metrics::Registry())
      .Add({{"source", options.source}, {"log", options.log}});
}

// The owner's history is not the one that the cursor belongs to.
absl::Status HistoryLost(const Cursor& cursor, const v1::FeedHead& head) {
  return MakeError(absl::StatusCode::kDataLoss, {"feed.xinqiao", "HISTORY_LOST"},
                   absl::StrCat("the log has epoch ", head.epoch(), " and head ", head.position(),
                                "; the cursor is at ", cursor.position, " of epoch ", cursor.epoch,
                                ": rebuild what was applied"));
}

// How many of `events` are whole changes.
size_t WholeChanges(const std::vector<v1::Event>& events) {
  size_t whole = 0;
  for (size_t i = 0; i < events.size(); ++i) {
    if (events[i].change_index() + 1 == events[i].change_count()) whole = i + 1;
  }
  return whole;
}

}  // namespace

Follower::Follower(Options options, Positions& positions, Sink& sink)
    : options_(std::move(options)),
      positions_(positions),
      sink_(sink),
      position_gauge_(
          Gauge("xinqiao_follower_position", "Last position of a log that was applied.", options_)),
      failing_gauge_(Gauge("xinqiao_follower_failing",
                           "1 while nothing can be pulled, or what was pulled cannot be applied.",
                           options_)) {
  thread_ = std::thread([this] { Work(); });
}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (context_ != nullptr) context_->TryCancel();
  }
  thread_.join();
}

bool Follower::Stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Follower::Work() {
  prometheus::Gauge& stopped =
      Gauge("xinqiao_follower_stopped", "1 after the owner of a log lost its history.", options_);
  absl::Duration back_off = kBackOffMin;
  while (!Stopping()) {
    const int64_t before = cursor_.position;
    const absl::Status status = WatchOnce();
    if (Stopping()) return;
    const std::string reason = ErrorReason(status);
    if (reason == "HISTORY_LOST" || reason == "POSITION_BEYOND_HEAD") {
      stopped.Set(1);
      log::Error("follower_stopped", {{"source", options_.source},
                                      {"log", options_.log},
                                      {"error", std::string(status.message())}});
      return;
    }
    failing_gauge_.Set(1);
    // An event that cannot be applied does not go away by itself.
    const bool poisoned = absl::IsInternal(status) || absl::IsDataLoss(status);
    (poisoned ? log::Error : log::Warn)("follower_interrupted",
                                        {{"source", options_.source},
                                         {"log", options_.log},
                                         {"position", absl::StrCat(cursor_.position)},
                                         {"error", status.ToString()}});
    back_off = cursor_.position > before ? kBackOffMin : std::min(back_off * 2, kBackOffMax);
    const absl::Time until = absl::Now() + back_off;
    while (!Stopping() && absl::Now() < until) absl::SleepFor(std::min(kStopPoll, back_off));
  }
}

absl::Status Follower::WatchOnce() {
  ASSIGN_OR_RETURN(cursor_, sink_.Load(options_.source, options_.log));
  positions_.Set(cursor_);

  grpc::ClientContext context;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return absl::CancelledError("stopping");
    context_ = &context;
  }
  const absl::Cleanup forget = [this] {
    const std::lock_guard lock(mutex_);
    context_ = nullptr;
  };
  v1::WatchEventsRequest request;
  request.set_log(options_.log);
  request.set_after_position(cursor_.position);
  const std::string path =
      absl::StrCat("/xinqiao.", options_.source, ".v1.FeedService/WatchEvents");
  const grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING);
  const std::unique_ptr<grpc::ClientReader<v1::WatchEventsResponse>> reader(
      grpc::internal::ClientReaderFactory<v1::WatchEventsResponse>::Create(
          options_.channel.get(), method, &context, request));

  v1::WatchEventsResponse response;
  std::vector<v1::Event> waiting;
  absl::Status status;
  while (status.ok() && reader->Read(&response)) {
    const v1::FeedHead& head = response.head();
    const bool other_epoch = !cursor_.epoch.empty() && head.epoch() != cursor_.epoch;
    if (other_epoch || head.position() < cursor_.position) {
      status = HistoryLost(cursor_, head);
      break;
    }
    for (v1::Event& event : *response.mutable_events()) waiting.push_back(std::move(event));
    status = ApplyReady(waiting, head.epoch());
    if (status.ok()) failing_gauge_.Set(0);
  }
  // A stream that ended by itself keeps its own status.
  if (!status.ok()) context.TryCancel();
  const absl::Status ended = rpc::FromGrpcStatus(reader->Finish());
  if (!status.ok()) return status;
  return ended.ok() ? absl::UnavailableError("the stream ended") : ended;
}

absl::Status Follower::ApplyReady(std::vector<v1::Event>& waiting, const std::string& epoch) {
  const size_t whole = WholeChanges(waiting);
  size_t done = 0;
  while (done < whole) {
    if (!WaitUntilAdmissible(waiting[done])) return absl::CancelledError("stopping");
    // As many changes as need no further waiting.
    size_t end = done + 1;
    while (end < whole &&
           (waiting[end].change_index() > 0 ||
            (waiting[end].registry_position() <= waiting[done].registry_position() &&
             waiting[end].contacts_position() <= waiting[done].contacts_position()))) {
      ++end;
    }
    Cursor to = cursor_;
    to.epoch = epoch;
    to.position = waiting[end - 1].position();
    RETURN_IF_ERROR(
        sink_.Apply(cursor_, to, absl::MakeConstSpan(waiting).subspan(done, end - done)));
    cursor_ = to;
    positions_.Set(cursor_);
    done = end;
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(whole));
  position_gauge_.Set(static_cast<double>(cursor_.position));
  return absl::OkStatus();
}

bool Follower::WaitUntilAdmissible(const v1::Event& event) const {
  const absl::Time overdue = absl::Now() + kAdmissionOverdue;
  bool reported = false;
  const auto wait_for = [&](const std::string& source, const std::string& log, int64_t position) {
    while (position > 0 && !positions_.WaitFor(source, log, position, absl::Now() + kStopPoll)) {
      if (Stopping()) return false;
      if (reported || absl::Now() < overdue) continue;
      reported = true;
      failing_gauge_.Set(1);
      log::Error("follower_waits", {{"source", options_.source},
                                    {"log", options_.log},
                                    {"position", absl::StrCat(event.position())},
                                    {"for_source", source},
                                    {"for_position", absl::StrCat(position)}});
    }
    return true;
  };
  return wait_for("registry", "registry", event.registry_position()) &&
         wait_for("contacts", options_.log, event.contacts_position());
}

}  // namespace xinqiao::feed
