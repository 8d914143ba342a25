#include "services/registry/storage/post_row.h"

#include <algorithm>

#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {

Post PostFrom(const pqxx::row& row) {
  return {
      .post_id = row["post_id"].as<std::string>(),
      .organization_id = row["organization_id"].as<std::string>(),
      .person_id = row["person_id"].as<std::string>(),
      .title = row["title"].as<std::string>(),
      .appointment_type = static_cast<AppointmentType>(row["appointment_type"].as<int>()),
      .leadership = row["leadership"].as<bool>(),
      .rank_class = static_cast<RankClass>(row["rank_class"].as<int>()),
      .managing_organization_id = pg::TextFrom(row["managing_organization_id"]),
      .administrator = row["administrator"].as<bool>(),
      .validity = ValidityFrom(row),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
}

Period ValidityFrom(const pqxx::row& row) {
  return {.first = pg::DayFrom(row["valid_from"]),
          .end = row["valid_to"].is_null() ? kOpenEnd : pg::DayFrom(row["valid_to"])};
}

std::string EndParameter(const Period& validity) {
  return validity.end == kOpenEnd ? "" : pg::ToText(validity.end);
}

std::vector<Post> LockPosts(pqxx::transaction_base& tx, const std::vector<PostKey>& keys) {
  std::vector<std::string> ids;
  for (const PostKey& key : keys) ids.push_back(key.post_id);
  std::vector<Post> posts;
  for (const pqxx::row& row : tx.exec_params(sql::kLockPosts, pg::ToArray(ids))) {
    Post post = PostFrom(row);
    const PostKey key{.organization_id = post.organization_id, .post_id = post.post_id};
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) posts.push_back(std::move(post));
  }
  return posts;
}

std::optional<GuidedOrganization> FindStanding(pqxx::transaction_base& tx,
                                               const std::string& organization_id,
                                               const Period& validity) {
  const std::string end = EndParameter(validity);
  const pqxx::result found = tx.exec_params(sql::kFindStanding, organization_id,
                                            pg::ToText(validity.first), pg::NullIfEmpty(end));
  if (found.empty()) return std::nullopt;
  return GuidedOrganization{.kind = static_cast<OrganizationKind>(found[0]["kind"].as<int>()),
                            .stands = found[0]["stands"].as<bool>()};
}

}  // namespace xinqiao::registry
