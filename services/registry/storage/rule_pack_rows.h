// Rule packs as rows, and what a publication is judged by.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_RULE_PACK_ROWS_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_RULE_PACK_ROWS_H_

#include <pqxx/pqxx>

#include "absl/time/time.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/domain/publication.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// No pack is published or ended until the transaction ends. Take it before
// reading what a publication is judged by: two that do not see each other could
// each raise what the other one sets.
void LockPublications(pqxx::transaction_base& tx);

PublicationFacts ReadPublicationFacts(pqxx::transaction_base& tx, const PublicationQuery& query);

PublishedRulePack RulePackFrom(const pqxx::row& row);

void InsertPack(pqxx::transaction_base& tx, const PublishedRulePack& rule_pack);

// Inserts the end of a pack that has one.
void InsertEnding(pqxx::transaction_base& tx, const PublishedRulePack& ended, absl::Time time);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_RULE_PACK_ROWS_H_
