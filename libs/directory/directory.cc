#include "libs/directory/directory.h"

#include "libs/directory/queries.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"

namespace xinqiao::directory {
namespace {

Period PeriodFrom(const pqxx::row& row) {
  return {.first = pg::DayFrom(row["valid_from"]),
          .end = row["valid_to"].is_null() ? kOpenEnd : pg::DayFrom(row["valid_to"])};
}

Post PostFrom(const pqxx::row& row) {
  return {.name = {.organization_id = row["organization_id"].as<std::string>(),
                   .post_id = row["post_id"].as<std::string>()},
          .log = row["log"].as<std::string>(),
          .valid = PeriodFrom(row)};
}

std::string EndText(absl::CivilDay valid_to) {
  return valid_to == kOpenEnd ? "" : pg::ToText(valid_to);
}

// Parents as parameters: one array for each column.
struct ParentArrays {
  std::string parent_ids;
  std::string valid_from;
  std::string valid_to;
};

ParentArrays ArraysOf(const std::vector<KnownParent>& parents) {
  std::vector<std::string> parent_ids;
  std::vector<std::string> valid_from;
  std::vector<std::string> valid_to;
  for (const KnownParent& parent : parents) {
    parent_ids.push_back(parent.organization_id);
    valid_from.push_back(pg::ToText(parent.valid.first));
    valid_to.push_back(pg::ToText(parent.valid.end));
  }
  return {.parent_ids = pg::ToArray(parent_ids),
          .valid_from = pg::ToArray(valid_from),
          .valid_to = pg::ToArray(valid_to)};
}

}  // namespace

std::optional<KnownOrganization> FindOrganization(pqxx::transaction_base& tx,
                                                  const std::string& organization_id) {
  const pqxx::result found = tx.exec_params(sql::kFindOrganization, organization_id);
  if (found.empty()) return std::nullopt;
  return KnownOrganization{.organization_id = organization_id,
                           .log = found[0]["log"].as<std::string>()};
}

std::vector<KnownOrganization> FindOrganizations(pqxx::transaction_base& tx,
                                                 const std::vector<std::string>& organization_ids) {
  std::vector<KnownOrganization> organizations;
  for (const pqxx::row& row :
       tx.exec_params(sql::kFindOrganizations, pg::ToArray(organization_ids))) {
    const auto id = row["organization_id"].as<std::string>();
    if (organizations.empty() || organizations.back().organization_id != id) {
      organizations.push_back({.organization_id = id, .log = row["log"].as<std::string>()});
    }
    if (row["parent_id"].is_null()) continue;
    organizations.back().parents.push_back(
        {.organization_id = row["parent_id"].as<std::string>(), .valid = PeriodFrom(row)});
  }
  return organizations;
}

std::vector<std::string> LogsUnder(pqxx::transaction_base& tx, const std::string& organization_id) {
  std::vector<std::string> logs;
  for (const pqxx::row& row : tx.exec_params(sql::kListLogsUnder, organization_id)) {
    logs.push_back(row["log"].as<std::string>());
  }
  return logs;
}

std::optional<Post> FindPost(pqxx::transaction_base& tx, const std::string& post_id) {
  const std::vector<Post> found = FindPosts(tx, {post_id});
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<Post> FindPosts(pqxx::transaction_base& tx, const std::vector<std::string>& post_ids) {
  std::vector<Post> posts;
  for (const pqxx::row& row : tx.exec_params(sql::kFindPosts, pg::ToArray(post_ids))) {
    posts.push_back(PostFrom(row));
  }
  return posts;
}

std::vector<std::string> KnownKinds(pqxx::transaction_base& tx,
                                    const std::vector<std::string>& activity_kind_ids) {
  std::vector<std::string> known;
  for (const pqxx::row& row : tx.exec_params(sql::kKnownKinds, pg::ToArray(activity_kind_ids))) {
    known.push_back(row["activity_kind_id"].as<std::string>());
  }
  return known;
}

int64_t RegistryPosition(pqxx::transaction_base& tx) {
  return tx.exec_params1(sql::kGetRegistryPosition)["position"].as<int64_t>();
}

std::vector<std::string> ListLogs(pqxx::transaction_base& tx) {
  std::vector<std::string> logs;
  for (const pqxx::row& row : tx.exec_params(sql::kListLogs)) {
    logs.push_back(row["log"].as<std::string>());
  }
  return logs;
}

void SaveOrganization(pqxx::transaction_base& tx, const KnownOrganization& organization) {
  const ParentArrays arrays = ArraysOf(organization.parents);
  tx.exec_params0(sql::kSaveOrganization, organization.organization_id, organization.log,
                  arrays.parent_ids, arrays.valid_from, arrays.valid_to);
}

void SaveParents(pqxx::transaction_base& tx, const std::string& organization_id,
                 const std::vector<KnownParent>& parents) {
  const ParentArrays arrays = ArraysOf(parents);
  tx.exec_params0(sql::kDeleteParents, organization_id);
  tx.exec_params0(sql::kSaveParents, organization_id, arrays.parent_ids, arrays.valid_from,
                  arrays.valid_to);
}

void SavePost(pqxx::transaction_base& tx, const Post& post) {
  const std::string valid_to = EndText(post.valid.end);
  tx.exec_params0(sql::kSavePost, post.name.post_id, post.name.organization_id,
                  pg::ToText(post.valid.first), pg::NullIfEmpty(valid_to));
}

void EndPost(pqxx::transaction_base& tx, const std::string& post_id, absl::CivilDay valid_to) {
  tx.exec_params0(sql::kEndPost, post_id, pg::ToText(valid_to));
}

void SaveActivityKind(pqxx::transaction_base& tx, const std::string& activity_kind_id) {
  tx.exec_params0(sql::kSaveActivityKind, activity_kind_id);
}

}  // namespace xinqiao::directory
