#include "services/registry/app/organization_nodes.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/registry/app/policy_facts.h"

namespace xinqiao::registry {
namespace {

constexpr absl::CivilDay kDayZero(1970, 1, 1);
constexpr size_t kLevels = 8;

// The key of a code in the table of codes.
std::string KeyOf(const OrganizationCode& code) {
  return absl::StrCat(std::string(1, static_cast<char>(code.scheme)), code.code);
}

OrganizationCode CodeOf(absl::string_view key) {
  return {.scheme = static_cast<CodeScheme>(key.front()), .code = std::string(key.substr(1))};
}

constexpr auto kBefore = [](const NodePost& post, const CompactId& id) { return post.id < id; };

}  // namespace

DayNumber NumberOf(absl::CivilDay day) { return static_cast<DayNumber>(day - kDayZero); }

absl::CivilDay DayOf(DayNumber number) { return kDayZero + number; }

size_t ClassOf(OrganizationKind kind, OrganizationLevel level) {
  return (static_cast<size_t>(kind) - 1) * kLevels + static_cast<size_t>(level) - 1;
}

OrganizationLevel LevelOfClass(size_t number) {
  return static_cast<OrganizationLevel>(number % kLevels + 1);
}

OrganizationNodes::OrganizationNodes() {
  // Number 0: the version that an organization was created in.
  reorganizations_.Number("");
}

NodeIndex OrganizationNodes::Find(absl::string_view organization_id) const {
  const std::optional<CompactId> id = ParseCompactId(organization_id);
  if (!id.has_value()) return kNoNode;
  const auto found = indices_.find(*id);
  return found == indices_.end() ? kNoNode : found->second;
}

NodeIndex OrganizationNodes::FindByCode(const OrganizationCode& code) const {
  const auto found = code_indices_.find(KeyOf(code));
  return found == code_indices_.end() ? kNoNode : found->second;
}

const NodeVersion* OrganizationNodes::VersionOn(NodeIndex node, DayNumber day) const {
  const auto& versions = nodes_[node].versions;
  const auto after = std::upper_bound(
      versions.begin(), versions.end(), day,
      [](DayNumber wanted, const NodeVersion& version) { return wanted < version.first; });
  return after == versions.begin() ? nullptr : &*std::prev(after);
}

bool OrganizationNodes::HasCodePrefix(NodeIndex node, absl::string_view text) const {
  const Node& each = nodes_[node];
  for (uint32_t i = each.first_code; i < each.first_code + each.code_count; ++i) {
    if (absl::StartsWith(codes_[i].substr(1), text)) return true;
  }
  return false;
}

int64_t OrganizationNodes::PostsOn(NodeIndex node, DayNumber day) const {
  const auto& posts = nodes_[node].posts;
  return std::count_if(posts.begin(), posts.end(),
                       [day](const NodePost& post) { return post.Holds(day); });
}

const NodePost* OrganizationNodes::FindPost(NodeIndex node, absl::string_view post_id) const {
  const std::optional<CompactId> id = ParseCompactId(post_id);
  if (!id.has_value()) return nullptr;
  const auto& posts = nodes_[node].posts;
  const auto found = std::lower_bound(posts.begin(), posts.end(), *id, kBefore);
  return found == posts.end() || found->id != *id ? nullptr : &*found;
}

policy::OrganizationFacts OrganizationNodes::FactsOn(NodeIndex node, DayNumber day) const {
  const auto decided = many_youth_.find(node);
  return {.kind = PolicyKind(static_cast<OrganizationKind>(classes_[node] / kLevels + 1)),
          .level = PolicyLevel(LevelOfClass(classes_[node])),
          .leading_body = nodes_[node].leading_body,
          .many_youth = decided != many_youth_.end() && decided->second.many &&
                        NumberOf(decided->second.from_day) <= day};
}

policy::PostFacts OrganizationNodes::FactsOf(const NodePost& post,
                                             const policy::OrganizationFacts& organization) const {
  return {.appointment_type = static_cast<policy::AppointmentType>(post.appointment_type),
          .rank_class = static_cast<policy::RankClass>(post.rank_class),
          .leadership = post.leadership,
          .title = Title(post.title),
          .organization = organization};
}

Organization OrganizationNodes::Get(NodeIndex node, const NodeVersion& version) const {
  const Node& each = nodes_[node];
  const NodeVersion* const next = &version + 1;
  const bool last = next == each.versions.data() + each.versions.size();
  Organization organization{
      .identity = {.organization_id = ToText(each.id),
                   .kind = static_cast<OrganizationKind>(classes_[node] / kLevels + 1),
                   .level = LevelOfClass(classes_[node]),
                   .ledger_root = each.ledger_root,
                   .log = std::string(logs_.Text(each.log)),
                   .leading_body = each.leading_body,
                   .create_time = absl::FromUnixMicros(each.create_micros)},
      .version = {
          .validity = {.first = DayOf(version.first), .end = last ? kOpenEnd : DayOf(next->first)},
          .display_name = std::string(Name(version)),
          .parent_id = version.parent == kNoNode ? "" : Id(version.parent),
          .closed = version.closed,
          .reorganization_id = std::string(reorganizations_.Text(version.reorganization))}};
  for (uint32_t i = each.first_code; i < each.first_code + each.code_count; ++i) {
    organization.identity.codes.push_back(CodeOf(codes_[i]));
  }
  const auto decided = many_youth_.find(node);
  if (decided != many_youth_.end()) organization.identity.many_youth = decided->second;
  return organization;
}

void OrganizationNodes::Apply(const Change& change, const SortKeys& sort_keys) {
  for (const Organization& organization : change.created) Create(organization, sort_keys);
  for (const OrganizationHistory& history : change.changed) {
    SetVersions(Find(history.identity.organization_id), history.versions, sort_keys);
  }
  for (const auto& [organization_id, many_youth] : change.many_youth) {
    many_youth_[Find(organization_id)] = many_youth;
  }
  for (const PostSpan& post : change.posts) SetPost(post);
}

void OrganizationNodes::Create(const Organization& organization, const SortKeys& sort_keys) {
  const OrganizationIdentity& identity = organization.identity;
  const auto node = size();
  Node& created = nodes_.emplace_back();
  created.id = *ParseCompactId(identity.organization_id);
  created.create_micros = absl::ToUnixMicros(identity.create_time);
  created.log = logs_.Number(identity.log);
  created.ledger_root = identity.ledger_root;
  created.leading_body = identity.leading_body;
  created.first_code = static_cast<uint32_t>(codes_.size());
  created.code_count = static_cast<uint8_t>(identity.codes.size());
  for (const OrganizationCode& code : identity.codes) {
    codes_.push_back(code_pool_.Keep(KeyOf(code)));
    code_indices_.emplace(codes_.back(), node);
  }
  indices_.emplace(created.id, node);
  classes_.push_back(static_cast<uint8_t>(ClassOf(identity.kind, identity.level)));
  below_.emplace_back();
  if (identity.many_youth.has_value()) many_youth_[node] = *identity.many_youth;
  SetVersions(node, {organization.version}, sort_keys);
}

void OrganizationNodes::SetVersions(NodeIndex node,
                                    const std::vector<OrganizationVersion>& versions,
                                    const SortKeys& sort_keys) {
  Unlink(node);
  auto& kept = nodes_[node].versions;
  kept.clear();
  for (const OrganizationVersion& version : versions) {
    kept.push_back({.first = NumberOf(version.validity.first),
                    .parent = version.parent_id.empty() ? kNoNode : Find(version.parent_id),
                    .name = NameNumber(version.display_name, sort_keys),
                    .reorganization = reorganizations_.Number(version.reorganization_id),
                    .closed = version.closed});
  }
  Link(node);
}

uint32_t OrganizationNodes::NameNumber(const std::string& name, const SortKeys& sort_keys) {
  const uint32_t number = names_.Number(name);
  if (number == sort_keys_.size()) {
    sort_keys_.push_back(sort_key_pool_.Keep(sort_keys.find(name)->second));
  }
  return number;
}

void OrganizationNodes::Link(NodeIndex node) {
  const auto& versions = nodes_[node].versions;
  for (size_t i = 0; i < versions.size();) {
    const NodeVersion& from = versions[i];
    // A name that changes does not part a link.
    while (i < versions.size() && versions[i].parent == from.parent &&
           versions[i].closed == from.closed) {
      ++i;
    }
    if (from.parent == kNoNode) continue;
    const ChildLink link = {.child = node,
                            .first = from.first,
                            .end = i < versions.size() ? versions[i].first : NumberOf(kOpenEnd),
                            .closed = from.closed};
    auto& links = nodes_[from.parent].children;
    links.insert(std::upper_bound(links.begin(), links.end(), link,
                                  [](const ChildLink& a, const ChildLink& b) {
                                    return std::pair(a.child, a.first) <
                                           std::pair(b.child, b.first);
                                  }),
                 link);
    // What is closed is a leaf: what once stood below it is elsewhere.
    ClassSet classes = from.closed ? ClassSet() : below_[node];
    AddBelow(from.parent, classes.set(Class(node)));
  }
}

void OrganizationNodes::Unlink(NodeIndex node) {
  for (const NodeVersion& version : nodes_[node].versions) {
    if (version.parent == kNoNode) continue;
    auto& links = nodes_[version.parent].children;
    const auto first =
        std::lower_bound(links.begin(), links.end(), node,
                         [](const ChildLink& link, NodeIndex child) { return link.child < child; });
    links.erase(first, std::find_if(first, links.end(),
                                    [node](const ChildLink& link) { return link.child != node; }));
  }
}

void OrganizationNodes::AddBelow(NodeIndex node, const ClassSet& classes) {
  if ((below_[node] | classes) == below_[node]) return;
  below_[node] |= classes;
  for (const NodeVersion& version : nodes_[node].versions) {
    if (version.parent != kNoNode && !version.closed) AddBelow(version.parent, classes);
  }
}

void OrganizationNodes::SetPost(const PostSpan& post) {
  const CompactId id = *ParseCompactId(post.post_id);
  auto& posts = nodes_[Find(post.organization_id)].posts;
  auto found = std::lower_bound(posts.begin(), posts.end(), id, kBefore);
  if (found == posts.end() || found->id != id) found = posts.insert(found, {.id = id});
  found->first = NumberOf(post.validity.first);
  found->end = NumberOf(post.validity.end);
  found->title = titles_.Number(post.title);
  found->appointment_type = static_cast<uint8_t>(PolicyAppointment(post.appointment_type));
  found->rank_class = static_cast<uint8_t>(PolicyRank(post.rank_class));
  found->leadership = post.leadership;
  found->administrator = post.administrator;
}

}  // namespace xinqiao::registry
