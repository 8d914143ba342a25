// Contacts in PostgreSQL.

#ifndef XINQIAO_SERVICES_CONTACTS_STORAGE_POSTGRES_CONTACTS_STORE_H_
#define XINQIAO_SERVICES_CONTACTS_STORAGE_POSTGRES_CONTACTS_STORE_H_

#include <string>
#include <utility>

#include "libs/pg/database.h"
#include "services/contacts/app/contacts_store.h"

namespace xinqiao::contacts {

// Keeps youths and links in schema `contacts`; see migrations/ and queries/.
class PostgresContactsStore final : public ContactsStore {
 public:
  // `database` outlives the store.
  PostgresContactsStore(pg::Database& database, Encoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Youth> InsertYouth(const Call& call, const Youth& youth,
                                    const std::string& request_id, AdmitYouth admit) override;
  absl::StatusOr<Youth> GetYouth(const Call& call, const std::string& youth_id) override;
  absl::StatusOr<Answer> InsertContactLink(const Call& call, const LinkEnds& ends,
                                           const Write& write, Propose propose) override;
  absl::StatusOr<Answer> ChangeContactLink(const Call& call, const LinkName& name,
                                           const Write& write, Change change) override;
  absl::StatusOr<LinkPage> ListContactLinks(const Call& call, const LinkQuery& query) override;

 private:
  pg::Database& database_;
  const Encoders encoders_;
};

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_STORAGE_POSTGRES_CONTACTS_STORE_H_
