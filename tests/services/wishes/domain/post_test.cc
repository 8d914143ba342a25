#include "services/wishes/domain/post.h"

#include <gtest/gtest.h>

#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::wishes {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kOrganization[] = "organization-1";
constexpr char kPost[] = "post-1";

Post April() {
  return {.name = {.organization_id = kOrganization, .post_id = kPost},
          .log = "log-1",
          .valid = {.first = Day("2017-04-01"), .end = Day("2017-05-01")}};
}

TEST(PostTest, IsHeldFromItsFirstDayUpToItsEnd) {
  const PostName name = April().name;
  EXPECT_THAT(CheckPost(April(), name, Day("2017-03-31")), FailsWith("POST_NOT_VALID"));
  EXPECT_THAT(CheckPost(April(), name, Day("2017-04-01")), IsOk());
  EXPECT_THAT(CheckPost(April(), name, Day("2017-04-30")), IsOk());
  EXPECT_THAT(CheckPost(April(), name, Day("2017-05-01")), FailsWith("POST_NOT_VALID"));
}

TEST(PostTest, IsUnknownUnderAnotherOrganizationsName) {
  EXPECT_THAT(CheckPost(std::nullopt, April().name, Day("2017-04-01")), FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(CheckPost(April(), {.organization_id = "organization-2", .post_id = kPost},
                        Day("2017-04-01")),
              FailsWith("POST_UNKNOWN"));
}

}  // namespace
}  // namespace xinqiao::wishes
