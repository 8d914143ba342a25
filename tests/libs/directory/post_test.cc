#include "libs/directory/post.h"

#include <gtest/gtest.h>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::directory {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kDomain[] = "contacts.xinqiao";
constexpr char kOrganization[] = "organization-1";
constexpr char kPost[] = "post-1";

Post April() {
  return {.name = {.organization_id = kOrganization, .post_id = kPost},
          .log = "log-1",
          .valid = {.first = Day("2017-04-01"), .end = Day("2017-05-01")}};
}

TEST(PostTest, IsHeldFromItsFirstDayUpToItsEnd) {
  const PostName name = April().name;
  EXPECT_THAT(CheckPost(April(), name, Day("2017-03-31"), kDomain), FailsWith("POST_NOT_VALID"));
  EXPECT_THAT(CheckPost(April(), name, Day("2017-04-01"), kDomain), IsOk());
  EXPECT_THAT(CheckPost(April(), name, Day("2017-04-30"), kDomain), IsOk());
  EXPECT_THAT(CheckPost(April(), name, Day("2017-05-01"), kDomain), FailsWith("POST_NOT_VALID"));
}

TEST(PostTest, IsUnknownUnderAnotherOrganizationsName) {
  EXPECT_THAT(CheckPost(std::nullopt, April().name, Day("2017-04-01"), kDomain),
              FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(CheckPost(April(), {.organization_id = "organization-2", .post_id = kPost},
                        Day("2017-04-01"), kDomain),
              FailsWith("POST_UNKNOWN"));
}

TEST(PostTest, IsRefusedInTheNameOfTheServiceThatAsks) {
  const absl::Status unknown = CheckPost(std::nullopt, April().name, Day("2017-04-01"), kDomain);
  EXPECT_EQ(unknown, MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "POST_UNKNOWN"},
                               "the post is not known"));
  const absl::Status ended = CheckPost(April(), April().name, Day("2017-05-01"), "wishes.xinqiao");
  EXPECT_EQ(ended,
            MakeError(absl::StatusCode::kFailedPrecondition, {"wishes.xinqiao", "POST_NOT_VALID"},
                      "the post is not held on 2017-05-01", {{"day", "2017-05-01"}}));
}

}  // namespace
}  // namespace xinqiao::directory
