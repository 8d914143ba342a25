#include "services/registry/domain/reorganization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/errors.h"
#include "tests/services/registry/domain/reorganization_scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;

ReorganizationPlan PlanFor(const KnownOrganizations& known,
                           const std::vector<OrganizationChange>& changes) {
  return PlanReorganization(known, {.reorganization_id = "r",
                                    .effective_day = Day("2018-01-01"),
                                    .create_time = absl::FromUnixSeconds(1),
                                    .changes = changes});
}

CreateChange NewCounty(const std::string& key, const std::string& parent) {
  return {.key = key,
          .organization_id = absl::StrCat("id-", key),
          .organization = {.display_name = absl::StrCat("the ", key),
                           .kind = OrganizationKind::kCountyCommittee,
                           .level = OrganizationLevel::kCounty,
                           .parent_id = parent}};
}

TEST(ReorganizationTest, AMoveKeepsTheDaysBeforeAndAllBelow) {
  const KnownOrganizations known = Scene();
  const ReorganizationPlan plan = PlanFor(known, {MoveChange{"yanta", "weinan"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(plan.closed_ids, IsEmpty());
  ASSERT_THAT(Changed(plan), ElementsAre("2018-01-01 the yanta under weinan"));
  const std::vector<OrganizationVersion>& versions = plan.changed.at("yanta").versions;
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions.front().validity,
            (Period{.first = Day("2015-09-01"), .end = Day("2018-01-01")}));
  EXPECT_EQ(versions.front().parent_id, "xian");
  EXPECT_EQ(versions.front().reorganization_id, "");
  EXPECT_EQ(versions.back().reorganization_id, "r");
}

TEST(ReorganizationTest, AMergerTakesOverChildrenAndWhatWasClosed) {
  const ReorganizationPlan plan = PlanFor(Scene(), {MergeChange{{"yanta", "linwei"}, "beilin"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the linwei closed under beilin",
                                         "2018-01-01 the old closed under beilin",
                                         "2018-01-01 the school1 under beilin",
                                         "2018-01-01 the school2 under beilin",
                                         "2018-01-01 the yanta closed under beilin"));
  EXPECT_THAT(plan.closed_ids, ElementsAre("linwei", "yanta"));
}

TEST(ReorganizationTest, ASplitStaysUnderItsLastParent) {
  const ReorganizationPlan plan = PlanFor(
      Scene(), {NewCounty("east", "xian"), NewCounty("west", "xian"),
                SplitChange{"yanta", {{"new/east", {"school1"}}, {"new/west", {"school2"}}}}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Created(plan),
              ElementsAre("2018-01-01 the east under xian", "2018-01-01 the west under xian"));
  EXPECT_EQ(plan.created.front().identity.log, "shaanxi");
  EXPECT_EQ(plan.created.front().versions.front().reorganization_id, "r");
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the old closed under xian",
                                         "2018-01-01 the school1 under id-east",
                                         "2018-01-01 the school2 under id-west",
                                         "2018-01-01 the yanta closed under xian"));
}

TEST(ReorganizationTest, ARenamingChangesTheNameOnly) {
  const ReorganizationPlan plan = PlanFor(Scene(), {RenameChange{"yanta", "the new yanta"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the new yanta under xian"));
}

TEST(ReorganizationTest, AClosedOneIsALeafUnderItsSuccessor) {
  const ReorganizationPlan plan = PlanFor(Scene(), {CloseChange{"school1", "school2"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the school1 closed under school2"));
  EXPECT_THAT(plan.closed_ids, ElementsAre("school1"));
}

TEST(ReorganizationTest, AReopenedOneStandsAgain) {
  const ReorganizationPlan plan = PlanFor(Scene(), {ReopenChange{"old", "beilin"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the old under beilin"));
  EXPECT_THAT(plan.closed_ids, IsEmpty());
}

TEST(ReorganizationTest, EachChangeSeesTheTreeThatThoseBeforeItLeave) {
  const ReorganizationPlan plan =
      PlanFor(Scene(), {NewCounty("east", "weinan"), MoveChange{"school1", "new/east"},
                        MoveChange{"school2", "new/east"}, RenameChange{"new/east", "the far east"},
                        CloseChange{"yanta", "new/east"}, MoveChange{"new/east", "xian"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Created(plan), ElementsAre("2018-01-01 the far east under xian"));
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the old closed under id-east",
                                         "2018-01-01 the school1 under id-east",
                                         "2018-01-01 the school2 under id-east",
                                         "2018-01-01 the yanta closed under id-east"));
}

TEST(ReorganizationTest, WhatEndsAsItBeganIsNoChange) {
  const ReorganizationPlan plan =
      PlanFor(Scene(), {MoveChange{"yanta", "xian"}, RenameChange{"yanta", "the yanta"}});
  EXPECT_EQ(plan, ReorganizationPlan{});
}

TEST(ReorganizationTest, WhatBeganOnTheDayChangesInPlace) {
  KnownOrganizations known = Scene();
  ChangeLater(known, "yanta", "2018-01-01", "weinan");
  const ReorganizationPlan plan = PlanFor(known, {MoveChange{"yanta", "xian"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(plan.changed.at("yanta").versions, SizeIs(2));
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the yanta under xian"));
}

TEST(ReorganizationTest, AChildThatOnlyBeginsLaterChangesParentForAllItsDays) {
  KnownOrganizations known = Scene();
  known.at("school1").versions.front().validity.first = Day("2018-06-01");
  const ReorganizationPlan plan = PlanFor(known, {MergeChange{{"yanta"}, "beilin"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  ASSERT_THAT(plan.changed.at("school1").versions, SizeIs(1));
  EXPECT_EQ(Text(plan.changed.at("school1").versions.front()),
            "2018-06-01 the school1 under beilin");
}

TEST(ReorganizationTest, AConflictLeavesThePlanAsItWas) {
  const ReorganizationPlan plan =
      PlanFor(Scene(), {RenameChange{"xian", "the new xian"},
                        // school1 could go, school2 could not.
                        SplitChange{"yanta", {{"beilin", {"school1"}}, {"linwei", {"lanzhou"}}}},
                        MoveChange{"beilin", "weinan"}});
  EXPECT_THAT(Conflicts(plan), ElementsAre("1 ORGANIZATION_NOT_VALID lanzhou"));
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the beilin under weinan",
                                         "2018-01-01 the new xian under shaanxi"));
  EXPECT_THAT(plan.closed_ids, IsEmpty());
}

struct ConflictCase {
  std::string what;
  std::vector<OrganizationChange> changes;
  std::vector<std::string> conflicts;
};

void Check(const KnownOrganizations& known, const std::vector<ConflictCase>& cases) {
  for (const ConflictCase& each : cases) {
    const ReorganizationPlan plan = PlanFor(known, each.changes);
    EXPECT_EQ(Conflicts(plan), each.conflicts) << each.what;
    EXPECT_THAT(plan.changed, IsEmpty()) << each.what;
  }
}

TEST(ReorganizationTest, SubjectsStand) {
  KnownOrganizations known = Scene();
  known.at("linwei").versions.front().validity.first = Day("2018-01-02");
  Check(known,
        {
            {"unknown", {MoveChange{"nobody", "xian"}}, {"0 ORGANIZATION_NOT_VALID "}},
            {"closed", {MoveChange{"old", "xian"}}, {"0 ORGANIZATION_NOT_VALID old"}},
            {"begins later", {RenameChange{"linwei", "x"}}, {"0 ORGANIZATION_NOT_VALID linwei"}},
            {"reopened before it began",
             {ReopenChange{"linwei", "weinan"}},
             {"0 ORGANIZATION_NOT_VALID linwei"}},
            {"never created", {CloseChange{"new/east", "xian"}}, {"0 ORGANIZATION_NOT_VALID "}},
            {"merged twice",
             {MergeChange{{"school1", "school1"}, "school2"}},
             {"0 ORGANIZATION_NOT_VALID school1"}},
            {"in two parts",
             {SplitChange{"yanta", {{"beilin", {"school1", "school2"}}, {"beilin", {"school1"}}}}},
             {"0 ORGANIZATION_NOT_VALID school1"}},
            {"a closed child in a part",
             {SplitChange{"yanta", {{"beilin", {"school1", "school2"}}, {"beilin", {"old"}}}}},
             {"0 ORGANIZATION_NOT_VALID old"}},
            {"reopened while it stands", {ReopenChange{"yanta", "weinan"}}, {"0 NOT_CLOSED yanta"}},
        });
}

TEST(ReorganizationTest, ParentsStandFromTheDayOn) {
  KnownOrganizations known = Scene();
  ChangeLater(known, "linwei", "2019-01-01", "weinan", /*closed=*/true);
  Check(known,
        {
            {"unknown", {MoveChange{"yanta", "nobody"}}, {"0 PARENT_NOT_VALID "}},
            {"closes later", {MoveChange{"school1", "linwei"}}, {"0 PARENT_NOT_VALID linwei"}},
            {"a closed successor", {CloseChange{"school1", "old"}}, {"0 PARENT_NOT_VALID old"}},
            {"reopened under a closed one",
             {ReopenChange{"old", "linwei"}},
             {"0 PARENT_NOT_VALID linwei"}},
            {"merged into a closed one",
             {MergeChange{{"school1", "school2"}, "old"}},
             {"0 PARENT_NOT_VALID old"}},
            {"into itself", {MergeChange{{"school1"}, "school1"}}, {"0 PARENT_NOT_VALID school1"}},
            {"its own successor",
             {CloseChange{"school1", "school1"}},
             {"0 PARENT_NOT_VALID school1"}},
            {"a part of itself",
             {SplitChange{"school1", {{"school1", {}}, {"school2", {}}}}},
             {"0 PARENT_NOT_VALID school1"}},
            {"the root is split",
             {SplitChange{"nation", {{"xian", {}}, {"weinan", {}}}}},
             {"0 CHILD_NOT_ASSIGNED gansu", "0 CHILD_NOT_ASSIGNED shaanxi"}},
            {"created under nobody", {NewCounty("east", "nobody")}, {"0 PARENT_NOT_VALID "}},
        });
  known.erase("gansu");
  known.erase("shaanxi");
  Check(known, {{"the root is split, and has no children",
                 {SplitChange{"nation", {{"xian", {}}, {"weinan", {}}}}},
                 {"0 PARENT_NOT_VALID nation"}}});
}

TEST(ReorganizationTest, ParentsAreAboveTheirChildren) {
  Check(Scene(),
        {
            {"under a sister", {MoveChange{"yanta", "beilin"}}, {"0 LEVEL_CONFLICT yanta"}},
            {"under a child", {MoveChange{"xian", "yanta"}}, {"0 LEVEL_CONFLICT xian"}},
            {"under itself", {MoveChange{"xian", "xian"}}, {"0 LEVEL_CONFLICT xian"}},
            {"merged into a child",
             {MergeChange{{"yanta"}, "school1"}},
             {"0 LEVEL_CONFLICT school1", "0 LEVEL_CONFLICT school2"}},
            {"reopened too low", {ReopenChange{"old", "school1"}}, {"0 LEVEL_CONFLICT old"}},
            {"created too low", {NewCounty("east", "yanta")}, {"0 LEVEL_CONFLICT "}},
        });
  CreateChange branch = NewCounty("east", "xian");
  branch.organization.kind = OrganizationKind::kBranch;
  Check(Scene(), {{"no such level", {branch}, {"0 LEVEL_CONFLICT "}}});
}

TEST(ReorganizationTest, RecordsNeverLeaveTheirLog) {
  Check(Scene(),
        {
            {"moved", {MoveChange{"yanta", "lanzhou"}}, {"0 OTHER_LEDGER_ROOT yanta"}},
            {"closed into", {CloseChange{"school1", "lanzhou"}}, {"0 OTHER_LEDGER_ROOT school1"}},
            {"children of a merged one",
             {MergeChange{{"xian"}, "lanzhou"}},
             {"0 OTHER_LEDGER_ROOT beilin", "0 OTHER_LEDGER_ROOT yanta"}},
            {"reopened", {ReopenChange{"old", "lanzhou"}}, {"0 OTHER_LEDGER_ROOT old"}},
            {"above all logs", {MoveChange{"xian", "nation"}}, {"0 OTHER_LEDGER_ROOT xian"}},
            {"the root of a tree", {CloseChange{"nation", "shaanxi"}}, {"0 HAS_CHILDREN nation"}},
            {"the root of a tree, moved",
             {MoveChange{"nation", "nation"}},
             {"0 LEVEL_CONFLICT nation", "0 OTHER_LEDGER_ROOT nation"}},
        });
}

TEST(ReorganizationTest, ALedgerRootStaysBetweenTheRecordsOfItsParent) {
  KnownOrganizations known = Scene();
  OrganizationIdentity& school = known.at("school1").identity;
  school.ledger_root = true;
  school.log = "school1";
  EXPECT_THAT(PlanFor(known, {MoveChange{"school1", "linwei"}}).conflicts, IsEmpty());
  Check(known, {{"moved", {MoveChange{"school1", "lanzhou"}}, {"0 OTHER_LEDGER_ROOT school1"}}});
  known.erase("yanta");
  Check(known, {{"its parent is not known",
                 {MoveChange{"school1", "linwei"}},
                 {"0 OTHER_LEDGER_ROOT school1"}}});
}

TEST(ReorganizationTest, WhatWasClosedIntoALedgerRootGoesWithIt) {
  KnownOrganizations known = Scene();
  known.at("yanta").identity.ledger_root = true;
  for (const std::string id : {"yanta", "school1", "school2", "old"}) {
    known.at(id).identity.log = "yanta";
  }
  known.erase("school1");
  known.erase("school2");
  const ReorganizationPlan plan = PlanFor(known, {CloseChange{"yanta", "beilin"}});
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the old closed under beilin",
                                         "2018-01-01 the yanta closed under beilin"));
}

TEST(ReorganizationTest, NobodyIsLeftBehind) {
  Check(Scene(),
        {
            {"closed with children", {CloseChange{"yanta", "beilin"}}, {"0 HAS_CHILDREN yanta"}},
            {"split without one",
             {SplitChange{"yanta", {{"beilin", {"school1"}}, {"linwei", {}}}}},
             {"0 CHILD_NOT_ASSIGNED school2"}},
        });
  KnownOrganizations known = Scene();
  ChangeLater(known, "school1", "2019-01-01", "beilin");
  Check(known,
        {{"a child comes later", {CloseChange{"beilin", "yanta"}}, {"0 HAS_CHILDREN beilin"}}});
}

TEST(ReorganizationTest, ALaterChangeIsNotPlannedOver) {
  KnownOrganizations known = Scene();
  ChangeLater(known, "school1", "2019-01-01", "beilin");
  ChangeLater(known, "old", "2019-01-01", "beilin");
  Check(known, {
                   {"moved", {MoveChange{"school1", "linwei"}}, {"0 LATER_CHANGE school1"}},
                   {"renamed", {RenameChange{"school1", "x"}}, {"0 LATER_CHANGE school1"}},
                   {"closed", {CloseChange{"school1", "school2"}}, {"0 LATER_CHANGE school1"}},
                   {"reopened", {ReopenChange{"old", "beilin"}}, {"0 LATER_CHANGE old"}},
                   {"a child", {MergeChange{{"yanta"}, "beilin"}}, {"0 LATER_CHANGE school1"}},
                   {"a child to come",
                    {MergeChange{{"beilin"}, "yanta"}},
                    {"0 LATER_CHANGE old", "0 LATER_CHANGE school1"}},
               });
  known.erase("school1");
  known.erase("school2");
  Check(known, {{"what was closed", {CloseChange{"yanta", "linwei"}}, {"0 LATER_CHANGE old"}}});
}

TEST(ReorganizationTest, TheErrorNamesEveryConflictForPeople) {
  const ReorganizationPlan plan =
      PlanFor(Scene(), {MoveChange{"yanta", "beilin"}, MoveChange{"school1", "lanzhou"}});
  const absl::Status status = errors::ReorganizationConflict(plan.conflicts);
  EXPECT_THAT(status, FailsWith("REORGANIZATION_CONFLICT"));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("changes[0]: the level of the beilin is not above that of the yanta; "
                        "changes[1]: the lanzhou keeps its records"));
}

TEST(ReorganizationTest, TheErrorOfManyConflictsStillTravels) {
  const std::vector<ReorganizationConflict> conflicts(
      1000, {.reason = "LEVEL_CONFLICT", .message = std::string(200, 'x')});
  const absl::Status status = errors::ReorganizationConflict(conflicts);
  EXPECT_LT(status.message().size(), 1200);
  EXPECT_THAT(std::string(status.message()), HasSubstr("; and 996 more"));
}

TEST(ReorganizationTest, ChangesReferToAllThatTheyName) {
  EXPECT_THAT(ReferredIds({MoveChange{"k", "j"}, MergeChange{{"i", "h"}, "new/x"},
                           SplitChange{"g", {{"f", {"e"}}, {"new/y", {"d"}}}},
                           RenameChange{"c", "name"}, CloseChange{"b", "a"}, ReopenChange{"l", "m"},
                           NewCounty("z", "n"), NewCounty("w", "")}),
              ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"));
}

}  // namespace
}  // namespace xinqiao::registry
