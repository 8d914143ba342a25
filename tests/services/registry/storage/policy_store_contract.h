// What a store of activity kinds and rule packs does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POLICY_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POLICY_STORE_CONTRACT_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/services/registry/storage/registry_stores.h"

namespace xinqiao::registry {

class PolicyStoreContract : public RegistryStoresTest {
 protected:
  using RegistryStoresTest::Insert;

  PublishedRulePack NewRulePack(const std::string& organization_id) {
    return {.rule_pack_id = ids_.NewId(),
            .organization_id = organization_id,
            .document_number = "团泉师院委〔2017〕20号",
            .publish_time = time_,
            .content = std::string("\0bytes", 6)};
  }

  // Inserts and returns its argument.
  policy::ActivityKind Insert(policy::ActivityKind kind) {
    EXPECT_THAT(stores_->policies().InsertActivityKind(CallOf(), NewWrite(), kind,
                                                       [](bool) { return absl::OkStatus(); }),
                xinqiao::testing::IsOk());
    return kind;
  }

  absl::StatusOr<Answer> Publish(const PublishedRulePack& rule_pack) {
    return stores_->policies().InsertRulePack(
        CallOf(), NewWrite(), rule_pack, xinqiao::testing::Day("2017-04-01"),
        [](const PublicationFacts&) { return std::vector<std::string>{"late"}; });
  }
};

TEST_P(PolicyStoreContract, KindsAreListedById) {
  const policy::ActivityKind online =
      Insert(policy::ActivityKind{.kind_id = "online.voice",
                                  .display_name = "青年之声",
                                  .group = policy::ActivityGroup::kOnline,
                                  .requirement_ids = {"CDN-04", "ORG-11"}});
  const policy::ActivityKind talk =
      Insert(policy::ActivityKind{.kind_id = "five_ones.heart_talk",
                                  .display_name = "谈心谈话",
                                  .group = policy::ActivityGroup::kFiveOnes});
  EXPECT_THAT(*stores_->policies().ListActivityKinds(CallOf(), {.limit = 10}),
              ::testing::ElementsAre(talk, online));
  EXPECT_THAT(*stores_->policies().ListActivityKinds(
                  CallOf(), {.after_id = "five_ones.heart_talk", .limit = 10}),
              ::testing::ElementsAre(online));
  EXPECT_THAT(*stores_->policies().ListActivityKinds(CallOf(), {.limit = 1}),
              ::testing::ElementsAre(talk));
}

TEST_P(PolicyStoreContract, AdmitSeesWhetherTheKindIsThere) {
  const policy::ActivityKind kind =
      Insert(policy::ActivityKind{.kind_id = "online.voice", .display_name = "青年之声"});
  const auto refuse = [](bool id_in_use) {
    return id_in_use ? absl::AlreadyExistsError("there") : absl::OkStatus();
  };
  EXPECT_EQ(stores_->policies().InsertActivityKind(CallOf(), NewWrite(), kind, refuse).status(),
            absl::AlreadyExistsError("there"));
}

TEST_P(PolicyStoreContract, ReviewSeesThePublisherAndTheCatalogue) {
  const Organization organization = Insert(NewOrganization());
  Insert(policy::ActivityKind{.kind_id = "online.voice", .display_name = "青年之声"});
  const auto review_on = [&](absl::CivilDay day) {
    PublicationFacts seen;
    const auto look =
        [&](const PublicationFacts& facts) -> absl::StatusOr<std::vector<std::string>> {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->policies()
                  .InsertRulePack(CallOf(), NewWrite(), NewRulePack(IdOf(organization)), day, look)
                  .status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  };
  EXPECT_TRUE(review_on(organization.version.validity.first).organization_stands);
  EXPECT_FALSE(review_on(organization.version.validity.first - 1).organization_stands);
  EXPECT_THAT(review_on(organization.version.validity.first).kind_ids,
              ::testing::UnorderedElementsAre("online.voice"));
}

TEST_P(PolicyStoreContract, APackIsTheNextVersionOfItsDocument) {
  const Organization organization = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  EXPECT_THAT(Publish(NewRulePack(IdOf(organization))),
              xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  EXPECT_THAT(Publish(NewRulePack(IdOf(organization))),
              xinqiao::testing::IsOkAndHolds(Answer{"version 2 with late"}));
  EXPECT_THAT(Publish(NewRulePack(IdOf(other))),
              xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  PublishedRulePack another = NewRulePack(IdOf(organization));
  another.document_number = "团泉师院委〔2017〕21号";
  EXPECT_THAT(Publish(another), xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  EXPECT_EQ(stores_->Events().back(), "published 1");
}

TEST_P(PolicyStoreContract, PacksReadBackInTheirOrganization) {
  const Organization organization = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  PublishedRulePack first = NewRulePack(IdOf(organization));
  PublishedRulePack second = NewRulePack(IdOf(organization));
  ASSERT_THAT(Publish(first), xinqiao::testing::IsOk());
  ASSERT_THAT(Publish(second), xinqiao::testing::IsOk());
  first.version = 1;
  second.version = 2;
  EXPECT_THAT(stores_->policies().FindRulePack(CallOf(), {.organization_id = IdOf(organization),
                                                          .rule_pack_id = second.rule_pack_id}),
              xinqiao::testing::IsOkAndHolds(second));
  EXPECT_THAT(stores_->policies().FindRulePack(
                  CallOf(), {.organization_id = IdOf(other), .rule_pack_id = second.rule_pack_id}),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(*stores_->policies().ListRulePacks(CallOf(), IdOf(organization), {.limit = 10}),
              ::testing::ElementsAre(first, second));
  EXPECT_THAT(*stores_->policies().ListRulePacks(CallOf(), IdOf(organization),
                                                 {.after_id = first.rule_pack_id, .limit = 10}),
              ::testing::ElementsAre(second));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POLICY_STORE_CONTRACT_H_
