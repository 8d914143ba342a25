// Logs, receipts and proofs: messages to values and back.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_LOG_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_LOG_CODEC_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ledger/app/log_audit.h"
#include "services/ledger/app/log_reads.h"
#include "services/ledger/domain/log.h"
#include "xinqiao/ledger/v1/log.pb.h"
#include "xinqiao/ledger/v1/log_service.pb.h"

namespace xinqiao::ledger {

// A place in a log, or two sizes of it: what is asked, with 0 for the newest.
struct CheckpointQuery {
  std::string log;
  int64_t size = 0;
};
struct InclusionQuery {
  std::string log;
  int64_t position = 0;
  int64_t tree_size = 0;
};
struct ConsistencyQuery {
  std::string log;
  int64_t first_size = 0;
  int64_t second_size = 0;
};
struct TileQuery {
  std::string log;
  int level = 0;
  int64_t index = 0;
  int width = 0;
};
struct NewCosignature {
  std::string log;
  int64_t size = 0;
  std::string line;
};
struct StartEpochRequest {
  std::string log;
  std::string request_id;
  std::string reason;
};
struct ExportQuery {
  std::string log;
  ExportRange range;
};

// Each checks every field, and fails with INVALID_FIELDS and all violations.
absl::StatusOr<std::string> Decode(const v1::GetLogRequest& request);  // The log.
absl::StatusOr<CheckpointQuery> Decode(const v1::GetCheckpointRequest& request);
absl::StatusOr<InclusionQuery> Decode(const v1::GetInclusionProofRequest& request);
absl::StatusOr<ConsistencyQuery> Decode(const v1::GetConsistencyProofRequest& request);
absl::StatusOr<TileQuery> Decode(const v1::GetTileRequest& request);
absl::StatusOr<NewCosignature> Decode(const v1::AddCosignatureRequest& request);
absl::StatusOr<StartEpochRequest> Decode(const v1::StartEpochRequest& request);
absl::StatusOr<ExportQuery> Decode(const v1::ExportEntriesRequest& request);

v1::Receipt Encode(const Receipt& receipt);
v1::Log Encode(const Log& log);
v1::Checkpoint Encode(const StoredCheckpoint& checkpoint);
v1::Tile Encode(const TileAnswer& tile);
v1::GetInclusionProofResponse Encode(const Receipt& receipt, int64_t tree_size);
v1::GetConsistencyProofResponse Encode(const ConsistencyAnswer& proof);
v1::StartedEpoch Encode(const StartedEpoch& started);
// The first entries of the page that have 1 MiB together, and at least one.
v1::ExportEntriesResponse Encode(const ExportPage& page, absl::string_view principal);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_LOG_CODEC_H_
