#include "services/registry/storage/rule_pack_rows.h"

#include <optional>
#include <string>
#include <vector>

#include "libs/calendar/period.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

std::optional<Period> InForceFrom(const pqxx::row& row) {
  if (row["in_force_from"].is_null()) return std::nullopt;
  return Period{.first = pg::DayFrom(row["in_force_from"]),
                .end = row["in_force_to"].is_null() ? kOpenEnd : pg::DayFrom(row["in_force_to"])};
}

}  // namespace

void LockPublications(pqxx::transaction_base& tx) { tx.exec_params1(sql::kLockPublications); }

PublicationFacts ReadPublicationFacts(pqxx::transaction_base& tx, const PublicationQuery& query) {
  PublicationFacts facts;
  for (const pqxx::row& row : tx.exec_params(sql::kListKindIds)) {
    facts.kind_ids.insert(row["kind_id"].as<std::string>());
  }
  facts.version = tx.exec_params1(sql::kGetNextRulePackVersion, query.organization_id,
                                  query.document_number)["version"]
                      .as<int>();
  const std::string day = pg::ToText(query.day);
  std::vector<std::string> path_ids;
  for (const pqxx::row& row :
       tx.exec_params(sql::kListPublicationPaths, pg::ToArray({query.organization_id}), day)) {
    path_ids.push_back(row["organization_id"].as<std::string>());
    facts.path.insert(facts.path.begin(),
                      {.organization_id = path_ids.back(),
                       .level = static_cast<OrganizationLevel>(row["level"].as<int>())});
  }
  // Of an organization that does not stand, too: the pack to supersede is there.
  if (path_ids.empty()) path_ids.push_back(query.organization_id);
  std::vector<std::string> subtree_ids = query.subtree_ids;
  for (const pqxx::row& row : tx.exec_params(sql::kListPublicationPacks, pg::ToArray(path_ids))) {
    facts.packs.push_back(RulePackFrom(row));
    const std::vector<std::string>& more = facts.packs.back().subtree_ids;
    subtree_ids.insert(subtree_ids.end(), more.begin(), more.end());
  }
  if (subtree_ids.empty()) return facts;
  for (const pqxx::row& row :
       tx.exec_params(sql::kListPublicationPaths, pg::ToArray(subtree_ids), day)) {
    facts.ways[row["start_id"].as<std::string>()].push_back(
        row["organization_id"].as<std::string>());
  }
  return facts;
}

PublishedRulePack RulePackFrom(const pqxx::row& row) {
  return {
      .rule_pack_id = row["rule_pack_id"].as<std::string>(),
      .organization_id = row["organization_id"].as<std::string>(),
      .document_number = row["document_number"].as<std::string>(),
      .version = row["version"].as<int>(),
      .publish_time = pg::TimeFromMicros(row["publish_micros"]),
      .content = pg::BytesFrom(row["content"]),
      .in_force = InForceFrom(row),
      .subtree_ids = pg::ArrayFrom(row["subtree_ids"]),
      .publisher = row["publisher"].as<std::string>(),
      .superseded_by_id = pg::TextFrom(row["superseded_by"]),
      .withdrawal_reason = pg::TextFrom(row["withdrawal_reason"]),
  };
}

void InsertPack(pqxx::transaction_base& tx, const PublishedRulePack& rule_pack) {
  const std::optional<Period>& in_force = rule_pack.in_force;
  const std::string first = in_force.has_value() ? pg::ToText(in_force->first) : "";
  const std::string end =
      in_force.has_value() && in_force->end != kOpenEnd ? pg::ToText(in_force->end) : "";
  tx.exec_params0(sql::kInsertRulePack, rule_pack.rule_pack_id, rule_pack.organization_id,
                  rule_pack.document_number, rule_pack.version, pg::ToText(rule_pack.publish_time),
                  pg::ToBytea(rule_pack.content), pg::NullIfEmpty(first), pg::NullIfEmpty(end),
                  pg::ToArray(rule_pack.subtree_ids), rule_pack.publisher);
}

void InsertEnding(pqxx::transaction_base& tx, const PublishedRulePack& ended, absl::Time time) {
  tx.exec_params0(sql::kInsertRulePackEnding, ended.rule_pack_id, pg::ToText(ended.in_force->first),
                  pg::ToText(ended.in_force->end), pg::NullIfEmpty(ended.superseded_by_id),
                  pg::NullIfEmpty(ended.withdrawal_reason), pg::ToText(time));
}

}  // namespace xinqiao::registry
