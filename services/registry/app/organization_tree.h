// The tree of organizations in memory, over all its days.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_TREE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_TREE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/policy/subject.h"
#include "services/registry/app/compact_id.h"
#include "services/registry/app/page.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Which organizations below one to list.
struct DescendantsQuery {
  std::string organization_id;
  absl::CivilDay day;
  int depth_max = 0;                      // 0 for any.
  std::vector<OrganizationKind> kinds;    // Empty for any.
  std::vector<OrganizationLevel> levels;  // Empty for any.
  bool include_closed = false;
  PageRequest page;
};

// Which organizations to find by name or code.
struct SearchQuery {
  std::string scope_id;
  std::string text;
  absl::CivilDay day;
  bool include_closed = false;
  PageRequest page;
};

// What a subtree holds on a day, the organization itself included. Closed
// organizations and posts that are not open are not counted.
struct SubtreeTotals {
  int64_t organizations = 0;
  int64_t posts = 0;

  friend bool operator==(const SubtreeTotals&, const SubtreeTotals&) = default;
};

// What the tree knows of a post.
struct PostSpan {
  std::string post_id;
  std::string organization_id;
  Period validity;
  std::string title;
  AppointmentType appointment_type = AppointmentType::kFullTime;
  bool leadership = false;
  RankClass rank_class = RankClass::kNotSaid;
  bool administrator = false;
};

// One organization on the way from the root of a tree down to another.
struct WayStep {
  CompactId organization_id;
  policy::OrganizationFacts facts;
};

// The root first, the organization that is asked about last.
using Way = absl::InlinedVector<WayStep, 8>;

// A post of an administrator, without who holds it.
struct AdministratorPost {
  std::string title;
  absl::CivilDay since_day;

  friend bool operator==(const AdministratorPost&, const AdministratorPost&) = default;
};

// A post where it stands on a day.
struct PostPlace {
  policy::PostFacts facts;  // Its title stays as long as the tree does.
  Period validity;          // Of the post.
  Way way;                  // To its organization; not empty.
};

// How many there are in a subtree, by what rules tell apart.
struct Census {
  std::vector<std::pair<policy::OrganizationFacts, int64_t>> organizations;
  // In office. The titles stay as long as the tree does.
  std::vector<std::pair<policy::PostFacts, int64_t>> posts;
};

// Answers what the tree was on any day, as it is on record now. Fed by
// registry's own feed, on every replica in the same order; so all answers are
// the same on all. Reads wait for no write longer than one change takes.
// Thread-safe.
//
// A link is kept on the side of its parent as well, so that a subtree is walked
// from the top; each organization knows which kinds and levels were ever below
// it, so that a walk passes by what cannot match.
class OrganizationTree {
 public:
  OrganizationTree();
  ~OrganizationTree();
  OrganizationTree(const OrganizationTree&) = delete;
  OrganizationTree& operator=(const OrganizationTree&) = delete;

  // What one change of the feed holds, in its order. All of it becomes visible
  // at once.
  struct Change {
    std::vector<Organization> created;
    // Histories of which only the id and the versions count.
    std::vector<OrganizationHistory> changed;
    std::vector<std::pair<std::string, ManyYouth>> many_youth;  // By organization.
    std::vector<PostSpan> posts;                                // New, or with another end.
  };
  // Fails, and applies nothing, if it names what is not known.
  absl::Status Apply(const Change& change);

  // As it is on `day`; nothing before its first day.
  std::optional<Organization> Find(const std::string& organization_id, absl::CivilDay day) const;

  // ORGANIZATION_NOT_FOUND, with the id in its metadata, if one is missing.
  absl::StatusOr<std::vector<Organization>> FindAll(const std::vector<std::string>& ids,
                                                    absl::CivilDay day) const;

  std::optional<Organization> FindByCode(const OrganizationCode& code, absl::CivilDay day) const;

  // The children of one, or for "" all, or all that have no parent; closed ones
  // too; in the order of their creation. The cursor is the id of the last.
  // TREE_CHANGED if that is unknown.
  absl::StatusOr<Page<Organization>> ListOrganizations(const std::string& parent_id,
                                                       absl::CivilDay day, const PageRequest& page,
                                                       bool roots_only = false) const;

  // The first one first. The cursor is the first day of the last.
  // ORGANIZATION_NOT_FOUND.
  absl::StatusOr<Page<OrganizationVersion>> ListVersions(const std::string& organization_id,
                                                         const PageRequest& page) const;

  // The parent first. ORGANIZATION_NOT_FOUND.
  absl::StatusOr<std::vector<Organization>> ListAncestors(const std::string& organization_id,
                                                          absl::CivilDay day) const;

  // In preorder, siblings in the order of their creation. The cursor is the id
  // of the last. ORGANIZATION_NOT_FOUND, TREE_CHANGED.
  absl::StatusOr<Page<Organization>> ListDescendants(const DescendantsQuery& query) const;

  // By pinyin, then by creation. ORGANIZATION_NOT_FOUND.
  absl::StatusOr<Page<Organization>> Search(const SearchQuery& query) const;

  // Zeros for what does not stand on `day`.
  SubtreeTotals Totals(const std::string& organization_id, absl::CivilDay day) const;

  // Nothing if it is not known.
  std::optional<OrganizationLevel> FindLevel(absl::string_view organization_id) const;

  // Empty if the organization does not stand on `day`, or is closed.
  Way FindWay(absl::string_view organization_id, absl::CivilDay day) const;

  // Nothing if there is no such post, held or not on `day`, or no way to it.
  std::optional<PostPlace> FindPost(const PostKey& key, absl::CivilDay day) const;

  // When a post is held; nothing if it is not known.
  std::optional<Period> FindValidity(const PostKey& key) const;

  // The posts of the administrators in office there.
  std::vector<AdministratorPost> Administrators(absl::string_view organization_id,
                                                absl::CivilDay day) const;

  // Of the same organizations and posts as Totals().
  Census TakeCensus(const std::string& organization_id, absl::CivilDay day) const;

  // How many organizations are known.
  int64_t size() const;

 private:
  struct State;
  const std::unique_ptr<State> state_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_TREE_H_
