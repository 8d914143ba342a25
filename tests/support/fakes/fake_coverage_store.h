// A coverage store in memory, for tests of use cases and handlers.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_COVERAGE_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_COVERAGE_STORE_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/coverage_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/request_memory.h"

namespace xinqiao::testing {

// Keeps what is said of the organizations it knows; the coverage is what a test
// sets. Not thread-safe. Held to the same contract as the store in PostgreSQL by
// coverage_store_contract.h.
class FakeCoverageStore final : public registry::CoverageStore {
 public:
  FakeCoverageStore(registry::CoverageEncoders encoders, std::set<std::string> organizations)
      : encoders_(std::move(encoders)), organizations_(std::move(organizations)) {}

  absl::StatusOr<Answer> SetExpectation(const Call& call, const registry::Write& write,
                                        const std::string& organization_id,
                                        const registry::Expectation& expectation) override {
    return Once(call, write, organization_id, [&] {
      // Posts come last.
      const int place = expectation.kind.has_value() ? static_cast<int>(*expectation.kind) : 1000;
      expectations_[organization_id][place] = expectation;
      return encoders_.expectation(expectation);
    });
  }

  absl::StatusOr<std::vector<registry::Expectation>> ListExpectations(
      const Call&, const std::string& organization_id) override {
    if (!organizations_.contains(organization_id)) {
      return registry::errors::OrganizationNotFound(organization_id);
    }
    std::vector<registry::Expectation> result;
    for (const auto& [place, each] : expectations_[organization_id]) result.push_back(each);
    return result;
  }

  absl::StatusOr<Answer> ConfirmOrganization(const Call& call, const registry::Write& write,
                                             const std::string& organization_id) override {
    return Once(call, write, organization_id, [&] { return encoders_.confirmation(write.time); });
  }

  absl::StatusOr<registry::Coverage> GetCoverage(const Call&,
                                                 const registry::CoverageQuery& query) override {
    query_ = query;
    if (!organizations_.contains(query.scope_id)) {
      return registry::errors::OrganizationNotFound(query.scope_id);
    }
    return coverage_;
  }

  void Register(const std::string& organization_id) { organizations_.insert(organization_id); }

  void set_coverage(registry::Coverage coverage) { coverage_ = std::move(coverage); }

  // What was asked last.
  const registry::CoverageQuery& query() const { return query_; }

 private:
  template <typename Body>
  absl::StatusOr<Answer> Once(const Call& call, const registry::Write& write,
                              const std::string& organization_id, Body body) {
    return requests_.Once(call, write.request_id, [&]() -> absl::StatusOr<Answer> {
      if (!organizations_.contains(organization_id)) {
        return registry::errors::OrganizationNotFound(organization_id);
      }
      return Answer{.bytes = body()};
    });
  }

  const registry::CoverageEncoders encoders_;
  std::set<std::string> organizations_;
  std::map<std::string, std::map<int, registry::Expectation>> expectations_;
  RequestMemory requests_;
  registry::Coverage coverage_;
  registry::CoverageQuery query_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_COVERAGE_STORE_H_
