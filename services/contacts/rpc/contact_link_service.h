// The gRPC face of contacts: links.

#ifndef XINQIAO_SERVICES_CONTACTS_RPC_CONTACT_LINK_SERVICE_H_
#define XINQIAO_SERVICES_CONTACTS_RPC_CONTACT_LINK_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/contacts/app/contacts.h"

namespace xinqiao::contacts {

// Implements xinqiao.contacts.v1.ContactLinkService: each method decodes the
// request, calls the use case of the same name, and encodes the result. What an
// RPC promises is written in contact_link_service.proto. Thread-safe.
class ContactLinkService final : public rpc::Service {
 public:
  // Both outlive the service.
  ContactLinkService(Contacts& contacts, rpc::Executor& executor);
};

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_RPC_CONTACT_LINK_SERVICE_H_
