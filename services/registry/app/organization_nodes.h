// What OrganizationTree keeps: organizations by number, and their links.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_NODES_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_NODES_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/policy/subject.h"
#include "services/registry/app/compact_id.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/pinyin.h"
#include "services/registry/app/text_table.h"
#include "services/registry/domain/organization.h"

namespace xinqiao::registry {

// The place of an organization in the order of creation.
using NodeIndex = uint32_t;
inline constexpr NodeIndex kNoNode = UINT32_MAX;

// A civil day in four bytes: days since 1970-01-01.
using DayNumber = int32_t;
DayNumber NumberOf(absl::CivilDay day);
absl::CivilDay DayOf(DayNumber number);

// A kind at a level.
inline constexpr size_t kClasses = 128;
using ClassSet = std::bitset<kClasses>;
size_t ClassOf(OrganizationKind kind, OrganizationLevel level);
OrganizationLevel LevelOfClass(size_t number);

// A child over a span of days.
struct ChildLink {
  NodeIndex child = kNoNode;
  DayNumber first = 0;
  DayNumber end = 0;
  bool closed = false;  // The child is, on these days.

  bool Holds(DayNumber day) const { return first <= day && day < end; }
};

// A version lasts until the next one begins.
struct NodeVersion {
  DayNumber first = 0;
  NodeIndex parent = kNoNode;   // kNoNode for the root of a tree.
  uint32_t name = 0;            // Of the names.
  uint32_t reorganization = 0;  // Of the reorganizations.
  bool closed = false;

  friend bool operator==(const NodeVersion&, const NodeVersion&) = default;
};

// A post, as an organization keeps it.
struct NodePost {
  CompactId id;
  DayNumber first = 0;
  DayNumber end = 0;
  uint32_t title = 0;            // Of the titles.
  uint8_t appointment_type = 0;  // Numbered as in the policy.
  uint8_t rank_class = 0;
  bool leadership = false;
  bool administrator = false;

  bool Holds(DayNumber day) const { return first <= day && day < end; }
};

// Sort keys by name.
using SortKeys = absl::flat_hash_map<std::string, std::string>;

// Organizations over all their days, in about as few bytes as they need. What
// is const may run at the same time; nothing runs beside Apply.
class OrganizationNodes {
 public:
  using Change = OrganizationTree::Change;

  OrganizationNodes();

  // Whether `change` may be applied; with the sort keys of the names that are
  // new in it. INTERNAL if not: it names what is not known, or would not leave
  // a tree.
  absl::StatusOr<SortKeys> Check(const Change& change) const;

  // `change` passed Check, which gave `sort_keys`, and nothing was applied since.
  void Apply(const Change& change, const SortKeys& sort_keys);

  NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }

  // kNoNode if it is not known.
  NodeIndex Find(absl::string_view organization_id) const;
  NodeIndex FindByCode(const OrganizationCode& code) const;

  // Nothing before the first.
  const NodeVersion* VersionOn(NodeIndex node, DayNumber day) const;

  // All of them, in order; at least one.
  const absl::InlinedVector<NodeVersion, 1>& Versions(NodeIndex node) const {
    return nodes_[node].versions;
  }

  // By number of the child; of the same child by days.
  const std::vector<ChildLink>& Children(NodeIndex node) const { return nodes_[node].children; }

  size_t Class(NodeIndex node) const { return classes_[node]; }

  // What ever stood below it, at least.
  const ClassSet& Below(NodeIndex node) const { return below_[node]; }

  absl::string_view Name(const NodeVersion& version) const { return names_.Text(version.name); }
  absl::string_view SortKey(const NodeVersion& version) const { return sort_keys_[version.name]; }

  // Whether one of its codes begins with `text`.
  bool HasCodePrefix(NodeIndex node, absl::string_view text) const;

  int64_t PostsOn(NodeIndex node, DayNumber day) const;

  // By id.
  const absl::InlinedVector<NodePost, 1>& Posts(NodeIndex node) const { return nodes_[node].posts; }

  // nullptr if it is not known.
  const NodePost* FindPost(NodeIndex node, absl::string_view post_id) const;

  // As a rule looks at them. The title stays as long as the nodes do.
  policy::OrganizationFacts FactsOn(NodeIndex node, DayNumber day) const;
  policy::PostFacts FactsOf(const NodePost& post,
                            const policy::OrganizationFacts& organization) const;

  absl::string_view Title(uint32_t number) const { return titles_.Text(number); }

  const CompactId& ShortId(NodeIndex node) const { return nodes_[node].id; }
  std::string Id(NodeIndex node) const { return ToText(ShortId(node)); }

  // As it is in `version`, one of its own.
  Organization Get(NodeIndex node, const NodeVersion& version) const;

 private:
  struct Node {
    CompactId id;
    int64_t create_micros = 0;
    uint32_t log = 0;         // Of the logs.
    uint32_t first_code = 0;  // Of the codes.
    uint8_t code_count = 0;
    bool ledger_root = false;
    bool leading_body = false;
    absl::InlinedVector<NodeVersion, 1> versions;
    absl::InlinedVector<NodePost, 1> posts;  // By id.
    std::vector<ChildLink> children;
  };

  // What a change is checked beside: the organizations that it creates.
  using CreatedLevels = absl::flat_hash_map<CompactId, OrganizationLevel>;

  absl::Status CheckCreated(const Organization& organization, const CreatedLevels& created) const;
  absl::Status CheckVersions(OrganizationLevel level,
                             const std::vector<OrganizationVersion>& versions,
                             const CreatedLevels& created) const;
  std::optional<OrganizationLevel> LevelOf(absl::string_view organization_id,
                                           const CreatedLevels& created) const;
  bool Knows(absl::string_view organization_id, const CreatedLevels& created) const;
  void AddSortKey(const std::string& name, SortKeys& sort_keys) const;

  void Create(const Organization& organization, const SortKeys& sort_keys);
  // Replaces the versions of a node, and its links on the side of its parents.
  void SetVersions(NodeIndex node, const std::vector<OrganizationVersion>& versions,
                   const SortKeys& sort_keys);
  uint32_t NameNumber(const std::string& name, const SortKeys& sort_keys);
  void Link(NodeIndex node);
  void Unlink(NodeIndex node);
  // Notes that `classes` stood below `node`, and so below all that is above it.
  void AddBelow(NodeIndex node, const ClassSet& classes);
  void SetPost(const PostSpan& post);

  const PinyinOrder pinyin_;
  std::deque<Node> nodes_;  // Grows without moving.
  // Apart from the nodes, so that a walk passes quickly by what it does not want.
  std::vector<uint8_t> classes_;
  std::vector<ClassSet> below_;
  absl::flat_hash_map<CompactId, NodeIndex> indices_;
  absl::flat_hash_map<NodeIndex, ManyYouth> many_youth_;

  TextTable names_;
  TextPool sort_key_pool_;
  std::vector<absl::string_view> sort_keys_;  // By number of the name.
  TextTable titles_;
  TextTable logs_;
  TextTable reorganizations_;
  // Every code behind a byte that tells its scheme.
  TextPool code_pool_;
  std::vector<absl::string_view> codes_;
  absl::flat_hash_map<absl::string_view, NodeIndex> code_indices_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_NODES_H_
