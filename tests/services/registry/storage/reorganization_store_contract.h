// What a store of reorganizations does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_STORE_CONTRACT_H_

#include <string>
#include <vector>

#include "tests/services/registry/storage/reorganization_stores.h"

namespace xinqiao::registry {

class ReorganizationStoreContract : public ReorganizationStoresTest {};

TEST_P(ReorganizationStoreContract, FactsAreWhatChangesNameWithItsChildren) {
  Organization school = NewOrganization();
  school.identity.codes = {{.scheme = CodeScheme::kDivision, .code = "350500"}};
  Insert(school);
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const Organization closed = Insert(NewOrganization());
  const Organization bystander = Insert(NewOrganization());
  Close(closed, school);
  const auto load = [&](const std::vector<OrganizationChange>& changes, absl::CivilDay day) {
    return *stores_->reorganizations().LoadFacts(CallOf(), changes, day);
  };
  const auto ids_of = [](const KnownOrganizations& known) {
    std::vector<std::string> ids;
    for (const auto& [id, history] : known) ids.push_back(id);
    return ids;
  };
  using ::testing::ElementsAre;
  const RenameChange rename{.organization = IdOf(school), .display_name = "new name"};
  EXPECT_THAT(ids_of(load({rename}, kDay).known),
              ElementsAre(IdOf(school), IdOf(college), IdOf(closed)));
  EXPECT_THAT(load({rename}, kDay).known.at(IdOf(closed)).versions, ::testing::SizeIs(2));
  EXPECT_EQ(load({rename}, kDay).known.at(IdOf(school)), HistoryOf(school));
  // A version that ends on the day is of the past.
  EXPECT_THAT(ids_of(load({MoveChange{.organization = IdOf(college), .parent = IdOf(bystander)},
                           RenameChange{.organization = ids_.NewId()}},
                          kDay)
                         .known),
              ElementsAre(IdOf(college), IdOf(bystander)));

  CreateChange create{.key = "k", .organization_id = ids_.NewId()};
  create.organization.codes = school.identity.codes;
  create.organization.codes.push_back({.scheme = CodeScheme::kSchool, .code = "12345"});
  EXPECT_THAT(load({create}, kDay).codes_in_use, ElementsAre(school.identity.codes[0]));
}

TEST_P(ReorganizationStoreContract, FactsNameTheParentOfALedgerRoot) {
  const Organization above = Insert(NewOrganization());
  Organization root = NewOrganization(IdOf(above));
  root.identity.ledger_root = true;
  root.identity.log = IdOf(root);
  Insert(root);
  const auto facts = stores_->reorganizations().LoadFacts(
      CallOf(), {RenameChange{.organization = IdOf(root), .display_name = "new name"}}, kDay);
  ASSERT_THAT(facts, xinqiao::testing::IsOk());
  EXPECT_THAT(facts->known, ::testing::SizeIs(2));
  EXPECT_EQ(facts->known.count(IdOf(above)), 1u);
}

TEST_P(ReorganizationStoreContract, APlanTakesEffectOnItsDay) {
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const Reorganization record = NewReorganization();
  Organization created = NewOrganization(IdOf(school));
  created.identity.codes = {{.scheme = CodeScheme::kExternal, .code = "key"}};
  created.version.validity.first = kDay;
  created.version.reorganization_id = record.reorganization_id;
  const OrganizationHistory renamed = Renamed(HistoryOf(college), record);
  const absl::Time before = time_;
  time_ += absl::Hours(1);
  EXPECT_THAT(
      Apply(record, {.created = {HistoryOf(created)}, .changed = {{IdOf(college), renamed}}},
            {RenameChange{.organization = IdOf(college)}}),
      xinqiao::testing::IsOkAndHolds(Answer{"reorganization merge"}));

  EXPECT_EQ(FindOn(created, kDay - 1), std::nullopt);
  EXPECT_EQ(FindOn(created, kDay), created);
  EXPECT_EQ(FindOn(college, kDay - 1)->version, renamed.versions[0]);
  EXPECT_EQ(FindOn(college, kDay)->version, renamed.versions[1]);
  EXPECT_EQ(NameOn(college, kDay, before), college.version.display_name);
  EXPECT_EQ(NameOn(college, kDay, time_), "new name");
  const std::vector<std::string> events = stores_->Events();
  EXPECT_THAT(std::vector<std::string>(events.end() - 2, events.end()),
              ::testing::ElementsAre(
                  "created " + created.version.display_name,
                  absl::StrCat("changed ", college.version.display_name,
                               " [2015-09-01, 2018-01-01), new name [2018-01-01, 9999-12-31)")));
  EXPECT_THAT(stores_->reorganizations().FindReorganization(CallOf(), record.reorganization_id),
              xinqiao::testing::IsOkAndHolds(record));
}

TEST_P(ReorganizationStoreContract, ARefusedPlanLeavesNothing) {
  const Organization school = Insert(NewOrganization());
  const Write write = NewWrite();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(
        stores_->reorganizations()
            .Apply(CallOf(), write, {RenameChange{.organization = IdOf(school)}}, kDay,
                   [&](const ReorganizationFacts& facts) -> absl::StatusOr<ReorganizationWrite> {
                     EXPECT_EQ(facts.known.at(IdOf(school)), HistoryOf(school));
                     return absl::FailedPreconditionError("no");
                   })
            .status(),
        absl::FailedPreconditionError("no"));
  }
  EXPECT_THAT(stores_->Events(), ::testing::SizeIs(1));
  EXPECT_THAT(*stores_->reorganizations().ListReorganizations(CallOf(), {.limit = 10}),
              ::testing::IsEmpty());
}

TEST_P(ReorganizationStoreContract, ARepeatedRequestIsAnsweredWithoutAsking) {
  const Organization school = Insert(NewOrganization());
  const Reorganization record = NewReorganization();
  const Write write = NewWrite();
  int asked = 0;
  const auto plan = [&](const ReorganizationFacts&) -> absl::StatusOr<ReorganizationWrite> {
    ++asked;
    return ReorganizationWrite{
        .plan = {.changed = {{IdOf(school), Renamed(HistoryOf(school), record)}}},
        .record = record};
  };
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(stores_->reorganizations().Apply(
                    CallOf(), write, {RenameChange{.organization = IdOf(school)}}, kDay, plan),
                xinqiao::testing::IsOkAndHolds(Answer{"reorganization merge"}));
  }
  EXPECT_EQ(asked, 1);
  EXPECT_THAT(stores_->reorganizations().Apply(CallOf('b'), write, {}, kDay, plan),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

// The clock stands still all the time, as it does in a demonstration.
TEST_P(ReorganizationStoreContract, ACancellationSeesWhatWasBeforeAndAfterAndIsNow) {
  const Organization school = Insert(NewOrganization());
  const Organization other = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const Reorganization record = NewReorganization();
  OrganizationVersion next = college.version;
  next.parent_id = IdOf(other);
  const OrganizationHistory moved = Changed(HistoryOf(college), next, record);
  ASSERT_THAT(Apply(record, {.changed = {{IdOf(college), moved}}},
                    {MoveChange{.organization = IdOf(college), .parent = IdOf(other)}}),
              xinqiao::testing::IsOk());
  Organization branch = NewOrganization(IdOf(college));
  branch.identity.level = OrganizationLevel::kBranch;
  Insert(branch);

  using ::testing::ElementsAre;
  using ::testing::Pair;
  Shown shown = ShownFor(record);
  EXPECT_EQ(shown.reorganization, record);
  EXPECT_THAT(shown.before, ElementsAre(Pair(IdOf(college), HistoryOf(college))));
  EXPECT_THAT(shown.left, ElementsAre(Pair(IdOf(college), moved)));
  // With the parent from before, and the child.
  EXPECT_THAT(shown.now,
              ElementsAre(Pair(IdOf(school), HistoryOf(school)), Pair(IdOf(college), moved),
                          Pair(IdOf(branch), HistoryOf(branch))));

  // Another one, on the same day.
  const Reorganization second = NewReorganization("second");
  OrganizationHistory renamed = moved;
  renamed.versions.back().display_name = "new name";
  renamed.versions.back().reorganization_id = second.reorganization_id;
  ASSERT_THAT(Apply(second, {.changed = {{IdOf(college), renamed}}},
                    {RenameChange{.organization = IdOf(college)}}),
              xinqiao::testing::IsOk());
  EXPECT_THAT(ShownFor(record).left, ElementsAre(Pair(IdOf(college), moved)));
  EXPECT_EQ(ShownFor(record).now.at(IdOf(college)), renamed);
  EXPECT_THAT(ShownFor(second).before, ElementsAre(Pair(IdOf(college), moved)));
  EXPECT_THAT(ShownFor(second).left, ElementsAre(Pair(IdOf(college), renamed)));

  ASSERT_THAT(Cancel(second, NewWrite()), xinqiao::testing::IsOk());
  EXPECT_EQ(ShownFor(record).now.at(IdOf(college)), moved);
  ASSERT_THAT(Cancel(record, NewWrite()), xinqiao::testing::IsOk());
  EXPECT_EQ(FindOn(college, kDay), college);
}

TEST_P(ReorganizationStoreContract, ACancellationIsKept) {
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  Reorganization record = Close(college, school);
  const Reorganization other = Close(Insert(NewOrganization(IdOf(school))), school);
  const absl::Time applied = time_;
  time_ += absl::Hours(1);
  const Write write = NewWrite();
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(Cancel(record, write), xinqiao::testing::IsOkAndHolds(Answer{"cancelled merge"}));
  }
  record.cancel_time = time_;
  ReorganizationStore& store = stores_->reorganizations();
  EXPECT_THAT(store.FindReorganization(CallOf(), record.reorganization_id),
              xinqiao::testing::IsOkAndHolds(record));
  using ::testing::ElementsAre;
  EXPECT_THAT(*store.ListReorganizations(CallOf(), {.limit = 10}), ElementsAre(record, other));
  EXPECT_THAT(*store.ListReorganizations(CallOf(), {.limit = 1}), ElementsAre(record));
  EXPECT_THAT(
      *store.ListReorganizations(CallOf(), {.after_id = record.reorganization_id, .limit = 10}),
      ElementsAre(other));
  // What it said is still known.
  EXPECT_TRUE(
      (*stores_->organizations().FindOrganizationKnownAt(
           CallOf(),
           {.organization_id = IdOf(college), .day = kDay, .known_at = applied + absl::Minutes(1)}))
          ->version.closed);

  EXPECT_THAT(store.FindReorganization(CallOf(), ids_.NewId()),
              xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(Cancel(NewReorganization(), NewWrite()),
              xinqiao::testing::FailsWith("REORGANIZATION_NOT_FOUND"));
}

TEST_P(ReorganizationStoreContract, WhoAdministersIsKnownByTheDay) {
  const Organization school = Insert(NewOrganization());
  const Post post = InsertPostIn(school, {.first = kDay, .end = kDay + 10});
  const auto list = [&](absl::CivilDay day) {
    return *stores_->reorganizations().ListAdministered(CallOf(), post.person_id, day);
  };
  EXPECT_THAT(list(kDay - 1), ::testing::IsEmpty());
  EXPECT_THAT(list(kDay), ::testing::ElementsAre(IdOf(school)));
  EXPECT_THAT(list(kDay + 10), ::testing::IsEmpty());
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_STORE_CONTRACT_H_
