#include <set>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/registry/app/organization_nodes.h"

namespace xinqiao::registry {
namespace {

// The feed holds only what was accepted: what does not fit is no caller's fault.
absl::Status DoesNotFit(absl::string_view what, absl::string_view id) {
  return absl::InternalError(absl::StrCat("a change does not fit the tree: ", what, " ", id));
}

// In order, without gaps, at least one, the last one open.
bool AreWhole(const std::vector<OrganizationVersion>& versions) {
  if (versions.empty() || versions.back().validity.end != kOpenEnd) return false;
  for (size_t i = 0; i < versions.size(); ++i) {
    if (Days(versions[i].validity) == 0) return false;
    if (i > 0 && versions[i - 1].validity.end != versions[i].validity.first) return false;
  }
  return true;
}

bool IsClass(OrganizationKind kind, OrganizationLevel level) {
  return kind >= OrganizationKind::kCentralCommittee && kind <= OrganizationKind::kOnlinePlatform &&
         level >= OrganizationLevel::kNation && level <= OrganizationLevel::kOutside;
}

bool IsClass(const PostSpan& post) {
  return post.appointment_type >= AppointmentType::kFullTime &&
         post.appointment_type <= AppointmentType::kPartTime &&
         post.rank_class >= RankClass::kNotSaid && post.rank_class <= RankClass::kSectionOrAbove;
}

}  // namespace

absl::StatusOr<SortKeys> OrganizationNodes::Check(const Change& change) const {
  SortKeys sort_keys;
  CreatedLevels created;
  std::set<OrganizationCode> codes;
  for (const Organization& organization : change.created) {
    const OrganizationIdentity& identity = organization.identity;
    RETURN_IF_ERROR(CheckCreated(organization, created));
    for (const OrganizationCode& code : identity.codes) {
      if (FindByCode(code) != kNoNode || !codes.insert(code).second) {
        return DoesNotFit("a code twice", identity.organization_id);
      }
    }
    created.emplace(*ParseCompactId(identity.organization_id), identity.level);
    AddSortKey(organization.version.display_name, sort_keys);
  }
  for (const OrganizationHistory& history : change.changed) {
    const std::string& id = history.identity.organization_id;
    const std::optional<OrganizationLevel> level = LevelOf(id, created);
    if (!level.has_value()) return DoesNotFit("nobody is", id);
    RETURN_IF_ERROR(CheckVersions(*level, history.versions, created));
    for (const OrganizationVersion& version : history.versions) {
      AddSortKey(version.display_name, sort_keys);
    }
  }
  for (const auto& [id, many_youth] : change.many_youth) {
    if (!Knows(id, created)) return DoesNotFit("nobody is", id);
  }
  for (const PostSpan& post : change.posts) {
    if (!Knows(post.organization_id, created)) return DoesNotFit("nobody is", post.organization_id);
    if (!ParseCompactId(post.post_id).has_value()) return DoesNotFit("no id is", post.post_id);
    if (!IsClass(post)) return DoesNotFit("of no class is", post.post_id);
  }
  return sort_keys;
}

absl::Status OrganizationNodes::CheckCreated(const Organization& organization,
                                             const CreatedLevels& created) const {
  const OrganizationIdentity& identity = organization.identity;
  const std::string& id = identity.organization_id;
  if (!ParseCompactId(id).has_value()) return DoesNotFit("no id is", id);
  if (Knows(id, created)) return DoesNotFit("known is", id);
  if (!IsClass(identity.kind, identity.level)) return DoesNotFit("of no kind is", id);
  return CheckVersions(identity.level, {organization.version}, created);
}

absl::Status OrganizationNodes::CheckVersions(OrganizationLevel level,
                                              const std::vector<OrganizationVersion>& versions,
                                              const CreatedLevels& created) const {
  if (!AreWhole(versions)) return DoesNotFit("not whole are", "versions");
  for (const OrganizationVersion& version : versions) {
    if (version.parent_id.empty()) continue;
    const std::optional<OrganizationLevel> parent_level = LevelOf(version.parent_id, created);
    if (!parent_level.has_value()) return DoesNotFit("nobody is", version.parent_id);
    // Walks end because levels go down, and what is closed is a leaf.
    if (!version.closed && *parent_level >= level) {
      return DoesNotFit("too low is", version.parent_id);
    }
  }
  return absl::OkStatus();
}

std::optional<OrganizationLevel> OrganizationNodes::LevelOf(absl::string_view organization_id,
                                                            const CreatedLevels& created) const {
  const std::optional<CompactId> id = ParseCompactId(organization_id);
  if (!id.has_value()) return std::nullopt;
  if (const auto found = created.find(*id); found != created.end()) return found->second;
  const auto found = indices_.find(*id);
  if (found == indices_.end()) return std::nullopt;
  return LevelOfClass(Class(found->second));
}

bool OrganizationNodes::Knows(absl::string_view organization_id,
                              const CreatedLevels& created) const {
  return LevelOf(organization_id, created).has_value();
}

void OrganizationNodes::AddSortKey(const std::string& name, SortKeys& sort_keys) const {
  if (names_.Find(name).has_value() || sort_keys.contains(name)) return;
  sort_keys.emplace(name, pinyin_.SortKey(name));
}

}  // namespace xinqiao::registry
