// Gives out a subtree as an import takes it.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_EXPORTS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_EXPORTS_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "services/registry/app/export_store.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/domain/import.h"

namespace xinqiao::registry {

class Exports;

// One export under way: organizations first, then people, then posts, a part at
// a time. Holds the ids of the people that it gave out, and of the organizations
// whose first day it had to move. Not thread-safe; the Exports outlive it.
class Export {
 public:
  Export(const Exports& exports, std::string scope_id, absl::CivilDay day);

  // The next rows, some at least; none at the end. TREE_CHANGED if the tree
  // was changed meanwhile.
  absl::StatusOr<ImportRows> Next(const Call& call);

 private:
  absl::StatusOr<std::vector<Organization>> NextOrganizations();
  absl::StatusOr<ImportRows> RowsOf(const Call& call, const std::vector<Organization>& page);
  OrganizationRow RowOf(const Organization& organization);
  PostRow RowOf(const ExportedPost& exported) const;
  // The first day that an import may give the organization: its own, or since
  // when it is as it is if its parent is younger.
  absl::CivilDay FirstDayOf(const Organization& organization);
  // The first day that an import may give what stands in it from `day` on.
  absl::CivilDay FirstDayIn(const std::string& organization_id, absl::CivilDay day) const;
  std::string KeyOf(const std::string& organization_id) const;
  // Whether it is one of those that are given out.
  bool GivesOut(const std::string& organization_id) const;

  const Exports& exports_;
  const std::string scope_id_;
  const absl::CivilDay day_;
  // The walk through the subtree, once for each table.
  std::optional<ImportTable> table_ = ImportTable::kOrganizations;
  bool at_scope_ = true;
  std::string cursor_;
  // From the scope to the organization given out last, each with its first day.
  std::vector<std::pair<std::string, absl::CivilDay>> path_;
  absl::flat_hash_map<std::string, absl::CivilDay> moved_first_days_;
  absl::flat_hash_set<std::string> people_;
};

// Starts exports. Thread-safe.
class Exports {
 public:
  // All of it outlives the Exports.
  struct Deps {
    const OrganizationTree& tree;
    ExportStore& store;
    const Clock& clock;
  };

  explicit Exports(const Deps& deps) : deps_(deps) {}

  // Of what stands on `as_of`, or today. ORGANIZATION_NOT_FOUND.
  absl::StatusOr<std::unique_ptr<Export>> Start(const std::string& scope_id,
                                                std::optional<absl::CivilDay> as_of) const;

 private:
  friend class Export;

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_EXPORTS_H_
