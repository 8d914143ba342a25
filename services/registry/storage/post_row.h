// Rows of posts, and of what they depend on, as values.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POST_ROW_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POST_ROW_H_

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "libs/calendar/period.h"
#include "services/registry/domain/guidance_link.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Reads a row with every column of a post.
Post PostFrom(const pqxx::row& row);

// Reads `valid_from` and `valid_to`, which is NULL for an open end.
Period ValidityFrom(const pqxx::row& row);

// A parameter for `valid_to`: "" for an open end.
std::string EndParameter(const Period& validity);

// Those of the posts that there are, kept from changing.
std::vector<Post> LockPosts(pqxx::transaction_base& tx, const std::vector<PostKey>& keys);

// What kind the organization is, and whether it stands on every day of
// `validity`; nothing if there is none. Call it under LockTreeShared().
std::optional<GuidedOrganization> FindStanding(pqxx::transaction_base& tx,
                                               const std::string& organization_id,
                                               const Period& validity);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POST_ROW_H_
