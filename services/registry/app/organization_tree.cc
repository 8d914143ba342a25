#include "services/registry/app/organization_tree.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/calendar/day_text.h"
#include "services/registry/app/organization_census.h"
#include "services/registry/app/organization_nodes.h"
#include "services/registry/app/organization_walk.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

// Levels go strictly down, so nothing has more ancestors.
constexpr size_t kLevelsMax = static_cast<size_t>(OrganizationLevel::kOutside);

// As it is on `day`; nothing before its first day, or if nobody is `node`.
std::optional<Organization> GetOn(const OrganizationNodes& nodes, NodeIndex node, DayNumber day) {
  const NodeVersion* const version = node == kNoNode ? nullptr : nodes.VersionOn(node, day);
  if (version == nullptr) return std::nullopt;
  return nodes.Get(node, *version);
}

Period ValidityOf(const NodePost& post) {
  return {.first = DayOf(post.first), .end = DayOf(post.end)};
}

Way WayTo(const OrganizationNodes& nodes, NodeIndex node, DayNumber day) {
  Way way;
  while (node != kNoNode) {
    const NodeVersion* const version = nodes.VersionOn(node, day);
    // Nothing stands below what is closed, or is not there yet.
    if (version == nullptr || version->closed) break;
    way.push_back({.organization_id = nodes.ShortId(node), .facts = nodes.FactsOn(node, day)});
    node = version->parent;
  }
  std::reverse(way.begin(), way.end());
  return way;
}

}  // namespace

// The nodes, and who may look at them.
struct OrganizationTree::State {
 public:
  std::shared_lock<std::shared_mutex> Read() {
    // The system's lock lets readers in as long as there are any, and a writer
    // would never get its turn. So they queue behind one that waits.
    if (writer_waits_.load(std::memory_order_relaxed)) {
      const std::lock_guard queue(turn_);
    }
    return std::shared_lock(mutex_);
  }

  absl::Status Apply(const Change& change) {
    const std::lock_guard one_writer(writing_);
    // Readers go on: nobody changes the nodes but this thread.
    ASSIGN_OR_RETURN(const SortKeys sort_keys, nodes_.Check(change));
    const std::lock_guard turn(turn_);
    writer_waits_ = true;
    {
      const std::lock_guard lock(mutex_);
      nodes_.Apply(change, sort_keys);
    }
    writer_waits_ = false;
    return absl::OkStatus();
  }

  // Behind Read().
  const OrganizationNodes& nodes() const { return nodes_; }

 private:
  std::mutex writing_;
  std::mutex turn_;  // Behind writing_.
  std::atomic<bool> writer_waits_ = false;
  std::shared_mutex mutex_;
  OrganizationNodes nodes_;  // Guarded by mutex_; changed only with writing_ held, too.
};

OrganizationTree::OrganizationTree() : state_(std::make_unique<State>()) {}
OrganizationTree::~OrganizationTree() = default;

absl::Status OrganizationTree::Apply(const Change& change) { return state_->Apply(change); }

std::optional<Organization> OrganizationTree::Find(const std::string& organization_id,
                                                   absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  return GetOn(nodes, nodes.Find(organization_id), NumberOf(day));
}

absl::StatusOr<std::vector<Organization>> OrganizationTree::FindAll(
    const std::vector<std::string>& ids, absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  std::vector<Organization> all;
  for (const std::string& id : ids) {
    std::optional<Organization> found = GetOn(nodes, nodes.Find(id), NumberOf(day));
    if (!found.has_value()) return errors::OrganizationNotFound(id);
    all.push_back(*std::move(found));
  }
  return all;
}

std::optional<Organization> OrganizationTree::FindByCode(const OrganizationCode& code,
                                                         absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  return GetOn(nodes, nodes.FindByCode(code), NumberOf(day));
}

absl::StatusOr<Page<Organization>> OrganizationTree::ListOrganizations(const std::string& parent_id,
                                                                       absl::CivilDay day,
                                                                       const PageRequest& page,
                                                                       bool roots_only) const {
  const auto lock = state_->Read();
  return registry::ListOrganizations(state_->nodes(), parent_id, day, page, roots_only);
}

absl::StatusOr<Page<OrganizationVersion>> OrganizationTree::ListVersions(
    const std::string& organization_id, const PageRequest& page) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  const NodeIndex node = nodes.Find(organization_id);
  if (node == kNoNode) return errors::OrganizationNotFound(organization_id);
  // A version that a cancellation takes away between two pages is passed by.
  const std::optional<absl::CivilDay> passed = ParseDay(page.cursor);
  Page<OrganizationVersion> result;
  for (const NodeVersion& version : nodes.Versions(node)) {
    if (passed.has_value() && version.first <= NumberOf(*passed)) continue;
    if (result.items.size() == static_cast<size_t>(page.size)) {
      result.next_cursor = DayText(result.items.back().validity.first);
      break;
    }
    result.items.push_back(nodes.Get(node, version).version);
  }
  return result;
}

absl::StatusOr<std::vector<Organization>> OrganizationTree::ListAncestors(
    const std::string& organization_id, absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  const DayNumber number = NumberOf(day);
  NodeIndex node = nodes.Find(organization_id);
  const NodeVersion* version = node == kNoNode ? nullptr : nodes.VersionOn(node, number);
  if (version == nullptr) return errors::OrganizationNotFound(organization_id);
  std::vector<Organization> ancestors;
  ancestors.reserve(kLevelsMax);
  while (version->parent != kNoNode) {
    node = version->parent;
    version = nodes.VersionOn(node, number);
    // Nothing stands below what is closed, or is not there yet.
    if (version == nullptr || version->closed) break;
    ancestors.push_back(nodes.Get(node, *version));
  }
  return ancestors;
}

absl::StatusOr<Page<Organization>> OrganizationTree::ListDescendants(
    const DescendantsQuery& query) const {
  const auto lock = state_->Read();
  return registry::ListDescendants(state_->nodes(), query);
}

absl::StatusOr<Page<Organization>> OrganizationTree::Search(const SearchQuery& query) const {
  const auto lock = state_->Read();
  return registry::Search(state_->nodes(), query);
}

SubtreeTotals OrganizationTree::Totals(const std::string& organization_id,
                                       absl::CivilDay day) const {
  const auto lock = state_->Read();
  return registry::Totals(state_->nodes(), organization_id, day);
}

std::optional<OrganizationLevel> OrganizationTree::FindLevel(
    absl::string_view organization_id) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  const NodeIndex node = nodes.Find(organization_id);
  if (node == kNoNode) return std::nullopt;
  return LevelOfClass(nodes.Class(node));
}

Way OrganizationTree::FindWay(absl::string_view organization_id, absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  return WayTo(nodes, nodes.Find(organization_id), NumberOf(day));
}

std::optional<PostPlace> OrganizationTree::FindPost(const PostKey& key, absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  const NodeIndex node = nodes.Find(key.organization_id);
  const NodePost* const post = node == kNoNode ? nullptr : nodes.FindPost(node, key.post_id);
  if (post == nullptr) return std::nullopt;
  PostPlace place{.validity = ValidityOf(*post), .way = WayTo(nodes, node, NumberOf(day))};
  if (place.way.empty()) return std::nullopt;
  place.facts = nodes.FactsOf(*post, place.way.back().facts);
  return place;
}

std::optional<Period> OrganizationTree::FindValidity(const PostKey& key) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  const NodeIndex node = nodes.Find(key.organization_id);
  const NodePost* const post = node == kNoNode ? nullptr : nodes.FindPost(node, key.post_id);
  if (post == nullptr) return std::nullopt;
  return ValidityOf(*post);
}

std::vector<AdministratorPost> OrganizationTree::Administrators(absl::string_view organization_id,
                                                                absl::CivilDay day) const {
  const auto lock = state_->Read();
  const OrganizationNodes& nodes = state_->nodes();
  const NodeIndex node = nodes.Find(organization_id);
  std::vector<AdministratorPost> posts;
  if (node == kNoNode) return posts;
  for (const NodePost& post : nodes.Posts(node)) {
    if (!post.administrator || !post.Holds(NumberOf(day))) continue;
    posts.push_back(
        {.title = std::string(nodes.Title(post.title)), .since_day = DayOf(post.first)});
  }
  return posts;
}

Census OrganizationTree::TakeCensus(const std::string& organization_id, absl::CivilDay day) const {
  const auto lock = state_->Read();
  return registry::TakeCensus(state_->nodes(), organization_id, day);
}

int64_t OrganizationTree::size() const {
  const auto lock = state_->Read();
  return state_->nodes().size();
}

}  // namespace xinqiao::registry
