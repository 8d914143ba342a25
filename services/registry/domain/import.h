// Imports: rows of files on their way into the registry.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_IMPORT_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_IMPORT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Numbered as in import_service.proto; the numbers are stored.
enum class ImportTable {
  kOrganizations = 1,
  kPeople = 2,
  kPosts = 3,
};

inline constexpr std::array<ImportTable, 3> kImportTables = {
    ImportTable::kOrganizations, ImportTable::kPeople, ImportTable::kPosts};

// Numbered as in import_service.proto; the numbers are stored.
enum class ImportState {
  kReceiving = 1,
  kChecking = 2,
  kChecked = 3,
  kApplying = 4,
  kApplied = 5,
  kFailed = 6,
};

inline constexpr int64_t kImportRowsMax = 2'000'000;
inline constexpr size_t kImportCellBytesMax = 1'000;

// What is wrong with one row. Repeats no personal data.
struct ImportProblem {
  ImportTable table = ImportTable::kOrganizations;
  int64_t line = 0;
  std::string column;  // "" for the row as a whole.
  std::string reason;  // Listed in import_service.proto.
  std::string message;

  friend bool operator==(const ImportProblem&, const ImportProblem&) = default;
};

struct ImportCounts {
  int64_t rows = 0;
  int64_t created = 0;
  int64_t unchanged = 0;
  int64_t problems = 0;  // Rows, not problems.

  friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

struct Import {
  std::string import_id;
  ImportState state = ImportState::kReceiving;
  std::array<ImportCounts, kImportTables.size()> counts;  // By table.
  int64_t rows_done = 0;                                  // Of the present step.
  int64_t rows_total = 0;
  int64_t problem_count = 0;
  std::vector<ImportProblem> first_problems;
  std::string failure;
  absl::Time create_time;

  friend bool operator==(const Import&, const Import&) = default;
};

// Where a row came from, what it is called, and whether its cells were good.
struct RowPlace {
  int64_t ordinal = 0;  // Among the rows of its table, from 1.
  int64_t line = 0;     // In the file.
  std::string key;      // "" if it is none.
  bool bad = false;     // It has problems of its own; other values may be missing.

  friend bool operator==(const RowPlace&, const RowPlace&) = default;
};

// Rows with the ids that they get if they are new.
struct OrganizationRow {
  RowPlace place;
  std::string organization_id;
  std::string display_name;
  OrganizationKind kind = OrganizationKind::kBranch;
  OrganizationLevel level = OrganizationLevel::kBranch;
  std::string parent_key;  // "" for the root of a tree.
  absl::CivilDay valid_from;
  std::string division_code;  // "" without one; the same below.
  std::string school_code;
  std::string credit_code;
  bool leading_body = false;
  bool ledger_root = false;

  friend bool operator==(const OrganizationRow&, const OrganizationRow&) = default;
};

struct PersonRow {
  RowPlace place;
  std::string person_id;
  std::string display_name;
  std::string phone;      // Canonical, or "".
  std::string user_name;  // Or "".

  friend bool operator==(const PersonRow&, const PersonRow&) = default;
};

struct PostRow {
  RowPlace place;
  std::string post_id;
  std::string person_key;
  std::string organization_key;
  std::string title;
  AppointmentType appointment_type = AppointmentType::kFullTime;
  bool leadership = false;
  RankClass rank_class = RankClass::kNotSaid;
  std::string managing_organization_key;  // Or "".
  bool administrator = false;
  Period validity;

  friend bool operator==(const PostRow&, const PostRow&) = default;
};

// Part of an upload.
struct ImportRows {
  std::vector<OrganizationRow> organizations;
  std::vector<PersonRow> people;
  std::vector<PostRow> posts;
  std::vector<ImportProblem> problems;

  int64_t size() const;
};

// The parent of an imported organization, in the same import or on record.
struct ImportedParent {
  std::string organization_id;
  OrganizationLevel level = OrganizationLevel::kNation;
  std::string log;
  std::optional<absl::CivilDay> stands_from;  // For ever from then on; nothing if it is closed.
};

// The organization that `row` asks for, where Place() lets it stand.
// `parent` is nothing where there is none.
absl::StatusOr<Organization> PlaceRow(const OrganizationRow& row,
                                      const std::optional<ImportedParent>& parent, absl::Time now);

// Whom and what a post's keys name.
struct PostReferences {
  std::string organization_id;
  std::string person_id;
  std::string managing_organization_id;  // "" without one.
};

// The post that `row` asks for.
Post PostOf(const PostRow& row, const PostReferences& references, absl::Time now);

// The problem of a row that `status`, an error of a rule, tells.
ImportProblem ProblemOf(ImportTable table, int64_t line, const absl::Status& status);

// What there is to say of a cell that is good by itself, but not beside the
// others or what is on record. `reason` is DUPLICATE_KEY, DUPLICATE_CODE,
// DUPLICATE_PHONE, DUPLICATE_USER_NAME, CODE_IN_USE, PHONE_IN_USE,
// USER_NAME_IN_USE, OTHER_CONTENT or UNKNOWN_KEY.
std::string ProblemMessage(absl::string_view reason);

// OK if an import may be applied, else IMPORT_NOT_CHECKED or
// IMPORT_HAS_PROBLEMS.
absl::Status CheckApplicable(const Import& import);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_IMPORT_H_
