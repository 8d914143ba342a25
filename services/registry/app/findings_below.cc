#include "services/registry/app/findings_below.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "libs/policy/guard.h"
#include "services/registry/app/compact_id.h"

namespace xinqiao::registry {
namespace {

using policy::PlacedPack;

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

// Whether a rule asks somebody for something.
bool Asking(const policy::Duty& duty) { return !duty.voluntary && duty.required_count > 0; }
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

bool ShareAKind(const policy::Duty& a, const policy::Duty& b) {
  return std::find_first_of(a.kind_ids.begin(), a.kind_ids.end(), b.kind_ids.begin(),
                            b.kind_ids.end()) != a.kind_ids.end();
}

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

bool CadencesMayRaise(const policy::RulePack& lower, const policy::RulePack& upper) {
  return std::any_of(lower.cadences.begin(), lower.cadences.end(), [&](const auto& a) {
    return Asking(a) &&
           std::any_of(upper.cadences.begin(), upper.cadences.end(), [&](const auto& b) {
             if (!Asking(b) || a.metric != b.metric || !Meet(a.subject, b.subject)) return false;
             const bool no_more = a.period == b.period && a.required_count <= b.required_count &&
                                  a.reach_above_percent <= b.reach_above_percent;
             return !no_more;
           });
  });
}

// Whether whoever does `b` does no less than `a` asks for.
bool AsksNoMore(const policy::Duty& a, const policy::Duty& b) {
  const bool no_more =
      a.period == b.period
          ? a.required_count <= b.required_count &&
                (a.period.has_value() || a.effective == b.effective)
          : a.period.has_value() && b.period.has_value() &&
                RateOf(*a.period, a.required_count) <= RateOf(*b.period, b.required_count);
  return no_more && ShareAKind(a, b) && a.subject == b.subject &&
         b.effective.first <= a.effective.first && a.effective.end <= b.effective.end;
}

// No where each duty that shares a kind with one above has one above to itself
// that asks for no less: then no set of them asks for more either.
bool DutiesMayRaise(const policy::RulePack& lower, const policy::RulePack& upper) {
  if (lower.duties == upper.duties) return false;
  std::vector<bool> taken(upper.duties.size());
  for (const policy::Duty& a : lower.duties) {
    if (!Asking(a)) continue;
    bool shared = false;
    bool covered = false;
    for (size_t i = 0; i < upper.duties.size(); ++i) {
      const policy::Duty& b = upper.duties[i];
      if (!Asking(b) || !ShareAKind(a, b) || !Meet(a.subject, b.subject)) continue;
      shared = true;
      // What is met by the same activities as another asks for less with it.
      if (!covered && !taken[i] && b.may_also_count.empty() && AsksNoMore(a, b)) {
        taken[i] = true;
        covered = true;
      }
    }
    if (shared && !covered) return true;
  }
  return false;
}

bool ForbidsNewWork(const policy::RulePack& rules) {
  return std::any_of(rules.ceilings.begin(), rules.ceilings.end(), [](const auto& ceiling) {
    return std::find(ceiling.covers.begin(), ceiling.covers.end(),
                     policy::CeilingScope::kNewWork) != ceiling.covers.end();
  });
}

// No for most packs, so that the guard need not look at thousands of them.
bool MayRaise(const policy::RulePack& lower, const policy::RulePack& upper) {
  return ForbidsNewWork(upper) || QuotasMayRaise(lower, upper) || CadencesMayRaise(lower, upper) ||
         DutiesMayRaise(lower, upper);
}

PlacedPack PlacedOf(const BookPack& pack, int step) {
  return {.rule_pack_id = pack.published.rule_pack_id,
          .organization_id = pack.published.organization_id,
          .step = step,
          .rules = &pack.published.rules,
          .in_force = pack.in_force};
}

bool ReachesInto(const std::vector<CompactId>& subtree_ids, const Way& way) {
  return subtree_ids.empty() || std::any_of(way.begin(), way.end(), [&](const WayStep& step) {
           return std::find(subtree_ids.begin(), subtree_ids.end(), step.organization_id) !=
                  subtree_ids.end();
         });
}

std::vector<CompactId> CompactIds(const std::vector<std::string>& ids) {
  std::vector<CompactId> result;
  for (const std::string& each : ids) {
    const std::optional<CompactId> id = ParseCompactId(each);
    if (id.has_value()) result.push_back(*id);
  }
  return result;
}

}  // namespace

std::vector<RuleFinding> FindBelow(const OrganizationTree& tree, const PolicyBook::Content& book,
                                   const NewcomerPack& newcomer, absl::CivilDay day) {
  std::vector<RuleFinding> findings;
  const std::optional<CompactId> publisher = ParseCompactId(newcomer.source.organization_id);
  if (!publisher.has_value()) return findings;
  const std::vector<CompactId> reach = CompactIds(newcomer.rules->scope.subtree_ids);
  for (const auto& [organization_id, packs] : book.all()) {
    if (organization_id == *publisher) continue;
    const auto may_raise = [&](const std::shared_ptr<const BookPack>& pack) {
      return Days(pack->in_force) > 0 && MayRaise(pack->published.rules, *newcomer.rules);
    };
    if (std::none_of(packs->begin(), packs->end(), may_raise)) continue;
    const Way way = tree.FindWay(ToText(organization_id), day);
    const auto at = std::find_if(way.begin(), way.end(), [&](const WayStep& step) {
      return step.organization_id == *publisher;
    });
    if (at == way.end() || !ReachesInto(reach, way)) continue;

    // The newcomer first, so that it is known by its place.
    std::vector<PlacedPack> above = {{.rule_pack_id = "",
                                      .organization_id = newcomer.source.organization_id,
                                      .step = static_cast<int>(at - way.begin()),
                                      .rules = newcomer.rules,
                                      .in_force = newcomer.in_force}};
    for (size_t step = 0; step + 1 < way.size(); ++step) {
      for (const auto& pack : book.Of(way[step].organization_id)) {
        if (pack->published.rule_pack_id == newcomer.supersedes_id) continue;
        if (Days(pack->in_force) == 0 || !ReachesInto(pack->subtree_ids, way)) continue;
        above.push_back(PlacedOf(*pack, static_cast<int>(step)));
      }
    }
    for (const auto& pack : *packs) {
      if (!may_raise(pack)) continue;
      const PlacedPack lower = PlacedOf(*pack, static_cast<int>(way.size()) - 1);
      for (const policy::Raise& raise : policy::FindRaises(lower, above)) {
        if (raise.ceiling.pack != &above.front() || !raise.binding) continue;
        RuleFinding finding{
            .rule = {.organization_id = pack->published.organization_id,
                     .rule_pack_id = pack->published.rule_pack_id,
                     .version = pack->published.version,
                     .issuer = pack->published.rules.document.issuer,
                     .document_number = pack->published.rules.document.number,
                     .field = FieldOf(raise.rule),
                     // Those of policy begin at 0, ours at 1.
                     .level = static_cast<OrganizationLevel>(static_cast<int>(pack->level) + 1)},
            .ceiling = newcomer.source,
            .scope = raise.scope,
            .description = raise.reason};
        finding.ceiling.field = FieldOf(raise.ceiling.place);
        findings.push_back(std::move(finding));
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
