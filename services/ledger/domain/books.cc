#include "services/ledger/domain/books.h"

#include <algorithm>

namespace xinqiao::ledger {
namespace {

// Who stands directly above on `day`; nullptr for nobody.
const std::string* ParentOn(const KnownOrganizations& organizations,
                            const std::string& organization_id, absl::CivilDay day) {
  const auto found = organizations.find(organization_id);
  if (found == organizations.end()) return nullptr;
  for (const DatedParent& parent : found->second.parents) {
    if (Contains(parent.valid, day)) return &parent.organization_id;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> PathOn(const KnownOrganizations& organizations,
                                const std::string& organization_id, absl::CivilDay day) {
  std::vector<std::string> path = {organization_id};
  const std::string* above = ParentOn(organizations, organization_id, day);
  // registry keeps trees without cycles; should one come, the path ends there.
  while (above != nullptr && std::find(path.begin(), path.end(), *above) == path.end()) {
    path.push_back(*above);
    above = ParentOn(organizations, path.back(), day);
  }
  return path;
}

Books::Books(const std::vector<BooksEntry>& entries) {
  std::vector<const BooksEntry*> in_order;
  for (const BooksEntry& entry : entries) in_order.push_back(&entry);
  std::sort(in_order.begin(), in_order.end(),
            [](const BooksEntry* a, const BooksEntry* b) { return a->position < b->position; });
  for (const BooksEntry* entry : in_order) Add(*entry);
}

void Books::Add(const BooksEntry& entry) {
  std::vector<BooksEntry>& of_organization = last_[entry.organization_id];
  for (BooksEntry& last : of_organization) {
    if (last.period != entry.period) continue;
    last = entry;
    return;
  }
  of_organization.push_back(entry);
}

bool Books::IsClosed(const std::string& organization_id, const Period& period) const {
  const auto found = last_.find(organization_id);
  if (found == last_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const BooksEntry& last) { return last.closed && last.period == period; });
}

std::optional<BooksEntry> Books::ClosedFor(const KnownOrganizations& organizations,
                                           const std::string& organization_id, absl::CivilDay day,
                                           absl::CivilDay today) const {
  if (last_.empty()) return std::nullopt;
  const BooksEntry* closed = nullptr;
  size_t height = 0;
  for (const absl::CivilDay tree_day : {today, day}) {
    const std::vector<std::string> path = PathOn(organizations, organization_id, tree_day);
    for (size_t i = 0; i < path.size(); ++i) {
      const auto found = last_.find(path[i]);
      if (found == last_.end() || (closed != nullptr && i <= height)) continue;
      for (const BooksEntry& last : found->second) {
        if (!last.closed || !Contains(last.period, day)) continue;
        closed = &last;
        height = i;
      }
    }
  }
  if (closed == nullptr) return std::nullopt;
  return *closed;
}

}  // namespace xinqiao::ledger
