#include "services/assessment/feed/snapshot_codec.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/day.h"
#include "libs/calendar/day_text.h"
#include "libs/policy/pack_codec.h"
#include "services/assessment/feed/fact_codec.h"
#include "xinqiao/assessment/v1/snapshot.pb.h"

namespace xinqiao::assessment {
namespace {

std::string EndText(absl::CivilDay day) { return day == kOpenEnd ? "" : DayText(day); }

// Noon of the day: what a snapshot keeps of an instant.
void SetNoon(absl::CivilDay day, google::protobuf::Timestamp& time) {
  time.set_seconds(absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(day) + 12, BusinessZone())));
}

// The enums of the contracts have the numbers of the values, one up: zero is
// "unspecified" there.
template <typename Proto, typename Value>
Proto ToProto(Value value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

std::string OrganizationName(const std::string& id) { return absl::StrCat("organizations/", id); }

std::string PostName(const Model& model, Index post) {
  const PostCreated& fact = model.post(post).fact;
  return absl::StrCat("organizations/", fact.organization_id, "/posts/", fact.post_id);
}

std::string LinkName(const LinkActivated& link) {
  return absl::StrCat("youths/", link.youth_id, "/contactLinks/", link.link_id);
}

// What a snapshot holds; to be raised when another fact of the feeds is
// kept, or a group of kinds is added.
constexpr int kVersion = 2;
// A snapshot that no version takes for its own.
constexpr int kNotWhole = -1;

// Whether the model holds all that the feeds said: a newer version, which can read
// more of them, has to begin at their beginning otherwise.
bool IsWhole(const Model& model) {
  return std::all_of(model.packs().begin(), model.packs().end(),
                     [](const Pack& pack) { return pack.fact.unread.empty(); });
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

// How reorganizations left an organization, unless it is as it was created.
void AddVersions(const Organization& organization, v1::Snapshot& snapshot) {
  const OrganizationVersion first{.valid = organization.fact.valid,
                                  .parent_id = organization.fact.parent_id,
                                  .display_name = organization.fact.display_name};
  if (organization.places.size() == 1 && organization.places.front().version == first) return;
  auto& changed = *snapshot.add_registry_events()->mutable_organization_changed();
  changed.set_organization(OrganizationName(organization.fact.organization_id));
  for (const Place& place : organization.places) {
    auto& version = *changed.add_versions();
    version.set_valid_from(DayText(place.version.valid.first));
    version.set_valid_to(EndText(place.version.valid.end));
    if (!place.version.parent_id.empty()) {
      version.set_parent(OrganizationName(place.version.parent_id));
    }
    version.set_display_name(place.version.display_name);
    version.set_closed(place.version.closed);
  }
}

void AddManyYouth(const Organization& organization, v1::Snapshot& snapshot) {
  for (const ManyYouthSet& decision : organization.many_youth) {
    auto& set = *snapshot.add_registry_events()->mutable_many_youth_set();
    set.set_organization(OrganizationName(organization.fact.organization_id));
    set.mutable_many_youth()->set_many(decision.many);
    set.mutable_many_youth()->set_from_day(DayText(decision.from_day));
  }
}

// Each after what it was created under; then what became of them.
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
    created.set_level(ToProto<registry::v1::OrganizationLevel>(fact.level));
    created.set_leading_body(fact.leading_body);
    created.set_valid_from(DayText(fact.valid.first));
    created.set_valid_to(EndText(fact.valid.end));
    created.set_log(fact.log);
    const std::vector<Index>& below = created_under[fact.organization_id];
    stack.insert(stack.end(), below.rbegin(), below.rend());
  }
  for (const Index index : by_id) {
    AddVersions(model.organization(index), snapshot);
    AddManyYouth(model.organization(index), snapshot);
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
    created.set_rank_class(static_cast<registry::v1::RankClass>(fact.rank_class));
    created.set_leadership(fact.leadership);
    created.set_valid_from(DayText(fact.valid.first));
    created.set_valid_to(EndText(fact.valid.end));
  }
}

void AddPacks(const Model& model, v1::Snapshot& snapshot) {
  const auto id_of = [](const Pack& p) -> const std::string& { return p.fact.rule_pack_id; };
  for (const Index index : ById(model.packs(), id_of)) {
    const Pack& pack = model.pack(index);
    const RulePackPublished& fact = pack.fact;
    const std::string name =
        absl::StrCat(OrganizationName(fact.organization_id), "/rulePacks/", fact.rule_pack_id);
    auto& published = *snapshot.add_registry_events()->mutable_rule_pack_published();
    published = policy::EncodeRulePack(fact.rule_pack);
    published.set_version(fact.version);
    SetNoon(fact.publish_day, *published.mutable_publish_time());
    published.set_name(name);
    if (!pack.ended.has_value()) continue;
    auto& ended = *snapshot.add_registry_events()->mutable_rule_pack_ended();
    ended.set_name(name);
    if (Days(pack.ended->in_force) == 0) continue;
    ended.mutable_in_force()->set_start_day(DayText(pack.ended->in_force.first));
    ended.mutable_in_force()->set_end_day(EndText(pack.ended->in_force.end));
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

std::string EncodeSnapshot(const Model& model) {
  v1::Snapshot snapshot;
  snapshot.set_version(IsWhole(model) ? kVersion : kNotWhole);
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
  if (snapshot.version() != kVersion) {
    return absl::FailedPreconditionError("the snapshot is of another version of assessment");
  }
  std::vector<Fact> facts;
  Append(snapshot.registry_events(), facts);
  Append(snapshot.contacts_events(), facts);
  Append(snapshot.ledger_events(), facts);
  Append(snapshot.wishes_events(), facts);
  return facts;
}

}  // namespace xinqiao::assessment
