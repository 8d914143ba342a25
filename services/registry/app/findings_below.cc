#include "services/registry/app/findings_below.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/policy/guard.h"
#include "services/registry/app/compact_id.h"
#include "services/registry/app/reach.h"

namespace xinqiao::registry {
namespace {

using policy::PlacedPack;

// Those of one organization.
using Packs = std::vector<const policy::RulePack*>;

// Acts in a hundred and forty years of 365 days: a whole number for every period.
int64_t RateOf(PeriodKind period, int64_t count) {
  constexpr int64_t kYears = 140;
  switch (period) {
    case PeriodKind::kDay:
      return kYears * 365 * count;
    case PeriodKind::kIsoWeek:
      return kYears / 7 * 365 * count;
    case PeriodKind::kMonth:
      return kYears * 12 * count;
    case PeriodKind::kTwoMonths:
      return kYears * 6 * count;
    case PeriodKind::kQuarter:
      return kYears * 4 * count;
    case PeriodKind::kHalfYear:
      return kYears * 2 * count;
    case PeriodKind::kYear:
      return kYears * count;
  }
  return 0;
}

// As the guard counts: where each kind has to occur, no less than there are kinds.
int64_t CountOf(const policy::Duty& duty) {
  return duty.kind_coverage == policy::KindCoverage::kRequired
             ? std::max(duty.required_count, static_cast<int64_t>(duty.kind_ids.size()))
             : duty.required_count;
}

// Whether a rule asks somebody for something.
bool Asking(const policy::Duty& duty) { return !duty.voluntary && CountOf(duty) > 0; }
bool Asking(const policy::ContactQuota& quota) { return !quota.voluntary; }
bool Asking(const policy::Cadence& cadence) {
  return !cadence.voluntary &&
         (cadence.required_count > 0 || cadence.reach_above_percent.has_value());
}

template <typename T>
bool Meet(const std::vector<T>& a, const std::vector<T>& b) {
  return a.empty() || b.empty() ||
         std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

bool Meet(std::optional<bool> a, std::optional<bool> b) {
  return !a.has_value() || !b.has_value() || *a == *b;
}

// Whether one post could be meant by both.
bool Meet(const policy::Subject& a, const policy::Subject& b) {
  return a.of == b.of && Meet(a.organization_kinds, b.organization_kinds) &&
         Meet(a.organization_levels, b.organization_levels) &&
         Meet(a.appointment_types, b.appointment_types) && Meet(a.rank_classes, b.rank_classes) &&
         Meet(a.titles, b.titles) && Meet(a.leading_body, b.leading_body) &&
         Meet(a.many_youth, b.many_youth);
}

// Kinds that duties of whichever packs connect, over any number of others.
class KindGroups {
 public:
  void Add(const policy::RulePack& rules) {
    for (const policy::Duty& duty : rules.duties) {
      for (const std::string& kind_id : duty.kind_ids) {
        const size_t group = Root(NumberOf(kind_id));
        parents_[group] = Root(NumberOf(duty.kind_ids[0]));
      }
    }
  }

  // Whether the duty has to do with something that `rules` asks for.
  bool Touch(const policy::Duty& duty, const policy::RulePack& rules) const {
    return !duty.kind_ids.empty() &&
           std::any_of(rules.duties.begin(), rules.duties.end(), [&](const auto& each) {
             return Asking(each) && !each.kind_ids.empty() && GroupOf(each) == GroupOf(duty);
           });
  }

 private:
  size_t NumberOf(const std::string& kind_id) {
    const auto [found, added] = numbers_.emplace(kind_id, parents_.size());
    if (added) parents_.push_back(parents_.size());
    return found->second;
  }

  size_t GroupOf(const policy::Duty& duty) const { return Root(numbers_.at(duty.kind_ids[0])); }

  size_t Root(size_t kind) const {
    while (parents_[kind] != kind) kind = parents_[kind];
    return kind;
  }

  absl::flat_hash_map<std::string, size_t> numbers_;
  std::vector<size_t> parents_;
};

bool QuotasMayRaise(const policy::RulePack& lower, const policy::RulePack& upper) {
  return std::any_of(lower.contact_quotas.begin(), lower.contact_quotas.end(), [&](const auto& a) {
    return Asking(a) && std::any_of(upper.contact_quotas.begin(), upper.contact_quotas.end(),
                                    [&](const auto& b) {
                                      return Asking(b) && a.object == b.object &&
                                             a.required_count > b.required_count &&
                                             Meet(a.subject, b.subject);
                                    });
  });
}

// No where each cadence asks for no more than any above it, and no two of one
// metric add up.
bool CadencesMayRaise(const policy::RulePack& lower, const policy::RulePack& upper) {
  return std::any_of(upper.cadences.begin(), upper.cadences.end(), [&](const auto& b) {
    bool taken = false;
    return Asking(b) && std::any_of(lower.cadences.begin(), lower.cadences.end(), [&](auto& a) {
             if (!Asking(a) || a.metric != b.metric || !Meet(a.subject, b.subject)) return false;
             const bool no_more = a.period == b.period && a.required_count <= b.required_count &&
                                  a.reach_above_percent <= b.reach_above_percent;
             return !no_more || std::exchange(taken, true);
           });
  });
}

// Whether whoever does `b` does all that `a` asks for.
bool IsMetBy(const policy::Duty& a, const policy::Duty& b) {
  const bool no_more =
      a.period == b.period
          ? CountOf(a) <= CountOf(b) && (a.period.has_value() || a.effective == b.effective)
          : a.period.has_value() && b.period.has_value() &&
                RateOf(*a.period, CountOf(a)) <= RateOf(*b.period, CountOf(b));
  const bool of_its_kinds =
      std::all_of(b.kind_ids.begin(), b.kind_ids.end(), [&a](const std::string& kind_id) {
        return std::find(a.kind_ids.begin(), a.kind_ids.end(), kind_id) != a.kind_ids.end();
      });
  return no_more && of_its_kinds && a.subject == b.subject &&
         b.effective.first <= a.effective.first && a.effective.end <= b.effective.end;
}

// No where each duty that has to do with those above has one above to itself that
// meets it as well: then it takes no acts beside these. Duties of one id in
// several packs are the same duty.
bool DutiesMayRaise(const Packs& lower, const policy::RulePack& upper, const KindGroups& groups) {
  if (lower.size() == 1 && lower[0]->duties == upper.duties) return false;
  struct Taken {
    const policy::RulePack* by = nullptr;
    absl::string_view duty_id;
  };
  std::vector<Taken> taken(upper.duties.size());
  for (const policy::RulePack* const pack : lower) {
    for (const policy::Duty& a : pack->duties) {
      if (!Asking(a) || !groups.Touch(a, upper)) continue;
      bool met = false;
      for (size_t i = 0; i < upper.duties.size() && !met; ++i) {
        const policy::Duty& b = upper.duties[i];
        const bool is_free =
            taken[i].by == nullptr || (taken[i].by != pack && taken[i].duty_id == a.duty_id);
        // What is met by the same activities as another asks for less with it.
        if (!is_free || !Asking(b) || !b.may_also_count.empty() || !IsMetBy(a, b)) continue;
        taken[i] = {.by = pack, .duty_id = a.duty_id};
        met = true;
      }
      if (!met) return true;
    }
  }
  return false;
}

bool ForbidsNewWork(const policy::RulePack& rules) {
  return std::any_of(rules.ceilings.begin(), rules.ceilings.end(), [](const auto& ceiling) {
    return std::find(ceiling.covers.begin(), ceiling.covers.end(),
                     policy::CeilingScope::kNewWork) != ceiling.covers.end();
  });
}

// Whether one of the packs of an organization may raise `upper`, alone or beside
// the others. No for most, so that the guard need not look at thousands of them.
bool MayRaise(const Packs& lower, const policy::RulePack& upper, const KindGroups& groups) {
  if (lower.empty()) return false;
  return ForbidsNewWork(upper) || DutiesMayRaise(lower, upper, groups) ||
         std::any_of(lower.begin(), lower.end(), [&](const policy::RulePack* pack) {
           return QuotasMayRaise(*pack, upper) || CadencesMayRaise(*pack, upper);
         });
}

Packs ThatComeIntoForce(const PolicyBook::Packs& packs) {
  Packs result;
  for (const auto& pack : packs) {
    if (Days(pack->in_force) > 0) result.push_back(&pack->published.rules);
  }
  return result;
}

std::vector<CompactId> CompactIds(const std::vector<std::string>& ids) {
  std::vector<CompactId> result;
  for (const std::string& each : ids) {
    const std::optional<CompactId> id = ParseCompactId(each);
    if (id.has_value()) result.push_back(*id);
  }
  return result;
}

RuleSource SourceOf(const BookPack& pack, const policy::RulePlace& place) {
  return {.organization_id = pack.published.organization_id,
          .rule_pack_id = pack.published.rule_pack_id,
          .version = pack.published.version,
          .issuer = pack.published.rules.document.issuer,
          .document_number = pack.published.rules.document.number,
          .field = pack.published.FieldOf(place),
          // Those of policy begin at 0, ours at 1.
          .level = static_cast<OrganizationLevel>(static_cast<int>(pack.level) + 1)};
}

// What `lower` raises because of the last of `above`, the newcomer: by asking for
// more than that, or together with it for more than others.
std::vector<policy::Raise> RaisesBecauseOfLast(const PlacedPack& lower,
                                               absl::Span<const PlacedPack> above) {
  const auto is_last = [&](const policy::RuleRef& rule) { return rule.pack == &above.back(); };
  std::vector<policy::Raise> raises = policy::FindRaises(lower, above);
  std::optional<std::vector<policy::Raise>> without;
  const auto is_old = [&](const policy::Raise& raise) {
    if (is_last(raise.ceiling)) return false;
    if (std::none_of(raise.others.begin(), raise.others.end(), is_last)) return true;
    if (!without.has_value()) {
      without = policy::FindRaises(lower, above.subspan(0, above.size() - 1));
    }
    return std::any_of(without->begin(), without->end(), [&](const policy::Raise& before) {
      return before.rule == raise.rule && before.scope == raise.scope;
    });
  };
  raises.erase(
      std::remove_if(raises.begin(), raises.end(),
                     [&](const policy::Raise& raise) { return !raise.binding || is_old(raise); }),
      raises.end());
  return raises;
}

}  // namespace

std::vector<RuleFinding> FindBelow(const OrganizationTree& tree, const PolicyBook::Content& book,
                                   const NewcomerPack& newcomer, absl::CivilDay day) {
  std::vector<RuleFinding> findings;
  const std::optional<CompactId> publisher = ParseCompactId(newcomer.source.organization_id);
  if (!publisher.has_value()) return findings;
  const std::vector<CompactId> subtree_ids = CompactIds(newcomer.rules->scope.subtree_ids);
  KindGroups groups;
  groups.Add(*newcomer.rules);
  for (const auto& [organization_id, packs] : book.all()) {
    for (const auto& pack : *packs) groups.Add(pack->published.rules);
  }
  for (const auto& [organization_id, packs] : book.all()) {
    if (organization_id == *publisher) continue;
    if (!MayRaise(ThatComeIntoForce(*packs), *newcomer.rules, groups)) continue;
    const Way way = tree.FindWay(ToText(organization_id), day);
    const auto at = std::find_if(way.begin(), way.end(), [&](const WayStep& step) {
      return step.organization_id == *publisher;
    });
    if (at == way.end()) continue;

    for (const auto& pack : *packs) {
      const std::vector<Way> ground = GroundOf(tree, way, pack->subtree_ids, day);
      if (Days(pack->in_force) == 0 || !Meets(tree, subtree_ids, ground, day)) continue;
      // As ListRuleFindings looks at it: a second pack looks at the first one.
      bool passed_own = false;
      const Reach reach(book, way, kEver, [&](const BookPack& each) {
        passed_own = passed_own || &each == pack.get();
        return !passed_own && each.published.rule_pack_id != newcomer.supersedes_id &&
               Meets(tree, each.subtree_ids, ground, day);
      });
      std::vector<PlacedPack> above(reach.placed().begin(), reach.placed().end());
      above.push_back({.rule_pack_id = "",
                       .organization_id = newcomer.source.organization_id,
                       .step = static_cast<int>(at - way.begin()),
                       .rules = newcomer.rules,
                       .in_force = newcomer.in_force});
      const PlacedPack lower = Place(*pack, static_cast<int>(way.size()) - 1);
      for (const policy::Raise& raise : RaisesBecauseOfLast(lower, above)) {
        RuleFinding& finding = findings.emplace_back();
        finding.rule = SourceOf(*pack, raise.rule);
        const auto index = static_cast<size_t>(raise.ceiling.pack - above.data());
        if (index + 1 < above.size()) {
          const policy::RuleRef ceiling{&reach.placed()[index], raise.ceiling.place};
          finding.ceiling = SourceOf(*reach.PackOf(ceiling), raise.ceiling.place);
        } else {
          finding.ceiling = newcomer.source;
          finding.ceiling.field = FieldOf(raise.ceiling.place);
        }
        finding.scope = raise.scope;
        finding.description = raise.reason;
      }
    }
  }
  std::sort(findings.begin(), findings.end(), [](const RuleFinding& a, const RuleFinding& b) {
    return std::tie(a.rule.organization_id, a.rule.rule_pack_id, a.rule.field) <
           std::tie(b.rule.organization_id, b.rule.rule_pack_id, b.rule.field);
  });
  return findings;
}

}  // namespace xinqiao::registry
