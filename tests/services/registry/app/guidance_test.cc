#include "services/registry/app/guidance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_guidance_store.h"
#include "tests/support/fakes/fake_ids.h"
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

const PostKey kCadre = {.organization_id = "county", .post_id = "cadre"};
const PostKey kSecretary = {.organization_id = "school", .post_id = "secretary"};

// A cadre of a county; under it a school, which has a secretary and a class,
// and another class that is not below the school.
class GuidanceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Stand("county", OrganizationKind::kCountyCommittee, "");
    Stand("school", OrganizationKind::kBaseCommittee, "county");
    Stand("class", OrganizationKind::kBranch, "school");
    Stand("village", OrganizationKind::kBranch, "county");
    Hold(kCadre, "干事");
    Hold(kSecretary, "团委书记");
  }

  void Stand(const std::string& id, OrganizationKind kind, const std::string& parent_id) {
    memory_.organizations[id] = {
        .identity = {.organization_id = id, .kind = kind},
        .versions = {
            {.validity = {.first = Day("2015-09-01"), .end = kOpenEnd}, .parent_id = parent_id}}};
  }

  void Hold(const PostKey& key, const std::string& title) {
    memory_.posts[key.post_id] = {.post_id = key.post_id,
                                  .organization_id = key.organization_id,
                                  .title = title,
                                  .validity = {.first = Day("2016-03-01"), .end = kOpenEnd}};
  }

  static NewGuidanceLink Base(const std::string& request_id, const std::string& branch_id) {
    return {.request_id = request_id,
            .post = kCadre,
            .guided = GuidedBase{.committee_id = "school", .branch_id = branch_id},
            .valid_from = Day("2017-04-01")};
  }

  xinqiao::testing::RegistryMemory memory_;
  xinqiao::testing::FakeGuidanceStore store_{memory_, xinqiao::testing::GuidanceTextEncoders()};
  xinqiao::testing::FakeClock clock_{absl::FromUnixSeconds(1491008400)};
  xinqiao::testing::FakeIds ids_;
  Guidance guidance_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(GuidanceTest, ACadreGuidesOneBaseAndOneBranchInsideIt) {
  EXPECT_THAT(guidance_.CreateGuidanceLink({}, Base("r1", "village")), FailsWith("NOT_IN_SUBTREE"));
  const auto first = guidance_.CreateGuidanceLink({}, Base("r2", "class"));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(guidance_.CreateGuidanceLink({}, Base("r2", "class")), IsOkAndHolds(*first));
  EXPECT_THAT(guidance_.CreateGuidanceLink({}, Base("r3", "class")), FailsWith("GUIDANCE_EXISTS"));
  const auto page = guidance_.ListGuidanceLinks({}, {.post = kCadre});
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->items, SizeIs(1));
  const GuidanceLink& link = page->items[0];
  EXPECT_EQ(link,
            (GuidanceLink{.guidance_link_id = link.guidance_link_id,
                          .post = kCadre,
                          .guided = GuidedBase{.committee_id = "school", .branch_id = "class"},
                          .validity = {.first = Day("2017-04-01"), .end = kOpenEnd},
                          .create_time = clock_.Now()}));
}

TEST_F(GuidanceTest, ACadreGuidesSecretariesBesides) {
  ASSERT_THAT(guidance_.CreateGuidanceLink({}, Base("r1", "class")), IsOk());
  const NewGuidanceLink secretary{
      .request_id = "r2", .post = kCadre, .guided = kSecretary, .valid_from = Day("2017-04-01")};
  EXPECT_THAT(guidance_.CreateGuidanceLink({}, secretary), IsOk());
  Hold({.organization_id = "school", .post_id = "deputy"}, "团委副书记");
  NewGuidanceLink deputy = secretary;
  deputy.request_id = "r3";
  deputy.guided = PostKey{.organization_id = "school", .post_id = "deputy"};
  EXPECT_THAT(guidance_.CreateGuidanceLink({}, deputy), FailsWith("NOT_GUIDABLE"));
}

TEST_F(GuidanceTest, AGuidanceEndsOnceAndMakesRoomForAnother) {
  ASSERT_THAT(guidance_.CreateGuidanceLink({}, Base("r1", "class")), IsOk());
  const GuidanceLinkKey key{.post = kCadre,
                            .guidance_link_id = memory_.links.begin()->second.guidance_link_id};
  ASSERT_THAT(guidance_.EndGuidanceLink(
                  {}, {.request_id = "r2", .key = key, .valid_to = Day("2017-06-01")}),
              IsOk());
  EXPECT_THAT(guidance_.EndGuidanceLink(
                  {}, {.request_id = "r3", .key = key, .valid_to = Day("2017-06-02")}),
              FailsWith("GUIDANCE_ENDED"));
  NewGuidanceLink next = Base("r4", "class");
  next.valid_from = Day("2017-06-01");
  EXPECT_THAT(guidance_.CreateGuidanceLink({}, next), IsOk());
}

}  // namespace
}  // namespace xinqiao::registry
