// Rows of organizations and of their links, read and written.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_ORGANIZATION_ROWS_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_ORGANIZATION_ROWS_H_

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"
#include "services/registry/domain/secondary_link.h"

namespace xinqiao::registry {

// Reads a row that has the columns of find_organization.sql.
Organization OrganizationFrom(const pqxx::row& row);

// Reads a row that has the columns of list_secondary_links.sql.
SecondaryLink SecondaryLinkFrom(const pqxx::row& row);

// Organizations with all versions that were on record at `known_at` (now if
// unset), by id; without those that were not.
KnownOrganizations LoadHistories(pqxx::transaction_base& tx, const std::vector<std::string>& ids,
                                 std::optional<absl::Time> known_at = std::nullopt);

// Those of `codes` that organizations have.
std::vector<OrganizationCode> FindCodesInUse(pqxx::transaction_base& tx,
                                             const std::vector<OrganizationCode>& codes);

// Inserts an organization with its codes; it has no version yet.
void InsertIdentity(pqxx::transaction_base& tx, const OrganizationIdentity& identity);

// A version, and whose it is.
struct VersionRow {
  std::string organization_id;
  OrganizationVersion version;
};

// Puts versions on record at an instant, or takes them off.
void InsertVersions(pqxx::transaction_base& tx, const std::vector<VersionRow>& rows,
                    absl::Time known_from);
void CloseVersions(pqxx::transaction_base& tx, const std::vector<VersionRow>& rows,
                   absl::Time known_to);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_ORGANIZATION_ROWS_H_
