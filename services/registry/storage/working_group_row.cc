#include "services/registry/storage/working_group_row.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/post_row.h"

namespace xinqiao::registry {
namespace {

absl::CivilDay DayFrom(const std::string& text) {
  absl::CivilDay day = kOpenEnd;
  if (!text.empty()) absl::ParseCivilTime(text, &day);
  return day;
}

std::vector<WorkingGroupMember> MembersFrom(const pqxx::row& row) {
  const std::vector<std::string> post_ids = pg::ArrayFrom(row["post_ids"]);
  const std::vector<std::string> organization_ids = pg::ArrayFrom(row["organization_ids"]);
  const std::vector<std::string> first_days = pg::ArrayFrom(row["first_days"]);
  const std::vector<std::string> ends = pg::ArrayFrom(row["ends"]);
  std::vector<WorkingGroupMember> members;
  for (size_t i = 0; i < post_ids.size(); ++i) {
    members.push_back({.post = {.organization_id = organization_ids[i], .post_id = post_ids[i]},
                       .validity = {.first = DayFrom(first_days[i]), .end = DayFrom(ends[i])}});
  }
  return members;
}

}  // namespace

WorkingGroup WorkingGroupFrom(const pqxx::row& row) {
  WorkingGroup group{
      .working_group_id = row["working_group_id"].as<std::string>(),
      .organization_id = row["organization_id"].as<std::string>(),
      .display_name = row["display_name"].as<std::string>(),
      .purpose = row["purpose"].as<std::string>(),
      .leader = {.organization_id = row["leader_organization_id"].as<std::string>(),
                 .post_id = row["leader_post_id"].as<std::string>()},
      .members = MembersFrom(row),
      .validity = ValidityFrom(row),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
  // A reorganization ends a group without touching its members.
  return WithMembersWithin(std::move(group));
}

}  // namespace xinqiao::registry
