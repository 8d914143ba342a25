// What a store of guidance links does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_GUIDANCE_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_GUIDANCE_STORE_CONTRACT_H_

#include <string>

#include "tests/services/registry/storage/post_stores.h"

namespace xinqiao::registry {

// Somebody holds a post in a committee, which has a branch.
class GuidanceStoreContract : public PostStoresTest {
 protected:
  GuidanceLink NewLink(const Guided& guided) {
    return {.guidance_link_id = ids_.NewId(),
            .post = KeyOf(guide_),
            .guided = guided,
            .validity = {.first = xinqiao::testing::Day("2017-04-01"), .end = kOpenEnd},
            .create_time = kTime};
  }

  GuidanceLink NewBaseLink() {
    return NewLink(GuidedBase{.committee_id = committee_id_, .branch_id = branch_id_});
  }

  GuidanceLink Insert(GuidanceLink link) {
    EXPECT_THAT(
        stores_->guidance().InsertGuidanceLink(
            CallOf(), NewWrite(), link, [](const GuidanceFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return link;
  }

  GuidanceFacts FactsOf(const GuidanceLink& link) {
    GuidanceFacts seen;
    const auto look = [&](const GuidanceFacts& facts) -> absl::Status {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->guidance().InsertGuidanceLink(CallOf(), NewWrite(), link, look).status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  }

  const std::string committee_id_ = NewOrganization();
  const std::string branch_id_ = NewOrganization(committee_id_);
  const Post guide_ = InsertPostIn(committee_id_);
};

TEST_P(GuidanceStoreContract, LinksReadBackWithTheirPost) {
  const Post secretary = InsertPostIn(committee_id_);
  const GuidanceLink base = Insert(NewBaseLink());
  const GuidanceLink post = Insert(NewLink(KeyOf(secretary)));
  const auto list = [&](const PostKey& key, const std::string& after_id, int limit) {
    return *stores_->guidance().ListGuidanceLinks(CallOf(), key,
                                                  {.after_id = after_id, .limit = limit});
  };
  EXPECT_THAT(list(KeyOf(guide_), "", 10), ::testing::ElementsAre(base, post));
  EXPECT_THAT(list(KeyOf(guide_), "", 1), ::testing::ElementsAre(base));
  EXPECT_THAT(list(KeyOf(guide_), base.guidance_link_id, 10), ::testing::ElementsAre(post));
  EXPECT_THAT(list(KeyOf(secretary), "", 10), ::testing::IsEmpty());
  EXPECT_THAT(list({.organization_id = branch_id_, .post_id = guide_.post_id}, "", 10),
              ::testing::IsEmpty());
  EXPECT_EQ(stores_->Events().back(), "created link [2017-04-01, 9999-12-31)");
}

TEST_P(GuidanceStoreContract, AdmitSeesTheBase) {
  const GuidanceFacts facts = FactsOf(NewBaseLink());
  EXPECT_EQ(facts.post, guide_);
  ASSERT_TRUE(facts.base.committee.has_value());
  EXPECT_EQ(facts.base.committee->kind, OrganizationKind::kBaseCommittee);
  EXPECT_TRUE(facts.base.committee->stands);
  ASSERT_TRUE(facts.base.branch.has_value());
  EXPECT_EQ(facts.base.branch->kind, OrganizationKind::kBranch);
  EXPECT_TRUE(facts.base.branch->stands);
  EXPECT_TRUE(facts.base.branch_below_committee);
  EXPECT_FALSE(facts.same_exists);
}

TEST_P(GuidanceStoreContract, ABranchIsBelowItsOwnCommitteeOnly) {
  const std::string other_id = NewOrganization();
  const auto below = [&](const std::string& committee_id, const std::string& branch_id) {
    return FactsOf(NewLink(GuidedBase{.committee_id = committee_id, .branch_id = branch_id}))
        .base.branch_below_committee;
  };
  EXPECT_TRUE(below(committee_id_, branch_id_));
  EXPECT_FALSE(below(other_id, branch_id_));
  EXPECT_FALSE(below(branch_id_, committee_id_));
  EXPECT_FALSE(below(branch_id_, branch_id_));
  EXPECT_FALSE(below(committee_id_, ids_.NewId()));
  GuidanceLink early = NewBaseLink();
  early.validity.first = xinqiao::testing::Day("2015-08-31");
  EXPECT_FALSE(FactsOf(early).base.branch_below_committee);
  EXPECT_FALSE(FactsOf(early).base.branch->stands);
}

TEST_P(GuidanceStoreContract, WhatIsToCloseDoesNotStand) {
  const std::string closing = NewOrganization(committee_id_, xinqiao::testing::Day("2017-09-01"));
  const GuidanceFacts facts =
      FactsOf(NewLink(GuidedBase{.committee_id = committee_id_, .branch_id = closing}));
  EXPECT_TRUE(facts.base.committee->stands);
  EXPECT_FALSE(facts.base.branch->stands);
  EXPECT_FALSE(FactsOf(NewLink(GuidedBase{.committee_id = ids_.NewId(), .branch_id = branch_id_}))
                   .base.committee.has_value());
}

TEST_P(GuidanceStoreContract, AdmitSeesTheGuidedPost) {
  const Post secretary = InsertPostIn(committee_id_);
  const GuidanceFacts facts = FactsOf(NewLink(KeyOf(secretary)));
  EXPECT_EQ(facts.post, guide_);
  EXPECT_EQ(facts.guided_post.post, secretary);
  ASSERT_TRUE(facts.guided_post.organization.has_value());
  EXPECT_EQ(facts.guided_post.organization->kind, OrganizationKind::kBaseCommittee);
  const GuidanceFacts misnamed =
      FactsOf(NewLink(PostKey{.organization_id = branch_id_, .post_id = secretary.post_id}));
  EXPECT_EQ(misnamed.guided_post.post, std::nullopt);
  GuidanceLink by_nobody = NewLink(KeyOf(secretary));
  by_nobody.post.post_id = ids_.NewId();
  EXPECT_EQ(FactsOf(by_nobody).post, std::nullopt);
}

TEST_P(GuidanceStoreContract, AdmitSeesWhatThePostGuidesOnThatDayOrLater) {
  const Post secretary = InsertPostIn(committee_id_);
  const Post other = InsertPostIn(committee_id_);
  const GuidanceLink base = Insert(NewBaseLink());
  Insert(NewLink(KeyOf(secretary)));
  EXPECT_TRUE(FactsOf(NewBaseLink()).same_exists);
  EXPECT_TRUE(FactsOf(NewLink(KeyOf(secretary))).same_exists);
  EXPECT_FALSE(FactsOf(NewLink(KeyOf(other))).same_exists);
  GuidanceLink of_another = NewBaseLink();
  of_another.post = KeyOf(other);
  EXPECT_FALSE(FactsOf(of_another).same_exists);

  ASSERT_THAT(
      stores_->guidance().EndGuidanceLink(
          CallOf(), NewWrite(), {.post = KeyOf(guide_), .guidance_link_id = base.guidance_link_id},
          [](GuidanceLink link) -> absl::StatusOr<GuidanceLink> {
            link.validity.end = xinqiao::testing::Day("2017-06-01");
            return link;
          }),
      xinqiao::testing::IsOk());
  GuidanceLink later = NewBaseLink();
  later.validity.first = xinqiao::testing::Day("2017-05-31");
  EXPECT_TRUE(FactsOf(later).same_exists);
  later.validity.first = xinqiao::testing::Day("2017-06-01");
  EXPECT_FALSE(FactsOf(later).same_exists);
}

TEST_P(GuidanceStoreContract, ALinkThatNeverBeganIsInNobodysWay) {
  const GuidanceLink base = Insert(NewBaseLink());
  ASSERT_THAT(
      stores_->guidance().EndGuidanceLink(
          CallOf(), NewWrite(), {.post = KeyOf(guide_), .guidance_link_id = base.guidance_link_id},
          [](GuidanceLink link) -> absl::StatusOr<GuidanceLink> {
            link.validity.end = link.validity.first;
            return link;
          }),
      xinqiao::testing::IsOk());
  GuidanceLink earlier = NewBaseLink();
  earlier.validity.first = xinqiao::testing::Day("2017-03-01");
  EXPECT_FALSE(FactsOf(earlier).same_exists);
}

TEST_P(GuidanceStoreContract, ARepeatedRequestIsNotJudgedByTheFirst) {
  const GuidanceLink link = NewBaseLink();
  const Write write = NewWrite();
  const auto admit = [](const GuidanceFacts& facts) {
    return facts.same_exists ? absl::AlreadyExistsError("judged") : absl::OkStatus();
  };
  const auto first = stores_->guidance().InsertGuidanceLink(CallOf(), write, link, admit);
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  EXPECT_THAT(stores_->guidance().InsertGuidanceLink(CallOf(), write, NewBaseLink(), admit),
              xinqiao::testing::IsOkAndHolds(*first));
}

TEST_P(GuidanceStoreContract, EndingALinkKeepsItsEndAndTellsIt) {
  const GuidanceLink link = Insert(NewBaseLink());
  GuidanceLink ended = link;
  ended.validity.end = xinqiao::testing::Day("2017-06-01");
  const auto end = [&](const GuidanceLink& seen) -> absl::StatusOr<GuidanceLink> {
    EXPECT_EQ(seen, link);
    return ended;
  };
  const Write write = NewWrite();
  const GuidanceLinkKey key{.post = KeyOf(guide_), .guidance_link_id = link.guidance_link_id};
  const Answer answer{.bytes = "link [2017-04-01, 2017-06-01)"};
  EXPECT_THAT(stores_->guidance().EndGuidanceLink(CallOf(), write, key, end),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->guidance().EndGuidanceLink(CallOf(), write, key, end),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(*stores_->guidance().ListGuidanceLinks(CallOf(), KeyOf(guide_), {.limit = 10}),
              ::testing::ElementsAre(ended));
  EXPECT_EQ(stores_->Events().back(), "ended " + answer.bytes);
}

TEST_P(GuidanceStoreContract, ALinkThatIsNotThereCannotEnd) {
  const GuidanceLink link = Insert(NewBaseLink());
  const auto never = [](const GuidanceLink&) -> absl::StatusOr<GuidanceLink> {
    return absl::InternalError("asked");
  };
  const auto end = [&](const PostKey& post, const std::string& link_id) {
    return stores_->guidance().EndGuidanceLink(CallOf(), NewWrite(),
                                               {.post = post, .guidance_link_id = link_id}, never);
  };
  EXPECT_THAT(end(KeyOf(guide_), ids_.NewId()),
              xinqiao::testing::FailsWith("GUIDANCE_LINK_NOT_FOUND"));
  EXPECT_THAT(
      end({.organization_id = branch_id_, .post_id = guide_.post_id}, link.guidance_link_id),
      xinqiao::testing::FailsWith("GUIDANCE_LINK_NOT_FOUND"));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_GUIDANCE_STORE_CONTRACT_H_
