#include "libs/directory/directory.h"

#include "libs/directory/queries.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"

namespace xinqiao::directory {
namespace {

KnownPost KnownPostFrom(const pqxx::row& row) {
  return {.post_id = row["post_id"].as<std::string>(),
          .organization_id = row["organization_id"].as<std::string>(),
          .log = row["log"].as<std::string>(),
          .valid_from = pg::DayFrom(row["valid_from"]),
          .valid_to = row["valid_to"].is_null() ? kOpenEnd : pg::DayFrom(row["valid_to"])};
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

std::optional<KnownPost> FindPost(pqxx::transaction_base& tx, const std::string& post_id) {
  const std::vector<KnownPost> found = FindPosts(tx, {post_id});
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<KnownPost> FindPosts(pqxx::transaction_base& tx,
                                 const std::vector<std::string>& post_ids) {
  std::vector<KnownPost> posts;
  for (const pqxx::row& row : tx.exec_params(sql::kFindPosts, pg::ToArray(post_ids))) {
    posts.push_back(KnownPostFrom(row));
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

void SavePost(pqxx::transaction_base& tx, const KnownPost& post) {
  const std::string valid_to = EndText(post.valid_to);
  tx.exec_params0(sql::kSavePost, post.post_id, post.organization_id, pg::ToText(post.valid_from),
                  pg::NullIfEmpty(valid_to));
}

void EndPost(pqxx::transaction_base& tx, const std::string& post_id, absl::CivilDay valid_to) {
  tx.exec_params0(sql::kEndPost, post_id, pg::ToText(valid_to));
}

void SaveActivityKind(pqxx::transaction_base& tx, const std::string& activity_kind_id) {
  tx.exec_params0(sql::kSaveActivityKind, activity_kind_id);
}

}  // namespace xinqiao::directory
