#include "services/ledger/rpc/log_service.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "services/ledger/rpc/log_codec.h"
#include "xinqiao/ledger/v1/log_service.pb.h"

namespace xinqiao::ledger {

LogService::LogService(LogAudit& audit, rpc::Executor& executor)
    : rpc::Service(*v1::Checkpoint::descriptor()->file()->FindServiceByName("LogService"),
                   executor) {
  using rpc::Run;

  Unary<v1::GetLogRequest>(
      "GetLog", Run::kExecutor,
      [&audit](const Call& call, const v1::GetLogRequest& request) -> absl::StatusOr<v1::Log> {
        ASSIGN_OR_RETURN(const std::string name, Decode(request));
        ASSIGN_OR_RETURN(const Log log, audit.GetLog(call, name));
        return Encode(log);
      });

  Unary<v1::GetCheckpointRequest>(
      "GetCheckpoint", Run::kExecutor,
      [&audit](const Call& call,
               const v1::GetCheckpointRequest& request) -> absl::StatusOr<v1::Checkpoint> {
        ASSIGN_OR_RETURN(const CheckpointQuery query, Decode(request));
        ASSIGN_OR_RETURN(const StoredCheckpoint checkpoint,
                         audit.GetCheckpoint(call, query.log, query.size));
        return Encode(checkpoint);
      });

  Unary<v1::GetInclusionProofRequest>(
      "GetInclusionProof", Run::kExecutor,
      [&audit](const Call& call, const v1::GetInclusionProofRequest& request)
          -> absl::StatusOr<v1::GetInclusionProofResponse> {
        ASSIGN_OR_RETURN(const InclusionQuery query, Decode(request));
        int64_t tree_size = query.tree_size;
        ASSIGN_OR_RETURN(const Receipt receipt,
                         audit.GetInclusionProof(call, query.log, query.position, tree_size));
        return Encode(receipt, tree_size);
      });

  Unary<v1::GetConsistencyProofRequest>(
      "GetConsistencyProof", Run::kExecutor,
      [&audit](const Call& call, const v1::GetConsistencyProofRequest& request)
          -> absl::StatusOr<v1::GetConsistencyProofResponse> {
        ASSIGN_OR_RETURN(const ConsistencyQuery query, Decode(request));
        ASSIGN_OR_RETURN(
            const ConsistencyAnswer proof,
            audit.GetConsistencyProof(call, query.log, query.first_size, query.second_size));
        return Encode(proof);
      });

  Unary<v1::GetTileRequest>(
      "GetTile", Run::kExecutor,
      [&audit](const Call& call, const v1::GetTileRequest& request) -> absl::StatusOr<v1::Tile> {
        ASSIGN_OR_RETURN(const TileQuery query, Decode(request));
        ASSIGN_OR_RETURN(const TileAnswer tile,
                         audit.GetTile(call, query.log, query.level, query.index, query.width));
        return Encode(tile);
      });

  Unary<v1::AddCosignatureRequest>(
      "AddCosignature", Run::kExecutor,
      [&audit](const Call& call,
               const v1::AddCosignatureRequest& request) -> absl::StatusOr<v1::Checkpoint> {
        ASSIGN_OR_RETURN(const NewCosignature cosignature, Decode(request));
        ASSIGN_OR_RETURN(
            const StoredCheckpoint checkpoint,
            audit.AddCosignature(call, cosignature.log, cosignature.size, cosignature.line));
        return Encode(checkpoint);
      });

  // Not inline: it reads the log before it writes.
  UnaryAsync<v1::StartEpochRequest>(
      "StartEpoch",
      [&audit](const Call& call, const v1::StartEpochRequest& request, rpc::Done done) {
        absl::StatusOr<StartEpochRequest> decoded = Decode(request);
        if (!decoded.ok()) return done(decoded.status());
        audit.StartEpoch(call, decoded->log, std::move(decoded->request_id),
                         std::move(decoded->reason),
                         [done = std::move(done)](const absl::StatusOr<StartedEpoch>& started) {
                           if (!started.ok()) return done(started.status());
                           done(Answer{.bytes = Encode(*started).SerializeAsString()});
                         });
      },
      Run::kExecutor);

  Unary<v1::ExportEntriesRequest>(
      "ExportEntries", Run::kExecutor,
      [&audit](const Call& call, const v1::ExportEntriesRequest& request)
          -> absl::StatusOr<v1::ExportEntriesResponse> {
        ASSIGN_OR_RETURN(const ExportQuery query, Decode(request));
        ASSIGN_OR_RETURN(const ExportPage page, audit.ExportEntries(call, query.log, query.range));
        return Encode(page, call.principal);
      });
}

}  // namespace xinqiao::ledger
