// What contacts does: one method per RPC.

#ifndef XINQIAO_SERVICES_CONTACTS_APP_CONTACTS_H_
#define XINQIAO_SERVICES_CONTACTS_APP_CONTACTS_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/contacts/app/contacts_store.h"
#include "services/contacts/domain/contact_link.h"
#include "services/contacts/domain/youth.h"

namespace xinqiao::contacts {

// Seals and opens phones; main.cc makes it from a crypto::Vault.
struct PhoneSeal {
  std::function<SealedPhone(const std::string& phone)> seal;
  std::function<absl::StatusOr<std::string>(const SealedPhone& sealed)> open;
};

// What a youth asks to do to a link.
struct LinkAct {
  LinkName name;
  std::string request_id;
};

// Applies the rules and keeps the record. Thread-safe.
class Contacts {
 public:
  // Everything that is not a rule. All of it outlives Contacts.
  struct Deps {
    ContactsStore& store;
    const Clock& clock;
    IdGenerator& ids;
    const PhoneSeal& phones;
  };

  explicit Contacts(const Deps& deps) : deps_(deps) {}

  absl::StatusOr<Youth> CreateYouth(const Call& call, NewYouth draft);
  absl::StatusOr<Youth> GetYouth(const Call& call, const std::string& youth_id);

  absl::StatusOr<Answer> ProposeContactLink(const Call& call, const NewContactLink& draft);
  // The three acts of the youth, and of nobody else.
  absl::StatusOr<Answer> AcceptContactLink(const Call& call, const LinkAct& act);
  absl::StatusOr<Answer> DeclineContactLink(const Call& call, const LinkAct& act);
  absl::StatusOr<Answer> WithdrawContactLink(const Call& call, const LinkAct& act);
  absl::StatusOr<LinkPage> ListContactLinks(const Call& call, const LinkQuery& query);

 private:
  // `change` with the day on which it happens.
  using ChangeOnDay = absl::FunctionRef<absl::StatusOr<ContactLink>(
      const ContactLink&, const std::optional<directory::Post>&, absl::CivilDay)>;

  absl::StatusOr<Answer> ActOnLink(const Call& call, const LinkAct& act, ChangeOnDay change);
  absl::StatusOr<Youth> WithMaskedPhone(Youth youth) const;

  const Deps deps_;
};

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_APP_CONTACTS_H_
