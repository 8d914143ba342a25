// Requests and answers of ParticipationService.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_PARTICIPATION_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_PARTICIPATION_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/app/log_writer.h"
#include "xinqiao/ledger/v1/participation_service.pb.h"

namespace xinqiao::ledger {

// The ids in the name of a participation.
struct ParticipationName {
  std::string organization_id;
  std::string activity_id;
  std::string youth_id;
};

// Each checks every field, and fails with INVALID_FIELDS and all violations.
absl::StatusOr<StateRequest> Decode(const v1::StateParticipationRequest& request);
absl::StatusOr<ParticipationName> Decode(const v1::GetParticipationRequest& request);

// Of the name that was asked for.
v1::Participation Encode(const std::string& name, const Participation& participation);
v1::RecordedParticipation EncodeStated(const std::string& name, const Appended& appended);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_PARTICIPATION_CODEC_H_
