#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/rpc/post_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

class GuidanceServiceTest : public PostServicesTest {};

TEST_F(GuidanceServiceTest, ACadreGuidesABaseAndSecretaries) {
  const std::string cadre = Post(kCity);
  v1::CreateGuidanceLinkRequest base = GuidanceRequest(cadre);
  base.mutable_guidance_link()->mutable_base()->set_committee(kSchool);
  base.mutable_guidance_link()->mutable_base()->set_branch(kClass);
  const auto link = Create(base);
  ASSERT_THAT(link, IsOk());
  EXPECT_THAT(link->name(), StartsWith(absl::StrCat(cadre, "/guidanceLinks/")));
  EXPECT_EQ(link->base().branch(), kClass);
  EXPECT_EQ(LastEvent().guidance_link_created().SerializeAsString(), link->SerializeAsString());
  base.set_request_id(RequestId());
  EXPECT_THAT(Create(base), FailsWith("GUIDANCE_EXISTS"));

  const std::string secretary = Post(kSchool);
  v1::CreateGuidanceLinkRequest post = GuidanceRequest(cadre);
  post.mutable_guidance_link()->set_guided_post(secretary);
  const auto post_link = Create(post);
  ASSERT_THAT(post_link, IsOk());
  EXPECT_EQ(post_link->guided_post(), secretary);

  v1::EndGuidanceLinkRequest end;
  end.set_request_id(RequestId());
  end.set_name(link->name());
  end.set_valid_to("2017-06-01");
  const auto ended = Call(&v1::GuidanceService::Stub::EndGuidanceLink, end);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->valid_to(), "2017-06-01");
  EXPECT_EQ(LastEvent().guidance_link_ended().SerializeAsString(), ended->SerializeAsString());

  v1::ListGuidanceLinksRequest list;
  list.set_parent(cadre);
  const auto page = Call(&v1::GuidanceService::Stub::ListGuidanceLinks, list);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->guidance_links(), SizeIs(2));
  EXPECT_EQ(page->guidance_links(0).SerializeAsString(), ended->SerializeAsString());
}

TEST_F(GuidanceServiceTest, EveryWrongFieldOfAGuidanceIsNamedAtOnce) {
  const std::string cadre = Post(kCity);
  v1::CreateGuidanceLinkRequest request = GuidanceRequest(cadre);
  request.mutable_guidance_link()->clear_valid_from();
  EXPECT_THAT(WrongFields(Create(request).status()),
              ElementsAre("guidance_link.guided", "guidance_link.valid_from"));
  request = GuidanceRequest(cadre);
  request.mutable_guidance_link()->mutable_base()->set_committee("organizations/1");
  EXPECT_THAT(WrongFields(Create(request).status()),
              ElementsAre("guidance_link.base.committee", "guidance_link.base.branch"));
  request = GuidanceRequest(cadre);
  request.mutable_guidance_link()->set_guided_post(cadre);
  EXPECT_THAT(WrongFields(Create(request).status()), ElementsAre("guidance_link.guided_post"));
}

}  // namespace
}  // namespace xinqiao::registry
