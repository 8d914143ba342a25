// What the scenes of registry's stores on PostgreSQL have in common.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_PARTS_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_PARTS_H_

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "libs/crypto/seal.h"
#include "libs/pg/bytes.h"
#include "services/registry/storage/postgres_post_store.h"

namespace xinqiao::registry {

// The events in the outbox of a database, in the order of the writes.
inline std::vector<std::string> EventsIn(const std::string& url) {
  pqxx::connection connection(url);
  pqxx::nontransaction tx(connection);
  std::vector<std::string> events;
  for (const pqxx::row& row : tx.exec("SELECT payload FROM outbox ORDER BY outbox_id")) {
    events.push_back(pg::BytesFrom(row[0]));
  }
  return events;
}

// Seals phones as main() does. `vault` outlives it.
inline PhoneVault VaultOf(const crypto::Vault& vault) {
  return {
      .seal =
          [&vault](const std::string& phone) {
            const crypto::Sealed sealed = vault.Seal(phone);
            return SealedPhone{.wrapped_key = sealed.wrapped_key,
                               .ciphertext = sealed.ciphertext,
                               .blind_index = vault.BlindIndex(phone)};
          },
      .blind_index = [&vault](const std::string& phone) { return vault.BlindIndex(phone); },
      .open =
          [&vault](const SealedPhone& sealed) {
            return vault.Open({.wrapped_key = sealed.wrapped_key, .ciphertext = sealed.ciphertext});
          }};
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POSTGRES_PARTS_H_
