// Events of registry's feed, for the tests of what follows it.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_FEED_TREE_EVENTS_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_FEED_TREE_EVENTS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/domain/organization.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::registry {

inline std::string NameOf(const std::string& organization_id) {
  return organization_id.empty() ? "" : absl::StrCat("organizations/", organization_id);
}

inline std::string EndOf(const Period& validity) {
  return validity.end == kOpenEnd ? "" : absl::FormatCivilTime(validity.end);
}

// Sets the fields that a version has in any message.
template <typename Message>
void SetVersion(const OrganizationVersion& version, Message& message) {
  message.set_valid_from(absl::FormatCivilTime(version.validity.first));
  message.set_valid_to(EndOf(version.validity));
  message.set_display_name(version.display_name);
  message.set_parent(NameOf(version.parent_id));
  message.set_closed(version.closed);
  if (!version.reorganization_id.empty()) {
    message.set_reorganization(absl::StrCat("reorganizations/", version.reorganization_id));
  }
}

inline std::string CreatedEvent(const Organization& organization) {
  const OrganizationIdentity& identity = organization.identity;
  v1::Event event;
  v1::Organization& created = *event.mutable_organization_created();
  created.set_name(NameOf(identity.organization_id));
  created.set_kind(static_cast<v1::OrganizationKind>(identity.kind));
  created.set_level(static_cast<v1::OrganizationLevel>(identity.level));
  created.set_ledger_root(identity.ledger_root);
  created.set_log(identity.log);
  created.set_leading_body(identity.leading_body);
  for (const OrganizationCode& code : identity.codes) {
    v1::OrganizationCode& added = *created.add_codes();
    added.set_scheme(static_cast<v1::CodeScheme>(code.scheme));
    added.set_code(code.code);
  }
  if (identity.many_youth.has_value()) {
    created.mutable_many_youth()->set_many(identity.many_youth->many);
    created.mutable_many_youth()->set_reason(identity.many_youth->reason);
    created.mutable_many_youth()->set_from_day(
        absl::FormatCivilTime(identity.many_youth->from_day));
  }
  const int64_t micros = absl::ToUnixMicros(identity.create_time);
  created.mutable_create_time()->set_seconds(micros / 1'000'000);
  created.mutable_create_time()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
  SetVersion(organization.version, created);
  return event.SerializeAsString();
}

inline std::string ChangedEvent(const OrganizationHistory& history) {
  v1::Event event;
  v1::OrganizationChanged& changed = *event.mutable_organization_changed();
  changed.set_organization(NameOf(history.identity.organization_id));
  for (const OrganizationVersion& version : history.versions) {
    SetVersion(version, *changed.add_versions());
  }
  return event.SerializeAsString();
}

inline v1::Post PostOf(const PostSpan& span) {
  v1::Post post;
  post.set_name(absl::StrCat(NameOf(span.organization_id), "/posts/", span.post_id));
  post.set_valid_from(absl::FormatCivilTime(span.validity.first));
  post.set_valid_to(EndOf(span.validity));
  post.set_title(span.title);
  post.set_appointment_type(static_cast<v1::AppointmentType>(span.appointment_type));
  post.set_leadership(span.leadership);
  post.set_rank_class(static_cast<v1::RankClass>(span.rank_class));
  post.set_administrator(span.administrator);
  return post;
}

inline std::string PostCreatedEvent(const PostSpan& span) {
  v1::Event event;
  *event.mutable_post_created() = PostOf(span);
  return event.SerializeAsString();
}

inline std::string PostEndedEvent(const PostSpan& span) {
  v1::Event event;
  *event.mutable_post_ended() = PostOf(span);
  return event.SerializeAsString();
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_FEED_TREE_EVENTS_H_
