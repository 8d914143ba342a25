#include "services/ledger/rpc/participation_codec.h"

#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/codec_fields.h"
#include "services/ledger/rpc/log_codec.h"
#include "xinqiao/ledger/v1/event.pb.h"

namespace xinqiao::ledger {
namespace {

ParticipationName NameFrom(rpc::Fields& fields, absl::string_view name) {
  std::vector<std::string> ids = fields.Ids("name", name, kParticipationPattern);
  return {.organization_id = std::move(ids[0]),
          .activity_id = std::move(ids[1]),
          .youth_id = std::move(ids[2])};
}

}  // namespace

absl::StatusOr<StateRequest> Decode(const v1::StateParticipationRequest& request) {
  rpc::Fields fields(errors::kDomain);
  ParticipationName name = NameFrom(fields, request.name());
  StateRequest result = {
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = std::move(name.organization_id),
      .activity_id = std::move(name.activity_id),
      .youth_id = std::move(name.youth_id),
      .statement = Choice<Statement>(fields, "statement", request.statement(),
                                     v1::ParticipationStatement_IsValid),
  };
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<ParticipationName> Decode(const v1::GetParticipationRequest& request) {
  rpc::Fields fields(errors::kDomain);
  ParticipationName name = NameFrom(fields, request.name());
  RETURN_IF_ERROR(fields.status());
  return name;
}

v1::Participation Encode(const std::string& name, const Participation& participation) {
  v1::Participation result;
  result.set_name(name);
  result.set_statement(static_cast<v1::ParticipationStatement>(participation.statement));
  if (participation.state_time.has_value()) {
    *result.mutable_state_time() = ToTimestamp(*participation.state_time);
  }
  return result;
}

v1::RecordedParticipation EncodeStated(const std::string& name, const Appended& appended) {
  // What was said and when stands in the entry, for a retry too.
  v1::Event event;
  event.ParseFromString(appended.receipt.entry);
  v1::RecordedParticipation result;
  v1::Participation& participation = *result.mutable_participation();
  participation.set_name(name);
  participation.set_statement(event.participation_stated().statement());
  *participation.mutable_state_time() = event.participation_stated().record_time();
  *result.mutable_receipt() = Encode(appended.receipt);
  return result;
}

}  // namespace xinqiao::ledger
