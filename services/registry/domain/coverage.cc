#include "services/registry/domain/coverage.h"

#include <utility>

namespace xinqiao::registry {

CoverageFigures& CoverageFigures::operator+=(const CoverageFigures& other) {
  organizations += other.organizations;
  organizations_expected += other.organizations_expected;
  organizations_registered += other.organizations_registered;
  posts += other.posts;
  posts_expected += other.posts_expected;
  posts_registered += other.posts_registered;
  without_administrator += other.without_administrator;
  posts_without_account += other.posts_without_account;
  stale += other.stale;
  return *this;
}

Coverage CoverageOf(const CoverageFigures& own, std::vector<CoverageOfChild> children) {
  Coverage coverage{.sum = own, .children = std::move(children)};
  for (const CoverageOfChild& child : coverage.children) coverage.sum += child.figures;
  return coverage;
}

}  // namespace xinqiao::registry
