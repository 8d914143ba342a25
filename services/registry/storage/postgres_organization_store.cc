#include "services/registry/storage/postgres_organization_store.h"

#include <pqxx/pqxx>

#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

Organization OrganizationFrom(const pqxx::row& row) {
  return {
      .organization_id = row["organization_id"].as<std::string>(),
      .display_name = row["display_name"].as<std::string>(),
      .kind = static_cast<OrganizationKind>(row["kind"].as<int>()),
      .level = static_cast<OrganizationLevel>(row["level"].as<int>()),
      .parent_id = pg::TextFrom(row["parent_id"]),
      .validity = {.first = pg::DayFrom(row["valid_from"]),
                   .end = row["valid_to"].is_null() ? kOpenEnd : pg::DayFrom(row["valid_to"])},
      .ledger_root = row["ledger_root"].as<bool>(),
      .log = row["log"].as<std::string>(),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
}

std::optional<Organization> FirstOf(const pqxx::result& result) {
  if (result.empty()) return std::nullopt;
  return OrganizationFrom(result[0]);
}

}  // namespace

absl::StatusOr<Answer> PostgresOrganizationStore::InsertOrganization(
    const Call& call, const Write& write, const Organization& organization, PlaceRule place) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);

    std::optional<Organization> parent;
    if (!organization.parent_id.empty()) {
      parent = FirstOf(tx.exec_params(sql::kLockOrganization, organization.parent_id,
                                      pg::ToText(organization.validity.first)));
    }
    ASSIGN_OR_RETURN(const Organization placed, place(parent));
    tx.exec_params0(sql::kInsertOrganization, placed.organization_id, placed.display_name,
                    static_cast<int>(placed.kind), static_cast<int>(placed.level),
                    placed.ledger_root, placed.log, pg::ToText(placed.create_time));
    tx.exec_params0(sql::kInsertParentLink, placed.organization_id, static_cast<int>(placed.level),
                    pg::NullIfEmpty(placed.parent_id), pg::ToText(placed.validity.first));
    AppendEvent(tx, write, encoders_.created(placed));
    const Answer answer{.bytes = encoders_.answer(placed)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::optional<Organization>> PostgresOrganizationStore::FindOrganization(
    const Call& call, const std::string& organization_id, absl::CivilDay day) {
  using Found = absl::StatusOr<std::optional<Organization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return FirstOf(tx.exec_params(sql::kFindOrganization, organization_id, pg::ToText(day)));
  });
}

absl::StatusOr<std::vector<Organization>> PostgresOrganizationStore::ListOrganizations(
    const Call& call, const OrganizationQuery& query) {
  using Found = absl::StatusOr<std::vector<Organization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<Organization> organizations;
    for (const pqxx::row& row : tx.exec_params(
             sql::kListOrganizations, pg::NullIfEmpty(query.parent_id), pg::ToText(query.day),
             pg::NullIfEmpty(query.range.after_id), query.range.limit)) {
      organizations.push_back(OrganizationFrom(row));
    }
    return organizations;
  });
}

}  // namespace xinqiao::registry
