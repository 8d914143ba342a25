#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/registry/domain/errors.h"
#include "services/registry/domain/reorganization.h"
#include "tests/services/registry/domain/reorganization_scene.h"
#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;

constexpr char kDay[] = "2018-01-01";

CreateChange NewCounty(const std::string& key, const std::string& parent) {
  return {.key = key,
          .organization_id = key,
          .organization = {.display_name = "the " + key,
                           .kind = OrganizationKind::kCountyCommittee,
                           .level = OrganizationLevel::kCounty,
                           .parent_id = parent}};
}

CreateChange NewSchool(const std::string& key, const std::string& parent) {
  CreateChange change = NewCounty(key, parent);
  change.organization.kind = OrganizationKind::kBaseCommittee;
  change.organization.level = OrganizationLevel::kSchool;
  return change;
}

// A tree that was reorganized, and may be reorganized again before that is
// taken back.
class CancellationTest : public ::testing::Test {
 protected:
  void Reorganize(const std::vector<OrganizationChange>& changes) {
    const ReorganizationPlan plan = Apply("r", kDay, changes);
    for (const auto& [id, history] : plan.changed) {
      before_[id] = known_before_.at(id);
      left_[id] = history;
    }
    for (const OrganizationHistory& each : plan.created) {
      left_[each.identity.organization_id] = each;
    }
  }

  ReorganizationPlan Apply(const std::string& id, const std::string& day,
                           const std::vector<OrganizationChange>& changes) {
    known_before_ = known_;
    const ReorganizationPlan plan =
        PlanReorganization(known_, {.reorganization_id = id,
                                    .effective_day = Day(day),
                                    .create_time = absl::FromUnixSeconds(1),
                                    .changes = changes});
    EXPECT_THAT(Conflicts(plan), IsEmpty());
    for (const auto& [changed_id, history] : plan.changed) known_[changed_id] = history;
    for (const OrganizationHistory& each : plan.created) {
      known_[each.identity.organization_id] = each;
    }
    return plan;
  }

  ReorganizationPlan Cancel() const {
    return PlanCancellation("r", Day(kDay), before_, left_, known_);
  }

  KnownOrganizations known_ = Scene();

 private:
  KnownOrganizations known_before_;
  KnownOrganizations before_;
  KnownOrganizations left_;
};

TEST_F(CancellationTest, EverythingComesBackAsItWas) {
  const KnownOrganizations scene = known_;
  Reorganize({MergeChange{{"yanta"}, "beilin"}, RenameChange{"xian", "the new xian"}});
  ASSERT_NE(known_, scene);
  const ReorganizationPlan plan = Cancel();
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(plan.created, IsEmpty());
  EXPECT_THAT(plan.closed_ids, IsEmpty());
  EXPECT_THAT(plan.changed, SizeIs(5));
  for (const auto& [id, history] : plan.changed) known_[id] = history;
  EXPECT_EQ(known_, scene);
}

TEST_F(CancellationTest, WhatWasCreatedClosesUnderItsParent) {
  Reorganize({NewCounty("east", "xian"), MoveChange{"school1", "new/east"}});
  const ReorganizationPlan plan = Cancel();
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the east closed under xian",
                                         "2015-09-01 the school1 under yanta"));
  EXPECT_THAT(plan.changed.at("east").versions, SizeIs(1));
  EXPECT_THAT(plan.closed_ids, ElementsAre("east"));
}

TEST_F(CancellationTest, WhatWasCreatedUnderSomethingCreatedClosesAboveBoth) {
  Reorganize({NewCounty("east", "xian"), NewSchool("a", "new/east"), NewSchool("z", "new/east")});
  const ReorganizationPlan plan = Cancel();
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the a closed under xian",
                                         "2018-01-01 the east closed under xian",
                                         "2018-01-01 the z closed under xian"));
}

TEST_F(CancellationTest, WhatWasCreatedUnderSomethingReopenedClosesUnderItsSuccessor) {
  ChangeLater(known_, "linwei", "2017-01-01", "weinan", /*closed=*/true);
  Reorganize({ReopenChange{"linwei", "xian"}, NewSchool("a", "linwei")});
  const ReorganizationPlan plan = Cancel();
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(Changed(plan), ElementsAre("2018-01-01 the a closed under weinan",
                                         "2017-01-01 the linwei closed under weinan"));
  EXPECT_THAT(plan.closed_ids, ElementsAre("a", "linwei"));
}

TEST_F(CancellationTest, WhatWasCreatedAndClosedAtOnceStaysClosed) {
  Reorganize({NewCounty("east", "xian"), CloseChange{"new/east", "yanta"}});
  const ReorganizationPlan plan = Cancel();
  EXPECT_THAT(plan.conflicts, IsEmpty());
  EXPECT_THAT(plan.changed, IsEmpty());
  EXPECT_THAT(plan.closed_ids, IsEmpty());
}

TEST_F(CancellationTest, WhatChangedAgainIsNotTakenBack) {
  Reorganize({MoveChange{"yanta", "weinan"}, RenameChange{"beilin", "the new beilin"}});
  Apply("s", "2019-01-01", {MoveChange{"yanta", "xian"}});
  const ReorganizationPlan plan = Cancel();
  EXPECT_THAT(Conflicts(plan), ElementsAre("-1 LATER_CHANGE yanta"));
  EXPECT_THAT(plan.changed, IsEmpty());
}

TEST_F(CancellationTest, NobodyComesBackUnderAParentThatClosedSince) {
  known_.erase("old");
  Reorganize({MoveChange{"school1", "beilin"}, MoveChange{"school2", "beilin"}});
  Apply("s", "2019-01-01", {CloseChange{"yanta", "beilin"}});
  EXPECT_THAT(Conflicts(Cancel()),
              ElementsAre("-1 LATER_CHANGE school1", "-1 LATER_CHANGE school2"));
}

TEST_F(CancellationTest, NobodyComesBackUnderAParentThatIsNotKnown) {
  Reorganize({MoveChange{"school1", "beilin"}});
  known_.erase("yanta");
  EXPECT_THAT(Conflicts(Cancel()), ElementsAre("-1 LATER_CHANGE school1"));
}

TEST_F(CancellationTest, WhatWasCreatedMayNotHaveChildren) {
  Reorganize({NewCounty("east", "xian")});
  Apply("s", "2019-01-01", {MoveChange{"school1", "east"}});
  EXPECT_THAT(Conflicts(Cancel()), ElementsAre("-1 HAS_CHILDREN east"));
}

TEST_F(CancellationTest, WhatWasClosedIntoSomethingCreatedIsItsChild) {
  Reorganize({NewCounty("east", "xian")});
  Apply("s", "2019-01-01", {CloseChange{"school1", "east"}});
  EXPECT_THAT(Conflicts(Cancel()), ElementsAre("-1 HAS_CHILDREN east"));
}

TEST_F(CancellationTest, WhatWasReopenedMayNotHaveChildren) {
  ChangeLater(known_, "linwei", "2017-01-01", "weinan", /*closed=*/true);
  Reorganize({ReopenChange{"linwei", "weinan"}});
  Apply("s", "2018-02-01", {MoveChange{"school1", "linwei"}});
  EXPECT_THAT(Conflicts(Cancel()), ElementsAre("-1 HAS_CHILDREN linwei"));
}

TEST_F(CancellationTest, AChangeThatWasTakenBackIsNoLongerInTheWay) {
  Reorganize({MoveChange{"yanta", "weinan"}});
  const KnownOrganizations reorganized = known_;
  Apply("s", "2019-01-01", {MoveChange{"yanta", "xian"}});
  EXPECT_THAT(Conflicts(Cancel()), Not(IsEmpty()));
  known_ = reorganized;
  EXPECT_THAT(Conflicts(Cancel()), IsEmpty());
}

TEST_F(CancellationTest, ItsErrorNamesNoChange) {
  Reorganize({MoveChange{"yanta", "weinan"}});
  Apply("s", "2019-01-01", {MoveChange{"yanta", "xian"}});
  const absl::Status status = errors::ReorganizationConflict(Cancel().conflicts);
  EXPECT_EQ(status.message(), "the yanta was changed again since");
}

}  // namespace
}  // namespace xinqiao::registry
