#include "services/registry/rpc/organization_event_codec.h"

#include "absl/strings/str_cat.h"
#include "services/registry/rpc/organization_codec.h"

namespace xinqiao::registry {

v1::Event OrganizationCreated(const Organization& organization) {
  v1::Event event;
  *event.mutable_organization_created() = Encode(organization);
  return event;
}

v1::Event OrganizationChanged(const OrganizationHistory& organization) {
  v1::Event event;
  v1::OrganizationChanged& changed = *event.mutable_organization_changed();
  changed.set_organization(absl::StrCat("organizations/", organization.identity.organization_id));
  for (const OrganizationVersion& version : organization.versions) {
    *changed.add_versions() = Encode(version);
  }
  return event;
}

v1::Event ManyYouthSet(const Organization& organization) {
  v1::Event event;
  v1::ManyYouthSet& set = *event.mutable_many_youth_set();
  const v1::Organization encoded = Encode(organization);
  set.set_organization(encoded.name());
  *set.mutable_many_youth() = encoded.many_youth();
  return event;
}

v1::Event SecondaryLinkCreated(const SecondaryLink& link) {
  v1::Event event;
  *event.mutable_secondary_link_created() = Encode(link);
  return event;
}

v1::Event SecondaryLinkEnded(const SecondaryLink& link) {
  v1::Event event;
  *event.mutable_secondary_link_ended() = Encode(link);
  return event;
}

OrganizationEncoders StoreOrganizationEncoders() {
  return {
      .answer = [](const Organization& value) { return Encode(value).SerializeAsString(); },
      .created =
          [](const Organization& value) { return OrganizationCreated(value).SerializeAsString(); },
      .many_youth_set =
          [](const Organization& value) { return ManyYouthSet(value).SerializeAsString(); },
      .link_answer = [](const SecondaryLink& value) { return Encode(value).SerializeAsString(); },
      .link_created =
          [](const SecondaryLink& value) {
            return SecondaryLinkCreated(value).SerializeAsString();
          },
      .link_ended =
          [](const SecondaryLink& value) { return SecondaryLinkEnded(value).SerializeAsString(); },
  };
}

}  // namespace xinqiao::registry
