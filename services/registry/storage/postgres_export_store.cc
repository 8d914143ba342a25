#include "services/registry/storage/postgres_export_store.h"

#include <pqxx/pqxx>

#include "libs/calendar/period.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

ExportedPost ExportedPostFrom(const pqxx::row& row) {
  return {
      .key = row["key"].as<std::string>(),
      .post = {.post_id = row["post_id"].as<std::string>(),
               .organization_id = row["organization_id"].as<std::string>(),
               .person_id = row["person_id"].as<std::string>(),
               .title = row["title"].as<std::string>(),
               .appointment_type = static_cast<AppointmentType>(row["appointment_type"].as<int>()),
               .leadership = row["leadership"].as<bool>(),
               .rank_class = static_cast<RankClass>(row["rank_class"].as<int>()),
               .managing_organization_id = pg::TextFrom(row["managing_organization_id"]),
               .administrator = row["administrator"].as<bool>(),
               .validity = {.first = pg::DayFrom(row["valid_from"]),
                            .end = row["valid_to"].is_null() ? kOpenEnd
                                                             : pg::DayFrom(row["valid_to"])},
               .create_time = pg::TimeFromMicros(row["create_micros"])},
      .person_key = row["person_key"].as<std::string>(),
      .person = {.person_id = row["person_id"].as<std::string>(),
                 .display_name = row["display_name"].as<std::string>(),
                 .user_name = pg::TextFrom(row["user_name"]),
                 .create_time = pg::TimeFromMicros(row["person_create_micros"])},
  };
}

}  // namespace

absl::StatusOr<std::vector<ExportedPost>> PostgresExportStore::ListPostsInOffice(
    const Call& call, const std::vector<std::string>& organization_ids, absl::CivilDay day) {
  using Found = absl::StatusOr<std::vector<ExportedPost>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<ExportedPost> posts;
    for (const pqxx::row& row :
         tx.exec_params(sql::kListPostsInOffice, pg::ToArray(organization_ids), pg::ToText(day))) {
      posts.push_back(ExportedPostFrom(row));
    }
    return posts;
  });
}

}  // namespace xinqiao::registry
