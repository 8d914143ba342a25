#include "libs/policy/effective.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/hash/hash.h"

namespace xinqiao::policy {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

// A rule that binds, before those that say the same thing are compared.
struct Candidate {
  RuleRef rule;
  absl::CivilDay since;  // The first day on which it is in force.
  bool voluntary = false;
  uint32_t next = kNone;     // Of those about the same.
  uint32_t nearest = kNone;  // Of the first of these: the one that takes the place of others.
};

bool Means(const Subject& subject, const PostFacts& post) { return Binds(subject, post); }
bool Means(const Subject& subject, const OrganizationFacts& body) { return Binds(subject, body); }

const OrganizationFacts& OrganizationOf(const PostFacts& post) { return post.organization; }
const OrganizationFacts& OrganizationOf(const OrganizationFacts& body) { return body; }

// Whether the list has a rule of that subject; everybody is meant without one.
template <typename Rule, typename Target>
bool MeansTarget(const Rule& rule, const Target& target) {
  if constexpr (requires { rule.subject; }) {
    return Means(rule.subject, target);
  } else if constexpr (requires { rule.cohorts; }) {
    return Binds(rule, target);
  } else {
    return true;
  }
}

template <typename Rule>
bool InForceOn(const Rule& rule, absl::CivilDay day) {
  if constexpr (requires { rule.effective; }) {
    return Contains(rule.effective, day);
  } else if constexpr (requires { rule.window; }) {
    return Contains(rule.window, day);
  } else {
    return true;
  }
}

template <typename Rule>
absl::CivilDay Since(const Rule& rule, const PlacedPack& pack) {
  if constexpr (requires { rule.effective; }) {
    return std::max(rule.effective.first, pack.in_force.first);
  } else if constexpr (requires { rule.window; }) {
    return std::max(rule.window.first, pack.in_force.first);
  } else {
    return pack.in_force.first;
  }
}

template <typename Rule>
bool IsOffered(const Rule& rule) {
  if constexpr (requires { rule.voluntary; }) {
    return rule.voluntary;
  } else {
    return false;
  }
}

template <typename Target>
class Resolution {
 public:
  Resolution(const Target& target, absl::CivilDay day) : target_(target), day_(day) {}

  void Add(const PlacedPack& pack) {
    const RulePack& rules = *pack.rules;
    if (!Contains(pack.in_force, day_) || !Holds(rules.scope, OrganizationOf(target_))) return;
    AddList(pack, RuleType::kDuty, rules.duties);
    AddList(pack, RuleType::kContactQuota, rules.contact_quotas);
    AddList(pack, RuleType::kCadence, rules.cadences);
    AddList(pack, RuleType::kDeadline, rules.deadlines);
    AddList(pack, RuleType::kScheduleItem, rules.schedule_items);
    AddList(pack, RuleType::kReport, rules.reports);
    AddList(pack, RuleType::kTaskEmphasis, rules.task_emphases);
    AddList(pack, RuleType::kPointRule, rules.point_rules);
    AddList(pack, RuleType::kAssessmentTable, rules.assessment_tables);
    AddList(pack, RuleType::kEvaluation, rules.evaluations);
    AddList(pack, RuleType::kCeiling, rules.ceilings);
    AddList(pack, RuleType::kWishLimit, rules.wish_limits);
    AddList(pack, RuleType::kWishCategory, rules.wish_categories);
    AddList(pack, RuleType::kBookClosing, rules.book_closings);
    // Nothing is switched before the document that orders it was issued.
    if (rules.document.issue_day <= day_) AddList(pack, RuleType::kSwitch, rules.switches);
    AddList(pack, RuleType::kAssumption, rules.assumptions);
  }

  std::vector<EffectiveRule> Run() {
    LinkThoseAboutTheSame();
    std::vector<EffectiveRule> result;
    result.reserve(candidates_.size());
    for (size_t i = 0; i < candidates_.size(); ++i) AddIfInForce(i, result);
    return result;
  }

 private:
  template <typename Rule>
  void AddList(const PlacedPack& pack, RuleType type, const std::vector<Rule>& list) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (InForceOn(list[i], day_) && MeansTarget(list[i], target_)) {
        candidates_.push_back({.rule = {.pack = &pack, .place = {.type = type, .index = i}},
                               .since = Since(list[i], pack),
                               .voluntary = IsOffered(list[i])});
      }
    }
  }

  // A table of the first and the last of each; rules about the same are linked
  // in their order.
  void LinkThoseAboutTheSame() {
    size_t size = 16;
    while (size < 2 * candidates_.size()) size *= 2;
    struct Slot {
      uint32_t first = kNone;
      uint32_t last = kNone;
      SubjectMatter matter;
    };
    absl::InlinedVector<Slot, 256> slots(size);
    heads_.resize(candidates_.size());
    for (uint32_t i = 0; i < candidates_.size(); ++i) {
      const SubjectMatter matter = SubjectMatterOf(candidates_[i].rule);
      size_t at = absl::HashOf(matter) & (size - 1);
      while (slots[at].first != kNone && !(slots[at].matter == matter)) at = (at + 1) & (size - 1);
      Slot& slot = slots[at];
      if (slot.first == kNone) {
        slot = {.first = i, .last = i, .matter = matter};
      } else {
        candidates_[slot.last].next = i;
        slot.last = i;
      }
      heads_[i] = slot.first;
      uint32_t& nearest = candidates_[slot.first].nearest;
      const Candidate& candidate = candidates_[i];
      if (candidate.voluntary) continue;
      if (nearest == kNone || IsNearer(candidate, candidates_[nearest])) nearest = i;
    }
  }

  // Of two rules about the same; candidates are in order of step.
  static bool IsNearer(const Candidate& a, const Candidate& b) {
    if (a.rule.pack->step != b.rule.pack->step) return &a > &b;
    return a.since != b.since ? a.since > b.since : &a > &b;
  }

  void AddIfInForce(size_t index, std::vector<EffectiveRule>& result) const {
    const Candidate& candidate = candidates_[index];
    const Candidate& first = candidates_[heads_[index]];
    const Candidate* nearest = first.nearest == kNone ? nullptr : &candidates_[first.nearest];
    const bool stands = nearest == nullptr || candidate.rule.pack == nearest->rule.pack ||
                        (candidate.voluntary && IsNearer(candidate, *nearest));
    if (!stands) return;
    EffectiveRule& rule = result.emplace_back();
    rule.rule = candidate.rule;
    if (candidate.voluntary || first.next == kNone) return;
    absl::InlinedVector<const Candidate*, 32> others;
    for (uint32_t i = heads_[index]; i != kNone; i = candidates_[i].next) {
      const Candidate& other = candidates_[i];
      if (other.rule.pack == candidate.rule.pack) continue;
      if (!other.voluntary || IsNearer(*nearest, other)) others.push_back(&other);
    }
    std::reverse(others.begin(), others.end());
    const auto nearer = [](const Candidate* x, const Candidate* y) { return IsNearer(*x, *y); };
    if (!std::is_sorted(others.begin(), others.end(), nearer)) {
      std::sort(others.begin(), others.end(), nearer);
    }
    rule.overrides.reserve(others.size());
    for (const Candidate* other : others) rule.overrides.push_back(other->rule);
  }

  const Target& target_;
  const absl::CivilDay day_;
  std::vector<Candidate> candidates_;
  std::vector<uint32_t> heads_;  // By candidate, the first one about the same.
};

template <typename Target>
std::vector<EffectiveRule> Resolve(const Target& target, absl::Span<const PlacedPack> packs,
                                   absl::CivilDay day) {
  absl::InlinedVector<const PlacedPack*, 32> down;
  for (const PlacedPack& pack : packs) down.push_back(&pack);
  std::stable_sort(down.begin(), down.end(),
                   [](const PlacedPack* a, const PlacedPack* b) { return a->step < b->step; });
  Resolution<Target> resolution(target, day);
  for (const PlacedPack* pack : down) resolution.Add(*pack);
  return resolution.Run();
}

}  // namespace

std::vector<EffectiveRule> RulesOf(const PostFacts& post, absl::Span<const PlacedPack> packs,
                                   absl::CivilDay day) {
  return Resolve(post, packs, day);
}

std::vector<EffectiveRule> RulesOf(const OrganizationFacts& organization,
                                   absl::Span<const PlacedPack> packs, absl::CivilDay day) {
  return Resolve(organization, packs, day);
}

}  // namespace xinqiao::policy
