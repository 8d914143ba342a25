// Where registry keeps what there should be, and counts what there is.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_COVERAGE_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_COVERAGE_STORE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/coverage.h"

namespace xinqiao::registry {

// Which subtree to count, and when.
struct CoverageQuery {
  std::string scope_id;
  absl::CivilDay day;
  absl::Time stale_before;  // An organization is stale if all is older.
};

// What a store is made with.
struct CoverageEncoders {
  Encoder<Expectation> expectation;
  Encoder<absl::Time> confirmation;
};

// Persists expectations and confirmations. Each method is one transaction.
// Thread-safe. In every write a repeated request returns the first answer.
class CoverageStore {
 public:
  virtual ~CoverageStore() = default;

  // ORGANIZATION_NOT_FOUND; so do the others.
  virtual absl::StatusOr<Answer> SetExpectation(const Call& call, const Write& write,
                                                const std::string& organization_id,
                                                const Expectation& expectation) = 0;

  // By kind, posts last.
  virtual absl::StatusOr<std::vector<Expectation>> ListExpectations(
      const Call& call, const std::string& organization_id) = 0;

  // The answer is the time of the first.
  virtual absl::StatusOr<Answer> ConfirmOrganization(const Call& call, const Write& write,
                                                     const std::string& organization_id) = 0;

  virtual absl::StatusOr<Coverage> GetCoverage(const Call& call, const CoverageQuery& query) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_COVERAGE_STORE_H_
