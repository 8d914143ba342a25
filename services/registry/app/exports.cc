#include "services/registry/app/exports.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/organization_code.h"

namespace xinqiao::registry {
namespace {

constexpr int kOrganizationsAtOnce = 1000;

std::string KeyOf(const OrganizationIdentity& identity) {
  std::string key = CodeOf(identity, CodeScheme::kExternal);
  return key.empty() ? identity.organization_id : key;
}

}  // namespace

Export::Export(const Exports& exports, std::string scope_id, absl::CivilDay day)
    : exports_(exports), scope_id_(std::move(scope_id)), day_(day) {}

absl::StatusOr<ImportRows> Export::Next(const Call& call) {
  while (table_.has_value()) {
    ASSIGN_OR_RETURN(const std::vector<Organization> page, NextOrganizations());
    if (page.empty()) {
      const bool last = *table_ == ImportTable::kPosts;
      table_ = last ? std::nullopt
                    : std::optional(static_cast<ImportTable>(static_cast<int>(*table_) + 1));
      at_scope_ = true;
      continue;
    }
    ASSIGN_OR_RETURN(ImportRows rows, RowsOf(call, page));
    if (rows.size() > 0) return rows;
  }
  return ImportRows();
}

// The next part of the walk; empty at its end.
absl::StatusOr<std::vector<Organization>> Export::NextOrganizations() {
  const OrganizationTree& tree = exports_.deps_.tree;
  std::vector<Organization> organizations;
  if (at_scope_) {
    std::optional<Organization> scope = tree.Find(scope_id_, day_);
    if (!scope.has_value()) return errors::TreeChanged();
    organizations.push_back(*std::move(scope));
    cursor_.clear();
  } else if (cursor_.empty()) {
    return organizations;
  }
  at_scope_ = false;
  ASSIGN_OR_RETURN(
      Page<Organization> page,
      tree.ListDescendants({.organization_id = scope_id_,
                            .day = day_,
                            .page = {.cursor = cursor_, .size = kOrganizationsAtOnce}}));
  cursor_ = std::move(page.next_cursor);
  for (Organization& each : page.items) organizations.push_back(std::move(each));
  return organizations;
}

absl::StatusOr<ImportRows> Export::RowsOf(const Call& call, const std::vector<Organization>& page) {
  ImportRows rows;
  if (*table_ == ImportTable::kOrganizations) {
    for (const Organization& each : page) rows.organizations.push_back(RowOf(each));
    return rows;
  }
  std::vector<std::string> ids;
  for (const Organization& each : page) ids.push_back(each.identity.organization_id);
  ASSIGN_OR_RETURN(const std::vector<ExportedPost> posts,
                   exports_.deps_.store.ListPostsInOffice(call, ids, day_));
  for (const ExportedPost& each : posts) {
    if (*table_ == ImportTable::kPeople) {
      if (!people_.insert(each.person.person_id).second) continue;
      rows.people.push_back({.place = {.key = each.person_key},
                             .display_name = each.person.display_name,
                             .user_name = each.person.user_name});
      continue;
    }
    rows.posts.push_back(RowOf(each));
  }
  return rows;
}

OrganizationRow Export::RowOf(const Organization& organization) {
  const OrganizationIdentity& identity = organization.identity;
  const bool is_scope = identity.organization_id == scope_id_;
  return {.place = {.key = registry::KeyOf(identity)},
          .display_name = organization.version.display_name,
          .kind = identity.kind,
          .level = identity.level,
          // The scope is the root of what is given out.
          .parent_key = is_scope ? "" : KeyOf(organization.version.parent_id),
          .valid_from = FirstDayOf(organization),
          .division_code = CodeOf(identity, CodeScheme::kDivision),
          .school_code = CodeOf(identity, CodeScheme::kSchool),
          .credit_code = CodeOf(identity, CodeScheme::kCredit),
          .leading_body = identity.leading_body,
          .ledger_root = identity.ledger_root};
}

PostRow Export::RowOf(const ExportedPost& exported) const {
  const Post& post = exported.post;
  PostRow row{.place = {.key = exported.key},
              .person_key = exported.person_key,
              .organization_key = KeyOf(post.organization_id),
              .title = post.title,
              .appointment_type = post.appointment_type,
              .leadership = post.leadership,
              .rank_class = post.rank_class,
              .administrator = post.administrator,
              .validity = post.validity};
  row.validity.first = FirstDayIn(post.organization_id, row.validity.first);
  if (GivesOut(post.managing_organization_id)) {
    row.managing_organization_key = KeyOf(post.managing_organization_id);
    row.validity.first = FirstDayIn(post.managing_organization_id, row.validity.first);
  }
  return row;
}

absl::CivilDay Export::FirstDayOf(const Organization& organization) {
  const std::string& id = organization.identity.organization_id;
  absl::CivilDay first = organization.version.validity.first;
  while (const auto earlier = exports_.deps_.tree.Find(id, first - 1)) {
    first = earlier->version.validity.first;
  }
  while (!path_.empty() && path_.back().first != organization.version.parent_id) path_.pop_back();
  if (!path_.empty() && first < path_.back().second) {
    first = std::max(organization.version.validity.first, path_.back().second);
    moved_first_days_.emplace(id, first);
  }
  path_.emplace_back(id, first);
  return first;
}

absl::CivilDay Export::FirstDayIn(const std::string& organization_id, absl::CivilDay day) const {
  const auto moved = moved_first_days_.find(organization_id);
  return moved == moved_first_days_.end() ? day : std::max(day, moved->second);
}

std::string Export::KeyOf(const std::string& organization_id) const {
  if (organization_id.empty()) return "";
  const std::optional<Organization> found = exports_.deps_.tree.Find(organization_id, day_);
  return found.has_value() ? registry::KeyOf(found->identity) : organization_id;
}

bool Export::GivesOut(const std::string& organization_id) const {
  const OrganizationTree& tree = exports_.deps_.tree;
  const std::optional<Organization> found = tree.Find(organization_id, day_);
  if (!found.has_value() || found->version.closed) return false;
  if (organization_id == scope_id_) return true;
  const absl::StatusOr<std::vector<Organization>> above = tree.ListAncestors(organization_id, day_);
  return above.ok() && std::any_of(above->begin(), above->end(), [this](const Organization& each) {
           return each.identity.organization_id == scope_id_;
         });
}

absl::StatusOr<std::unique_ptr<Export>> Exports::Start(const std::string& scope_id,
                                                       std::optional<absl::CivilDay> as_of) const {
  const absl::CivilDay day = as_of.value_or(BusinessDay(deps_.clock.Now()));
  const std::optional<Organization> scope = deps_.tree.Find(scope_id, day);
  if (!scope.has_value() || scope->version.closed) return errors::OrganizationNotFound(scope_id);
  return std::make_unique<Export>(*this, scope_id, day);
}

}  // namespace xinqiao::registry
