#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/registry/domain/errors.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"
#include "tests/support/fakes/fake_registry_store.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;

// The same random changes go to PostgreSQL and to the fake, which keeps every
// state of every organization whole. Whatever was on record at whatever
// instant, both must say the same of it.
class TreeKnownAtTest : public ::testing::TestWithParam<unsigned> {
 protected:
  static constexpr int kSteps = 60;

  size_t Below(size_t end) { return std::uniform_int_distribution<size_t>(0, end - 1)(random_); }
  std::string AnyId() { return ids_[Below(ids_.size())]; }
  absl::CivilDay AnyDay() { return Day("2018-01-01") + static_cast<int>(Below(6)); }

  Write NewWrite() {
    const int number = ++last_;
    return {.request_id = TestId(8, number), .change_id = TestId(9, number), .time = time_};
  }

  // What is attached to a status is in no order.
  static bool Same(const absl::Status& a, const absl::Status& b) {
    return a.code() == b.code() && a.message() == b.message();
  }

  void Insert(OrganizationLevel level, const std::string& parent_id) {
    const Organization organization{
        .identity = {.organization_id = TestId(1, ++last_),
                     .kind = OrganizationKind::kBaseCommittee,
                     .level = level,
                     .create_time = time_},
        .version = {
            .validity = {.first = Day("2018-01-01") + static_cast<int>(Below(3)), .end = kOpenEnd},
            .display_name = "团委",
            .parent_id = parent_id}};
    const Write write = NewWrite();
    const auto place = [&](const PlacementFacts& facts) {
      return Place(organization, facts.parent);
    };
    const auto result =
        stores_.organizations().InsertOrganization(kCall, write, organization, place).status();
    EXPECT_TRUE(Same(result, fake_.InsertOrganization(kCall, write, organization, place).status()));
    if (result.ok()) ids_.push_back(organization.identity.organization_id);
  }

  OrganizationChange AnyChange() {
    switch (Below(4)) {
      case 0:
        return MoveChange{.organization = AnyId(), .parent = AnyId()};
      case 1:
        return MergeChange{.organizations = {AnyId()}, .into = AnyId()};
      case 2:
        return RenameChange{.organization = AnyId(), .display_name = absl::StrCat("name ", last_)};
      default:
        return ReopenChange{.organization = AnyId(), .parent = AnyId()};
    }
  }

  void Reorganize() {
    const ReorganizationDraft draft{.reorganization_id = TestId(6, ++last_),
                                    .effective_day = AnyDay(),
                                    .create_time = time_,
                                    .changes = {AnyChange()}};
    const Write write = NewWrite();
    const auto plan = [&](const ReorganizationFacts& facts) -> absl::StatusOr<ReorganizationWrite> {
      ReorganizationPlan planned = PlanReorganization(facts.known, draft);
      if (!planned.conflicts.empty()) return errors::ReorganizationConflict(planned.conflicts);
      return ReorganizationWrite{.plan = std::move(planned),
                                 .record = {.reorganization_id = draft.reorganization_id,
                                            .effective_day = draft.effective_day,
                                            .create_time = time_}};
    };
    const auto result = stores_.reorganizations()
                            .Apply(kCall, write, draft.changes, draft.effective_day, plan)
                            .status();
    EXPECT_TRUE(
        Same(result, fake_.Apply(kCall, write, draft.changes, draft.effective_day, plan).status()));
    if (result.ok()) applied_.push_back(draft.reorganization_id);
  }

  void Cancel() {
    if (applied_.empty()) return;
    const std::string id = applied_[Below(applied_.size())];
    const Write write = NewWrite();
    const auto plan = [&](Reorganization reorganization, const KnownOrganizations& before,
                          const KnownOrganizations& left,
                          const KnownOrganizations& now) -> absl::StatusOr<ReorganizationWrite> {
      if (reorganization.cancel_time.has_value()) return errors::ReorganizationCancelled();
      ReorganizationPlan planned =
          PlanCancellation(id, reorganization.effective_day, before, left, now);
      if (!planned.conflicts.empty()) return errors::ReorganizationConflict(planned.conflicts);
      reorganization.cancel_time = time_;
      return ReorganizationWrite{.plan = std::move(planned), .record = reorganization};
    };
    const auto result =
        stores_.reorganizations().Cancel(kCall, write, id, "a mistake", plan).status();
    EXPECT_TRUE(Same(result, fake_.Cancel(kCall, write, id, "a mistake", plan).status()));
    if (result.ok()) ++cancelled_;
  }

  void Compare(const KnownAtQuery& query) {
    OrganizationStore& store = stores_.organizations();
    EXPECT_EQ(*store.FindOrganizationKnownAt({}, query), *fake_.FindOrganizationKnownAt({}, query));
    EXPECT_EQ(*store.ListAncestorsKnownAt({}, query), *fake_.ListAncestorsKnownAt({}, query));
    DescendantsQuery below{.organization_id = query.organization_id,
                           .day = query.day,
                           .depth_max = static_cast<int>(Below(3)),
                           .include_closed = Below(2) == 0,
                           .page = {.size = 1000}};
    if (Below(2) == 0) below.levels = {static_cast<OrganizationLevel>(4 + Below(4))};
    if (Below(4) == 0) below.kinds = {OrganizationKind::kBaseCommittee};
    if (Below(8) == 0) below.kinds.push_back(OrganizationKind::kCountyCommittee);
    EXPECT_EQ(*store.ListDescendantsKnownAt({}, below, query.known_at),
              *fake_.ListDescendantsKnownAt({}, below, query.known_at));
    EXPECT_EQ(*store.FindOrganization({}, query.organization_id, query.day),
              *fake_.FindOrganization({}, query.organization_id, query.day));
  }

  const Call kCall{.request_digest = std::string(32, 'a')};
  std::mt19937 random_{GetParam()};
  PostgresStores stores_;
  xinqiao::testing::FakeRegistryStore fake_{xinqiao::testing::RegistryTextEncoders()};
  absl::Time time_ = absl::FromUnixSeconds(1491008400);
  int last_ = 0;
  int cancelled_ = 0;
  std::vector<std::string> ids_;
  std::vector<std::string> applied_;
};

TEST_P(TreeKnownAtTest, WhatWasOnRecordIsWhatItWas) {
  const absl::Time start = time_;
  Insert(OrganizationLevel::kCity, "");
  for (int step = 0; step < kSteps; ++step) {
    // Now and then the clock stands still.
    if (Below(3) > 0) time_ += absl::Seconds(1);
    const size_t what = Below(8);
    if (what < 3 || ids_.size() < 4) {
      Insert(static_cast<OrganizationLevel>(4 + Below(4)), AnyId());
    } else if (what < 7) {
      Reorganize();
    } else {
      Cancel();
    }
  }
  EXPECT_GT(applied_.size(), 3u);
  EXPECT_GT(cancelled_, 0);
  EXPECT_EQ(stores_.Events(), fake_.events());
  for (absl::Time known_at = start - absl::Seconds(1); known_at <= time_ + absl::Seconds(1);
       known_at += absl::Seconds(1)) {
    for (int i = 0; i < 10; ++i) {
      Compare({.organization_id = AnyId(), .day = AnyDay() - 1, .known_at = known_at});
    }
    Compare({.organization_id = ids_[0], .day = AnyDay(), .known_at = known_at});
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TreeKnownAtTest, ::testing::Range(1u, 6u));

}  // namespace
}  // namespace xinqiao::registry
