#include "services/registry/rpc/import_codec.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/import_cells.h"
#include "services/registry/rpc/organization_event_codec.h"
#include "services/registry/rpc/post_codec.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kImportPattern[] = "imports/*";
constexpr int kAbsent = -1;

static_assert(v1::ImportTable_MAX == static_cast<int>(ImportTable::kPosts));
static_assert(v1::Import::State_MAX == static_cast<int>(ImportState::kFailed));

bool IsTable(v1::ImportTable table) {
  return table != v1::IMPORT_TABLE_UNSPECIFIED && v1::ImportTable_IsValid(table);
}

// What is wrong with the form of a row; "" if nothing is.
std::string ProblemOfForm(const v1::ImportRow& row, int cells) {
  if (row.line() < 1) return "has no line from 1 on";
  if (row.cells_size() != cells) {
    return absl::StrCat("has ", row.cells_size(), " cells, and its table ", cells, " columns");
  }
  for (const std::string& cell : row.cells()) {
    if (cell.size() > kImportCellBytesMax) {
      return absl::StrCat("has a cell of more than ", kImportCellBytesMax, " bytes");
    }
  }
  return "";
}

std::string TokenQuery(const v1::ListImportProblemsRequest& request) {
  return absl::StrCat("ListImportProblems\n", request.parent());
}

v1::ImportProblem EncodeProblem(const ImportProblem& problem) {
  v1::ImportProblem result;
  result.set_table(static_cast<v1::ImportTable>(problem.table));
  result.set_line(problem.line);
  result.set_column(problem.column);
  result.set_reason(problem.reason);
  result.set_message(problem.message);
  return result;
}

}  // namespace

absl::StatusOr<ImportDecoder> ImportDecoder::Create(const v1::CreateImportRequest& first) {
  Fields fields(errors::kDomain);
  ImportDecoder decoder;
  decoder.request_id_ = fields.RequestId(first.request_id());
  if (first.columns().empty()) fields.Add("columns", "is required in the first message");
  if (!first.rows().empty()) fields.Add("rows", "may not be in the first message");
  for (int i = 0; i < first.columns_size(); ++i) {
    const v1::ImportColumns& given = first.columns(i);
    const std::string field = absl::StrCat("columns[", i, "]");
    if (!IsTable(given.table())) {
      fields.Add(absl::StrCat(field, ".table"), "is required, one of the listed values");
      continue;
    }
    const auto table = static_cast<ImportTable>(given.table());
    Layout& layout = decoder.layouts_[static_cast<size_t>(given.table()) - 1];
    if (layout.given) fields.Add(absl::StrCat(field, ".table"), "stands twice");
    const std::vector<absl::string_view> columns = ColumnsOf(table);
    layout = {.given = true,
              .cells = given.columns_size(),
              .positions = std::vector<int>(columns.size(), kAbsent)};
    for (int j = 0; j < given.columns_size(); ++j) {
      const std::string column_field = absl::StrCat(field, ".columns[", j, "]");
      const auto column = std::find(columns.begin(), columns.end(), given.columns(j));
      if (column == columns.end()) {
        fields.Add(column_field, "is no column of the table");
        continue;
      }
      int& position = layout.positions[static_cast<size_t>(column - columns.begin())];
      if (position != kAbsent) fields.Add(column_field, "stands twice");
      position = j;
    }
    for (size_t j = 0; j < columns.size(); ++j) {
      if (layout.positions[j] == kAbsent && IsRequired(table, columns[j])) {
        fields.Add(absl::StrCat(field, ".columns"),
                   absl::StrCat("has no column '", columns[j], "'"));
      }
    }
  }
  RETURN_IF_ERROR(fields.status());
  return decoder;
}

absl::StatusOr<ImportRows> ImportDecoder::Decode(const v1::CreateImportRequest& message) const {
  Fields fields(errors::kDomain);
  if (!message.request_id().empty()) fields.Add("request_id", "may be in the first message only");
  if (!message.columns().empty()) fields.Add("columns", "may be in the first message only");
  ImportRows rows;
  for (int i = 0; i < message.rows_size(); ++i) {
    const v1::ImportRow& row = message.rows(i);
    const Layout* layout =
        IsTable(row.table()) ? &layouts_[static_cast<size_t>(row.table()) - 1] : nullptr;
    if (layout == nullptr || !layout->given) {
      fields.Add(absl::StrCat("rows[", i, "].table"), "is none that the first message named");
      continue;
    }
    const std::string problem = ProblemOfForm(row, layout->cells);
    if (!problem.empty()) {
      fields.Add(absl::StrCat("rows[", i, "]"), problem);
      continue;
    }
    DecodeRow(row, layout->positions, rows);
  }
  RETURN_IF_ERROR(fields.status());
  return rows;
}

absl::StatusOr<std::string> Decode(const v1::GetImportRequest& request) {
  Fields fields(errors::kDomain);
  std::string import_id = fields.Id("name", request.name(), kImportPattern);
  RETURN_IF_ERROR(fields.status());
  return import_id;
}

absl::StatusOr<ApplyRequest> Decode(const v1::ApplyImportRequest& request) {
  Fields fields(errors::kDomain);
  ApplyRequest result{.request_id = fields.RequestId(request.request_id()),
                      .import_id = fields.Id("name", request.name(), kImportPattern)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<ProblemsRequest> Decode(const v1::ListImportProblemsRequest& request) {
  Fields fields(errors::kDomain);
  ProblemsRequest result{.import_id = fields.Id("parent", request.parent(), kImportPattern),
                         .range = {.limit = fields.PageSize(request.page_size())}};
  const std::string cursor = rpc::CursorFrom(fields, TokenQuery(request), request.page_token());
  if (!cursor.empty() && !absl::SimpleAtoi(cursor, &result.range.after)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  RETURN_IF_ERROR(fields.status());
  return result;
}

v1::Import Encode(const Import& import) {
  v1::Import result;
  result.set_name(absl::StrCat("imports/", import.import_id));
  result.set_state(static_cast<v1::Import::State>(import.state));
  for (size_t i = 0; i < kImportTables.size(); ++i) {
    v1::Import::Counts& counts = *result.add_counts();
    counts.set_table(static_cast<v1::ImportTable>(kImportTables[i]));
    counts.set_rows(import.counts[i].rows);
    counts.set_created(import.counts[i].created);
    counts.set_unchanged(import.counts[i].unchanged);
    counts.set_problems(import.counts[i].problems);
  }
  result.set_rows_done(import.rows_done);
  result.set_rows_total(import.rows_total);
  result.set_problem_count(import.problem_count);
  for (const ImportProblem& problem : import.first_problems) {
    *result.add_first_problems() = EncodeProblem(problem);
  }
  result.set_failure(import.failure);
  *result.mutable_create_time() = ToTimestamp(import.create_time);
  return result;
}

v1::ListImportProblemsResponse Encode(const v1::ListImportProblemsRequest& request,
                                      const Imports::ProblemPage& page) {
  v1::ListImportProblemsResponse result;
  for (const ImportProblem& problem : page.problems)
    *result.add_problems() = EncodeProblem(problem);
  result.set_next_page_token(rpc::MakePageToken(
      TokenQuery(request), page.next_after == 0 ? "" : absl::StrCat(page.next_after)));
  return result;
}

ImportEncoders StoreImportEncoders() {
  return {
      .answer = [](const Import& value) { return Encode(value).SerializeAsString(); },
      .organization_created =
          [](const Organization& value) { return OrganizationCreated(value).SerializeAsString(); },
      .post_created = [](const Post& value) { return PostCreated(value).SerializeAsString(); },
  };
}

}  // namespace xinqiao::registry
