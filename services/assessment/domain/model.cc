#include "services/assessment/domain/model.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace xinqiao::assessment {
namespace {

std::optional<Index> Find(const absl::flat_hash_map<std::string, Index>& ids,
                          const std::string& id) {
  const auto found = ids.find(id);
  if (found == ids.end()) return std::nullopt;
  return found->second;
}

absl::Status Unknown(absl::string_view what, const std::string& id) {
  return absl::InternalError(absl::StrCat("a fact refers to the unknown ", what, " ", id));
}

// Keeps `value` under `id`; its index.
template <typename Value>
Index Keep(std::vector<Value>& values, absl::flat_hash_map<std::string, Index>& ids,
           const std::string& id, Value value) {
  const auto index = static_cast<Index>(values.size());
  values.push_back(std::move(value));
  ids.emplace(id, index);
  return index;
}

}  // namespace

Period Pack::InForce() const {
  if (ended.has_value()) return ended->in_force;
  // Whenever its rules say.
  constexpr absl::CivilDay kLongAgo(1, 1, 1);
  return fact.rule_pack.in_force.value_or(Period{.first = kLongAgo, .end = kOpenEnd});
}

absl::Status Model::Apply(const Fact& fact) {
  return std::visit([this](const auto& value) { return Add(value); }, fact);
}

absl::Status Model::Add(const OrganizationCreated& fact) {
  if (organization_ids_.contains(fact.organization_id)) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      std::vector<Place> places,
      PlacesOf(
          {{.valid = fact.valid, .parent_id = fact.parent_id, .display_name = fact.display_name}}));
  const Index parent = places.front().parent;
  const Index index = Keep(organizations_, organization_ids_, fact.organization_id,
                           Organization{.fact = fact, .places = std::move(places)});
  AddChild(parent, index);
  return absl::OkStatus();
}

absl::Status Model::Add(const OrganizationChanged& fact) {
  const std::optional<Index> index = FindOrganization(fact.organization_id);
  if (!index.has_value()) return Unknown("organization", fact.organization_id);
  ASSIGN_OR_RETURN(std::vector<Place> places, PlacesOf(fact.versions));
  if (places.empty()) return absl::InternalError("an organization is left without a version");
  for (const Place& place : places) AddChild(place.parent, *index);
  organizations_[At(*index)].places = std::move(places);
  return absl::OkStatus();
}

absl::Status Model::Add(const ManyYouthSet& fact) {
  const std::optional<Index> index = FindOrganization(fact.organization_id);
  if (!index.has_value()) return Unknown("organization", fact.organization_id);
  std::vector<ManyYouthSet>& decisions = organizations_[At(*index)].many_youth;
  while (!decisions.empty() && decisions.back().from_day >= fact.from_day) decisions.pop_back();
  decisions.push_back(fact);
  return absl::OkStatus();
}

absl::Status Model::Add(const PostCreated& fact) {
  if (post_ids_.contains(fact.post_id)) return absl::OkStatus();
  const std::optional<Index> organization = FindOrganization(fact.organization_id);
  if (!organization.has_value()) return Unknown("organization", fact.organization_id);
  const Index index = Keep(posts_, post_ids_, fact.post_id,
                           Post{.fact = fact,
                                .organization = *organization,
                                .person = Intern(person_ids_, fact.person_id)});
  organizations_[At(*organization)].posts.push_back(index);
  return absl::OkStatus();
}

absl::Status Model::Add(const PostEnded& fact) {
  const std::optional<Index> post = FindPost(fact.post_id);
  if (!post.has_value()) return Unknown("post", fact.post_id);
  posts_[At(*post)].fact.valid.end = fact.valid_to;
  return absl::OkStatus();
}

absl::Status Model::Add(const policy::ActivityKind& kind) {
  std::optional<policy::ActivityKind>& known = kinds_[At(InternKind(kind.kind_id))];
  if (!known.has_value()) known = kind;
  return absl::OkStatus();
}

absl::Status Model::Add(const RulePackPublished& fact) {
  if (pack_ids_.contains(fact.rule_pack_id)) return absl::OkStatus();
  const std::optional<Index> organization = FindOrganization(fact.organization_id);
  if (!organization.has_value()) return Unknown("organization", fact.organization_id);
  const Index index =
      Keep(packs_, pack_ids_, fact.rule_pack_id, Pack{.fact = fact, .organization = *organization});
  organizations_[At(*organization)].packs.push_back(index);
  return absl::OkStatus();
}

absl::Status Model::Add(const RulePackEnded& fact) {
  const std::optional<Index> pack = FindPack(fact.rule_pack_id);
  if (!pack.has_value()) return Unknown("rule pack", fact.rule_pack_id);
  packs_[At(*pack)].ended = fact;
  return absl::OkStatus();
}

absl::Status Model::Add(const LinkActivated& fact) {
  if (link_ids_.contains(fact.link_id)) return absl::OkStatus();
  const std::optional<Index> post = FindPost(fact.post_id);
  if (!post.has_value()) return Unknown("post", fact.post_id);
  const Index index =
      Keep(links_, link_ids_, fact.link_id,
           Link{.fact = fact, .post = *post, .youth = Intern(youth_ids_, fact.youth_id)});
  posts_[At(*post)].links.push_back(index);
  return absl::OkStatus();
}

absl::Status Model::Add(const LinkInactivated& fact) {
  const std::optional<Index> link = Find(link_ids_, fact.link_id);
  if (!link.has_value()) return Unknown("contact link", fact.link_id);
  links_[At(*link)].inactive_from = fact.day;
  return absl::OkStatus();
}

absl::Status Model::Add(const ActivityRecorded& fact) {
  if (activity_ids_.contains(fact.activity_id)) return absl::OkStatus();
  const std::optional<Index> organization = FindOrganization(fact.organization_id);
  if (!organization.has_value()) return Unknown("organization", fact.organization_id);
  std::vector<Index> actors;
  for (const std::string& post_id : fact.actor_post_ids) {
    const std::optional<Index> post = FindPost(post_id);
    if (!post.has_value()) return Unknown("post", post_id);
    actors.push_back(*post);
  }
  const Index index =
      Keep(activities_, activity_ids_, fact.activity_id,
           Activity{.fact = fact, .organization = *organization, .kind = InternKind(fact.kind_id)});
  organizations_[At(*organization)].activities.push_back(index);
  for (const Index actor : actors) posts_[At(actor)].activities.push_back(index);
  return absl::OkStatus();
}

absl::Status Model::Add(const ActivityVoided& fact) {
  const std::optional<Index> activity = Find(activity_ids_, fact.activity_id);
  if (!activity.has_value()) return Unknown("activity", fact.activity_id);
  activities_[At(*activity)].void_day = fact.record_day;
  return absl::OkStatus();
}

absl::Status Model::Add(const ReplyGiven& fact) {
  if (reply_ids_.contains(fact.reply_id)) return absl::OkStatus();
  const std::optional<Index> post = FindPost(fact.post_id);
  if (!post.has_value()) return Unknown("post", fact.post_id);
  const Index index = Keep(replies_, reply_ids_, fact.reply_id, Reply{.fact = fact, .post = *post});
  posts_[At(*post)].replies.push_back(index);
  return absl::OkStatus();
}

std::optional<Index> Model::FindOrganization(const std::string& id) const {
  return Find(organization_ids_, id);
}

std::optional<Index> Model::FindPost(const std::string& id) const { return Find(post_ids_, id); }

std::optional<Index> Model::FindPack(const std::string& id) const { return Find(pack_ids_, id); }

std::optional<policy::ActivityGroup> Model::GroupOf(const Activity& activity) const {
  const std::optional<policy::ActivityKind>& kind = kinds_[At(activity.kind)];
  if (!kind.has_value()) return std::nullopt;
  return kind->group;
}

std::vector<policy::ActivityKind> Model::Kinds() const {
  std::vector<policy::ActivityKind> kinds;
  for (const std::optional<policy::ActivityKind>& kind : kinds_) {
    if (kind.has_value()) kinds.push_back(*kind);
  }
  std::sort(kinds.begin(), kinds.end(),
            [](const auto& a, const auto& b) { return a.kind_id < b.kind_id; });
  return kinds;
}

Index Model::Intern(Ids& ids, const std::string& id) {
  return ids.try_emplace(id, static_cast<Index>(ids.size())).first->second;
}

Index Model::InternKind(const std::string& kind_id) {
  const Index kind = Intern(kind_ids_, kind_id);
  if (At(kind) == kinds_.size()) kinds_.emplace_back();
  return kind;
}

absl::StatusOr<std::vector<Place>> Model::PlacesOf(
    const std::vector<OrganizationVersion>& versions) {
  std::vector<Place> places;
  for (const OrganizationVersion& version : versions) {
    Place place{.version = version};
    if (!version.parent_id.empty()) {
      const std::optional<Index> parent = FindOrganization(version.parent_id);
      if (!parent.has_value()) return Unknown("organization", version.parent_id);
      place.parent = *parent;
    }
    places.push_back(std::move(place));
  }
  return places;
}

void Model::AddChild(Index parent, Index child) {
  if (parent == kNone) return;
  std::vector<Index>& siblings = organizations_[At(parent)].children;
  const auto by_id = [this](Index a, Index b) {
    return organization(a).fact.organization_id < organization(b).fact.organization_id;
  };
  const auto at = std::lower_bound(siblings.begin(), siblings.end(), child, by_id);
  if (at == siblings.end() || *at != child) siblings.insert(at, child);
}

const Place* Model::PlaceOn(Index index, absl::CivilDay day) const {
  for (const Place& place : organization(index).places) {
    if (Contains(place.version.valid, day)) return &place;
  }
  return nullptr;
}

std::vector<Index> Model::ChildrenOn(Index index, absl::CivilDay day) const {
  std::vector<Index> children;
  for (const Index child : organization(index).children) {
    const Place* place = PlaceOn(child, day);
    if (place != nullptr && place->parent == index) children.push_back(child);
  }
  return children;
}

std::vector<Index> Model::Subtree(Index root, absl::CivilDay day) const {
  std::vector<Index> preorder;
  if (PlaceOn(root, day) == nullptr) return preorder;
  std::vector<Index> stack = {root};
  while (!stack.empty()) {
    const Index index = stack.back();
    stack.pop_back();
    preorder.push_back(index);
    const std::vector<Index> children = ChildrenOn(index, day);
    stack.insert(stack.end(), children.rbegin(), children.rend());
  }
  return preorder;
}

bool Model::IsWithin(Index index, Index ancestor, absl::CivilDay day) const {
  while (index != kNone && index != ancestor) {
    const Place* place = PlaceOn(index, day);
    index = place == nullptr ? kNone : place->parent;
  }
  return index == ancestor;
}

std::vector<Index> Model::Ancestors(Index index, absl::CivilDay day) const {
  std::vector<Index> ancestors;
  while (index != kNone) {
    ancestors.push_back(index);
    const Place* place = PlaceOn(index, day);
    index = place == nullptr ? kNone : place->parent;
  }
  return ancestors;
}

policy::OrganizationFacts Model::FactsOn(Index index, absl::CivilDay day) const {
  const Organization& organization = this->organization(index);
  policy::OrganizationFacts facts{.kind = organization.fact.kind,
                                  .level = organization.fact.level,
                                  .leading_body = organization.fact.leading_body};
  for (const ManyYouthSet& decision : organization.many_youth) {
    if (decision.from_day <= day) facts.many_youth = decision.many;
  }
  return facts;
}

}  // namespace xinqiao::assessment
