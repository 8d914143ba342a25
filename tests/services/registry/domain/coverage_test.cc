#include "services/registry/domain/coverage.h"

#include <gtest/gtest.h>

namespace xinqiao::registry {
namespace {

TEST(CoverageTest, TheSumIsTheScopeAndAllItsChildren) {
  const CoverageFigures own = {.organizations = 1,
                               .organizations_expected = 2,
                               .organizations_registered = 2,
                               .posts = 3,
                               .posts_expected = 4,
                               .posts_registered = 3,
                               .without_administrator = 0,
                               .posts_without_account = 1,
                               .stale = 1};
  const CoverageFigures child = {.organizations = 10,
                                 .organizations_expected = 20,
                                 .organizations_registered = 9,
                                 .posts = 30,
                                 .posts_expected = 40,
                                 .posts_registered = 29,
                                 .without_administrator = 5,
                                 .posts_without_account = 10,
                                 .stale = 2};
  const Coverage coverage = CoverageOf(
      own, {{.organization_id = "a", .figures = child}, {.organization_id = "b", .figures = own}});
  EXPECT_EQ(coverage.sum, (CoverageFigures{.organizations = 12,
                                           .organizations_expected = 24,
                                           .organizations_registered = 13,
                                           .posts = 36,
                                           .posts_expected = 48,
                                           .posts_registered = 35,
                                           .without_administrator = 5,
                                           .posts_without_account = 12,
                                           .stale = 4}));
  EXPECT_EQ(coverage.children.size(), 2U);
}

}  // namespace
}  // namespace xinqiao::registry
