#include "services/registry/rpc/import_cells.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/rpc/fields.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/organization_code.h"
#include "services/registry/domain/person.h"
#include "services/registry/rpc/codec_fields.h"
#include "xinqiao/registry/v1/organization_service.pb.h"
#include "xinqiao/registry/v1/post_service.pb.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

// As in organization_service.proto, person_service.proto and post_service.proto.
constexpr rpc::TextBounds kOrganizationName = {1, 200};
constexpr rpc::TextBounds kPersonName = {1, 100};
constexpr rpc::TextBounds kPostTitle = {1, 100};

constexpr char kKindPrefix[] = "ORGANIZATION_KIND_";
constexpr char kLevelPrefix[] = "ORGANIZATION_LEVEL_";
constexpr char kAppointmentPrefix[] = "APPOINTMENT_TYPE_";
constexpr char kRankPrefix[] = "RANK_CLASS_";

struct Column {
  absl::string_view name;
  bool required = false;
};

// In the order of an export.
constexpr Column kOrganizationColumns[] = {{"key", true},     {"name", true},  {"kind", true},
                                           {"level", true},   {"parent_key"},  {"valid_from", true},
                                           {"division_code"}, {"school_code"}, {"credit_code"},
                                           {"leading_body"},  {"ledger_root"}};
constexpr Column kPersonColumns[] = {{"key", true}, {"name", true}, {"phone"}, {"user_name"}};
constexpr Column kPostColumns[] = {{"key", true},
                                   {"person_key", true},
                                   {"organization_key", true},
                                   {"title", true},
                                   {"appointment_type", true},
                                   {"leadership"},
                                   {"rank_class"},
                                   {"managing_organization_key"},
                                   {"administrator"},
                                   {"valid_from", true},
                                   {"valid_to"}};

std::vector<Column> Columns(ImportTable table) {
  switch (table) {
    case ImportTable::kOrganizations:
      return {std::begin(kOrganizationColumns), std::end(kOrganizationColumns)};
    case ImportTable::kPeople:
      return {std::begin(kPersonColumns), std::end(kPersonColumns)};
    case ImportTable::kPosts:
      return {std::begin(kPostColumns), std::end(kPostColumns)};
  }
  return {};
}

// The cells of one row, read column by column in the order of an export.
class Cells {
 public:
  Cells(const v1::ImportRow& row, const std::vector<int>& positions, Fields& fields)
      : row_(row), positions_(positions), fields_(fields) {}

  // The next cell; "" where the upload does not have its column.
  const std::string& Next() {
    static const std::string* const kNone = new std::string();
    const int position = positions_[next_++];
    return position < 0 ? *kNone : row_.cells(position);
  }

  std::string Text(absl::string_view column, rpc::TextBounds bounds) {
    return fields_.Text(column, Next(), bounds);
  }

  std::string Key(absl::string_view column) { return Code(column, CodeScheme::kExternal, Next()); }
  std::string KeyIfSet(absl::string_view column) {
    return CodeIfSet(column, CodeScheme::kExternal);
  }
  std::string CodeIfSet(absl::string_view column, CodeScheme scheme) {
    const std::string& cell = Next();
    return cell.empty() ? "" : Code(column, scheme, cell);
  }

  bool Flag(absl::string_view column, bool otherwise) {
    const std::string& cell = Next();
    if (cell.empty()) return otherwise;
    if (cell != "true" && cell != "false") fields_.Add(column, "is not true, false or empty");
    return cell == "true";
  }

  // A word of a proto enum in lower case and without prefix.
  template <typename Ours, typename Proto>
  Ours Word(absl::string_view column, absl::string_view prefix,
            bool (*parse)(google::protobuf::ConstStringParam, Proto*)) {
    const std::string& cell = Next();
    Proto value{};
    const bool lower = absl::AsciiStrToLower(cell) == cell;
    if (!lower || !parse(absl::StrCat(prefix, absl::AsciiStrToUpper(cell)), &value) ||
        static_cast<int>(value) == 0) {
      fields_.Add(column, cell.empty() ? "is required" : "is none of the words of this column");
    }
    return static_cast<Ours>(value);
  }

 private:
  std::string Code(absl::string_view column, CodeScheme scheme, const std::string& cell) {
    CheckedCode checked = CheckCode(scheme, cell);
    if (checked.problem.empty()) return std::move(checked.code);
    fields_.Add(column, cell.empty() ? "is required" : checked.problem);
    return "";
  }

  const v1::ImportRow& row_;
  const std::vector<int>& positions_;
  Fields& fields_;
  size_t next_ = 0;
};

OrganizationRow OrganizationRowFrom(Cells& cells, Fields& fields) {
  OrganizationRow row{.place = {.key = cells.Key("key")}};
  row.display_name = cells.Text("name", kOrganizationName);
  row.kind = cells.Word<OrganizationKind>("kind", kKindPrefix, v1::OrganizationKind_Parse);
  row.level = cells.Word<OrganizationLevel>("level", kLevelPrefix, v1::OrganizationLevel_Parse);
  row.parent_key = cells.KeyIfSet("parent_key");
  row.valid_from = fields.Day("valid_from", cells.Next());
  row.division_code = cells.CodeIfSet("division_code", CodeScheme::kDivision);
  row.school_code = cells.CodeIfSet("school_code", CodeScheme::kSchool);
  row.credit_code = cells.CodeIfSet("credit_code", CodeScheme::kCredit);
  row.leading_body = cells.Flag("leading_body", IsLeadingBodyByDefault(row.kind));
  // As in a request, a provincial committee is one whatever is said.
  row.ledger_root = cells.Flag("ledger_root", false) || IsLedgerRootByDefault(row.kind);
  return row;
}

PersonRow PersonRowFrom(Cells& cells, Fields& fields) {
  PersonRow row{.place = {.key = cells.Key("key")}};
  row.display_name = cells.Text("name", kPersonName);
  row.phone = fields.PhoneIfSet("phone", cells.Next());
  row.user_name = cells.Next();
  if (!row.user_name.empty() && !IsUserName(row.user_name)) {
    fields.Add("user_name", "is not 3 to 64 of a-z, 0-9, '.', '_' and '-', a letter first");
    row.user_name.clear();
  }
  return row;
}

PostRow PostRowFrom(Cells& cells, Fields& fields) {
  PostRow row{.place = {.key = cells.Key("key")}};
  row.person_key = cells.Key("person_key");
  row.organization_key = cells.Key("organization_key");
  row.title = cells.Text("title", kPostTitle);
  row.appointment_type = cells.Word<AppointmentType>("appointment_type", kAppointmentPrefix,
                                                     v1::AppointmentType_Parse);
  row.leadership = cells.Flag("leadership", false);
  const std::string& rank = cells.Next();
  if (!rank.empty()) {
    v1::RankClass value{};
    if (!v1::RankClass_Parse(absl::StrCat(kRankPrefix, absl::AsciiStrToUpper(rank)), &value) ||
        value == v1::RANK_CLASS_UNSPECIFIED || absl::AsciiStrToLower(rank) != rank) {
      fields.Add("rank_class", "is none of the words of this column");
    }
    row.rank_class = static_cast<RankClass>(value);
  }
  row.managing_organization_key = cells.KeyIfSet("managing_organization_key");
  row.administrator = cells.Flag("administrator", false);
  row.validity.first = fields.Day("valid_from", cells.Next());
  const std::optional<absl::CivilDay> end = fields.DayIfSet("valid_to", cells.Next());
  if (end.has_value() && *end <= row.validity.first) {
    fields.Add("valid_to", "is not after valid_from");
  }
  row.validity.end = end.value_or(kOpenEnd);
  return row;
}

// Completes the place of `row`, and keeps what was wrong with its cells.
template <typename Row>
void Keep(Row row, const v1::ImportRow& source, const Fields& fields, std::vector<Row>& rows,
          std::vector<ImportProblem>& problems) {
  row.place.line = source.line();
  for (FieldViolation& violation : Violations(fields.status())) {
    problems.push_back({.table = static_cast<ImportTable>(source.table()),
                        .line = source.line(),
                        .column = std::move(violation.field),
                        .reason = "INVALID_CELL",
                        .message = std::move(violation.description)});
    row.place.bad = true;
  }
  rows.push_back(std::move(row));
}

// The word of a proto enum's name.
std::string WordOf(const std::string& name, absl::string_view prefix) {
  return absl::AsciiStrToLower(absl::StripPrefix(name, prefix));
}

std::string FlagOf(bool flag) { return flag ? "true" : "false"; }

}  // namespace

std::vector<absl::string_view> ColumnsOf(ImportTable table) {
  std::vector<absl::string_view> names;
  for (const Column& column : Columns(table)) names.push_back(column.name);
  return names;
}

bool IsRequired(ImportTable table, absl::string_view column) {
  const std::vector<Column> columns = Columns(table);
  return std::any_of(columns.begin(), columns.end(),
                     [column](const Column& each) { return each.name == column && each.required; });
}

void DecodeRow(const v1::ImportRow& row, const std::vector<int>& positions, ImportRows& rows) {
  Fields fields(errors::kDomain);
  Cells cells(row, positions, fields);
  switch (static_cast<ImportTable>(row.table())) {
    case ImportTable::kOrganizations: {
      OrganizationRow decoded = OrganizationRowFrom(cells, fields);
      const bool bad = !fields.status().ok();
      if (!bad && !HasLevel(decoded.kind, decoded.level)) {
        rows.problems.push_back(
            ProblemOf(ImportTable::kOrganizations, row.line(), errors::LevelOfKindConflict()));
        rows.problems.back().column = "level";
        decoded.place.bad = true;
      }
      Keep(std::move(decoded), row, fields, rows.organizations, rows.problems);
      break;
    }
    case ImportTable::kPeople:
      Keep(PersonRowFrom(cells, fields), row, fields, rows.people, rows.problems);
      break;
    case ImportTable::kPosts:
      Keep(PostRowFrom(cells, fields), row, fields, rows.posts, rows.problems);
      break;
  }
}

std::vector<std::string> CellsOf(const OrganizationRow& row) {
  return {
      row.place.key,
      row.display_name,
      WordOf(v1::OrganizationKind_Name(static_cast<v1::OrganizationKind>(row.kind)), kKindPrefix),
      WordOf(v1::OrganizationLevel_Name(static_cast<v1::OrganizationLevel>(row.level)),
             kLevelPrefix),
      row.parent_key,
      absl::FormatCivilTime(row.valid_from),
      row.division_code,
      row.school_code,
      row.credit_code,
      FlagOf(row.leading_body),
      FlagOf(row.ledger_root)};
}

std::vector<std::string> CellsOf(const PersonRow& row) {
  return {row.place.key, row.display_name, row.phone, row.user_name};
}

std::vector<std::string> CellsOf(const PostRow& row) {
  const bool rank = row.rank_class != RankClass::kNotSaid;
  return {row.place.key,
          row.person_key,
          row.organization_key,
          row.title,
          WordOf(v1::AppointmentType_Name(static_cast<v1::AppointmentType>(row.appointment_type)),
                 kAppointmentPrefix),
          FlagOf(row.leadership),
          rank ? WordOf(v1::RankClass_Name(static_cast<v1::RankClass>(row.rank_class)), kRankPrefix)
               : "",
          row.managing_organization_key,
          FlagOf(row.administrator),
          absl::FormatCivilTime(row.validity.first),
          EndText(row.validity)};
}

}  // namespace xinqiao::registry
