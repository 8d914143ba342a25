#include "services/registry/domain/publication.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/policy/guard.h"
#include "libs/policy/validate.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

using policy::PlacedPack;

// Adds a violation for every organization of a list that is not below the
// publisher; nobody is while the publisher itself does not stand.
void AddStrangers(const PublicationCase& publication, absl::string_view field,
                  const std::vector<std::string>& organization_ids,
                  std::vector<FieldViolation>& violations) {
  const PublicationFacts& facts = publication.facts;
  if (facts.path.empty()) return;
  for (size_t i = 0; i < organization_ids.size(); ++i) {
    const auto way = facts.ways.find(organization_ids[i]);
    if (way != facts.ways.end() &&
        std::find(way->second.begin(), way->second.end(), publication.draft.organization_id) !=
            way->second.end()) {
      continue;
    }
    violations.push_back({.field = absl::StrCat(field, "[", i, "]"),
                          .description = "does not stand in the publisher's subtree today"});
  }
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
  AddStrangers(publication, "rule_pack.scope.subtrees", draft.rules.scope.subtree_ids, violations);
  const std::vector<policy::Evaluation>& evaluations = draft.rules.evaluations;
  for (size_t i = 0; i < evaluations.size(); ++i) {
    for (size_t k = 0; k < evaluations[i].cohorts.size(); ++k) {
      AddStrangers(publication,
                   absl::StrCat("rule_pack.evaluations[", i, "].cohorts[", k, "].organizations"),
                   evaluations[i].cohorts[k].organization_ids, violations);
    }
  }
  return violations;
}

// What closes, or closed, books of the publisher: each while its pack is in force.
std::vector<policy::BookClosing> ClosingsOf(const std::vector<PackAround>& around) {
  std::vector<policy::BookClosing> closings;
  for (const PackAround& placed : around) {
    for (policy::BookClosing closing : placed.pack.rules->book_closings) {
      closing.effective = Intersect(closing.effective, placed.pack.in_force);
      closings.push_back(std::move(closing));
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
  const std::vector<PackAround> around = PacksAround(publication, accepted.superseded);
  std::vector<PlacedPack> above;
  above.reserve(around.size());
  for (const PackAround& placed : around) above.push_back(placed.pack);
  const PlacedPack pack = PlaceDraft(publication, accepted.rules);
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
              : SourceOf(publication, around[static_cast<size_t>(ceiling - above.begin())],
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
  const std::vector<PackAround> before = PacksAround(publication, std::nullopt);
  // As it will be in force, so that what began with an earlier pack is not late.
  policy::RulePack rules = draft.rules;
  rules.in_force = InForceOfDraft(publication);
  const policy::Findings validated = policy::Validate(rules, facts.kind_ids, publication.day,
                                                      ClosingsOf(before), publication.calendar);
  const std::vector<FieldViolation> violations = ViolationsOf(publication, validated);
  if (!violations.empty()) return errors::WrongFields(violations);
  if (facts.path.empty()) return errors::OrganizationNotValid(publication.day);

  AcceptedRules accepted{.rules = draft.rules};
  for (const policy::Problem& warning : validated.warnings) {
    accepted.warnings.push_back(absl::StrCat(warning.field, ": ", warning.reason));
  }
  accepted.in_force = InForceOfDraft(publication);
  if (!draft.supersedes_id.empty()) {
    ASSIGN_OR_RETURN(accepted.superseded, Superseded(publication, accepted.in_force->first));
  }

  RETURN_IF_ERROR(Guard(publication, accepted));
  return accepted;
}

}  // namespace xinqiao::registry
