// What registry does about its completeness: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_COVERAGES_H_
#define XINQIAO_SERVICES_REGISTRY_APP_COVERAGES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/coverage_store.h"
#include "services/registry/domain/coverage.h"

namespace xinqiao::registry {

// Compares what there should be with what there is. Thread-safe.
class Coverages {
 public:
  // All of it outlives the Coverages.
  struct Deps {
    CoverageStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // What somebody says that there should be.
  struct Saying {
    std::string request_id;
    std::string organization_id;
    Expectation expectation;
  };

  struct Confirmation {
    std::string request_id;
    std::string organization_id;
  };

  struct Query {
    std::string scope_id;
    std::optional<absl::CivilDay> as_of;  // Today if unset.
    int stale_days = 0;
  };

  // A coverage and its day.
  struct Report {
    absl::CivilDay day;
    Coverage coverage;
  };

  explicit Coverages(const Deps& deps) : deps_(deps) {}

  absl::StatusOr<Answer> SetExpectation(const Call& call, Saying saying);
  absl::StatusOr<std::vector<Expectation>> ListExpectations(const Call& call,
                                                            const std::string& organization_id);
  absl::StatusOr<Answer> ConfirmOrganization(const Call& call, Confirmation confirmation);
  absl::StatusOr<Report> GetCoverage(const Call& call, const Query& query);

 private:
  Write NewWrite(std::string request_id);

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_COVERAGES_H_
