// What a store of organizations does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORE_CONTRACT_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/services/registry/storage/registry_stores.h"

namespace xinqiao::registry {

class RegistryStoreContract : public RegistryStoresTest {
 protected:
  // What the rule is shown.
  PlacementFacts FactsOf(const Organization& organization) {
    PlacementFacts seen;
    const auto look = [&](const PlacementFacts& facts) -> absl::StatusOr<Organization> {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->organizations()
                  .InsertOrganization(CallOf(), NewWrite(), organization, look)
                  .status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  }

  SecondaryLinkFacts FactsOf(const SecondaryLink& link) {
    SecondaryLinkFacts seen;
    const auto look = [&](const SecondaryLinkFacts& facts) -> absl::Status {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(
        stores_->organizations().InsertSecondaryLink(CallOf(), NewWrite(), link, look).status(),
        absl::FailedPreconditionError("looked"));
    return seen;
  }

  std::optional<Organization> FindOn(const Organization& organization, absl::CivilDay day) {
    return *stores_->organizations().FindOrganization(CallOf(), IdOf(organization), day);
  }

  // Those that `query` finds below it on 1 April 2017.
  std::vector<std::string> BelowOf(const Organization& organization, absl::Time known_at,
                                   DescendantsQuery query = {}) {
    query.organization_id = IdOf(organization);
    query.day = xinqiao::testing::Day("2017-04-01");
    const std::vector<Organization> below =
        *stores_->organizations().ListDescendantsKnownAt(CallOf(), query, known_at);
    std::vector<std::string> ids;
    for (const Organization& each : below) ids.push_back(IdOf(each));
    return ids;
  }
};

TEST_P(RegistryStoreContract, PlaceSeesTheHistoryOfTheParent) {
  const Organization parent = Insert(NewOrganization());
  Organization child = NewOrganization(IdOf(parent));
  EXPECT_EQ(FactsOf(child).parent,
            (OrganizationHistory{.identity = parent.identity, .versions = {parent.version}}));
  EXPECT_EQ(FactsOf(NewOrganization(ids_.NewId())).parent, std::nullopt);
  EXPECT_EQ(FactsOf(NewOrganization()).parent, std::nullopt);

  const auto place = [&](const PlacementFacts&) -> absl::StatusOr<Organization> {
    child.identity.log = "log";
    return child;
  };
  EXPECT_THAT(stores_->organizations().InsertOrganization(CallOf(), NewWrite(), child, place),
              xinqiao::testing::IsOkAndHolds(
                  Answer{absl::StrCat("organization ", child.version.display_name, " in log")}));
  EXPECT_EQ(FindOn(child, child.version.validity.first), child);
  EXPECT_EQ(stores_->Events().back(), "created " + child.version.display_name);
}

TEST_P(RegistryStoreContract, PlaceSeesWhichCodesAreInUse) {
  const OrganizationCode division{.scheme = CodeScheme::kDivision, .code = "350500"};
  const OrganizationCode external{.scheme = CodeScheme::kExternal, .code = "a \"key\"\\"};
  Organization organization = NewOrganization();
  organization.identity.codes = {division, external};
  Insert(organization);
  EXPECT_EQ(FindOn(organization, organization.version.validity.first), organization);

  Organization other = NewOrganization();
  other.identity.codes = {{.scheme = CodeScheme::kSchool, .code = division.code}, external};
  EXPECT_THAT(FactsOf(other).codes_in_use, ::testing::ElementsAre(external));
  other.identity.codes.pop_back();
  EXPECT_THAT(FactsOf(other).codes_in_use, ::testing::IsEmpty());
  // An id is the key of what has no other.
  other.identity.codes = {{.scheme = CodeScheme::kExternal, .code = IdOf(organization)}};
  EXPECT_THAT(FactsOf(other).codes_in_use, ::testing::IsEmpty());
  other.identity.codes[0].code = IdOf(Insert(NewOrganization()));
  EXPECT_THAT(FactsOf(other).codes_in_use, ::testing::ElementsAre(other.identity.codes[0]));
}

TEST_P(RegistryStoreContract, EverythingOfAnOrganizationReadsBack) {
  Organization root = NewOrganization();
  root.identity.kind = OrganizationKind::kPrefectureCommittee;
  root.identity.level = OrganizationLevel::kCity;
  root.identity.ledger_root = true;
  root.identity.log = IdOf(root);
  root.identity.leading_body = true;
  Insert(root);
  Organization platform = NewOrganization(IdOf(root));
  platform.identity.kind = OrganizationKind::kOnlinePlatform;
  platform.identity.level = OrganizationLevel::kOutside;
  platform.version.display_name = "\"青年之声\", {NULL}";
  Insert(platform);
  EXPECT_EQ(FindOn(root, root.version.validity.first), root);
  EXPECT_EQ(FindOn(platform, root.version.validity.first), platform);
}

TEST_P(RegistryStoreContract, AnOrganizationStandsFromItsFirstDayOn) {
  const Organization root = Insert(NewOrganization());
  const absl::CivilDay day = root.version.validity.first;
  EXPECT_EQ(FindOn(root, day - 1), std::nullopt);
  EXPECT_EQ(FindOn(root, day), root);
  EXPECT_EQ(FindOn(NewOrganization(), day), std::nullopt);
}

TEST_P(RegistryStoreContract, ARefusedOrganizationLeavesNothing) {
  const Organization organization = NewOrganization();
  const Write write = NewWrite();
  const auto refuse = [](const PlacementFacts&) -> absl::StatusOr<Organization> {
    return absl::FailedPreconditionError("no");
  };
  // Were the first one kept, the second would not be asked.
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(
        stores_->organizations().InsertOrganization(CallOf(), write, organization, refuse).status(),
        absl::FailedPreconditionError("no"));
  }
  EXPECT_THAT(stores_->Events(), ::testing::IsEmpty());
}

TEST_P(RegistryStoreContract, ARepeatedRequestGetsTheFirstAnswerWithoutAsking) {
  Organization organization = NewOrganization();
  organization.identity.codes = {{.scheme = CodeScheme::kDivision, .code = "350500"}};
  const Write write = NewWrite();
  const auto accept = [&](const PlacementFacts&) -> absl::StatusOr<Organization> {
    return organization;
  };
  const auto first =
      stores_->organizations().InsertOrganization(CallOf(), write, organization, accept);
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  const auto never = [](const PlacementFacts&) -> absl::StatusOr<Organization> {
    return absl::InternalError("asked");
  };
  EXPECT_THAT(stores_->organizations().InsertOrganization(CallOf(), write, organization, never),
              xinqiao::testing::IsOkAndHolds(*first));
  EXPECT_THAT(stores_->Events(), ::testing::SizeIs(1));
  EXPECT_THAT(stores_->organizations().InsertOrganization(CallOf('b'), write, organization, never),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(RegistryStoreContract, ManyYouthIsKeptAndTold) {
  Organization organization = Insert(NewOrganization());
  const absl::CivilDay today = xinqiao::testing::Day("2017-04-01");
  const ManyYouth many{.many = true, .reason = "1,200 members", .from_day = today - 30};
  const auto set = [&](const Write& write, const ManyYouth& many_youth, absl::CivilDay day) {
    return stores_->organizations().SetManyYouth(CallOf(), write, IdOf(organization), many_youth,
                                                 day);
  };
  const Answer answer{.bytes = "organization " + organization.version.display_name + " in "};
  const Write write = NewWrite();
  EXPECT_THAT(set(write, many, today), xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(set(write, many, today), xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_EQ(stores_->Events().back(),
            "many youths " + organization.version.display_name + ": 1,200 members");
  EXPECT_THAT(stores_->Events(), ::testing::SizeIs(2));
  organization.identity.many_youth = many;
  EXPECT_EQ(FindOn(organization, today), organization);

  const ManyYouth few{.many = false, .reason = "it moved", .from_day = today};
  EXPECT_THAT(set(NewWrite(), few, today), xinqiao::testing::IsOk());
  organization.identity.many_youth = few;
  EXPECT_EQ(FindOn(organization, today), organization);
  EXPECT_THAT(set(NewWrite(), few, organization.version.validity.first - 1),
              xinqiao::testing::FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(stores_->organizations().SetManyYouth(CallOf(), NewWrite(), ids_.NewId(), few, today),
              xinqiao::testing::FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_P(RegistryStoreContract, WhatWasOnRecordIsFoundByTheInstant) {
  const Organization root = Insert(NewOrganization());
  const absl::Time later = time_ + absl::Hours(1);
  time_ = later;
  const Organization child = Insert(NewOrganization(IdOf(root)));
  const auto known_at = [&](const Organization& organization, absl::Time time) {
    return KnownAtQuery{.organization_id = IdOf(organization),
                        .day = xinqiao::testing::Day("2017-04-01"),
                        .known_at = time};
  };
  OrganizationStore& store = stores_->organizations();
  EXPECT_THAT(store.FindOrganizationKnownAt(CallOf(), known_at(child, later)),
              xinqiao::testing::IsOkAndHolds(child));
  EXPECT_THAT(
      store.FindOrganizationKnownAt(CallOf(), known_at(child, later - absl::Microseconds(1))),
      xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(*store.ListAncestorsKnownAt(CallOf(), known_at(child, later)),
              ::testing::ElementsAre(root));
  EXPECT_THAT(*store.ListAncestorsKnownAt(CallOf(), known_at(child, later - absl::Seconds(1))),
              ::testing::IsEmpty());
  EXPECT_THAT(*store.ListAncestorsKnownAt(CallOf(), known_at(root, later)), ::testing::IsEmpty());
  EXPECT_THAT(BelowOf(root, later), ::testing::ElementsAre(IdOf(child)));
  EXPECT_THAT(BelowOf(root, later - absl::Seconds(1)), ::testing::IsEmpty());
}

// The clock of another replica may be behind.
TEST_P(RegistryStoreContract, NobodyIsOnRecordBeforeTheParent) {
  const Organization root = Insert(NewOrganization());
  const absl::Time known = time_;
  time_ -= absl::Minutes(1);
  const Organization child = Insert(NewOrganization(IdOf(root)));
  EXPECT_THAT(BelowOf(root, known), ::testing::ElementsAre(IdOf(child)));
  EXPECT_THAT(BelowOf(root, known - absl::Seconds(1)), ::testing::IsEmpty());
}

TEST_P(RegistryStoreContract, DescendantsAreListedByIdInRangesDownToADepth) {
  const Organization root = Insert(NewOrganization());
  const Organization first = Insert(NewOrganization(IdOf(root)));
  Organization branch = NewOrganization(IdOf(first));
  branch.identity.kind = OrganizationKind::kBranch;
  branch.identity.level = OrganizationLevel::kBranch;
  Insert(branch);
  const Organization second = Insert(NewOrganization(IdOf(root)));
  Organization later = NewOrganization(IdOf(root));
  later.version.validity.first = xinqiao::testing::Day("2017-04-02");
  Insert(later);
  Insert(NewOrganization());
  using ::testing::ElementsAre;
  EXPECT_THAT(BelowOf(root, time_), ElementsAre(IdOf(first), IdOf(branch), IdOf(second)));
  EXPECT_THAT(BelowOf(root, time_, {.depth_max = 1}), ElementsAre(IdOf(first), IdOf(second)));
  EXPECT_THAT(BelowOf(root, time_, {.depth_max = 2}), ::testing::SizeIs(3));
  // One more than a page holds.
  EXPECT_THAT(BelowOf(root, time_, {.page = {.size = 1}}), ElementsAre(IdOf(first), IdOf(branch)));
  EXPECT_THAT(BelowOf(root, time_, {.page = {.cursor = IdOf(branch), .size = 1}}),
              ElementsAre(IdOf(second)));
  EXPECT_THAT(BelowOf(root, time_, {.levels = {OrganizationLevel::kBranch}}),
              ElementsAre(IdOf(branch)));
  EXPECT_THAT(BelowOf(root, time_, {.levels = {OrganizationLevel::kCollege}}),
              ElementsAre(IdOf(first), IdOf(second)));
  EXPECT_THAT(BelowOf(root, time_, {.kinds = {OrganizationKind::kBranch, OrganizationKind::kClub}}),
              ElementsAre(IdOf(branch)));
}

TEST_P(RegistryStoreContract, ALinkIsAdmittedByWhoStandsAndWhatThereIs) {
  const Organization organization = Insert(NewOrganization());
  Organization later = NewOrganization();
  later.version.validity.first = xinqiao::testing::Day("2017-01-01");
  Insert(later);
  EXPECT_TRUE(FactsOf(NewLink(organization, organization)).both_stand);
  EXPECT_FALSE(FactsOf(NewLink(organization, later)).both_stand);
  EXPECT_FALSE(FactsOf(NewLink(later, organization)).both_stand);
  EXPECT_FALSE(FactsOf(NewLink(organization, NewOrganization())).both_stand);

  SecondaryLink link = NewLink(organization, later);
  link.validity.first = xinqiao::testing::Day("2017-01-01");
  EXPECT_TRUE(FactsOf(link).both_stand);
  EXPECT_FALSE(FactsOf(link).same_exists);
  Insert(link);
  EXPECT_TRUE(FactsOf(link).same_exists);
  link.type = SecondaryLinkType::kTerritorial;
  EXPECT_FALSE(FactsOf(link).same_exists);
}

TEST_P(RegistryStoreContract, LinksAreListedAndEndOnce) {
  const Organization organization = Insert(NewOrganization());
  const Organization related = Insert(NewOrganization());
  const SecondaryLink link = NewLink(organization, related);
  OrganizationStore& store = stores_->organizations();
  const auto admit = [](const SecondaryLinkFacts&) { return absl::OkStatus(); };
  EXPECT_THAT(store.InsertSecondaryLink(CallOf(), NewWrite(), link, admit),
              xinqiao::testing::IsOkAndHolds(Answer{"link [2016-03-01, 9999-12-31)"}));
  EXPECT_EQ(stores_->Events().back(), "created link [2016-03-01, 9999-12-31)");

  SecondaryLink ended = link;
  ended.validity.end = xinqiao::testing::Day("2017-05-20");
  const auto end = [&](const SecondaryLink& seen) -> absl::StatusOr<SecondaryLink> {
    EXPECT_EQ(seen, link);
    return ended;
  };
  const SecondaryLinkKey key{.organization_id = IdOf(organization), .link_id = link.link_id};
  const Write write = NewWrite();
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(store.EndSecondaryLink(CallOf(), write, key, end),
                xinqiao::testing::IsOkAndHolds(Answer{"link [2016-03-01, 2017-05-20)"}));
  }
  EXPECT_EQ(stores_->Events().back(), "ended link [2016-03-01, 2017-05-20)");
  EXPECT_THAT(
      store.EndSecondaryLink(CallOf(), NewWrite(),
                             {.organization_id = IdOf(related), .link_id = link.link_id}, end),
      xinqiao::testing::FailsWith("LINK_NOT_FOUND"));

  // After its end there may be another.
  SecondaryLink next = NewLink(organization, related);
  next.validity.first = ended.validity.end;
  EXPECT_FALSE(FactsOf(next).same_exists);
  Insert(next);
  using ::testing::ElementsAre;
  const auto list = [&](const Range& range) {
    return *store.ListSecondaryLinks(CallOf(), IdOf(organization), range);
  };
  EXPECT_THAT(list({.limit = 10}), ElementsAre(ended, next));
  EXPECT_THAT(list({.limit = 1}), ElementsAre(ended));
  EXPECT_THAT(list({.after_id = link.link_id, .limit = 10}), ElementsAre(next));
  EXPECT_THAT(*store.ListSecondaryLinks(CallOf(), IdOf(related), {.limit = 10}),
              ::testing::IsEmpty());
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORE_CONTRACT_H_
