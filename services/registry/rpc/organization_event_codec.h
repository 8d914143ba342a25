// Events of organizations and of the links beside the tree, as messages.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_EVENT_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_EVENT_CODEC_H_

#include "services/registry/app/organization_store.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/secondary_link.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::registry {

// None holds personal data.
v1::Event OrganizationCreated(const Organization& organization);
v1::Event OrganizationChanged(const OrganizationHistory& organization);
v1::Event ManyYouthSet(const Organization& organization);
v1::Event SecondaryLinkCreated(const SecondaryLink& link);
v1::Event SecondaryLinkEnded(const SecondaryLink& link);

// These and the answers as the store takes them, for main() to hand over.
OrganizationEncoders StoreOrganizationEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_EVENT_CODEC_H_
