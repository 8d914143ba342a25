#include "services/registry/storage/guidance_link_row.h"

#include <string>

#include "libs/pg/time.h"
#include "services/registry/storage/post_row.h"

namespace xinqiao::registry {
namespace {

Guided GuidedFrom(const pqxx::row& row) {
  if (row["guided_post_id"].is_null()) {
    return GuidedBase{.committee_id = row["committee_id"].as<std::string>(),
                      .branch_id = row["branch_id"].as<std::string>()};
  }
  return PostKey{.organization_id = row["guided_organization_id"].as<std::string>(),
                 .post_id = row["guided_post_id"].as<std::string>()};
}

}  // namespace

GuidanceLink GuidanceLinkFrom(const pqxx::row& row) {
  return {
      .guidance_link_id = row["guidance_link_id"].as<std::string>(),
      .post = {.organization_id = row["organization_id"].as<std::string>(),
               .post_id = row["post_id"].as<std::string>()},
      .guided = GuidedFrom(row),
      .validity = ValidityFrom(row),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
}

}  // namespace xinqiao::registry
