// What a service knows of registry's organizations, posts and activity kinds.
//
// Kept in the schema of the service itself by a DirectorySink, so that a write
// asks nobody: contacts, ledger and wishes share this code, and no table.

#ifndef XINQIAO_LIBS_DIRECTORY_DIRECTORY_H_
#define XINQIAO_LIBS_DIRECTORY_DIRECTORY_H_

#include <cstdint>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/directory/post.h"

namespace xinqiao::directory {

// Where an organization stands, or stood, in the tree.
struct KnownParent {
  std::string organization_id;  // The parent.
  Period valid;

  friend bool operator==(const KnownParent&, const KnownParent&) = default;
};

// An organization that was registered once, closed or not.
struct KnownOrganization {
  std::string organization_id;
  std::string log;                        // "" above every ledger root.
  std::vector<KnownParent> parents = {};  // By day; none on days as the root of a tree.

  friend bool operator==(const KnownOrganization&, const KnownOrganization&) = default;
};

// All take part in the transaction of the caller. Ids are UUIDs. What asks for
// several answers with those that are known, in no particular order.

// Without its parents.
std::optional<KnownOrganization> FindOrganization(pqxx::transaction_base& tx,
                                                  const std::string& organization_id);

// The organizations, and all that ever stood above them.
std::vector<KnownOrganization> FindOrganizations(pqxx::transaction_base& tx,
                                                 const std::vector<std::string>& organization_ids);

// The log of the organization, and those of the ledger roots that ever stood
// below it: its own first. Nothing if it is unknown.
std::vector<std::string> LogsUnder(pqxx::transaction_base& tx, const std::string& organization_id);

std::optional<Post> FindPost(pqxx::transaction_base& tx, const std::string& post_id);
std::vector<Post> FindPosts(pqxx::transaction_base& tx, const std::vector<std::string>& post_ids);

std::vector<std::string> KnownKinds(pqxx::transaction_base& tx,
                                    const std::vector<std::string>& activity_kind_ids);

// How far registry's log is applied: what a change is admitted at.
int64_t RegistryPosition(pqxx::transaction_base& tx);

// The logs of every ledger root, sorted.
std::vector<std::string> ListLogs(pqxx::transaction_base& tx);

// For the sink, and for tests that set a scene.
void SaveOrganization(pqxx::transaction_base& tx, const KnownOrganization& organization);
// In place of those that were known.
void SaveParents(pqxx::transaction_base& tx, const std::string& organization_id,
                 const std::vector<KnownParent>& parents);
void SavePost(pqxx::transaction_base& tx, const Post& post);  // Its log is not kept.
void EndPost(pqxx::transaction_base& tx, const std::string& post_id, absl::CivilDay valid_to);
void SaveActivityKind(pqxx::transaction_base& tx, const std::string& activity_kind_id);

}  // namespace xinqiao::directory

#endif  // XINQIAO_LIBS_DIRECTORY_DIRECTORY_H_
