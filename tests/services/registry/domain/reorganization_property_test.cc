#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"
#include "tests/services/registry/domain/random_changes.h"
#include "tests/services/registry/domain/reorganization_model.h"

namespace xinqiao::registry {
namespace {

using Level = OrganizationLevel;

// What was done, over all seeds, so that the test is not about nothing.
struct Tally {
  std::map<size_t, int> accepted;  // Changes by their place in OrganizationChange.
  int refused = 0;
  int cancelled = 0;
  int not_cancelled = 0;
};

// A record that only the rules under test change, and the model beside it.
class World {
 public:
  World(unsigned seed, Tally& tally) : tally_(tally), changes_(seed, record_) {
    Register("", Level::kNation, 0);
    Register("o0", Level::kProvince, 0);
    Register("o0", Level::kProvince, 0);
    Register("", Level::kProvince, 0);  // Another tree.
    for (int i = changes_.Pick(16, 46); i > 0; --i) RegisterAnywhere(changes_.Pick(0, 8));
    Check(0, record_);
  }

  void Step() {
    const KnownOrganizations before = record_;
    const int kind = changes_.Pick(0, 99);
    int day = 0;
    if (kind < 15) {
      RegisterAnywhere(changes_.Pick(0, 17));
    } else if (kind < 35 && !applied_.empty()) {
      day = Cancel();
    } else {
      day = changes_.Pick(3, 17);
      Reorganize(day);
    }
    Check(day, before);
  }

 private:
  struct Applied {
    std::string id;
    int day = 0;
    ReorganizationModel model_before;
    ReorganizationModel model_after;
    KnownOrganizations before;
    KnownOrganizations left;
  };

  void Register(const std::string& parent, Level level, int first) {
    NewOrganization draft = changes_.Draft(parent, level);
    draft.valid_from = ModelDay(first);
    const std::string id = changes_.NewId();
    const auto known = record_.find(parent);
    const absl::StatusOr<Organization> placed =
        Place(OrganizationOf(draft, id, absl::UnixEpoch()),
              known == record_.end() ? std::nullopt : std::make_optional(known->second));
    const bool created = model_.Create(
        id, {.level = level, .ledger_root = draft.ledger_root || IsLedgerRootByDefault(draft.kind)},
        {.parent = parent, .name = draft.display_name}, first);
    ASSERT_EQ(placed.ok(), created) << placed.status();
    if (created) record_[id] = {.identity = placed->identity, .versions = {placed->version}};
  }

  void RegisterAnywhere(int first) {
    const std::string parent =
        changes_.Chance(50) ? changes_.ChooseStanding(first) : changes_.ChooseReorganized(first);
    Register(parent, changes_.LevelBelow(parent), first);
  }

  // What a store loads: those named, their children, and the parents of the
  // ledger roots among them.
  KnownOrganizations Around(const std::vector<std::string>& ids, int day) const {
    std::set<std::string> wanted(ids.begin(), ids.end());
    for (const auto& [child, history] : record_) {
      for (const OrganizationVersion& version : history.versions) {
        if (version.validity.end <= ModelDay(day)) continue;
        const bool named = std::count(ids.begin(), ids.end(), version.parent_id) > 0;
        if (named) wanted.insert(child);
      }
    }
    for (const std::string& id : std::set<std::string>(wanted)) {
      const auto found = record_.find(id);
      if (found == record_.end() || !found->second.identity.ledger_root) continue;
      for (const OrganizationVersion& version : found->second.versions) {
        wanted.insert(version.parent_id);
      }
    }
    KnownOrganizations known;
    for (const std::string& id : wanted) {
      const auto found = record_.find(id);
      if (found != record_.end()) known.insert(*found);
    }
    return known;
  }

  void Reorganize(int day) {
    ReorganizationDraft draft{.reorganization_id = absl::StrCat("r", reorganizations_++),
                              .effective_day = ModelDay(day)};
    for (int i = changes_.Pick(1, 2); i > 0; --i) changes_.AddChange(day, draft.changes);
    const ReorganizationPlan plan =
        PlanReorganization(Around(ReferredIds(draft.changes), day), draft);

    ReorganizationModel model = model_;
    const bool accepted = model.Reorganize(draft.reorganization_id, day, draft.changes);
    ASSERT_EQ(plan.conflicts.empty(), accepted)
        << (accepted ? plan.conflicts.front().message : "the model refuses");
    if (!accepted) {
      ++tally_.refused;
      return;
    }
    for (const OrganizationChange& change : draft.changes) ++tally_.accepted[change.index()];
    Applied applied{.id = draft.reorganization_id,
                    .day = day,
                    .model_before = model_,
                    .model_after = model,
                    .before = {},
                    .left = plan.changed};
    for (const auto& [id, history] : plan.changed) {
      applied.before.insert(*record_.find(id));
      record_[id] = history;
    }
    for (const OrganizationHistory& each : plan.created) {
      applied.left[each.identity.organization_id] = each;
      record_[each.identity.organization_id] = each;
    }
    applied_.push_back(std::move(applied));
    model_ = std::move(model);
  }

  int Cancel() {
    // The last one, or any.
    const auto chosen =
        applied_.end() -
        (changes_.Chance(10) ? 1 : changes_.Pick(1, static_cast<int>(applied_.size())));
    const Applied applied = *chosen;
    std::vector<std::string> ids;
    for (const auto& [id, history] : applied.left) ids.push_back(id);
    KnownOrganizations now = Around(ids, applied.day);
    for (const auto& [id, history] : applied.before) {
      for (const OrganizationVersion& version : history.versions) {
        const auto parent = record_.find(version.parent_id);
        if (parent != record_.end()) now.insert(*parent);
      }
    }
    const ReorganizationPlan plan =
        PlanCancellation(applied.id, ModelDay(applied.day), applied.before, applied.left, now);

    ReorganizationModel model = model_;
    const bool accepted =
        model.Cancel(applied.id, applied.day, applied.model_before, applied.model_after);
    EXPECT_EQ(plan.conflicts.empty(), accepted)
        << (accepted ? plan.conflicts.front().message : "the model refuses");
    ++(accepted ? tally_.cancelled : tally_.not_cancelled);
    if (!accepted) return applied.day;
    for (const auto& [id, history] : plan.changed) record_[id] = history;
    model_ = std::move(model);
    applied_.erase(chosen);
    return applied.day;
  }

  // After a change from `day` on of what was `before`.
  void Check(int day, const KnownOrganizations& before) {
    ASSERT_EQ(record_.size(), model_.all().size());
    for (const auto& [id, history] : record_) {
      CheckContiguous(history.versions);
      CheckAnswers(history.versions, model_.all().at(id));
    }
    for (int each = 0; each < kModelDays; ++each) CheckTree(each);
    for (const auto& [id, history] : before) CheckKept(id, history.versions, day);
    CheckRoots();
  }

  static void CheckContiguous(const std::vector<OrganizationVersion>& versions) {
    ASSERT_FALSE(versions.empty());
    EXPECT_EQ(versions.back().validity.end, kOpenEnd);
    for (size_t i = 0; i < versions.size(); ++i) {
      EXPECT_LT(versions[i].validity.first, versions[i].validity.end);
      if (i == 0) continue;
      EXPECT_EQ(versions[i - 1].validity.end, versions[i].validity.first);
    }
  }

  static void CheckAnswers(const std::vector<OrganizationVersion>& versions,
                           const ModelOrganization& wanted) {
    for (int day = 0; day < kModelDays; ++day) {
      const OrganizationVersion* version = VersionOn(versions, ModelDay(day));
      const std::optional<ModelState>& state = wanted.days[static_cast<size_t>(day)];
      ASSERT_EQ(version != nullptr, state.has_value()) << day;
      if (version == nullptr) continue;
      EXPECT_EQ((ModelState{version->parent_id, version->display_name, version->closed,
                            version->reorganization_id}),
                *state)
          << day;
    }
  }

  // Days before the change are as they were.
  void CheckKept(const std::string& id, const std::vector<OrganizationVersion>& before,
                 int day) const {
    const std::vector<OrganizationVersion>& now = record_.at(id).versions;
    for (int each = 0; each < day; ++each) {
      const OrganizationVersion* was = VersionOn(before, ModelDay(each));
      const OrganizationVersion* is = VersionOn(now, ModelDay(each));
      ASSERT_EQ(was == nullptr, is == nullptr);
      if (was == nullptr) continue;
      EXPECT_EQ(std::tie(was->parent_id, was->display_name, was->closed),
                std::tie(is->parent_id, is->display_name, is->closed));
    }
  }

  // Every way up ends at a root, and always at the same: none loses anybody.
  void CheckRoots() {
    std::map<std::string, std::vector<std::string>> roots;
    for (const auto& [id, history] : record_) {
      for (int day = 0; day < kModelDays; ++day) {
        if (VersionOn(history.versions, ModelDay(day)) == nullptr) continue;
        roots[id].push_back(RootOf(record_, id, day));
        EXPECT_NE(roots[id].back(), "") << id << " on " << day;
      }
    }
    for (const auto& [id, before] : roots_) EXPECT_EQ(roots[id], before) << id;
    roots_ = std::move(roots);
  }

  // "" if the way up does not end at a root.
  static std::string RootOf(const KnownOrganizations& known, std::string id, int day) {
    for (size_t steps = 0; steps <= known.size(); ++steps) {
      const auto found = known.find(id);
      const OrganizationVersion* version =
          found == known.end() ? nullptr : VersionOn(found->second.versions, ModelDay(day));
      if (version == nullptr) return "";
      if (version->parent_id.empty()) return id;
      id = version->parent_id;
    }
    return "";
  }

  // No orphan, no child of what is closed, no record out of its log.
  void CheckTree(int day) const {
    for (const auto& [id, history] : record_) {
      const OrganizationVersion* version = VersionOn(history.versions, ModelDay(day));
      if (version == nullptr) continue;
      if (version->parent_id.empty()) continue;
      const OrganizationHistory& parent = record_.at(version->parent_id);
      EXPECT_TRUE(Stands(parent, day)) << id << " under " << version->parent_id << " on " << day;
      if (version->closed) continue;
      EXPECT_LT(parent.identity.level, history.identity.level) << id << " on " << day;
      if (!history.identity.ledger_root) {
        EXPECT_EQ(parent.identity.log, history.identity.log) << id << " on " << day;
      }
    }
  }

  Tally& tally_;
  KnownOrganizations record_;
  RandomChanges changes_;
  ReorganizationModel model_;
  std::vector<Applied> applied_;
  int reorganizations_ = 0;
  std::map<std::string, std::vector<std::string>> roots_;  // Of each, by day.
};

TEST(ReorganizationPropertyTest, EveryAnswerIsThatOfAReplayDayByDay) {
  Tally tally;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    World world(seed, tally);
    for (int step = 0; step < 40; ++step) {
      world.Step();
      if (HasFailure()) return;
    }
  }
  std::string text;
  for (const auto& [kind, count] : tally.accepted) absl::StrAppend(&text, kind, ":", count, " ");
  absl::StrAppend(&text, "refused ", tally.refused, " cancelled ", tally.cancelled, " not ",
                  tally.not_cancelled);
  RecordProperty("tally", text);
  for (size_t kind = 0; kind < std::variant_size_v<OrganizationChange>; ++kind) {
    EXPECT_GE(tally.accepted[kind], 5) << text;
  }
  EXPECT_GE(tally.refused, 50) << text;
  EXPECT_GE(tally.cancelled, 20) << text;
  EXPECT_GE(tally.not_cancelled, 5) << text;
}

}  // namespace
}  // namespace xinqiao::registry
