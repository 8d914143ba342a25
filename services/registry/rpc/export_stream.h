// The stream of one export.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_EXPORT_STREAM_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_EXPORT_STREAM_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "libs/base/call.h"
#include "libs/rpc/executor.h"
#include "services/registry/app/exports.h"
#include "xinqiao/registry/v1/import_service.pb.h"

namespace xinqiao::registry {

// Sends an export, a part after the other; the next is read when the client
// took the last. Owns itself. Either a write is under way or the executor has
// the stream, so nothing is touched by two threads at once.
class ExportStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  struct Hooks {
    Call call;
    std::function<void(const grpc::Status&)> ended;  // To be told how it finished.
  };

  // `executor` outlives the stream.
  ExportStream(std::unique_ptr<Export> source, Hooks hooks, rpc::Executor& executor);

  void OnWriteDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void Schedule();
  void SendNext();
  void Add(const ImportRows& rows);
  void Close(const absl::Status& status);

  const std::unique_ptr<Export> source_;
  const Hooks hooks_;
  rpc::Executor& executor_;
  bool first_ = true;
  std::array<int64_t, kImportTables.size()> lines_;
  std::deque<v1::ExportRegistryResponse> waiting_;
  grpc::ByteBuffer message_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_EXPORT_STREAM_H_
