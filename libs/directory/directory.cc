#include "libs/directory/directory.h"

#include "libs/directory/queries.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"

namespace xinqiao::directory {
namespace {

Post PostFrom(const pqxx::row& row) {
  return {.name = {.organization_id = row["organization_id"].as<std::string>(),
                   .post_id = row["post_id"].as<std::string>()},
          .log = row["log"].as<std::string>(),
          .valid = {.first = pg::DayFrom(row["valid_from"]),
                    .end = row["valid_to"].is_null() ? kOpenEnd : pg::DayFrom(row["valid_to"])}};
}

std::string EndText(absl::CivilDay valid_to) {
  return valid_to == kOpenEnd ? "" : pg::ToText(valid_to);
}

}  // namespace

std::optional<KnownOrganization> FindOrganization(pqxx::transaction_base& tx,
                                                  const std::string& organization_id) {
  const pqxx::result found = tx.exec_params(sql::kFindOrganization, organization_id);
  if (found.empty()) return std::nullopt;
  return KnownOrganization{.organization_id = organization_id,
                           .log = found[0]["log"].as<std::string>()};
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

bool HasActivityKind(pqxx::transaction_base& tx, const std::string& activity_kind_id) {
  return tx.exec_params1(sql::kHasActivityKind, activity_kind_id)["found"].as<bool>();
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
  tx.exec_params0(sql::kSaveOrganization, organization.organization_id, organization.log);
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
