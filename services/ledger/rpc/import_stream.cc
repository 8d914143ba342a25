#include "services/ledger/rpc/import_stream.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/row_results.h"

namespace xinqiao::ledger {
namespace {

constexpr int64_t kImportRowsMax = 200'000;

absl::Status WrongField(absl::string_view field, absl::string_view description) {
  return InvalidFields(errors::kDomain,
                       {{.field = std::string(field), .description = std::string(description)}});
}

}  // namespace

void ImportStream::TakeAsync(const Call& call, const google::protobuf::Message& message,
                             const std::function<void(const absl::Status&)>& done) {
  absl::StatusOr<Rows> rows =
      RowsOf(call, static_cast<const v1::ImportActivitiesRequest&>(message));
  if (!rows.ok()) return done(rows.status());
  std::vector<BatchRow> readable;
  std::vector<absl::Status> read;
  for (absl::StatusOr<BatchRow>& row : *rows) {
    read.push_back(row.status());
    if (row.ok()) readable.push_back(*std::move(row));
  }
  // Not waited for here: what the ledger does for it may need this thread.
  ledger_.CreateEach(call, std::move(readable),
                     [this, read = std::move(read), done](const UnitResult& results) {
                       done(AddRows(read, results));
                     });
}

absl::StatusOr<Rows> ImportStream::RowsOf(const Call& call,
                                          const v1::ImportActivitiesRequest& request) {
  if (last_) return WrongField("last", absl::StrCat("was set before this message; ", SoFar()));
  last_ = request.last();
  if (row_count_ + request.requests_size() > kImportRowsMax) {
    return WrongField("requests",
                      absl::StrCat("are more than ", kImportRowsMax, " in all; ", SoFar()));
  }
  return Decode(call.principal, request);
}

absl::Status ImportStream::AddRows(const std::vector<absl::Status>& read,
                                   const UnitResult& results) {
  auto result = results.begin();
  for (const absl::Status& status : read) {
    ++row_count_;
    RETURN_IF_ERROR(
        AddRow(row_count_, status.ok() ? *result++ : absl::StatusOr<Appended>(status), response_));
  }
  return absl::OkStatus();
}

std::string ImportStream::SoFar() const {
  const int64_t recorded = response_.recorded_count() + response_.already_recorded_count();
  return absl::StrCat("so far ", recorded, " of ", row_count_,
                      " rows are recorded: to send them again with the same request ids is safe");
}

absl::StatusOr<Answer> ImportStream::End(const Call& /*call*/) {
  if (!last_) {
    return WrongField(
        "last", absl::StrCat("is not set in the last message: the stream was cut off; ", SoFar()));
  }
  return Answer{.bytes = response_.SerializeAsString()};
}

}  // namespace xinqiao::ledger
