#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/policy/guard.h"
#include "tests/libs/policy/fewest_acts.h"
#include "tests/libs/policy/guard_oracle.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

// Invents packs. What shares a kind in one pack is joined, as the validator wants.
class Author {
 public:
  explicit Author(uint32_t seed) : random_(seed) {}

  int Upto(int last) { return std::uniform_int_distribution<int>(0, last)(random_); }
  bool Once(int in) { return Upto(in - 1) == 0; }

  RulePack Write(int number) {
    RulePack pack = Pack(absl::StrCat("〔2017〕", number, "号"));
    pack.document.issue_day += Upto(100);
    if (Once(6)) pack.scope.organization_levels = {OrganizationLevel::kSchool};
    for (int i = Upto(3); i > 0; --i) AddDuty(pack);
    for (int i = Upto(2); i > 0; --i) {
      const ContactObject object = Once(2) ? ContactObject::kYouth : ContactObject::kClub;
      ContactQuota quota = Quota(1 + Upto(3), Whom(), object);
      quota.effective = When();
      quota.voluntary = Once(10);
      pack.contact_quotas.push_back(quota);
    }
    for (int i = Upto(2); i > 0; --i) {
      Cadence cadence = Acts(Once(2) ? CadenceMetric::kVoice : CadenceMetric::kTopic, Upto(3),
                             HowOften(), Kinds("online."), Whom());
      if (Once(3)) cadence.reach_above_percent = 50 + 10 * Upto(2);
      cadence.effective = When();
      cadence.voluntary = Once(10);
      pack.cadences.push_back(cadence);
    }
    if (Once(6)) {
      pack.ceilings = {NoNewWork()};
      pack.ceilings[0].effective = When();
    }
    return pack;
  }

  Period When() {
    if (Once(2)) return {.first = kQuarters.front(), .end = kQuarters.back()};
    const int first = Upto(3);
    const int end = first + 1 + Upto(3 - first);
    return {.first = kQuarters[static_cast<size_t>(first)],
            .end = kQuarters[static_cast<size_t>(end)]};
  }

 private:
  void AddDuty(RulePack& pack) {
    Duty duty =
        Activities(absl::StrCat("duty_", Upto(3)), Upto(6), HowOften(), Kinds("x."), Whom());
    for (const Duty& other : pack.duties) {
      if (other.duty_id == duty.duty_id) return;
      for (const std::string& kind_id : duty.kind_ids) {
        const auto& kinds = other.kind_ids;
        const bool shared = std::find(kinds.begin(), kinds.end(), kind_id) != kinds.end();
        if (shared || Once(8)) duty.may_also_count.push_back(other.duty_id);
      }
    }
    duty.effective = When();
    duty.voluntary = Once(10);
    if (Once(8)) duty.kind_coverage = KindCoverage::kRequired;
    pack.duties.push_back(duty);
  }

  std::vector<std::string> Kinds(const char* prefix) {
    std::vector<std::string> kind_ids;
    for (const char* word : {"a", "b", "c", "d"}) {
      if (Once(3)) kind_ids.push_back(absl::StrCat(prefix, word));
    }
    if (kind_ids.empty()) kind_ids.push_back(absl::StrCat(prefix, "a"));
    return kind_ids;
  }

  Subject Whom() {
    Subject subject;
    for (int type = 0; type < 3; ++type) {
      if (Once(4)) subject.appointment_types.push_back(static_cast<AppointmentType>(type));
    }
    if (Once(4)) subject.many_youth = Once(2);
    if (Once(5)) subject.organization_levels = {OrganizationLevel::kCounty};
    return subject;
  }

  std::optional<PeriodKind> HowOften() {
    if (Once(4)) return std::nullopt;
    return Once(2) ? PeriodKind::kQuarter : PeriodKind::kTwoMonths;
  }

  std::mt19937 random_;
};

// The packs on one way from the root, as they are published and found again.
class Way {
 public:
  explicit Way(uint32_t seed) : author_(seed), steps_(3 + author_.Upto(2)) {}

  void Publish(int order) {
    const int step = author_.Upto(steps_ - 1);
    Published& pack = packs_.emplace_back();
    pack.rules = author_.Write(order);
    pack.order = order;
    pack.placed = Place(absl::StrCat("level_", step), step, pack.rules, author_.When());
    const std::vector<Raise> raises = RaisesOf(pack);
    const std::string found = Oracle(pack, packs_).Find();
    EXPECT_EQ(raises.empty(), found.empty())
        << found << (raises.empty() ? "" : "; the guard says: " + raises[0].reason);
    if (raises.empty()) {
      ++accepted;
    } else {
      ++refused;
      if (author_.Once(2)) {
        packs_.pop_back();
        return;
      }
      MakeVoluntary(pack, raises);
    }
    LookAgain();
  }

  int accepted = 0;
  int refused = 0;
  int found_later = 0;

 private:
  std::vector<Raise> RaisesOf(const Published& pack) {
    std::vector<PlacedPack> above;
    for (const Published& other : packs_) {
      const bool own = other.placed.organization_id == pack.placed.organization_id;
      if (other.placed.step < pack.placed.step || (own && other.order < pack.order)) {
        above.push_back(other.placed);
      }
    }
    std::vector<Raise> binding;
    for (const Raise& raise : FindRaises(pack.placed, above)) {
      if (raise.binding) binding.push_back(raise);
    }
    return binding;
  }

  // What does not stand takes the place of nothing: then others may raise.
  void MakeVoluntary(Published& pack, std::vector<Raise> raises) {
    for (; !raises.empty(); raises = RaisesOf(pack)) {
      pack.rules = WithVoluntary(pack.rules, raises);
    }
  }

  // Packs below a new one may now be findings: these become voluntary, the
  // highest first. Then nothing is left to find.
  void LookAgain() {
    std::vector<Published*> down;
    for (Published& pack : packs_) down.push_back(&pack);
    std::stable_sort(down.begin(), down.end(), [](const Published* a, const Published* b) {
      return a->placed.step < b->placed.step;
    });
    for (Published* pack : down) {
      const std::vector<Raise> raises = RaisesOf(*pack);
      if (raises.empty()) continue;
      ++found_later;
      MakeVoluntary(*pack, raises);
    }
    for (const Published* pack : down) EXPECT_EQ(Oracle(*pack, packs_).Find(), "");
  }

  Author author_;
  const int steps_;
  std::deque<Published> packs_;
};

TEST(GuardFuzzTest, NoAcceptedFigureIsAboveThatOfTheHighestLevelThatSetOne) {
  int accepted = 0;
  int refused = 0;
  int found_later = 0;
  for (uint32_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(seed);
    Way way(seed);
    for (int order = 0; order < 10; ++order) way.Publish(order);
    accepted += way.accepted;
    refused += way.refused;
    found_later += way.found_later;
    ASSERT_FALSE(HasFailure());
  }
  // All of it happens often enough to say something.
  EXPECT_GT(accepted, 200);
  EXPECT_GT(refused, 200);
  EXPECT_GT(found_later, 50);
}

// Packs of one organization after another down a chain, each accepted or not. All
// ask everybody for activities a quarter, of four kinds, in multiples of six: so
// that the fewest are whole where rules share them in halves or thirds.
class Chain {
 public:
  explicit Chain(uint32_t seed) : random_(seed) {}

  void Publish(int step) {
    RulePack pack = Pack(absl::StrCat(step, "号"));
    for (int i = Upto(1); i >= 0; --i) {
      std::vector<std::string> kind_ids;
      for (const char* kind_id : {"a", "b", "c", "d"}) {
        if (Upto(2) == 0) kind_ids.push_back(kind_id);
      }
      if (kind_ids.empty()) kind_ids = {"a"};
      Duty duty = Activities(absl::StrCat(Upto(4) > 0 ? step : 9, "_", i), 6 * (1 + Upto(1)),
                             PeriodKind::kQuarter, kind_ids);
      for (const Duty& other : pack.duties) duty.may_also_count = {other.duty_id};
      pack.duties.push_back(duty);
    }
    packs_.push_back(pack);
    std::vector<PlacedPack> placed;
    for (size_t i = 0; i < packs_.size(); ++i) {
      placed.push_back(Place(absl::StrCat("level_", i), static_cast<int>(i), packs_[i]));
    }
    const std::vector<Raise> raises =
        FindRaises(placed.back(), absl::MakeSpan(placed).subspan(0, placed.size() - 1));
    if (!raises.empty()) {
      ++refused;
      packs_.back().duties.clear();
    }
  }

  // The duties in force of kinds that have a ceiling, and these themselves: for
  // each kind, the duties of the first that names it.
  void Compare() const {
    std::map<std::string, size_t> first;
    std::map<std::string, size_t> nearest;
    for (size_t i = 0; i < packs_.size(); ++i) {
      for (const Duty& duty : packs_[i].duties) {
        for (const std::string& kind_id : duty.kind_ids) first.emplace(kind_id, i);
        nearest[duty.duty_id] = i;
      }
    }
    std::vector<Wanted> asked;
    std::vector<Wanted> ceilings;
    for (size_t i = 0; i < packs_.size(); ++i) {
      const auto add = [&](std::vector<Wanted>& to, const Duty& duty) {
        Wanted wanted{.organization = static_cast<int>(i),
                      .count = static_cast<int>(duty.required_count)};
        for (const std::string& kind_id : duty.kind_ids) wanted.kinds += kind_id;
        if (!to.empty() && to.back().organization == wanted.organization) {
          wanted.joined = {to.size() - 1};
        }
        to.push_back(wanted);
      };
      for (const Duty& duty : packs_[i].duties) {
        if (nearest.at(duty.duty_id) == i) add(asked, duty);
        if (std::any_of(duty.kind_ids.begin(), duty.kind_ids.end(),
                        [&](const std::string& id) { return first.at(id) == i; })) {
          add(ceilings, duty);
        }
      }
    }
    EXPECT_LE(FewestActs(asked).Count(), FewestActs(ceilings).Count());
  }

  int refused = 0;

 private:
  int Upto(int last) { return std::uniform_int_distribution<int>(0, last)(random_); }

  std::mt19937 random_;
  std::deque<RulePack> packs_;
};

TEST(GuardFuzzTest, AllLevelsTogetherTakeNoMoreActsThanTheCeilings) {
  int refused = 0;
  for (uint32_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    Chain chain(seed);
    for (int step = 0; step < 4; ++step) chain.Publish(step);
    chain.Compare();
    refused += chain.refused;
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(refused, 300);
  EXPECT_LT(refused, 900);
}

}  // namespace
}  // namespace xinqiao::policy
