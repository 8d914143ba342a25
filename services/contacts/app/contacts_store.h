// Where contacts keeps youths and links.

#ifndef XINQIAO_SERVICES_CONTACTS_APP_CONTACTS_STORE_H_
#define XINQIAO_SERVICES_CONTACTS_APP_CONTACTS_STORE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/contacts/domain/contact_link.h"
#include "services/contacts/domain/youth.h"

namespace xinqiao::contacts {

// What a store keeps as bytes, made by rpc/codec.
struct Encoders {
  std::function<std::string(const ContactLink&)> contact_link;
  // What the feed tells of a link that came into its state; nothing when that
  // stays in contacts.
  std::function<std::optional<std::string>(const ContactLink&)> event;
};

// One write: how it is told from others, and when it is.
struct Write {
  std::string request_id;
  std::string change_id;  // A new id, of the events.
  absl::Time now;
};

// The two that a proposal links.
struct LinkEnds {
  std::string youth_id;
  std::string post_id;
};

// Names a link as its resource name does.
struct LinkName {
  std::string youth_id;
  std::string contact_link_id;
};

// The links of a youth behind `after_id`, at most `links_max`.
struct LinkQuery {
  std::string youth_id;
  std::string after_id;  // "" for the first page.
  int links_max = 0;
};

struct LinkPage {
  std::vector<ContactLink> links;
  std::string next_id;  // The next page's `after_id`; "" on the last.
};

// Rules over stored facts. The store reads the facts; the rule decides, and may
// be asked more than once.
using AdmitYouth = absl::FunctionRef<absl::Status(const YouthFacts&)>;
using Propose = absl::FunctionRef<absl::StatusOr<ContactLink>(const ProposalFacts&)>;
using Change = absl::FunctionRef<absl::StatusOr<ContactLink>(
    const ContactLink&, const std::optional<directory::Post>&)>;

// Persists youths and links. Each method is one transaction. Thread-safe.
//
// A repeated request returns what the first one returned and asks no rule; with
// another digest in `call` it fails with REQUEST_ID_REUSED.
//
// tests/services/contacts/storage/contacts_store_contract.h states, as tests,
// what every implementation does.
class ContactsStore {
 public:
  virtual ~ContactsStore() = default;

  // Inserts `youth` if `admit` accepts. `masked_phone` is neither kept nor
  // returned.
  virtual absl::StatusOr<Youth> InsertYouth(const Call& call, const Youth& youth,
                                            const std::string& request_id, AdmitYouth admit) = 0;

  // YOUTH_NOT_FOUND if there is none.
  virtual absl::StatusOr<Youth> GetYouth(const Call& call, const std::string& youth_id) = 0;

  // Inserts the link that `propose` makes of the facts, which no other call can
  // change meanwhile. Returns it encoded.
  virtual absl::StatusOr<Answer> InsertContactLink(const Call& call, const LinkEnds& ends,
                                                   const Write& write, Propose propose) = 0;

  // Replaces a link by what `change` makes of it, with the event of its new
  // state if there is one; no other call can change the link meanwhile. Returns
  // it encoded. CONTACT_LINK_NOT_FOUND if there is none.
  virtual absl::StatusOr<Answer> ChangeContactLink(const Call& call, const LinkName& name,
                                                   const Write& write, Change change) = 0;

  // Links by id, which is the order of their proposal.
  virtual absl::StatusOr<LinkPage> ListContactLinks(const Call& call, const LinkQuery& query) = 0;
};

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_APP_CONTACTS_STORE_H_
