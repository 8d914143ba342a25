#include "services/ledger/rpc/participation_service.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "services/ledger/rpc/participation_codec.h"
#include "xinqiao/ledger/v1/participation_service.pb.h"

namespace xinqiao::ledger {

ParticipationService::ParticipationService(Ledger& ledger, rpc::Executor& executor)
    : rpc::Service(
          *v1::Participation::descriptor()->file()->FindServiceByName("ParticipationService"),
          executor) {
  UnaryAsync<v1::StateParticipationRequest>(
      "StateParticipation",
      [&ledger](const Call& call, const v1::StateParticipationRequest& request, rpc::Done done) {
        absl::StatusOr<StateRequest> decoded = Decode(request);
        if (!decoded.ok()) return done(decoded.status());
        ledger.StateParticipation(
            call, *std::move(decoded),
            [name = request.name(),
             done = std::move(done)](const absl::StatusOr<Appended>& appended) {
              if (!appended.ok()) return done(appended.status());
              done(Answer{.bytes = EncodeStated(name, *appended).SerializeAsString()});
            });
      });

  Unary<v1::GetParticipationRequest>(
      "GetParticipation", rpc::Run::kExecutor,
      [&ledger](const Call& call,
                const v1::GetParticipationRequest& request) -> absl::StatusOr<v1::Participation> {
        ASSIGN_OR_RETURN(const ParticipationName name, Decode(request));
        ASSIGN_OR_RETURN(
            const Participation participation,
            ledger.GetParticipation(call, name.organization_id, name.activity_id, name.youth_id));
        return Encode(request.name(), participation);
      });
}

}  // namespace xinqiao::ledger
