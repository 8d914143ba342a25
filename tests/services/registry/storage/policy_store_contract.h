// What a store of activity kinds and rule packs does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POLICY_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POLICY_STORE_CONTRACT_H_

#include <optional>
#include <string>
#include <utility>
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
            .content = std::string("\0bytes", 6),
            .publisher = "people/admin"};
  }

  // Inserts and returns its argument.
  policy::ActivityKind Insert(policy::ActivityKind kind) {
    EXPECT_THAT(stores_->policies().InsertActivityKind(CallOf(), NewWrite(), kind,
                                                       [](bool) { return absl::OkStatus(); }),
                xinqiao::testing::IsOk());
    return kind;
  }

  static PublicationQuery QueryOf(const PublishedRulePack& rule_pack,
                                  absl::CivilDay day = absl::CivilDay(2017, 4, 1)) {
    return {.organization_id = rule_pack.organization_id,
            .document_number = rule_pack.document_number,
            .subtree_ids = rule_pack.subtree_ids,
            .day = day};
  }

  // Whatever the facts are; it gets the version that they say.
  absl::StatusOr<Answer> Publish(PublishedRulePack& rule_pack,
                                 std::optional<PublishedRulePack> superseded = std::nullopt) {
    return stores_->policies().InsertRulePack(
        CallOf(), NewWrite(), QueryOf(rule_pack),
        [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
          rule_pack.version = facts.version;
          return Publication{
              .rule_pack = rule_pack, .warnings = {"late"}, .superseded = superseded};
        });
  }

  // What `rule_pack` would be judged by.
  PublicationFacts FactsOf(const PublicationQuery& query) {
    PublicationFacts seen;
    EXPECT_EQ(stores_->policies()
                  .CheckRulePack(CallOf(), query,
                                 [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
                                   seen = facts;
                                   return absl::FailedPreconditionError("looked");
                                 })
                  .status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  }

  std::optional<PublishedRulePack> Find(const PublishedRulePack& rule_pack) {
    const auto found = stores_->policies().FindRulePack(
        CallOf(),
        {.organization_id = rule_pack.organization_id, .rule_pack_id = rule_pack.rule_pack_id});
    EXPECT_THAT(found, xinqiao::testing::IsOk());
    return found.value_or(std::nullopt);
  }

  static PublishedRulePack Ended(PublishedRulePack rule_pack) {
    rule_pack.in_force =
        Period{xinqiao::testing::Day("2017-04-01"), xinqiao::testing::Day("2017-09-01")};
    return rule_pack;
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
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  Insert(policy::ActivityKind{.kind_id = "online.voice", .display_name = "青年之声"});
  const PublishedRulePack rule_pack = NewRulePack(IdOf(college));
  const absl::CivilDay first_day = college.version.validity.first;
  const PublicationFacts facts = FactsOf(QueryOf(rule_pack, first_day));
  EXPECT_THAT(facts.path,
              ::testing::ElementsAre(PathStep{IdOf(school), OrganizationLevel::kSchool},
                                     PathStep{IdOf(college), OrganizationLevel::kCollege}));
  EXPECT_THAT(facts.kind_ids, ::testing::UnorderedElementsAre("online.voice"));
  EXPECT_EQ(facts.version, 1);
  EXPECT_THAT(FactsOf(QueryOf(rule_pack, first_day - 1)).path, ::testing::IsEmpty());
}

TEST_P(PolicyStoreContract, ReviewSeesThePacksOfThePathAndNoOthers) {
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const Organization sibling = Insert(NewOrganization(IdOf(school)));
  PublishedRulePack above = NewRulePack(IdOf(school));
  PublishedRulePack own = NewRulePack(IdOf(college));
  PublishedRulePack beside = NewRulePack(IdOf(sibling));
  for (PublishedRulePack* rule_pack : {&above, &own, &beside}) {
    ASSERT_THAT(Publish(*rule_pack), xinqiao::testing::IsOk());
  }
  EXPECT_THAT(FactsOf(QueryOf(NewRulePack(IdOf(college)))).packs,
              ::testing::UnorderedElementsAre(above, own));
  EXPECT_THAT(FactsOf(QueryOf(NewRulePack(IdOf(school)))).packs, ::testing::ElementsAre(above));
}

TEST_P(PolicyStoreContract, ReviewSeesTheWayToEverySubtree) {
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const Organization sibling = Insert(NewOrganization(IdOf(school)));
  PublishedRulePack above = NewRulePack(IdOf(school));
  above.subtree_ids = {IdOf(sibling)};
  ASSERT_THAT(Publish(above), xinqiao::testing::IsOk());
  PublishedRulePack rule_pack = NewRulePack(IdOf(school));
  rule_pack.subtree_ids = {IdOf(college), ids_.NewId()};
  EXPECT_THAT(
      FactsOf(QueryOf(rule_pack)).ways,
      ::testing::ElementsAre(
          ::testing::Pair(IdOf(college), ::testing::ElementsAre(IdOf(college), IdOf(school))),
          ::testing::Pair(IdOf(sibling), ::testing::ElementsAre(IdOf(sibling), IdOf(school)))));
}

TEST_P(PolicyStoreContract, ACheckGivesTheAnswerAndStoresNothing) {
  const Organization organization = Insert(NewOrganization());
  const PublishedRulePack rule_pack = NewRulePack(IdOf(organization));
  const std::vector<std::string> events = stores_->Events();
  EXPECT_THAT(stores_->policies().CheckRulePack(
                  CallOf(), QueryOf(rule_pack),
                  [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
                    Publication publication{.rule_pack = rule_pack, .warnings = {"late"}};
                    publication.rule_pack.version = facts.version;
                    return publication;
                  }),
              xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  EXPECT_EQ(Find(rule_pack), std::nullopt);
  EXPECT_EQ(stores_->Events(), events);
}

TEST_P(PolicyStoreContract, ASuccessorIsStoredWithTheEndOfTheOldPack) {
  const Organization organization = Insert(NewOrganization());
  PublishedRulePack old = NewRulePack(IdOf(organization));
  PublishedRulePack successor = NewRulePack(IdOf(organization));
  successor.in_force = Period{xinqiao::testing::Day("2017-09-01"), kOpenEnd};
  ASSERT_THAT(Publish(old), xinqiao::testing::IsOk());
  PublishedRulePack ended = Ended(old);
  ended.superseded_by_id = successor.rule_pack_id;
  ASSERT_THAT(Publish(successor, ended), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(old), ended);
  EXPECT_EQ(Find(successor), successor);
  std::vector<std::string> events = stores_->Events();
  EXPECT_EQ(events.back(), "ended [2017-04-01, 2017-09-01)");
  events.pop_back();
  EXPECT_EQ(events.back(), "published 2");
}

TEST_P(PolicyStoreContract, APackIsWithdrawnWithItsReason) {
  const Organization organization = Insert(NewOrganization());
  PublishedRulePack rule_pack = NewRulePack(IdOf(organization));
  rule_pack.in_force =
      Period{xinqiao::testing::Day("2017-04-01"), xinqiao::testing::Day("2018-01-01")};
  ASSERT_THAT(Publish(rule_pack), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(rule_pack), rule_pack);
  const RulePackKey key{.organization_id = IdOf(organization),
                        .rule_pack_id = rule_pack.rule_pack_id};
  const auto withdraw = [](PublishedRulePack found) -> absl::StatusOr<PublishedRulePack> {
    found = Ended(std::move(found));
    found.withdrawal_reason = "a mistake";
    return found;
  };
  const Write write = NewWrite();
  const Answer answer{"ended [2017-04-01, 2017-09-01)"};
  EXPECT_THAT(stores_->policies().EndRulePack(CallOf(), write, key, withdraw),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_EQ(Find(rule_pack), *withdraw(rule_pack));
  EXPECT_EQ(stores_->Events().back(), answer.bytes);
  // A retry is not judged.
  EXPECT_THAT(stores_->policies().EndRulePack(
                  CallOf(), write, key,
                  [](const PublishedRulePack&) { return absl::InternalError("asked twice"); }),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(
      stores_->policies().EndRulePack(
          CallOf(), NewWrite(),
          {.organization_id = ids_.NewId(), .rule_pack_id = rule_pack.rule_pack_id}, withdraw),
      xinqiao::testing::FailsWith("RULE_PACK_NOT_FOUND"));
}

TEST_P(PolicyStoreContract, APackIsTheNextVersionOfItsDocument) {
  const Organization organization = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  PublishedRulePack first = NewRulePack(IdOf(organization));
  PublishedRulePack second = NewRulePack(IdOf(organization));
  PublishedRulePack elsewhere = NewRulePack(IdOf(other));
  PublishedRulePack another = NewRulePack(IdOf(organization));
  another.document_number = "团泉师院委〔2017〕21号";
  EXPECT_THAT(Publish(first), xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
  EXPECT_THAT(Publish(second), xinqiao::testing::IsOkAndHolds(Answer{"version 2 with late"}));
  EXPECT_THAT(Publish(elsewhere), xinqiao::testing::IsOkAndHolds(Answer{"version 1 with late"}));
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
