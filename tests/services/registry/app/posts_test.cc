#include "services/registry/app/posts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_post_store.h"
#include "tests/support/fakes/post_encoders.h"
#include "tests/support/fakes/registry_memory.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// A school, a community and a county that stand since September 2015, and one
// person.
class PostsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* id : {"school", "community", "county"}) {
      memory_.organizations[id] = {
          .identity = {.organization_id = id},
          .versions = {{.validity = {.first = Day("2015-09-01"), .end = kOpenEnd}}}};
    }
    memory_.people["person"] = {.person_id = "person"};
  }

  static NewPost Draft(const std::string& request_id) {
    return {.request_id = request_id,
            .organization_id = "school",
            .person_id = "person",
            .title = "团委书记",
            .validity = {.first = Day("2016-03-01"), .end = kOpenEnd}};
  }

  Post OnlyPost() {
    const auto page = posts_.ListPosts({}, {.organization_id = "school"});
    EXPECT_THAT(page, IsOk());
    EXPECT_THAT(page->items, SizeIs(1));
    return page->items.front();
  }

  xinqiao::testing::RegistryMemory memory_;
  xinqiao::testing::FakePostStore store_{memory_, xinqiao::testing::PostTextEncoders()};
  xinqiao::testing::FakeClock clock_{absl::FromUnixSeconds(1491008400)};
  xinqiao::testing::FakeIds ids_;
  Posts posts_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(PostsTest, FillsAPost) {
  ASSERT_THAT(posts_.CreatePost({}, Draft("r1")), IsOk());
  const Post post = OnlyPost();
  EXPECT_EQ(post.person_id, "person");
  EXPECT_EQ(post.create_time, clock_.Now());
  EXPECT_THAT(posts_.GetPost({}, {.organization_id = "school", .post_id = post.post_id}),
              IsOkAndHolds(post));
}

TEST_F(PostsTest, TheRuleOfAppointmentsIsAsked) {
  NewPost early = Draft("r1");
  early.validity.first = Day("2015-08-31");
  EXPECT_THAT(posts_.CreatePost({}, early), FailsWith("ORGANIZATION_NOT_VALID"));
  NewPost stranger = Draft("r2");
  stranger.person_id = "stranger";
  EXPECT_THAT(posts_.CreatePost({}, stranger), FailsWith("PERSON_UNKNOWN"));
  NewPost managed = Draft("r3");
  managed.managing_organization_id = "nowhere";
  EXPECT_THAT(posts_.CreatePost({}, managed), FailsWith("ORGANIZATION_NOT_VALID"));
}

TEST_F(PostsTest, KeepsEverythingThatIsSaidOfAPost) {
  NewPost draft = Draft("r1");
  draft.appointment_type = AppointmentType::kSeconded;
  draft.leadership = true;
  draft.rank_class = RankClass::kSectionOrAbove;
  draft.managing_organization_id = "county";
  draft.administrator = true;
  draft.validity.end = Day("2018-03-01");
  ASSERT_THAT(posts_.CreatePost({}, draft), IsOk());
  const Post post = OnlyPost();
  EXPECT_EQ(post, (Post{.post_id = post.post_id,
                        .organization_id = "school",
                        .person_id = "person",
                        .title = "团委书记",
                        .appointment_type = AppointmentType::kSeconded,
                        .leadership = true,
                        .rank_class = RankClass::kSectionOrAbove,
                        .managing_organization_id = "county",
                        .administrator = true,
                        .validity = draft.validity,
                        .create_time = clock_.Now()}));
}

// CAD-05: a full-time cadre is deputy secretary of a branch at home, too.
TEST_F(PostsTest, OnePersonHoldsPostsInSeveralSubtreesAtOnce) {
  ASSERT_THAT(posts_.CreatePost({}, Draft("r1")), IsOk());
  NewPost at_home = Draft("r2");
  at_home.organization_id = "community";
  at_home.title = "团支部副书记";
  EXPECT_THAT(posts_.CreatePost({}, at_home), IsOk());
  NewPost another_title = Draft("r3");
  another_title.title = "组织部部长";
  EXPECT_THAT(posts_.CreatePost({}, another_title), IsOk());
  EXPECT_THAT(posts_.CreatePost({}, Draft("r4")), FailsWith("POST_EXISTS"));
}

TEST_F(PostsTest, APostIsFoundInItsOrganizationOnly) {
  ASSERT_THAT(posts_.CreatePost({}, Draft("r1")), IsOk());
  EXPECT_THAT(posts_.GetPost({}, {.organization_id = "other", .post_id = OnlyPost().post_id}),
              FailsWith("POST_NOT_FOUND"));
}

TEST_F(PostsTest, APostEndsOnceAndARetryHearsTheSame) {
  ASSERT_THAT(posts_.CreatePost({}, Draft("r1")), IsOk());
  const PostKey key{.organization_id = "school", .post_id = OnlyPost().post_id};
  const auto ended =
      posts_.EndPost({}, {.request_id = "r2", .key = key, .valid_to = Day("2017-05-20")});
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(OnlyPost().validity.end, Day("2017-05-20"));
  EXPECT_THAT(posts_.EndPost({}, {.request_id = "r2", .key = key, .valid_to = Day("2017-05-20")}),
              IsOkAndHolds(*ended));
  EXPECT_THAT(posts_.EndPost({}, {.request_id = "r3", .key = key, .valid_to = Day("2017-05-21")}),
              FailsWith("POST_ENDED"));
}

}  // namespace
}  // namespace xinqiao::registry
