// The stream of one import.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_IMPORT_STREAM_H_
#define XINQIAO_SERVICES_LEDGER_RPC_IMPORT_STREAM_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/service.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/rpc/request_codec.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

// Records the rows of each message before it takes the next.
class ImportStream final : public rpc::StreamTaker {
 public:
  // `ledger` outlives the stream.
  explicit ImportStream(Ledger& ledger) : ledger_(ledger) {}

  void TakeAsync(const Call& call, const google::protobuf::Message& message,
                 const std::function<void(const absl::Status&)>& done) override;
  absl::StatusOr<Answer> End(const Call& call) override;
  // What was recorded stays recorded.
  void Abandon(const Call& /*call*/) override {}

 private:
  // OK if the message may come here; reads its rows.
  absl::StatusOr<Rows> RowsOf(const Call& call, const v1::ImportActivitiesRequest& request);
  // Adds what became of the rows of a message: those with an OK in `read` have
  // the results, in order.
  absl::Status AddRows(const std::vector<absl::Status>& read, const UnitResult& results);
  // What stays recorded of a stream that ends with an error.
  std::string SoFar() const;

  Ledger& ledger_;
  bool last_ = false;
  int64_t row_count_ = 0;
  v1::ImportActivitiesResponse response_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_IMPORT_STREAM_H_
