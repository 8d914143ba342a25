// What both services of assessment do: answer from memory, once the feeds have
// come far enough.

#ifndef XINQIAO_SERVICES_ASSESSMENT_RPC_READ_SERVICE_H_
#define XINQIAO_SERVICES_ASSESSMENT_RPC_READ_SERVICE_H_

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/feed/positions.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/assessment/app/assessment.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/rpc/codec.h"

namespace xinqiao::assessment {

// Connects each method to: decode, wait for `min_positions`, the method of
// Assessment of the same name, encode. Answers on gRPC's own thread when there
// is nothing to wait for.
class ReadService : public rpc::Service {
 protected:
  // Everything outlives the service.
  struct Deps {
    const Assessment& assessment;
    const feed::Positions& positions;
    rpc::Executor& executor;
  };

  ReadService(const google::protobuf::ServiceDescriptor& descriptor, const Deps& deps)
      : rpc::Service(descriptor, deps.executor), deps_(deps) {}

  template <typename Request, typename Method>
  void Read(absl::string_view name, Method method) {
    UnaryAsync<Request>(
        name, [this, method](const Call& call, const Request& request, rpc::Done done) {
          const auto query = Decode(request);
          if (!query.ok()) return done(query.status());
          const absl::Status known = CheckEpochs(request);
          if (!known.ok()) return done(known);
          const auto answer = [this, method, query = *query](const Request& asked) {
            return Answered(asked, query, method);
          };
          if (Reached(request, absl::InfinitePast())) return done(answer(request));
          const auto kept = std::make_shared<Request>(request);
          const bool queued = deps_.executor.TryRun([this, answer, call, kept, done] {
            // Leaves time to say so before the client gives up.
            const absl::Time latest = call.deadline - absl::Milliseconds(50);
            done(Reached(*kept, latest) ? answer(*kept) : errors::PositionNotReached());
          });
          if (!queued) done(errors::PositionNotReached());
        });
  }

 private:
  // A position says nothing in another history.
  template <typename Request>
  absl::Status CheckEpochs(const Request& request) const {
    for (const auto& position : request.min_positions()) {
      const std::string applied = deps_.positions.Get(position.source(), position.log()).epoch;
      if (!position.epoch().empty() && !applied.empty() && position.epoch() != applied) {
        return errors::EpochNotFollowed(position.source(), position.epoch(), applied);
      }
    }
    return absl::OkStatus();
  }

  template <typename Request>
  bool Reached(const Request& request, absl::Time deadline) const {
    for (const auto& position : request.min_positions()) {
      if (!deps_.positions.WaitFor(position.source(), position.log(), position.position(),
                                   deadline)) {
        return false;
      }
    }
    return true;
  }

  template <typename Request, typename Query, typename Method>
  absl::StatusOr<Answer> Answered(const Request& request, const Query& query, Method method) const {
    // Once more: what was waited for may have come from another history.
    RETURN_IF_ERROR(CheckEpochs(request));
    ASSIGN_OR_RETURN(const auto answer, (deps_.assessment.*method)(query));
    return Answer{.bytes = Encode(request, answer).SerializeAsString()};
  }

  const Deps deps_;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_RPC_READ_SERVICE_H_
