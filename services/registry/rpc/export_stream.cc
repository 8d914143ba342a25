#include "services/registry/rpc/export_stream.h"

#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/base/error.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/import_cells.h"

namespace xinqiao::registry {
namespace {

// Of the cells in one message, about: well below what a client takes.
constexpr size_t kMessageBytes = 512 << 10;

// The first line of a file names the columns.
constexpr int64_t kFirstLine = 1;

v1::ExportRegistryResponse AllColumns() {
  v1::ExportRegistryResponse response;
  for (const ImportTable table : kImportTables) {
    v1::ImportColumns& columns = *response.add_columns();
    columns.set_table(static_cast<v1::ImportTable>(table));
    for (const absl::string_view column : ColumnsOf(table)) {
      columns.add_columns(column.data(), column.size());
    }
  }
  return response;
}

}  // namespace

ExportStream::ExportStream(std::unique_ptr<Export> source, Hooks hooks, rpc::Executor& executor)
    : source_(std::move(source)), hooks_(std::move(hooks)), executor_(executor) {
  lines_.fill(kFirstLine);
  Schedule();
}

void ExportStream::OnWriteDone(bool ok) {
  if (ok) {
    Schedule();
  } else {
    Close(absl::CancelledError("the stream was cut off"));
  }
}

void ExportStream::Schedule() {
  if (executor_.TryRun([this] { SendNext(); })) return;
  Close(MakeError(absl::StatusCode::kResourceExhausted, {"xinqiao", "OVERLOADED"},
                  "too many calls are waiting; retry with back-off"));
}

void ExportStream::SendNext() {
  if (first_) {
    waiting_.push_back(AllColumns());
    first_ = false;
  }
  if (waiting_.empty()) {
    Call call = hooks_.call;
    call.deadline = CapDeadline(call.deadline);
    const absl::StatusOr<ImportRows> rows = source_->Next(call);
    if (!rows.ok()) return Close(rows.status());
    if (rows->size() == 0) return Close(absl::OkStatus());
    Add(*rows);
  }
  message_ = rpc::ToByteBuffer(waiting_.front().SerializeAsString());
  waiting_.pop_front();
  StartWrite(&message_);
}

void ExportStream::Add(const ImportRows& rows) {
  size_t bytes = kMessageBytes;
  const auto add = [&](ImportTable table, std::vector<std::string> cells) {
    if (bytes >= kMessageBytes) {
      waiting_.emplace_back();
      bytes = 0;
    }
    v1::ImportRow& row = *waiting_.back().add_rows();
    row.set_table(static_cast<v1::ImportTable>(table));
    row.set_line(++lines_[static_cast<size_t>(table) - 1]);
    for (std::string& cell : cells) {
      bytes += cell.size();
      row.add_cells(std::move(cell));
    }
  };
  for (const OrganizationRow& row : rows.organizations) {
    add(ImportTable::kOrganizations, CellsOf(row));
  }
  for (const PersonRow& row : rows.people) add(ImportTable::kPeople, CellsOf(row));
  for (const PostRow& row : rows.posts) add(ImportTable::kPosts, CellsOf(row));
}

void ExportStream::Close(const absl::Status& status) {
  const grpc::Status last = rpc::ToGrpcStatus(status);
  hooks_.ended(last);
  Finish(last);
}

}  // namespace xinqiao::registry
