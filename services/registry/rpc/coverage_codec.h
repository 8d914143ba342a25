// Expectations and coverage, as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_COVERAGE_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_COVERAGE_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/app/coverage_store.h"
#include "services/registry/app/coverages.h"
#include "services/registry/domain/coverage.h"
#include "xinqiao/registry/v1/coverage_service.pb.h"

namespace xinqiao::registry {

// Each checks every field and fails with every violation at once.
absl::StatusOr<Coverages::Saying> Decode(const v1::SetExpectationRequest& request);
absl::StatusOr<std::string> Decode(const v1::ListExpectationsRequest& request);  // The id.
absl::StatusOr<Coverages::Confirmation> Decode(const v1::ConfirmOrganizationRequest& request);
absl::StatusOr<Coverages::Query> Decode(const v1::GetCoverageRequest& request);

v1::Expectation Encode(const Expectation& expectation);
v1::ListExpectationsResponse Encode(const std::vector<Expectation>& expectations);
v1::Coverage Encode(const Coverages::Report& report);

// What main() hands to the store.
CoverageEncoders StoreCoverageEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_COVERAGE_CODEC_H_
