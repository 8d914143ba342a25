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
#include "libs/directory/post.h"

namespace xinqiao::directory {

struct KnownOrganization {
  std::string organization_id;
  std::string log;  // "" above every ledger root.

  friend bool operator==(const KnownOrganization&, const KnownOrganization&) = default;
};

// All take part in the transaction of the caller. Ids are UUIDs.
std::optional<KnownOrganization> FindOrganization(pqxx::transaction_base& tx,
                                                  const std::string& organization_id);
std::optional<Post> FindPost(pqxx::transaction_base& tx, const std::string& post_id);

// The posts that are known, in no particular order.
std::vector<Post> FindPosts(pqxx::transaction_base& tx, const std::vector<std::string>& post_ids);

bool HasActivityKind(pqxx::transaction_base& tx, const std::string& activity_kind_id);

// How far registry's log is applied: what a change is admitted at.
int64_t RegistryPosition(pqxx::transaction_base& tx);

// The logs of every ledger root, sorted.
std::vector<std::string> ListLogs(pqxx::transaction_base& tx);

// For the sink, and for tests that set a scene.
void SaveOrganization(pqxx::transaction_base& tx, const KnownOrganization& organization);
void SavePost(pqxx::transaction_base& tx, const Post& post);  // Its log is not kept.
void EndPost(pqxx::transaction_base& tx, const std::string& post_id, absl::CivilDay valid_to);
void SaveActivityKind(pqxx::transaction_base& tx, const std::string& activity_kind_id);

}  // namespace xinqiao::directory

#endif  // XINQIAO_LIBS_DIRECTORY_DIRECTORY_H_
