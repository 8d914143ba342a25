#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/rpc/post_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

class PostServiceTest : public PostServicesTest {};

TEST_F(PostServiceTest, APhoneIsMaskedInEveryAnswer) {
  const v1::CreatePersonRequest request = PersonRequest();
  const auto person = Create(request);
  ASSERT_THAT(person, IsOk());
  EXPECT_EQ(person->phone(), "199******11");
  EXPECT_EQ(person->user_name(), "zhang.zhibin");
  v1::GetPersonRequest get;
  get.set_name(person->name());
  const auto got = Call(&v1::PersonService::Stub::GetPerson, get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->SerializeAsString(), person->SerializeAsString());
  EXPECT_EQ(Create(request)->SerializeAsString(), person->SerializeAsString());
  EXPECT_THAT(Create(PersonRequest()), FailsWith("PHONE_IN_USE"));
  v1::CreatePersonRequest same_name = PersonRequest();
  same_name.mutable_person()->clear_phone();
  EXPECT_THAT(Create(same_name), FailsWith("USER_NAME_IN_USE"));
  EXPECT_THAT(memory_.events, IsEmpty());
}

TEST_F(PostServiceTest, EveryWrongFieldOfAPersonIsNamedAtOnce) {
  v1::CreatePersonRequest request;
  request.mutable_person()->set_phone("123");
  request.mutable_person()->set_user_name("Zhang");
  EXPECT_THAT(WrongFields(Create(request).status()),
              ElementsAre("request_id", "person.display_name", "person.phone", "person.user_name"));
}

TEST_F(PostServiceTest, APostIsFilledAndEnded) {
  const auto person = Create(PersonRequest());
  ASSERT_THAT(person, IsOk());
  v1::CreatePostRequest request = PostRequest(kSchool, person->name());
  request.mutable_post()->set_leadership(true);
  request.mutable_post()->set_rank_class(v1::RANK_CLASS_SECTION_OR_ABOVE);
  request.mutable_post()->set_managing_organization(kCity);
  request.mutable_post()->set_administrator(true);
  const auto post = Create(request);
  ASSERT_THAT(post, IsOk());
  EXPECT_THAT(post->name(), StartsWith(absl::StrCat(kSchool, "/posts/")));
  EXPECT_EQ(post->rank_class(), v1::RANK_CLASS_SECTION_OR_ABOVE);
  EXPECT_EQ(post->managing_organization(), kCity);
  EXPECT_TRUE(post->administrator());
  EXPECT_EQ(LastEvent().post_created().SerializeAsString(), post->SerializeAsString());
  EXPECT_THAT(memory_.events.back(), Not(HasSubstr("张知斌")));
  EXPECT_THAT(Create(PostRequest(kSchool, person->name())), FailsWith("POST_EXISTS"));

  v1::EndPostRequest end;
  end.set_request_id(RequestId());
  end.set_name(post->name());
  end.set_valid_to("2017-05-20");
  const auto ended = Call(&v1::PostService::Stub::EndPost, end);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->valid_to(), "2017-05-20");
  EXPECT_EQ(LastEvent().post_ended().SerializeAsString(), ended->SerializeAsString());
  end.set_request_id(RequestId());
  EXPECT_THAT(Call(&v1::PostService::Stub::EndPost, end), FailsWith("POST_ENDED"));

  v1::GetPostRequest get;
  get.set_name(post->name());
  EXPECT_EQ(Call(&v1::PostService::Stub::GetPost, get)->valid_to(), "2017-05-20");
  v1::ListPostsRequest list;
  list.set_parent(kSchool);
  EXPECT_THAT(Call(&v1::PostService::Stub::ListPosts, list)->posts(), SizeIs(1));
}

TEST_F(PostServiceTest, EveryWrongFieldOfAPostIsNamedAtOnce) {
  v1::CreatePostRequest request = PostRequest(kSchool, "people/1");
  request.mutable_post()->set_valid_to("2016-03-01");
  request.mutable_post()->set_rank_class(static_cast<v1::RankClass>(3));
  request.mutable_post()->set_managing_organization("organizations/1");
  request.mutable_post()->clear_appointment_type();
  EXPECT_THAT(WrongFields(Create(request).status()),
              ElementsAre("post.valid_to", "post.person", "post.appointment_type",
                          "post.rank_class", "post.managing_organization"));
  request = PostRequest(kSchool, kNobody);
  request.mutable_post()->set_valid_to("2016-03-02");
  EXPECT_THAT(Create(request), FailsWith("PERSON_UNKNOWN"));
}

TEST_F(PostServiceTest, PostsAreListedInPagesOfTheirOrganization) {
  const std::string first = Post(kSchool);
  const std::string second = Post(kSchool);
  v1::ListPostsRequest list;
  list.set_parent(kSchool);
  list.set_page_size(1);
  const auto page = Call(&v1::PostService::Stub::ListPosts, list);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->posts(), SizeIs(1));
  EXPECT_EQ(page->posts(0).name(), first);
  list.set_page_token(page->next_page_token());
  EXPECT_EQ(Call(&v1::PostService::Stub::ListPosts, list)->posts(0).name(), second);
  list.set_parent(kCity);
  EXPECT_THAT(WrongFields(Call(&v1::PostService::Stub::ListPosts, list).status()),
              ElementsAre("page_token"));
}

}  // namespace
}  // namespace xinqiao::registry
