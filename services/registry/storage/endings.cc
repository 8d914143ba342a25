#include "services/registry/storage/endings.h"

#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/guidance_link_row.h"
#include "services/registry/storage/organization_rows.h"
#include "services/registry/storage/post_row.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/working_group_row.h"

namespace xinqiao::registry {
namespace {

std::string IdsFrom(const pqxx::result& rows) {
  std::vector<std::string> ids;
  for (const pqxx::row& row : rows) ids.push_back(row[0].as<std::string>());
  return pg::ToArray(ids);
}

// The value of each row.
template <typename Value>
std::vector<Value> AllFrom(const pqxx::result& rows, Value (*from)(const pqxx::row&)) {
  std::vector<Value> values;
  for (const pqxx::row& row : rows) values.push_back(from(row));
  return values;
}

}  // namespace

// All is locked before anything ends: the statements that end it see what the
// locks waited for.
Endings EndWhatCloses(pqxx::transaction_base& tx, const Closure& closure) {
  if (closure.organization_ids.empty()) return {};
  const std::string closed = pg::ToArray(closure.organization_ids);
  const std::string day = pg::ToText(closure.day);
  const std::string& by = closure.reorganization_id;
  const std::string posts = IdsFrom(tx.exec_params(sql::kLockPostsOfClosed, closed, day));
  const std::string links = IdsFrom(tx.exec_params(sql::kLockLinksOfClosed, closed, day));
  const std::string guidance = IdsFrom(tx.exec_params(sql::kLockGuidanceOfClosed, closed, day));
  const std::string groups = IdsFrom(tx.exec_params(sql::kLockGroupsOfClosed, closed, day));
  return {
      .posts = AllFrom(tx.exec_params(sql::kEndPostsOfClosed, posts, day, by), PostFrom),
      .links = AllFrom(tx.exec_params(sql::kEndLinksOfClosed, links, day, by), SecondaryLinkFrom),
      .guidance =
          AllFrom(tx.exec_params(sql::kEndGuidanceOfClosed, guidance, day, by), GuidanceLinkFrom),
      .groups = AllFrom(tx.exec_params(sql::kEndGroupsOfClosed, groups, day, by), WorkingGroupFrom),
  };
}

Endings Reopen(pqxx::transaction_base& tx, const std::string& reorganization_id) {
  return {
      .posts = AllFrom(tx.exec_params(sql::kReopenPosts, reorganization_id), PostFrom),
      .links = AllFrom(tx.exec_params(sql::kReopenLinks, reorganization_id), SecondaryLinkFrom),
      .guidance =
          AllFrom(tx.exec_params(sql::kReopenGuidance, reorganization_id), GuidanceLinkFrom),
      .groups = AllFrom(tx.exec_params(sql::kReopenGroups, reorganization_id), WorkingGroupFrom),
  };
}

}  // namespace xinqiao::registry
