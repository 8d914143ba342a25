// Rows of imports in PostgreSQL: into the tables where they wait, and out.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_ROWS_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_ROWS_H_

#include <functional>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "services/registry/domain/import.h"
#include "services/registry/domain/person.h"

namespace xinqiao::registry {

using SealPhone = std::function<SealedPhone(const std::string& phone)>;

// Copies rows to where they wait; phones are sealed.
void CopyRows(pqxx::transaction_base& tx, const std::string& import_id, const ImportRows& rows,
              const SealPhone& seal);

// Keeps problems; `of_upload` if they will not be found again by a check.
void CopyProblems(pqxx::transaction_base& tx, const std::string& import_id,
                  const std::vector<ImportProblem>& problems, bool of_upload);

// What a post's keys name, and what the rule of appointments depends on.
struct Appointment {
  PostRow row;
  PostReferences references;
  AppointmentFacts facts;
  // A key names nothing, or a row with problems: nothing more can be said.
  bool unresolved = false;
};

// The same of an organization.
struct Placement {
  OrganizationRow row;
  std::optional<ImportedParent> parent;
  bool unresolved = false;
};

// Of list_import_placements.sql and list_import_appointments.sql.
Placement PlacementFrom(const pqxx::row& row);
Appointment AppointmentFrom(const pqxx::row& row);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_ROWS_H_
