#include "services/registry/domain/publication.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/policy/guard.h"
#include "libs/policy/validate.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/rule_visit.h"
#include "services/registry/domain/rule_words.h"

namespace xinqiao::registry {
namespace {

using policy::PlacedPack;
using policy::RulePlace;

// A pack of the facts where it stands.
struct Placed {
  PlacedPack pack;
  size_t index = 0;  // In the facts.
};

// 0 for the root.
int StepOf(const PublicationFacts& facts, const std::string& organization_id) {
  const auto found = std::find_if(facts.path.begin(), facts.path.end(), [&](const PathStep& step) {
    return step.organization_id == organization_id;
  });
  return static_cast<int>(found - facts.path.begin());
}

// Whether the subtree of one organization lies in that of the other.
bool Touch(const PublicationFacts& facts, const std::string& a, const std::string& b) {
  const auto lies_in = [&facts](const std::string& inner, const std::string& outer) {
    const auto way = facts.ways.find(inner);
    if (way != facts.ways.end()) {
      return std::find(way->second.begin(), way->second.end(), outer) != way->second.end();
    }
    const int step = StepOf(facts, inner);
    return step < static_cast<int>(facts.path.size()) && StepOf(facts, outer) <= step;
  };
  return lies_in(a, b) || lies_in(b, a);
}

// Where a pack reaches.
std::vector<std::string> ReachOf(const std::string& organization_id,
                                 const std::vector<std::string>& subtree_ids) {
  return subtree_ids.empty() ? std::vector<std::string>{organization_id} : subtree_ids;
}

bool Touch(const PublicationFacts& facts, const std::vector<std::string>& a,
           const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
    return std::any_of(b.begin(), b.end(),
                       [&](const std::string& other) { return Touch(facts, one, other); });
  });
}

// The packs that meet the draft somewhere on some day. That of `superseded` ends
// as it says there.
std::vector<Placed> PacksAround(const PublicationCase& publication,
                                const std::optional<PublishedRulePack>& superseded) {
  const PublicationFacts& facts = publication.facts;
  const std::vector<std::string> reach =
      ReachOf(publication.draft.organization_id, publication.draft.rules.scope.subtree_ids);
  std::vector<Placed> around;
  for (size_t i = 0; i < facts.packs.size(); ++i) {
    const bool ends =
        superseded.has_value() && facts.packs[i].rule_pack_id == superseded->rule_pack_id;
    const PublishedRulePack& pack = ends ? *superseded : facts.packs[i];
    if (!ComesIntoForce(pack)) continue;
    if (!Touch(facts, reach, ReachOf(pack.organization_id, pack.subtree_ids))) continue;
    around.push_back({.pack = {.rule_pack_id = pack.rule_pack_id,
                               .organization_id = pack.organization_id,
                               .step = StepOf(facts, pack.organization_id),
                               .rules = &publication.rules[i],
                               .in_force = InForceOf(pack)},
                      .index = i});
  }
  return around;
}

RuleSource SourceOf(const PublicationCase& publication, size_t index, const RulePlace& place) {
  const PublishedRulePack& pack = publication.facts.packs[index];
  const auto step = static_cast<size_t>(StepOf(publication.facts, pack.organization_id));
  return {.organization_id = pack.organization_id,
          .rule_pack_id = pack.rule_pack_id,
          .version = pack.version,
          .issuer = publication.rules[index].document.issuer,
          .document_number = pack.document_number,
          .field = FieldOf(place),
          .level = publication.facts.path[step].level};
}

std::vector<FieldViolation> ViolationsOf(const PublicationCase& publication,
                                         const policy::Findings& findings) {
  const NewRulePack& draft = publication.draft;
  const std::string today = absl::FormatCivilTime(publication.day);
  std::vector<FieldViolation> violations;
  if (draft.rules.document.issue_day > publication.day) {
    violations.push_back({.field = "rule_pack.document.issue_day",
                          .description = absl::StrCat("is in the future; today is ", today)});
  }
  for (const policy::Problem& problem : findings.problems) {
    violations.push_back(
        {.field = absl::StrCat("rule_pack.", problem.field), .description = problem.reason});
  }
  // What was in force stays so: a pack takes the place of another from today on.
  if (!draft.supersedes_id.empty() && draft.rules.in_force.has_value() &&
      draft.rules.in_force->first < publication.day) {
    violations.push_back(
        {.field = "rule_pack.in_force.start_day",
         .description = absl::StrCat("is before today, ", today, ", and it supersedes another")});
  }
  const std::vector<std::string>& subtrees = draft.rules.scope.subtree_ids;
  for (size_t i = 0; i < subtrees.size() && !publication.facts.path.empty(); ++i) {
    const auto way = publication.facts.ways.find(subtrees[i]);
    if (way == publication.facts.ways.end() ||
        std::find(way->second.begin(), way->second.end(), draft.organization_id) ==
            way->second.end()) {
      violations.push_back({.field = absl::StrCat("rule_pack.scope.subtrees[", i, "]"),
                            .description = "does not stand in the publisher's subtree today"});
    }
  }
  return violations;
}

// How the books of the publisher are closed on the day.
std::vector<policy::BookClosing> ClosingsOf(const PublicationCase& publication,
                                            const std::vector<Placed>& around) {
  std::vector<policy::BookClosing> closings;
  for (const Placed& placed : around) {
    if (!Contains(placed.pack.in_force, publication.day)) continue;
    for (const policy::BookClosing& closing : placed.pack.rules->book_closings) {
      if (Contains(closing.effective, publication.day)) closings.push_back(closing);
    }
  }
  return closings;
}

absl::StatusOr<PublishedRulePack> Superseded(const PublicationCase& publication,
                                             absl::CivilDay first_day) {
  const std::vector<PublishedRulePack>& packs = publication.facts.packs;
  for (size_t i = 0; i < packs.size(); ++i) {
    if (packs[i].rule_pack_id == publication.draft.supersedes_id &&
        packs[i].organization_id == publication.draft.organization_id) {
      return End(packs[i], publication.rules[i], first_day);
    }
  }
  return errors::RulePackNotFound();
}

template <typename Rule>
bool CountsTheSame(const Rule&, const Rule&) {
  return false;
}
bool MeetSomebody(const policy::Subject& a, const policy::Subject& b) {
  const auto& types = a.appointment_types;
  const auto& others = b.appointment_types;
  return types.empty() || others.empty() ||
         std::find_first_of(types.begin(), types.end(), others.begin(), others.end()) !=
             types.end();
}
bool CountsTheSame(const policy::ContactQuota& a, const policy::ContactQuota& b) {
  return a.object == b.object && MeetSomebody(a.subject, b.subject);
}
bool CountsTheSame(const policy::Cadence& a, const policy::Cadence& b) {
  return a.metric == b.metric && MeetSomebody(a.subject, b.subject);
}

const std::string& IdOf(const policy::Duty& rule) { return rule.duty_id; }
const std::string& IdOf(const policy::ContactQuota& rule) { return rule.contact_quota_id; }
const std::string& IdOf(const policy::Cadence& rule) { return rule.cadence_id; }
const std::string& IdOf(const policy::Deadline& rule) { return rule.deadline_id; }
const std::string& IdOf(const policy::ScheduleItem& rule) { return rule.schedule_item_id; }
const std::string& IdOf(const policy::ReportDefinition& rule) { return rule.report_id; }
const std::string& IdOf(const policy::TaskEmphasis& rule) { return rule.task_emphasis_id; }
const std::string& IdOf(const policy::PointRule& rule) { return rule.point_rule_id; }
const std::string& IdOf(const policy::AssessmentTable& rule) { return rule.assessment_table_id; }
const std::string& IdOf(const policy::Evaluation& rule) { return rule.evaluation_id; }
const std::string& IdOf(const policy::Ceiling& rule) { return rule.ceiling_id; }
const std::string& IdOf(const policy::WishLimit& rule) { return rule.wish_limit_id; }
const std::string& IdOf(const policy::WishCategory& rule) { return rule.wish_category_id; }
const std::string& IdOf(const policy::BookClosing& rule) { return rule.book_closing_id; }
policy::SwitchKind IdOf(const policy::Switch& rule) { return rule.kind; }
const std::string& IdOf(const policy::Assumption& rule) { return rule.assumption_id; }

// The rule of `list` that is the same as `rule`; its size if there is none.
template <typename Rule>
size_t FindSame(const std::vector<Rule>& list, const Rule& rule) {
  auto found = std::find_if(list.begin(), list.end(),
                            [&](const Rule& other) { return IdOf(other) == IdOf(rule); });
  if (found == list.end()) {
    found = std::find_if(list.begin(), list.end(),
                         [&](const Rule& other) { return CountsTheSame(rule, other); });
  }
  return static_cast<size_t>(found - list.begin());
}

RuleFinding MadeVoluntary(const PublicationCase& publication, const policy::Raise& raise,
                          RuleSource ceiling) {
  const NewRulePack& draft = publication.draft;
  return {.rule = {.organization_id = draft.organization_id,
                   .version = publication.facts.version,
                   .issuer = draft.rules.document.issuer,
                   .document_number = draft.rules.document.number,
                   .field = FieldOf(raise.rule),
                   .level = publication.facts.path.back().level},
          .ceiling = std::move(ceiling),
          .scope = raise.scope,
          .description = raise.reason,
          .stored_as_voluntary = true};
}

// Refuses what raises a level above, or makes it voluntary.
absl::Status Guard(const PublicationCase& publication, AcceptedRules& accepted) {
  const NewRulePack& draft = publication.draft;
  const std::vector<Placed> around = PacksAround(publication, accepted.superseded);
  std::vector<PlacedPack> above;
  for (const Placed& placed : around) above.push_back(placed.pack);
  const PlacedPack pack{.rule_pack_id = "",
                        .organization_id = draft.organization_id,
                        .step = StepOf(publication.facts, draft.organization_id),
                        .rules = &accepted.rules,
                        .in_force = InForceOf({.in_force = accepted.in_force})};
  // Again after some were made voluntary, until the others raise nothing either.
  for (bool first = true;; first = false) {
    std::vector<policy::Raise> raises;
    std::vector<FieldViolation> refused;
    for (policy::Raise& raise : policy::FindRaises(pack, above)) {
      const std::string field = FieldOf(raise.rule);
      if (raise.binding) {
        refused.push_back(
            {.field = absl::StrCat("rule_pack.", field), .description = raise.reason});
        raises.push_back(std::move(raise));
      } else if (first) {
        accepted.warnings.push_back(absl::StrCat(field, ": ", raise.reason));
      }
    }
    if (raises.empty()) return absl::OkStatus();
    if (draft.raise_handling == RaiseHandling::kRefuse) return errors::RulesRaised(refused);
    for (const policy::Raise& raise : raises) {
      const auto ceiling =
          std::find_if(above.begin(), above.end(),
                       [&raise](const PlacedPack& each) { return &each == raise.ceiling.pack; });
      accepted.findings.push_back(MadeVoluntary(
          publication, raise,
          ceiling == above.end()
              ? RuleSource{}
              : SourceOf(publication, around[static_cast<size_t>(ceiling - above.begin())].index,
                         raise.ceiling.place)));
    }
    policy::RulePack voluntary = policy::WithVoluntary(accepted.rules, raises);
    // What cannot be made voluntary would raise for ever.
    if (voluntary == accepted.rules) return errors::RulesRaised(refused);
    accepted.rules = std::move(voluntary);
    accepted.made_voluntary = true;
  }
}

}  // namespace

absl::StatusOr<AcceptedRules> Judge(const PublicationCase& publication) {
  const NewRulePack& draft = publication.draft;
  const PublicationFacts& facts = publication.facts;
  const std::vector<Placed> before = PacksAround(publication, std::nullopt);
  const policy::Findings validated =
      policy::Validate(draft.rules, facts.kind_ids, publication.day,
                       ClosingsOf(publication, before), publication.calendar);
  const std::vector<FieldViolation> violations = ViolationsOf(publication, validated);
  if (!violations.empty()) return errors::WrongFields(violations);
  if (facts.path.empty()) return errors::OrganizationNotValid(publication.day);

  AcceptedRules accepted{.rules = draft.rules, .in_force = draft.rules.in_force};
  for (const policy::Problem& warning : validated.warnings) {
    accepted.warnings.push_back(absl::StrCat(warning.field, ": ", warning.reason));
  }
  if (!draft.supersedes_id.empty()) {
    if (!accepted.in_force.has_value()) {
      accepted.in_force = Period{.first = publication.day, .end = kOpenEnd};
    }
    ASSIGN_OR_RETURN(accepted.superseded, Superseded(publication, accepted.in_force->first));
  }

  RETURN_IF_ERROR(Guard(publication, accepted));
  return accepted;
}

std::optional<ReplacedRule> FindReplaced(const PublicationCase& publication,
                                         const RulePlace& place) {
  std::vector<Placed> around = PacksAround(publication, std::nullopt);
  const std::string& superseded = publication.draft.supersedes_id;
  const auto is_superseded = [&](const Placed& placed) {
    return !superseded.empty() && placed.pack.rule_pack_id == superseded;
  };
  // The nearest first, and of one organization the newest.
  std::stable_sort(around.begin(), around.end(), [&](const Placed& a, const Placed& b) {
    if (is_superseded(a) != is_superseded(b)) return is_superseded(a);
    if (a.pack.step != b.pack.step) return a.pack.step > b.pack.step;
    return a.index > b.index;
  });
  for (const Placed& placed : around) {
    if (!is_superseded(placed) && !Contains(placed.pack.in_force, publication.day)) continue;
    const policy::RulePack& rules = *placed.pack.rules;
    const size_t found = VisitRule(publication.draft.rules, place, [&](const auto& rule) {
      return VisitList(rules, place.type, [&](const auto& list) {
        using Rule = typename std::decay_t<decltype(list)>::value_type;
        if constexpr (std::is_same_v<Rule, std::decay_t<decltype(rule)>>) {
          return FindSame(list, rule);
        } else {
          return list.size();
        }
      });
    });
    if (found == CountOf(rules, place.type)) continue;
    const RulePlace same{.type = place.type, .index = found};
    return ReplacedRule{.source = SourceOf(publication, placed.index, same),
                        .asked = Asks(rules, same)};
  }
  return std::nullopt;
}

}  // namespace xinqiao::registry
