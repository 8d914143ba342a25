#include "services/wishes/feed/link_sink.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "xinqiao/contacts/v1/event.pb.h"

namespace xinqiao::wishes {
namespace {

using contacts::v1::Event;

// The ids in a name of four segments: youths/Y/contactLinks/L.
struct TwoIds {
  std::string parent_id;
  std::string id;
};

std::optional<TwoIds> IdsFrom(const std::string& name) {
  std::vector<std::string> segments = absl::StrSplit(name, '/');
  if (segments.size() != 4) return std::nullopt;
  return TwoIds{.parent_id = std::move(segments[1]), .id = std::move(segments[3])};
}

absl::Status Malformed(const feed::v1::Event& event) {
  return absl::InternalError(absl::StrCat("contacts event ", event.position(), " is malformed"));
}

// Nothing for what a newer contacts adds.
absl::StatusOr<std::optional<LinkChange>> Decode(const feed::v1::Event& event) {
  Event contacts_event;
  if (!contacts_event.ParseFromString(event.payload().value())) return Malformed(event);
  switch (contacts_event.change_case()) {
    case Event::kLinkActive: {
      const auto& active = contacts_event.link_active();
      const auto link = IdsFrom(active.contact_link());
      const auto post = IdsFrom(active.post());
      const auto day = ParseDay(active.day());
      if (!link.has_value() || !post.has_value() || !day.has_value()) return Malformed(event);
      return LinkChange{.kind = LinkChange::Kind::kActive,
                        .contact_link_id = link->id,
                        .youth_id = link->parent_id,
                        .post_id = post->id,
                        .day = *day};
    }
    case Event::kLinkInactive: {
      const auto& inactive = contacts_event.link_inactive();
      const auto link = IdsFrom(inactive.contact_link());
      const auto day = ParseDay(inactive.day());
      if (!link.has_value() || !day.has_value()) return Malformed(event);
      return LinkChange{.kind = LinkChange::Kind::kInactive,
                        .contact_link_id = link->id,
                        .youth_id = link->parent_id,
                        .day = *day};
    }
    case Event::CHANGE_NOT_SET:
      break;
  }
  return std::nullopt;
}

}  // namespace

absl::Status LinkSink::Apply(const feed::Cursor& from, const feed::Cursor& to,
                             absl::Span<const feed::v1::Event> events) {
  std::vector<LinkChange> changes;
  for (const feed::v1::Event& event : events) {
    ASSIGN_OR_RETURN(std::optional<LinkChange> change, Decode(event));
    if (change.has_value()) changes.push_back(*std::move(change));
  }
  return store_.Apply(from, to, changes);
}

absl::StatusOr<feed::Cursor> LinkSink::Load(const std::string& source, const std::string& log) {
  return store_.LoadCursor(source, log);
}

}  // namespace xinqiao::wishes
