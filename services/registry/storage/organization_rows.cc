#include "services/registry/storage/organization_rows.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/post_row.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

// "4 key" is the code "key" of scheme 4.
OrganizationCode CodeFrom(const std::string& text) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(' ', 1));
  int scheme = 0;
  if (!absl::SimpleAtoi(parts.first, &scheme)) return {};  // The query makes no other.
  return {.scheme = static_cast<CodeScheme>(scheme), .code = parts.second};
}

OrganizationIdentity IdentityFrom(const pqxx::row& row) {
  OrganizationIdentity identity{
      .organization_id = row["organization_id"].as<std::string>(),
      .kind = static_cast<OrganizationKind>(row["kind"].as<int>()),
      .level = static_cast<OrganizationLevel>(row["level"].as<int>()),
      .ledger_root = row["ledger_root"].as<bool>(),
      .log = row["log"].as<std::string>(),
      .leading_body = row["leading_body"].as<bool>(),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
  for (const std::string& code : pg::ArrayFrom(row["codes"])) {
    identity.codes.push_back(CodeFrom(code));
  }
  if (!row["many_youth"].is_null()) {
    identity.many_youth = ManyYouth{.many = row["many_youth"].as<bool>(),
                                    .reason = row["many_youth_reason"].as<std::string>(),
                                    .from_day = pg::DayFrom(row["many_youth_from"])};
  }
  return identity;
}

OrganizationVersion VersionFrom(const pqxx::row& row) {
  return {.validity = ValidityFrom(row),
          .display_name = row["display_name"].as<std::string>(),
          .parent_id = pg::TextFrom(row["parent_id"]),
          .closed = row["closed"].as<bool>(),
          .reorganization_id = pg::TextFrom(row["reorganization_id"])};
}

}  // namespace

Organization OrganizationFrom(const pqxx::row& row) {
  return {.identity = IdentityFrom(row), .version = VersionFrom(row)};
}

SecondaryLink SecondaryLinkFrom(const pqxx::row& row) {
  return {.link_id = row["link_id"].as<std::string>(),
          .organization_id = row["organization_id"].as<std::string>(),
          .related_id = row["related_id"].as<std::string>(),
          .type = static_cast<SecondaryLinkType>(row["type"].as<int>()),
          .validity = ValidityFrom(row)};
}

KnownOrganizations LoadHistories(pqxx::transaction_base& tx, const std::vector<std::string>& ids,
                                 std::optional<absl::Time> known_at) {
  KnownOrganizations known;
  const std::string instant = known_at.has_value() ? pg::ToText(*known_at) : "";
  for (const pqxx::row& row :
       tx.exec_params(sql::kListVersions, pg::ToArray(ids), pg::NullIfEmpty(instant))) {
    OrganizationHistory& history = known[row["organization_id"].as<std::string>()];
    if (history.versions.empty()) history.identity = IdentityFrom(row);
    history.versions.push_back(VersionFrom(row));
  }
  return known;
}

std::vector<OrganizationCode> FindCodesInUse(pqxx::transaction_base& tx,
                                             const std::vector<OrganizationCode>& codes) {
  std::vector<OrganizationCode> in_use;
  if (codes.empty()) return in_use;
  std::vector<std::string> schemes;
  std::vector<std::string> texts;
  for (const OrganizationCode& code : codes) {
    schemes.push_back(std::to_string(static_cast<int>(code.scheme)));
    texts.push_back(code.code);
  }
  for (const pqxx::row& row :
       tx.exec_params(sql::kFindCodesInUse, pg::ToArray(schemes), pg::ToArray(texts))) {
    in_use.push_back({.scheme = static_cast<CodeScheme>(row["scheme"].as<int>()),
                      .code = row["code"].as<std::string>()});
  }
  return in_use;
}

void InsertIdentity(pqxx::transaction_base& tx, const OrganizationIdentity& identity) {
  tx.exec_params0(
      sql::kInsertOrganization, identity.organization_id, static_cast<int>(identity.kind),
      static_cast<int>(identity.level), identity.ledger_root, identity.log, identity.leading_body,
      pg::ToText(identity.create_time), pg::NullIfEmpty(CodeOf(identity, CodeScheme::kExternal)));
  for (const OrganizationCode& code : identity.codes) {
    tx.exec_params0(sql::kInsertOrganizationCode, identity.organization_id,
                    static_cast<int>(code.scheme), code.code);
  }
}

void InsertVersions(pqxx::transaction_base& tx, const std::vector<VersionRow>& rows,
                    absl::Time known_from) {
  if (rows.empty()) return;
  // One array for each column.
  std::vector<std::string> ids, first_days, ends, names, parents, closed, reorganizations;
  for (const auto& [organization_id, version] : rows) {
    ids.push_back(organization_id);
    first_days.push_back(pg::ToText(version.validity.first));
    ends.push_back(EndParameter(version.validity));
    names.push_back(version.display_name);
    parents.push_back(version.parent_id);
    closed.push_back(version.closed ? "true" : "false");
    reorganizations.push_back(version.reorganization_id);
  }
  tx.exec_params0(sql::kInsertVersions, pg::ToArray(ids), pg::ToArray(first_days),
                  pg::ToArray(ends), pg::ToArray(names), pg::ToArray(parents), pg::ToArray(closed),
                  pg::ToArray(reorganizations), pg::ToText(known_from));
}

void CloseVersions(pqxx::transaction_base& tx, const std::vector<VersionRow>& rows,
                   absl::Time known_to) {
  if (rows.empty()) return;
  std::vector<std::string> ids, first_days;
  for (const auto& [organization_id, version] : rows) {
    ids.push_back(organization_id);
    first_days.push_back(pg::ToText(version.validity.first));
  }
  tx.exec_params0(sql::kCloseVersions, pg::ToArray(ids), pg::ToArray(first_days),
                  pg::ToText(known_to));
}

}  // namespace xinqiao::registry
