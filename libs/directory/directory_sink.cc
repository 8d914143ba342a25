#include "libs/directory/directory_sink.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/directory/directory.h"
#include "libs/feed/cursor_store.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::directory {
namespace {

using registry::v1::Event;

// The last segment of a resource name.
std::string LastId(const std::string& name) { return name.substr(name.rfind('/') + 1); }

absl::CivilDay DayOr(const std::string& text, absl::CivilDay otherwise) {
  return ParseDay(text).value_or(otherwise);
}

// Where a version says that the organization stands; nothing for the root of a
// tree. Organization and OrganizationVersion name these fields alike.
template <typename Version>
void AddParent(const Version& version, std::vector<KnownParent>& parents) {
  if (version.parent().empty()) return;
  parents.push_back({.organization_id = LastId(version.parent()),
                     .valid = {.first = DayOr(version.valid_from(), kOpenEnd),
                               .end = DayOr(version.valid_to(), kOpenEnd)}});
}

void ApplyOrganizationCreated(pqxx::transaction_base& tx,
                              const registry::v1::Organization& organization) {
  KnownOrganization known = {.organization_id = LastId(organization.name()),
                             .log = organization.log()};
  AddParent(organization, known.parents);
  SaveOrganization(tx, known);
}

void ApplyOrganizationChanged(pqxx::transaction_base& tx,
                              const registry::v1::OrganizationChanged& changed) {
  std::vector<KnownParent> parents;
  for (const auto& version : changed.versions()) AddParent(version, parents);
  SaveParents(tx, LastId(changed.organization()), parents);
}

void ApplyPostCreated(pqxx::transaction_base& tx, const registry::v1::Post& post) {
  const std::vector<std::string> segments = absl::StrSplit(post.name(), '/');
  SavePost(tx, {.name = {.organization_id = segments.size() > 1 ? segments[1] : "",
                         .post_id = segments.back()},
                .log = "",
                .valid = {.first = DayOr(post.valid_from(), kOpenEnd),
                          .end = DayOr(post.valid_to(), kOpenEnd)}});
}

absl::Status ApplyEvent(pqxx::transaction_base& tx, const feed::v1::Event& event) {
  Event registry_event;
  if (!registry_event.ParseFromString(event.payload().value())) {
    return absl::InternalError(absl::StrCat("registry event ", event.position(), " is malformed"));
  }
  switch (registry_event.change_case()) {
    case Event::kOrganizationCreated:
      ApplyOrganizationCreated(tx, registry_event.organization_created());
      break;
    case Event::kOrganizationChanged:
      ApplyOrganizationChanged(tx, registry_event.organization_changed());
      break;
    case Event::kPostCreated:
      ApplyPostCreated(tx, registry_event.post_created());
      break;
    case Event::kPostEnded:
      EndPost(tx, LastId(registry_event.post_ended().name()),
              DayOr(registry_event.post_ended().valid_to(), kOpenEnd));
      break;
    case Event::kActivityKindCreated:
      SaveActivityKind(tx, LastId(registry_event.activity_kind_created().name()));
      break;
    case Event::kRulePackPublished:
    case Event::kManyYouthSet:
    case Event::kSecondaryLinkCreated:
    case Event::kSecondaryLinkEnded:
    case Event::kWorkingGroupChanged:
    case Event::kGuidanceLinkCreated:
    case Event::kGuidanceLinkEnded:
    case Event::kRulePackEnded:
    case Event::kWorkdayYearPublished:
    case Event::CHANGE_NOT_SET:
      // Nothing that a write is admitted by; also what a newer registry adds.
      break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status DirectorySink::Apply(const feed::Cursor& from, const feed::Cursor& to,
                                  absl::Span<const feed::v1::Event> events) {
  const Call call{.deadline = CapDeadline(absl::InfiniteFuture())};
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::Status {
    RETURN_IF_ERROR(feed::AdvanceCursor(tx, from, to));
    for (const feed::v1::Event& event : events) RETURN_IF_ERROR(ApplyEvent(tx, event));
    return absl::OkStatus();
  });
}

absl::StatusOr<feed::Cursor> DirectorySink::Load(const std::string& source,
                                                 const std::string& log) {
  const Call call{.deadline = CapDeadline(absl::InfiniteFuture())};
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<feed::Cursor> {
    for (const feed::Cursor& cursor : feed::ListCursors(tx)) {
      if (cursor.source == source && cursor.log == log) return cursor;
    }
    return feed::Cursor{.source = source, .log = log};
  });
}

}  // namespace xinqiao::directory
