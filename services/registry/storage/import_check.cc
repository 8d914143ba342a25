#include "services/registry/storage/import_check.h"

#include <vector>

#include "services/registry/domain/import.h"
#include "services/registry/domain/post.h"
#include "services/registry/storage/import_rows.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

constexpr auto kLowest = static_cast<int>(OrganizationLevel::kOutside);

void CheckPlacements(pqxx::transaction_base& tx, const std::string& import_id, int64_t rows_at_once,
                     ImportProgress& progress) {
  for (int level = 1; level <= kLowest; ++level) {
    for (int64_t after = 0;;) {
      const pqxx::result page =
          tx.exec_params(sql::kListImportPlacements, import_id, level, after, rows_at_once);
      if (page.empty()) break;
      std::vector<ImportProblem> problems;
      for (const pqxx::row& row : page) {
        const Placement placement = PlacementFrom(row);
        after = placement.row.place.ordinal;
        if (placement.unresolved) continue;
        const auto placed = PlaceRow(placement.row, placement.parent, absl::UnixEpoch());
        if (!placed.ok()) {
          problems.push_back(
              ProblemOf(ImportTable::kOrganizations, placement.row.place.line, placed.status()));
        }
      }
      CopyProblems(tx, import_id, problems, false);
      progress.Add(page.size());
    }
  }
}

void CheckAppointments(pqxx::transaction_base& tx, const std::string& import_id,
                       int64_t rows_at_once, ImportProgress& progress) {
  for (int64_t after = 0;;) {
    const pqxx::result page =
        tx.exec_params(sql::kListImportAppointments, import_id, after, rows_at_once);
    if (page.empty()) break;
    std::vector<ImportProblem> problems;
    for (const pqxx::row& row : page) {
      const Appointment appointment = AppointmentFrom(row);
      after = appointment.row.place.ordinal;
      if (appointment.unresolved) continue;
      const absl::Status status = CheckAppointment(
          PostOf(appointment.row, appointment.references, absl::UnixEpoch()), appointment.facts);
      if (!status.ok()) {
        problems.push_back(ProblemOf(ImportTable::kPosts, appointment.row.place.line, status));
      }
    }
    CopyProblems(tx, import_id, problems, false);
    progress.Add(page.size());
  }
}

// What SQL finds by itself: (table_code, line, column_name, reason).
void KeepFound(pqxx::transaction_base& tx, const std::string& import_id, const char* query) {
  std::vector<ImportProblem> problems;
  for (const pqxx::row& row : tx.exec_params(query, import_id)) {
    const auto reason = row["reason"].as<std::string>();
    problems.push_back({.table = static_cast<ImportTable>(row["table_code"].as<int>()),
                        .line = row["line"].as<int64_t>(),
                        .column = row["column_name"].as<std::string>(),
                        .reason = reason,
                        .message = ProblemMessage(reason)});
  }
  CopyProblems(tx, import_id, problems, false);
}

}  // namespace

void CheckRows(pqxx::transaction_base& tx, const std::string& import_id, int64_t rows_at_once,
               ImportProgress& progress) {
  tx.exec_params0(sql::kDeleteFoundProblems, import_id);
  tx.exec_params1(sql::kAllowSetWork);
  KeepFound(tx, import_id, sql::kListRepeatedImportCells);
  KeepFound(tx, import_id, sql::kListImportCellsInUse);
  KeepFound(tx, import_id, sql::kListUnknownImportKeys);
  KeepFound(tx, import_id, sql::kListChangedImportRows);
  tx.exec_params1(sql::kAllowLongWork);
  CheckPlacements(tx, import_id, rows_at_once, progress);
  CheckAppointments(tx, import_id, rows_at_once, progress);
  tx.exec_params1(sql::kAllowSetWork);
  tx.exec_params0(sql::kNumberImportProblems, import_id);
  tx.exec_params0(sql::kCountImportResults, import_id);
}

}  // namespace xinqiao::registry
