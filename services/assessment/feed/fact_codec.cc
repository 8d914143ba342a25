#include "services/assessment/feed/fact_codec.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/policy/pack_codec.h"
#include "xinqiao/assessment/v1/snapshot.pb.h"

namespace xinqiao::assessment {
namespace {

using ContactsEvent = contacts::v1::Event;
using LedgerEvent = ledger::v1::Event;
using RegistryEvent = registry::v1::Event;
using WishesEvent = wishes::v1::Event;

// The id behind collection `collection` of a resource name; "" without it.
std::string IdIn(const std::string& name, absl::string_view collection) {
  const std::vector<absl::string_view> segments = absl::StrSplit(name, '/');
  for (size_t i = 0; i + 1 < segments.size(); i += 2) {
    if (segments[i] == collection) return std::string(segments[i + 1]);
  }
  return "";
}

std::string DayText(absl::CivilDay day) {
  return day == kOpenEnd ? "" : absl::FormatCivilTime(day);
}

absl::CivilDay DayFrom(const std::string& text) { return ParseDay(text).value_or(kOpenEnd); }

absl::CivilDay DayFrom(const google::protobuf::Timestamp& time) {
  return BusinessDay(absl::FromUnixSeconds(time.seconds()));
}

// Noon of the day: what a snapshot keeps of an instant.
void SetNoon(absl::CivilDay day, google::protobuf::Timestamp& time) {
  time.set_seconds(absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(day) + 12, BusinessZone())));
}

absl::Status Malformed(absl::string_view source) {
  return absl::InternalError(absl::StrCat("an event of ", source, " is malformed"));
}

// The enums of the contracts have the numbers of the values, one up: zero is
// "unspecified" there.
template <typename Value, typename Proto>
Value FromProto(Proto proto) {
  return static_cast<Value>(std::max(0, static_cast<int>(proto) - 1));
}

template <typename Proto, typename Value>
Proto ToProto(Value value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

std::vector<Fact> FactsOf(const RegistryEvent& event) {
  switch (event.change_case()) {
    case RegistryEvent::kOrganizationCreated: {
      const auto& created = event.organization_created();
      return {OrganizationCreated{
          .organization_id = IdIn(created.name(), "organizations"),
          .parent_id = IdIn(created.parent(), "organizations"),
          .display_name = created.display_name(),
          .kind = FromProto<policy::OrganizationKind>(created.kind()),
          .valid = {.first = DayFrom(created.valid_from()), .end = DayFrom(created.valid_to())},
          .log = created.log()}};
    }
    case RegistryEvent::kOrganizationChanged: {
      const auto& changed = event.organization_changed();
      OrganizationChanged fact{.organization_id = IdIn(changed.organization(), "organizations")};
      for (const auto& version : changed.versions()) {
        fact.versions.push_back(
            {.valid = {.first = DayFrom(version.valid_from()), .end = DayFrom(version.valid_to())},
             .parent_id = IdIn(version.parent(), "organizations"),
             .display_name = version.display_name(),
             .closed = version.closed()});
      }
      return {std::move(fact)};
    }
    case RegistryEvent::kPostCreated: {
      const auto& created = event.post_created();
      return {PostCreated{
          .post_id = IdIn(created.name(), "posts"),
          .organization_id = IdIn(created.name(), "organizations"),
          .person_id = IdIn(created.person(), "people"),
          .title = created.title(),
          .appointment_type = FromProto<policy::AppointmentType>(created.appointment_type()),
          .leadership = created.leadership(),
          .valid = {.first = DayFrom(created.valid_from()), .end = DayFrom(created.valid_to())}}};
    }
    case RegistryEvent::kPostEnded:
      return {PostEnded{.post_id = IdIn(event.post_ended().name(), "posts"),
                        .valid_to = DayFrom(event.post_ended().valid_to())}};
    case RegistryEvent::kActivityKindCreated:
      return {policy::DecodeActivityKind(event.activity_kind_created()).value};
    case RegistryEvent::kRulePackPublished: {
      const auto& pack = event.rule_pack_published();
      return {RulePackPublished{.rule_pack_id = IdIn(pack.name(), "rulePacks"),
                                .organization_id = IdIn(pack.name(), "organizations"),
                                .version = pack.version(),
                                .publish_day = DayFrom(pack.publish_time()),
                                .rule_pack = policy::DecodeRulePack(pack).value}};
    }
    case RegistryEvent::kManyYouthSet:
    case RegistryEvent::kSecondaryLinkCreated:
    case RegistryEvent::kSecondaryLinkEnded:
    case RegistryEvent::kWorkingGroupChanged:
    case RegistryEvent::kGuidanceLinkCreated:
    case RegistryEvent::kGuidanceLinkEnded:
      // No figure depends on them yet.
    case RegistryEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Fact> FactsOf(const ContactsEvent& event) {
  switch (event.change_case()) {
    case ContactsEvent::kLinkActive:
      return {LinkActivated{.link_id = IdIn(event.link_active().contact_link(), "contactLinks"),
                            .youth_id = IdIn(event.link_active().contact_link(), "youths"),
                            .post_id = IdIn(event.link_active().post(), "posts"),
                            .day = DayFrom(event.link_active().day())}};
    case ContactsEvent::kLinkInactive:
      return {LinkInactivated{.link_id = IdIn(event.link_inactive().contact_link(), "contactLinks"),
                              .day = DayFrom(event.link_inactive().day())}};
    case ContactsEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Fact> FactsOf(const LedgerEvent& event) {
  switch (event.change_case()) {
    case LedgerEvent::kActivityRecorded: {
      const auto& recorded = event.activity_recorded();
      ActivityRecorded fact{.activity_id = IdIn(recorded.activity(), "activities"),
                            .organization_id = IdIn(recorded.activity(), "organizations"),
                            .kind_id = IdIn(recorded.kind(), "activityKinds"),
                            .day = DayFrom(recorded.day()),
                            .record_day = DayFrom(recorded.record_time())};
      for (const std::string& actor : recorded.actors()) {
        fact.actor_post_ids.push_back(IdIn(actor, "posts"));
      }
      return {std::move(fact)};
    }
    case LedgerEvent::kActivityVoided:
      return {ActivityVoided{.activity_id = IdIn(event.activity_voided().activity(), "activities"),
                             .record_day = DayFrom(event.activity_voided().record_time())}};
    case LedgerEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Fact> FactsOf(const WishesEvent& event) {
  switch (event.change_case()) {
    case WishesEvent::kReplyCreated: {
      const auto& created = event.reply_created();
      return {ReplyGiven{.reply_id = IdIn(created.reply(), "replies"),
                         .appeal_id = IdIn(created.reply(), "appeals"),
                         .youth_id = IdIn(created.reply(), "youths"),
                         .kind = FromProto<AppealKind>(created.kind()),
                         .post_id = IdIn(created.post(), "posts"),
                         .day = DayFrom(created.day()),
                         .first = created.first()}};
    }
    case WishesEvent::kAppealCreated:
    case WishesEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

template <typename Event>
absl::StatusOr<std::vector<Fact>> Decode(absl::string_view source, const std::string& payload) {
  Event event;
  if (!event.ParseFromString(payload)) return Malformed(source);
  return FactsOf(event);
}

std::string OrganizationName(const std::string& id) { return absl::StrCat("organizations/", id); }

std::string PostName(const Model& model, Index post) {
  const PostCreated& fact = model.post(post).fact;
  return absl::StrCat("organizations/", fact.organization_id, "/posts/", fact.post_id);
}

std::string LinkName(const LinkActivated& link) {
  return absl::StrCat("youths/", link.youth_id, "/contactLinks/", link.link_id);
}

// Indices into `values`, by the id that `id_of` reads.
template <typename Value, typename IdOfValue>
std::vector<Index> ById(const std::vector<Value>& values, IdOfValue id_of) {
  std::vector<Index> order;
  for (size_t i = 0; i < values.size(); ++i) order.push_back(static_cast<Index>(i));
  std::sort(order.begin(), order.end(), [&](Index a, Index b) {
    return id_of(values[static_cast<size_t>(a)]) < id_of(values[static_cast<size_t>(b)]);
  });
  return order;
}

void AddKinds(const Model& model, v1::Snapshot& snapshot) {
  for (const policy::ActivityKind& kind : model.Kinds()) {
    *snapshot.add_registry_events()->mutable_activity_kind_created() =
        policy::EncodeActivityKind(kind);
  }
}

// Each after what it was created under; then how reorganizations left them.
void AddOrganizations(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Organization& o) -> const std::string& {
    return o.fact.organization_id;
  };
  std::map<std::string, std::vector<Index>> created_under;  // By id, for every order is the same.
  const std::vector<Index> by_id = ById(model.organizations(), id_of);
  for (const Index index : by_id) {
    created_under[model.organization(index).fact.parent_id].push_back(index);
  }
  std::vector<Index> stack(created_under[""].rbegin(), created_under[""].rend());
  while (!stack.empty()) {
    const OrganizationCreated& fact = model.organization(stack.back()).fact;
    stack.pop_back();
    auto& created = *snapshot.add_registry_events()->mutable_organization_created();
    created.set_name(OrganizationName(fact.organization_id));
    if (!fact.parent_id.empty()) created.set_parent(OrganizationName(fact.parent_id));
    created.set_display_name(fact.display_name);
    created.set_kind(ToProto<registry::v1::OrganizationKind>(fact.kind));
    created.set_valid_from(DayText(fact.valid.first));
    created.set_valid_to(DayText(fact.valid.end));
    created.set_log(fact.log);
    const std::vector<Index>& below = created_under[fact.organization_id];
    stack.insert(stack.end(), below.rbegin(), below.rend());
  }
  for (const Index index : by_id) {
    const Organization& organization = model.organization(index);
    const OrganizationVersion first{.valid = organization.fact.valid,
                                    .parent_id = organization.fact.parent_id,
                                    .display_name = organization.fact.display_name};
    if (organization.places.size() == 1 && organization.places.front().version == first) continue;
    auto& changed = *snapshot.add_registry_events()->mutable_organization_changed();
    changed.set_organization(OrganizationName(organization.fact.organization_id));
    for (const Place& place : organization.places) {
      auto& version = *changed.add_versions();
      version.set_valid_from(DayText(place.version.valid.first));
      version.set_valid_to(DayText(place.version.valid.end));
      if (!place.version.parent_id.empty()) {
        version.set_parent(OrganizationName(place.version.parent_id));
      }
      version.set_display_name(place.version.display_name);
      version.set_closed(place.version.closed);
    }
  }
}

void AddPosts(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Post& p) -> const std::string& { return p.fact.post_id; };
  for (const Index index : ById(model.posts(), id_of)) {
    const PostCreated& fact = model.post(index).fact;
    auto& created = *snapshot.add_registry_events()->mutable_post_created();
    created.set_name(PostName(model, index));
    created.set_person(absl::StrCat("people/", fact.person_id));
    created.set_title(fact.title);
    created.set_appointment_type(ToProto<registry::v1::AppointmentType>(fact.appointment_type));
    created.set_leadership(fact.leadership);
    created.set_valid_from(DayText(fact.valid.first));
    created.set_valid_to(DayText(fact.valid.end));
  }
}

void AddPacks(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Pack& p) -> const std::string& { return p.fact.rule_pack_id; };
  for (const Index index : ById(model.packs(), id_of)) {
    const RulePackPublished& fact = model.packs()[static_cast<size_t>(index)].fact;
    auto& published = *snapshot.add_registry_events()->mutable_rule_pack_published();
    published = policy::EncodeRulePack(fact.rule_pack);
    published.set_version(fact.version);
    SetNoon(fact.publish_day, *published.mutable_publish_time());
    published.set_name(
        absl::StrCat(OrganizationName(fact.organization_id), "/rulePacks/", fact.rule_pack_id));
  }
}

void AddLinks(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Link& l) -> const std::string& { return l.fact.link_id; };
  for (const Index index : ById(model.links(), id_of)) {
    const Link& link = model.link(index);
    auto& active = *snapshot.add_contacts_events()->mutable_link_active();
    active.set_contact_link(LinkName(link.fact));
    active.set_post(PostName(model, link.post));
    active.set_day(DayText(link.fact.day));
    if (link.inactive_from == kOpenEnd) continue;
    auto& inactive = *snapshot.add_contacts_events()->mutable_link_inactive();
    inactive.set_contact_link(LinkName(link.fact));
    inactive.set_day(DayText(link.inactive_from));
  }
}

void AddActivities(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Activity& a) -> const std::string& { return a.fact.activity_id; };
  for (const Index index : ById(model.activities(), id_of)) {
    const Activity& activity = model.activity(index);
    const ActivityRecorded& fact = activity.fact;
    const std::string name =
        absl::StrCat(OrganizationName(fact.organization_id), "/activities/", fact.activity_id);
    auto& recorded = *snapshot.add_ledger_events()->mutable_activity_recorded();
    recorded.set_activity(name);
    for (const std::string& post_id : fact.actor_post_ids) {
      recorded.add_actors(PostName(model, *model.FindPost(post_id)));
    }
    recorded.set_kind(absl::StrCat("activityKinds/", fact.kind_id));
    recorded.set_day(DayText(fact.day));
    SetNoon(fact.record_day, *recorded.mutable_record_time());
    if (!activity.void_day.has_value()) continue;
    auto& voided = *snapshot.add_ledger_events()->mutable_activity_voided();
    voided.set_activity(name);
    SetNoon(*activity.void_day, *voided.mutable_record_time());
  }
}

void AddReplies(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Reply& r) -> const std::string& { return r.fact.reply_id; };
  for (const Index index : ById(model.replies(), id_of)) {
    const ReplyGiven& fact = model.reply(index).fact;
    auto& created = *snapshot.add_wishes_events()->mutable_reply_created();
    created.set_reply(absl::StrCat("youths/", fact.youth_id, "/appeals/", fact.appeal_id,
                                   "/replies/", fact.reply_id));
    created.set_kind(ToProto<wishes::v1::AppealKind>(fact.kind));
    created.set_post(PostName(model, model.reply(index).post));
    created.set_day(DayText(fact.day));
    created.set_first(fact.first);
  }
}

template <typename Events>
void Append(const Events& events, std::vector<Fact>& facts) {
  for (const auto& event : events) {
    for (Fact& fact : FactsOf(event)) facts.push_back(std::move(fact));
  }
}

}  // namespace

absl::StatusOr<std::vector<Fact>> DecodeEvent(absl::string_view source,
                                              const std::string& payload) {
  if (source == "registry") return Decode<RegistryEvent>(source, payload);
  if (source == "contacts") return Decode<ContactsEvent>(source, payload);
  if (source == "ledger") return Decode<LedgerEvent>(source, payload);
  if (source == "wishes") return Decode<WishesEvent>(source, payload);
  return Malformed(source);
}

std::string EncodeSnapshot(const Model& model) {
  v1::Snapshot snapshot;
  AddKinds(model, snapshot);
  AddOrganizations(model, snapshot);
  AddPosts(model, snapshot);
  AddPacks(model, snapshot);
  AddLinks(model, snapshot);
  AddActivities(model, snapshot);
  AddReplies(model, snapshot);
  return snapshot.SerializeAsString();
}

absl::StatusOr<std::vector<Fact>> DecodeSnapshot(const std::string& bytes) {
  v1::Snapshot snapshot;
  if (!snapshot.ParseFromString(bytes)) return absl::DataLossError("the snapshot is malformed");
  std::vector<Fact> facts;
  Append(snapshot.registry_events(), facts);
  Append(snapshot.contacts_events(), facts);
  Append(snapshot.ledger_events(), facts);
  Append(snapshot.wishes_events(), facts);
  return facts;
}

}  // namespace xinqiao::assessment
