#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/registry/domain/errors.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

// Sixteen clients grow a tree, move what is in it, close it, and fill posts in
// it, by the rules, for two seconds, or longer where the machine is busy.
class TreeRaceTest : public ::testing::Test {
 protected:
  static constexpr int kThreads = 16;
  static constexpr int kAcceptedMin = 100;
  const absl::Duration kTime = absl::Seconds(2);
  const absl::Duration kTimeMax = absl::Seconds(20);

  void SetUp() override {
    ASSERT_THAT(stores_.posts().InsertPerson(CallOf(), NewWrite(),
                                             {.person_id = kPerson, .display_name = "张知斌"},
                                             [](const PersonFacts&) { return absl::OkStatus(); }),
                IsOk());
    ASSERT_THAT(Insert(OrganizationLevel::kProvince, ""), IsOk());
    for (const OrganizationLevel level :
         {OrganizationLevel::kCity, OrganizationLevel::kCounty, OrganizationLevel::kSchool,
          OrganizationLevel::kCollege}) {
      for (int i = 0; i < 5; ++i) ASSERT_THAT(Insert(level, kRoot), IsOk());
    }
  }

  static Call CallOf() {
    return {.request_digest = std::string(32, 'a'), .deadline = absl::Now() + absl::Seconds(30)};
  }

  int Next() {
    const std::lock_guard lock(mutex_);
    return ++last_;
  }

  Write NewWrite() {
    const int number = Next();
    return {.request_id = TestId(8, number), .change_id = TestId(9, number), .time = absl::Now()};
  }

  absl::StatusOr<Answer> Insert(OrganizationLevel level, const std::string& parent_id) {
    const std::string id = parent_id.empty() ? kRoot : TestId(1, Next());
    const Organization organization{
        .identity = {.organization_id = id,
                     .kind = level == OrganizationLevel::kProvince
                                 ? OrganizationKind::kProvincialCommittee
                                 : OrganizationKind::kBaseCommittee,
                     .level = level},
        .version = {.validity = {.first = Day("2017-01-01"), .end = kOpenEnd},
                    .display_name = "团委",
                    .parent_id = parent_id}};
    auto result = stores_.organizations().InsertOrganization(
        CallOf(), NewWrite(), organization,
        [&](const PlacementFacts& facts) { return Place(organization, facts.parent); });
    if (result.ok()) {
      const std::lock_guard lock(mutex_);
      ids_.push_back(id);
    }
    return result;
  }

  absl::StatusOr<Answer> Reorganize(OrganizationChange change, absl::CivilDay day) {
    const std::vector<OrganizationChange> changes = {std::move(change)};
    const ReorganizationDraft draft{.reorganization_id = TestId(6, Next()),
                                    .effective_day = day,
                                    .create_time = absl::Now(),
                                    .changes = changes};
    return stores_.reorganizations().Apply(
        CallOf(), NewWrite(), changes, day,
        [&](const ReorganizationFacts& facts) -> absl::StatusOr<ReorganizationWrite> {
          ReorganizationPlan plan = PlanReorganization(facts.known, draft);
          if (!plan.conflicts.empty()) return errors::ReorganizationConflict(plan.conflicts);
          return ReorganizationWrite{.plan = std::move(plan),
                                     .record = {.reorganization_id = draft.reorganization_id,
                                                .effective_day = day,
                                                .create_time = draft.create_time}};
        });
  }

  absl::StatusOr<Answer> InsertPost(const std::string& organization_id) {
    const int number = Next();
    const Post post{.post_id = TestId(3, number),
                    .organization_id = organization_id,
                    .person_id = kPerson,
                    .title = absl::StrFormat("title %d", number),
                    .validity = {.first = Day("2017-06-01"), .end = kOpenEnd}};
    return stores_.posts().InsertPost(
        CallOf(), NewWrite(), post,
        [&](const AppointmentFacts& facts) { return CheckAppointment(post, facts); });
  }

  bool IsEnough() {
    const std::lock_guard lock(mutex_);
    return accepted_ >= kAcceptedMin;
  }

  // What one client does until the time is over.
  absl::StatusOr<Answer> Work(int client) {
    std::mt19937 random(static_cast<unsigned>(client));
    const auto below = [&random](size_t end) {
      return std::uniform_int_distribution<size_t>(0, end - 1)(random);
    };
    const auto any = [&] {
      const std::lock_guard lock(mutex_);
      return ids_[below(ids_.size())];
    };
    const absl::Time begin = absl::Now();
    while (absl::Now() < begin + (IsEnough() ? kTime : kTimeMax)) {
      const absl::CivilDay day = Day("2018-01-01") + static_cast<int>(below(5));
      const auto result = [&]() -> absl::StatusOr<Answer> {
        switch (below(6)) {
          case 0:
          case 1:
            return Insert(static_cast<OrganizationLevel>(3 + below(4)), any());
          case 2:
            return InsertPost(any());
          case 3:
            return Reorganize(CloseChange{.organization = any(), .successor = any()}, day);
          case 4:
            return Reorganize(MergeChange{.organizations = {any()}, .into = any()}, day);
          default:
            return Reorganize(MoveChange{.organization = any(), .parent = any()}, day);
        }
      }();
      // Only a rule may say no, never a constraint.
      if (!result.ok() && !absl::IsFailedPrecondition(result.status())) return result;
      const std::lock_guard lock(mutex_);
      ++(result.ok() ? accepted_ : refused_);
    }
    return Answer{};
  }

  const std::string kRoot = TestId(1, 0);
  const std::string kPerson = TestId(2, 0);
  PostgresStores stores_;
  std::mutex mutex_;
  int last_ = 0;                  // Guarded by mutex_.
  int accepted_ = 0;              // Guarded by mutex_.
  int refused_ = 0;               // Guarded by mutex_.
  std::vector<std::string> ids_;  // Guarded by mutex_.
};

TEST_F(TreeRaceTest, MovesAndInsertsLeaveNoCycleNoOrphanAndNoOverlap) {
  for (const auto& result : InThreads(kThreads, [&](int client) { return Work(client); })) {
    EXPECT_THAT(result, IsOk());
  }
  EXPECT_GE(accepted_, kAcceptedMin);
  EXPECT_GT(refused_, 0);
  EXPECT_NE(stores_.Execute("SELECT count(*) FROM organization_versions WHERE known_to IS NULL "
                            "AND closed"),
            "0");
  const std::string current =
      "WITH current AS (SELECT organization_id, parent_id, closed, "
      "daterange(valid_from, valid_to) AS days FROM organization_versions "
      "WHERE known_to IS NULL) ";
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM organization_versions a "
                            "JOIN organization_versions b USING (organization_id) "
                            "WHERE a.known_to IS NULL AND b.known_to IS NULL AND a.ctid <> b.ctid "
                            "AND daterange(a.valid_from, a.valid_to) "
                            "&& daterange(b.valid_from, b.valid_to)"),
            "0")
      << "overlaps";
  EXPECT_EQ(stores_.Execute(current + "SELECT count(*) FROM (SELECT FROM current "
                                      "GROUP BY organization_id HAVING range_agg(days) <> "
                                      "datemultirange(daterange(min(lower(days)), NULL))) gaps"),
            "0")
      << "gaps";
  EXPECT_EQ(stores_.Execute(current + "SELECT count(*) FROM current child WHERE parent_id IS NOT "
                                      "NULL AND NOT child.days <@ (SELECT "
                                      "coalesce(range_agg(parent.days), '{}') FROM current parent "
                                      "WHERE parent.organization_id = child.parent_id "
                                      "AND NOT parent.closed)"),
            "0")
      << "orphans";
  EXPECT_EQ(stores_.Execute(current + "SELECT count(*) FROM posts p JOIN current c "
                                      "USING (organization_id) WHERE c.closed AND "
                                      "daterange(p.valid_from, p.valid_to) && c.days"),
            "0")
      << "posts in closed organizations";
  // As many steps up as there are levels end at the root.
  EXPECT_EQ(
      stores_.Execute(
          "WITH RECURSIVE days AS (SELECT '2017-12-31'::date + i AS day FROM "
          "generate_series(0, 6) i), up AS (SELECT day, organization_id, parent_id, 1 AS steps "
          "FROM days JOIN organization_versions ON known_to IS NULL "
          "AND daterange(valid_from, valid_to) @> day UNION ALL "
          "SELECT up.day, up.organization_id, v.parent_id, up.steps + 1 FROM up "
          "JOIN organization_versions v ON v.organization_id = up.parent_id "
          "AND v.known_to IS NULL AND daterange(v.valid_from, v.valid_to) @> up.day "
          "WHERE up.steps < 10) SELECT count(*) FROM up WHERE steps = 10"),
      "0")
      << "cycles";
}

}  // namespace
}  // namespace xinqiao::registry
