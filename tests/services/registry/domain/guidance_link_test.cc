#include "services/registry/domain/guidance_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

using Kind = OrganizationKind;

// A post that is held from 1 March 2016 to the end of 2017.
Post Held(const std::string& title) {
  return {.title = title, .validity = {.first = Day("2016-03-01"), .end = Day("2018-01-01")}};
}

// A cadre guides a committee and its branch, and the secretary of another, from
// 1 April 2017 on.
class GuidanceLinkTest : public ::testing::Test {
 protected:
  GuidanceLink base_{.post = {.organization_id = "county", .post_id = "cadre"},
                     .guided = GuidedBase{.committee_id = "school", .branch_id = "class"},
                     .validity = {.first = Day("2017-04-01"), .end = kOpenEnd}};
  GuidanceFacts base_facts_{
      .post = Held("干事"),
      .base = {.committee = GuidedOrganization{.kind = Kind::kBaseCommittee, .stands = true},
               .branch = GuidedOrganization{.kind = Kind::kBranch, .stands = true},
               .branch_below_committee = true}};
  GuidanceLink post_{.post = base_.post,
                     .guided = PostKey{.organization_id = "mill", .post_id = "secretary"},
                     .validity = base_.validity};
  GuidanceFacts post_facts_{.post = Held("干事"),
                            .guided_post = {.post = Held("团委书记"),
                                            .organization = GuidedOrganization{
                                                .kind = Kind::kBaseCommittee, .stands = true}}};
};

TEST_F(GuidanceLinkTest, ACadreGuidesABaseOrASecretary) {
  EXPECT_THAT(CheckGuidance(base_, base_facts_), IsOk());
  EXPECT_THAT(CheckGuidance(post_, post_facts_), IsOk());
}

TEST_F(GuidanceLinkTest, WhoGuidesIsInOffice) {
  base_.validity.first = Day("2018-01-01");
  EXPECT_THAT(CheckGuidance(base_, base_facts_), FailsWith("POST_NOT_VALID"));
  post_facts_.post.reset();
  EXPECT_THAT(CheckGuidance(post_, post_facts_), FailsWith("POST_NOT_VALID"));
}

TEST_F(GuidanceLinkTest, CommitteeAndBranchStand) {
  GuidanceFacts facts = base_facts_;
  facts.base.committee->stands = false;
  EXPECT_THAT(CheckGuidance(base_, facts), FailsWith("ORGANIZATION_NOT_VALID"));
  facts.base.committee.reset();
  EXPECT_THAT(CheckGuidance(base_, facts), FailsWith("ORGANIZATION_NOT_VALID"));
  facts = base_facts_;
  facts.base.branch->stands = false;
  EXPECT_THAT(CheckGuidance(base_, facts), FailsWith("ORGANIZATION_NOT_VALID"));
  facts.base.branch.reset();
  EXPECT_THAT(CheckGuidance(base_, facts), FailsWith("ORGANIZATION_NOT_VALID"));
}

TEST_F(GuidanceLinkTest, OnlyABranchInsideTheCommitteeIsGuidedWithIt) {
  base_facts_.base.branch_below_committee = false;
  EXPECT_THAT(CheckGuidance(base_, base_facts_), FailsWith("NOT_IN_SUBTREE"));
  base_facts_.base.branch_below_committee = true;
  base_facts_.base.branch->kind = Kind::kGeneralBranch;
  EXPECT_THAT(CheckGuidance(base_, base_facts_), FailsWith("NOT_GUIDABLE"));
}

TEST_F(GuidanceLinkTest, OnlyBaseCommitteesAndGeneralBranchesAreGuided) {
  for (const Kind kind : {Kind::kBaseCommittee, Kind::kUniversityCommittee, Kind::kCollegeCommittee,
                          Kind::kGeneralBranch}) {
    base_facts_.base.committee->kind = kind;
    EXPECT_THAT(CheckGuidance(base_, base_facts_), IsOk()) << static_cast<int>(kind);
    post_facts_.guided_post.organization->kind = kind;
    EXPECT_THAT(CheckGuidance(post_, post_facts_), IsOk()) << static_cast<int>(kind);
  }
  for (const Kind kind : {Kind::kCentralCommittee, Kind::kProvincialCommittee,
                          Kind::kPrefectureCommittee, Kind::kCountyCommittee, Kind::kWorkCommittee,
                          Kind::kBranch, Kind::kDepartment, Kind::kClub}) {
    base_facts_.base.committee->kind = kind;
    EXPECT_THAT(CheckGuidance(base_, base_facts_), FailsWith("NOT_GUIDABLE"));
    post_facts_.guided_post.organization->kind = kind;
    EXPECT_THAT(CheckGuidance(post_, post_facts_), FailsWith("NOT_GUIDABLE"));
  }
}

TEST_F(GuidanceLinkTest, WhoIsGuidedIsASecretaryInOffice) {
  post_facts_.guided_post.post = Held("团委副书记");
  EXPECT_THAT(CheckGuidance(post_, post_facts_), FailsWith("NOT_GUIDABLE"));
  post_facts_.guided_post.post = Held("团委书记");
  post_facts_.guided_post.post->validity.end = Day("2017-04-01");
  EXPECT_THAT(CheckGuidance(post_, post_facts_), FailsWith("POST_NOT_VALID"));
  post_facts_.guided_post.post.reset();
  EXPECT_THAT(CheckGuidance(post_, post_facts_), FailsWith("POST_NOT_VALID"));
}

TEST_F(GuidanceLinkTest, ADeputyOfOneMayBeASecretaryOfAnother) {
  EXPECT_TRUE(IsSecretary("书记"));
  EXPECT_TRUE(IsSecretary("党委副书记、团委书记"));
  EXPECT_FALSE(IsSecretary("团支部副书记"));
  EXPECT_FALSE(IsSecretary("组织部部长"));
  EXPECT_FALSE(IsSecretary(""));
}

TEST_F(GuidanceLinkTest, NothingIsGuidedTwice) {
  base_facts_.same_exists = true;
  EXPECT_THAT(CheckGuidance(base_, base_facts_), FailsWith("GUIDANCE_EXISTS"));
  post_facts_.same_exists = true;
  EXPECT_THAT(CheckGuidance(post_, post_facts_), FailsWith("GUIDANCE_EXISTS"));
}

TEST_F(GuidanceLinkTest, AGuidanceEndsOnceAndNotBeforeItBegan) {
  const auto ended = End(base_, Day("2017-04-01"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->validity.end, Day("2017-04-01"));
  EXPECT_THAT(End(*ended, Day("2017-05-01")), FailsWith("GUIDANCE_ENDED"));
  const auto early = End(base_, Day("2017-03-31"));
  EXPECT_THAT(early, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(early.status()), ElementsAre(Field(&FieldViolation::field, "valid_to")));
}

}  // namespace
}  // namespace xinqiao::registry
