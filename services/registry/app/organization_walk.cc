#include "services/registry/app/organization_walk.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

// Of which `kinds` and `levels`; empty for any.
ClassSet ClassesOf(const std::vector<OrganizationKind>& kinds,
                   const std::vector<OrganizationLevel>& levels) {
  const auto has = [](const auto& values, auto value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  ClassSet classes;
  for (int kind = 1; kind <= static_cast<int>(OrganizationKind::kOnlinePlatform); ++kind) {
    for (int level = 1; level <= static_cast<int>(OrganizationLevel::kOutside); ++level) {
      const auto of_kind = static_cast<OrganizationKind>(kind);
      const auto at_level = static_cast<OrganizationLevel>(level);
      if (has(kinds, of_kind) && has(levels, at_level)) classes.set(ClassOf(of_kind, at_level));
    }
  }
  return classes;
}

// The page of `found`, which may hold one more than fits.
Page<Organization> PageFrom(const OrganizationNodes& nodes, DayNumber day,
                            const PageRequest& request, std::vector<NodeIndex> found) {
  const auto size = static_cast<size_t>(request.size);
  Page<Organization> page;
  if (found.size() > size) {
    found.resize(size);
    page.next_cursor = nodes.Id(found.back());
  }
  for (const NodeIndex node : found) {
    page.items.push_back(nodes.Get(node, *nodes.VersionOn(node, day)));
  }
  return page;
}

// What Search sorts by.
struct Match {
  absl::string_view sort_key;
  NodeIndex node = kNoNode;

  friend bool operator<(const Match& a, const Match& b) {
    return std::pair(a.sort_key, a.node) < std::pair(b.sort_key, b.node);
  }
};

}  // namespace

OrganizationWalk::OrganizationWalk(const OrganizationNodes& nodes, const Options& options)
    : nodes_(nodes), options_(options) {
  Push(options_.scope);
}

void OrganizationWalk::Push(NodeIndex node, NodeIndex last) {
  const std::vector<ChildLink>& links = nodes_.Children(node);
  const ChildLink* const end = links.data() + links.size();
  const ChildLink* next = links.data();
  if (last != kNoNode) {
    next = std::upper_bound(next, end, last, [](NodeIndex passed, const ChildLink& link) {
      return passed < link.child;
    });
  }
  frames_.push_back({.next = next, .end = end});
}

bool OrganizationWalk::WantsBelow(NodeIndex node) const {
  return frames_.size() < options_.depth_max && (nodes_.Below(node) & options_.wanted).any();
}

bool OrganizationWalk::Resume(NodeIndex last) {
  std::vector<NodeIndex> path = {last};
  while (path.back() != options_.scope) {
    const NodeVersion* const version = nodes_.VersionOn(path.back(), options_.day);
    // Nothing stands below what is closed.
    const bool leads_up =
        version != nullptr && version->parent != kNoNode && (!version->closed || path.size() == 1);
    if (!leads_up) return false;
    path.push_back(version->parent);
  }
  const size_t depth = path.size() - 1;
  if (depth == 0 || depth > options_.depth_max) return false;
  frames_.clear();
  for (size_t i = depth; i > 0; --i) Push(path[i], path[i - 1]);
  if (!nodes_.VersionOn(last, options_.day)->closed && WantsBelow(last)) Push(last);
  return true;
}

const ChildLink* OrganizationWalk::Next() {
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    if (frame.next == frame.end) {
      frames_.pop_back();
      continue;
    }
    const ChildLink& link = *frame.next++;
    if (!link.Holds(options_.day)) continue;
    if (!link.closed && WantsBelow(link.child)) Push(link.child);
    if (options_.wanted.test(nodes_.Class(link.child))) return &link;
  }
  return nullptr;
}

absl::StatusOr<Page<Organization>> ListOrganizations(const OrganizationNodes& nodes,
                                                     const std::string& parent_id,
                                                     absl::CivilDay day, const PageRequest& page,
                                                     bool roots_only) {
  const DayNumber number = NumberOf(day);
  NodeIndex next = 0;
  if (!page.cursor.empty()) {
    const NodeIndex last = nodes.Find(page.cursor);
    if (last == kNoNode) return errors::TreeChanged();
    next = last + 1;
  }
  const auto limit = static_cast<size_t>(page.size) + 1;
  std::vector<NodeIndex> found;
  if (parent_id.empty()) {
    for (; next < nodes.size() && found.size() < limit; ++next) {
      const NodeVersion* const version = nodes.VersionOn(next, number);
      if (version == nullptr || (roots_only && version->parent != kNoNode)) continue;
      found.push_back(next);
    }
    return PageFrom(nodes, number, page, std::move(found));
  }
  const NodeIndex parent = nodes.Find(parent_id);
  if (parent == kNoNode) return Page<Organization>();
  for (const ChildLink& link : nodes.Children(parent)) {
    if (found.size() == limit) break;
    if (link.child >= next && link.Holds(number)) found.push_back(link.child);
  }
  return PageFrom(nodes, number, page, std::move(found));
}

absl::StatusOr<Page<Organization>> ListDescendants(const OrganizationNodes& nodes,
                                                   const DescendantsQuery& query) {
  const NodeIndex scope = nodes.Find(query.organization_id);
  const DayNumber day = NumberOf(query.day);
  if (scope == kNoNode || nodes.VersionOn(scope, day) == nullptr) {
    return errors::OrganizationNotFound(query.organization_id);
  }
  OrganizationWalk walk(
      nodes, {.scope = scope,
              .day = day,
              .wanted = ClassesOf(query.kinds, query.levels),
              .depth_max = query.depth_max > 0 ? static_cast<size_t>(query.depth_max) : SIZE_MAX});
  if (!query.page.cursor.empty()) {
    const NodeIndex last = nodes.Find(query.page.cursor);
    if (last == kNoNode || !walk.Resume(last)) return errors::TreeChanged();
  }
  std::vector<NodeIndex> found;
  while (found.size() <= static_cast<size_t>(query.page.size)) {
    const ChildLink* const link = walk.Next();
    if (link == nullptr) break;
    if (!link->closed || query.include_closed) found.push_back(link->child);
  }
  return PageFrom(nodes, day, query.page, std::move(found));
}

absl::StatusOr<Page<Organization>> Search(const OrganizationNodes& nodes,
                                          const SearchQuery& query) {
  const NodeIndex scope = nodes.Find(query.scope_id);
  const DayNumber day = NumberOf(query.day);
  if (scope == kNoNode || nodes.VersionOn(scope, day) == nullptr) {
    return errors::OrganizationNotFound(query.scope_id);
  }
  Match last;
  if (!query.page.cursor.empty()) {
    last.node = nodes.Find(query.page.cursor);
    const NodeVersion* const version =
        last.node == kNoNode ? nullptr : nodes.VersionOn(last.node, day);
    if (version == nullptr) return errors::TreeChanged();
    last.sort_key = nodes.SortKey(*version);
  }
  std::vector<Match> matches;
  const auto look_at = [&](NodeIndex node) {
    const NodeVersion& version = *nodes.VersionOn(node, day);
    if (version.closed && !query.include_closed) return;
    if (!absl::StrContains(nodes.Name(version), query.text) &&
        !nodes.HasCodePrefix(node, query.text)) {
      return;
    }
    const Match match = {.sort_key = nodes.SortKey(version), .node = node};
    if (query.page.cursor.empty() || last < match) matches.push_back(match);
  };
  look_at(scope);
  OrganizationWalk walk(nodes, {.scope = scope, .day = day});
  while (const ChildLink* const link = walk.Next()) look_at(link->child);

  const size_t wanted = std::min(matches.size(), static_cast<size_t>(query.page.size) + 1);
  std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(wanted),
                    matches.end());
  std::vector<NodeIndex> found;
  for (size_t i = 0; i < wanted; ++i) found.push_back(matches[i].node);
  return PageFrom(nodes, day, query.page, std::move(found));
}

SubtreeTotals Totals(const OrganizationNodes& nodes, const std::string& organization_id,
                     absl::CivilDay day) {
  const NodeIndex scope = nodes.Find(organization_id);
  const DayNumber number = NumberOf(day);
  const NodeVersion* const version = scope == kNoNode ? nullptr : nodes.VersionOn(scope, number);
  if (version == nullptr || version->closed) return {};
  SubtreeTotals totals = {.organizations = 1, .posts = nodes.PostsOn(scope, number)};
  OrganizationWalk walk(nodes, {.scope = scope, .day = number});
  while (const ChildLink* const link = walk.Next()) {
    if (link->closed) continue;
    ++totals.organizations;
    totals.posts += nodes.PostsOn(link->child, number);
  }
  return totals;
}

}  // namespace xinqiao::registry
