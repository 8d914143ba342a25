// Contacts messages to values and back.

#ifndef XINQIAO_SERVICES_CONTACTS_RPC_CODEC_H_
#define XINQIAO_SERVICES_CONTACTS_RPC_CODEC_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/contacts/app/contacts.h"
#include "services/contacts/app/contacts_store.h"
#include "xinqiao/contacts/v1/contact_link_service.pb.h"
#include "xinqiao/contacts/v1/event.pb.h"
#include "xinqiao/contacts/v1/youth_service.pb.h"

namespace xinqiao::contacts {

// Each checks every field and fails with INVALID_FIELDS and all violations.
absl::StatusOr<NewYouth> Decode(const v1::CreateYouthRequest& request);
absl::StatusOr<std::string> Decode(const v1::GetYouthRequest& request);  // The youth's id.
absl::StatusOr<NewContactLink> Decode(const v1::ProposeContactLinkRequest& request);
absl::StatusOr<LinkAct> Decode(const v1::AcceptContactLinkRequest& request);
absl::StatusOr<LinkAct> Decode(const v1::DeclineContactLinkRequest& request);
absl::StatusOr<LinkAct> Decode(const v1::WithdrawContactLinkRequest& request);
absl::StatusOr<LinkQuery> Decode(const v1::ListContactLinksRequest& request);

v1::Youth Encode(const Youth& youth);
v1::ContactLink Encode(const ContactLink& link);
// The page that answers `query`.
v1::ListContactLinksResponse Encode(const LinkQuery& query, const LinkPage& page);

// What the feed tells of a link that came into its state: that it is active, or
// no longer. Nothing for proposals and refusals.
std::optional<v1::Event> EncodeEvent(const ContactLink& link);

// What the store keeps as bytes.
Encoders StoreEncoders();

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_RPC_CODEC_H_
