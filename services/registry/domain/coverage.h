// How complete the registry is: what there should be against what there is.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_COVERAGE_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_COVERAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/registry/domain/organization.h"

namespace xinqiao::registry {

// How many there should be of something in one organization.
struct Expectation {
  std::optional<OrganizationKind> kind;  // Children of this kind; posts if unset.
  int count = 0;

  friend bool operator==(const Expectation&, const Expectation&) = default;
};

// Figures of one subtree on a day; coverage_service.proto says what each is.
struct CoverageFigures {
  int64_t organizations = 0;
  int64_t organizations_expected = 0;
  int64_t organizations_registered = 0;
  int64_t posts = 0;
  int64_t posts_expected = 0;
  int64_t posts_registered = 0;
  int64_t without_administrator = 0;
  int64_t posts_without_account = 0;
  int64_t stale = 0;

  CoverageFigures& operator+=(const CoverageFigures& other);
  friend bool operator==(const CoverageFigures&, const CoverageFigures&) = default;
};

// The figures of a direct child with all below.
struct CoverageOfChild {
  std::string organization_id;
  std::string display_name;
  CoverageFigures figures;

  friend bool operator==(const CoverageOfChild&, const CoverageOfChild&) = default;
};

struct Coverage {
  CoverageFigures sum;  // The scope itself included.
  std::vector<CoverageOfChild> children;

  friend bool operator==(const Coverage&, const Coverage&) = default;
};

// The coverage of a scope whose own figures, without its children's, are `own`.
Coverage CoverageOf(const CoverageFigures& own, std::vector<CoverageOfChild> children);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_COVERAGE_H_
