#include "services/registry/feed/tree_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/services/registry/app/tree_scene.h"
#include "tests/services/registry/feed/tree_events.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

absl::StatusCode CodeOf(const v1::Event& event) {
  OrganizationTree::Change change;
  return AddEvent(event.SerializeAsString(), change).code();
}

TEST(TreeCodecTest, ReadsWhatWasCreated) {
  Organization school = School(4, 2, "西安大学团委");
  school.identity.ledger_root = true;
  school.identity.leading_body = true;
  school.identity.log = Id(4);
  school.identity.codes = {{CodeScheme::kSchool, "10697"}, {CodeScheme::kExternal, "univ-1"}};
  school.identity.many_youth = ManyYouth{true, "五千名学生", Day("2016-09-01")};
  school.version.reorganization_id = Id(70);
  OrganizationTree::Change change;
  ASSERT_THAT(AddEvent(CreatedEvent(school), change), IsOk());
  ASSERT_THAT(AddEvent(CreatedEvent(Province(1)), change), IsOk());
  EXPECT_THAT(change.created, ElementsAre(school, Province(1)));
}

TEST(TreeCodecTest, ReadsWhatChanged) {
  OrganizationHistory history = History(
      4, {{.parent = 2, .name = "甲"}, {"2017-01-01", 3, "乙"}, {"2018-01-01", 2, "乙", true}});
  history.versions[1].reorganization_id = Id(70);
  OrganizationTree::Change change;
  ASSERT_THAT(AddEvent(ChangedEvent(history), change), IsOk());
  EXPECT_THAT(change.changed, ElementsAre(history));
}

TEST(TreeCodecTest, ReadsPostsAndTheirEnds) {
  const PostSpan open = {Id(8), Id(4), {Day("2017-01-01"), kOpenEnd}};
  const PostSpan ended = {Id(8), Id(4), {Day("2017-01-01"), Day("2018-01-01")}};
  OrganizationTree::Change change;
  ASSERT_THAT(AddEvent(PostCreatedEvent(open), change), IsOk());
  ASSERT_THAT(AddEvent(PostEndedEvent(ended), change), IsOk());
  ASSERT_EQ(change.posts.size(), 2U);
  EXPECT_EQ(change.posts[0].post_id, Id(8));
  EXPECT_EQ(change.posts[0].organization_id, Id(4));
  EXPECT_EQ(change.posts[0].validity, open.validity);
  EXPECT_EQ(change.posts[1].validity, ended.validity);
}

TEST(TreeCodecTest, ReadsDecisions) {
  v1::Event event;
  event.mutable_many_youth_set()->set_organization(NameOf(Id(4)));
  v1::ManyYouth& many_youth = *event.mutable_many_youth_set()->mutable_many_youth();
  many_youth.set_many(true);
  many_youth.set_reason("五千名学生");
  many_youth.set_from_day("2016-09-01");
  OrganizationTree::Change change;
  ASSERT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  EXPECT_THAT(change.many_youth,
              ElementsAre(std::pair(Id(4), ManyYouth{true, "五千名学生", Day("2016-09-01")})));
  many_youth.set_from_day("2016-9-1");
  EXPECT_EQ(CodeOf(event), absl::StatusCode::kInternal);
}

TEST(TreeCodecTest, PassesByWhatIsNotOfTheTree) {
  OrganizationTree::Change change;
  v1::Event event;
  EXPECT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  event.mutable_activity_kind_created()->set_name("activityKinds/online.voice");
  EXPECT_THAT(AddEvent(event.SerializeAsString(), change), IsOk());
  // A field of a later contract: number 100, three bytes.
  EXPECT_THAT(AddEvent("\xa2\x06\x03xyz", change), IsOk());
  EXPECT_TRUE(change.created.empty() && change.changed.empty() && change.posts.empty() &&
              change.many_youth.empty());
}

TEST(TreeCodecTest, RefusesWhatIsMalformed) {
  OrganizationTree::Change change;
  EXPECT_EQ(AddEvent("\xff", change).code(), absl::StatusCode::kInternal);
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(CreatedEvent(School(4, 2))));
  for (const char* field : {"name", "parent", "valid_from", "valid_to", "reorganization"}) {
    v1::Event broken = event;
    v1::Organization& created = *broken.mutable_organization_created();
    created.GetReflection()->SetString(&created, created.GetDescriptor()->FindFieldByName(field),
                                       "x");
    EXPECT_EQ(CodeOf(broken), absl::StatusCode::kInternal) << field;
  }
  ASSERT_TRUE(
      event.ParseFromString(PostCreatedEvent({Id(8), Id(4), {Day("2017-01-01"), kOpenEnd}})));
  event.mutable_post_created()->set_name(NameOf(Id(4)));
  EXPECT_EQ(CodeOf(event), absl::StatusCode::kInternal);
  EXPECT_TRUE(change.created.empty());
}

}  // namespace
}  // namespace xinqiao::registry
