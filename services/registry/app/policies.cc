#include "services/registry/app/policies.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/policy/placed_pack.h"
#include "services/registry/app/findings_below.h"
#include "services/registry/app/publication_impact.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/replaced_rules.h"
#include "services/registry/domain/rule_words.h"

namespace xinqiao::registry {
namespace {

// What an answer carries; ListRuleFindings tells them all.
constexpr size_t kFindingsBelowMax = 1000;

// What a page of packs may take: an answer has to go through every client.
constexpr size_t kPageBytesMax = size_t{1024} * 1024;

// How many of the first packs take no more than `bytes`; one at least.
size_t CountWithin(const std::vector<PublishedRulePack>& packs, size_t bytes) {
  size_t sum = 0;
  for (size_t i = 0; i < packs.size(); ++i) {
    sum += packs[i].content.size();
    if (sum > bytes) return std::max<size_t>(i, 1);
  }
  return std::max<size_t>(packs.size(), 1);
}

// The organizations that the rules name.
std::vector<std::string> NamedBy(const policy::RulePack& rules) {
  std::vector<std::string> ids = rules.scope.subtree_ids;
  for (const policy::Evaluation& evaluation : rules.evaluations) {
    for (const policy::Cohort& cohort : evaluation.cohorts) {
      ids.insert(ids.end(), cohort.organization_ids.begin(), cohort.organization_ids.end());
    }
  }
  return ids;
}

}  // namespace

absl::StatusOr<Answer> Policies::CreateActivityKind(const Call& call, NewActivityKind draft) {
  const Write write{.request_id = std::move(draft.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  return deps_.store.InsertActivityKind(call, write, draft.kind, [&](bool id_in_use) {
    return id_in_use ? errors::ActivityKindExists(draft.kind.kind_id) : absl::OkStatus();
  });
}

absl::StatusOr<Page<policy::ActivityKind>> Policies::ListActivityKinds(const Call& call,
                                                                       const PageRequest& page) {
  ASSIGN_OR_RETURN(std::vector<policy::ActivityKind> found,
                   deps_.store.ListActivityKinds(call, RangeOf(page)));
  return PageOf(page, std::move(found), &policy::ActivityKind::kind_id);
}

absl::StatusOr<Answer> Policies::PublishRulePack(const Call& call, const NewRulePack& draft) {
  const Write write{
      .request_id = draft.request_id, .change_id = deps_.ids.NewId(), .time = deps_.clock.Now()};
  const absl::CivilDay day = BusinessDay(write.time);
  Submission submission{.draft = draft,
                        .day = day,
                        .rule_pack = {.organization_id = draft.organization_id,
                                      .document_number = draft.rules.document.number,
                                      .publish_time = write.time,
                                      .content = draft.content,
                                      .subtree_ids = draft.rules.scope.subtree_ids,
                                      .publisher = call.principal}};
  // All of this before others wait for this publication.
  ASSIGN_OR_RETURN(submission.calendar, deps_.calendar(call));
  submission.impact =
      CountImpact(deps_.tree, draft.organization_id, draft.rules,
                  draft.rules.in_force.has_value() ? draft.rules.in_force->first : day);
  const PublicationQuery query{.organization_id = draft.organization_id,
                               .document_number = draft.rules.document.number,
                               .subtree_ids = NamedBy(draft.rules),
                               .day = day};
  const auto review = [&](const PublicationFacts& facts) { return Review(submission, facts); };
  return draft.validate_only ? deps_.store.CheckRulePack(call, query, review)
                             : deps_.store.InsertRulePack(call, write, query, review);
}

absl::StatusOr<Publication> Policies::Review(const Submission& submission,
                                             const PublicationFacts& facts) const {
  const NewRulePack& draft = submission.draft;
  std::vector<policy::RulePack> rules;
  for (const PublishedRulePack& pack : facts.packs) {
    ASSIGN_OR_RETURN(policy::RulePack read, deps_.contents.read(pack.content));
    rules.push_back(std::move(read));
  }
  const PublicationCase publication{.draft = draft,
                                    .day = submission.day,
                                    .facts = facts,
                                    .rules = rules,
                                    .calendar = submission.calendar};
  ASSIGN_OR_RETURN(AcceptedRules accepted, Judge(publication));

  PublishedRulePack rule_pack = submission.rule_pack;
  // Made while no other publication runs: packs are in the order of their ids
  // where they are in that of the feed.
  if (!draft.validate_only) rule_pack.rule_pack_id = deps_.ids.NewId();
  PublicationImpact impact = submission.impact;
  rule_pack.version = facts.version;
  rule_pack.in_force = accepted.in_force;
  if (accepted.made_voluntary) rule_pack.content = deps_.contents.write(accepted.rules);
  for (RuleFinding& finding : accepted.findings) finding.rule.rule_pack_id = rule_pack.rule_pack_id;
  if (accepted.superseded.has_value()) {
    accepted.superseded->superseded_by_id = rule_pack.rule_pack_id;
  }
  for (RuleImpact& rule : impact.rules) {
    rule.asks = Asks(accepted.rules, rule.place);
    rule.past_days = PastDays(accepted.rules, rule.place, submission.day);
    // What is voluntary takes the place of nothing.
    const policy::PlacedPack placed{.rules = &accepted.rules};
    if (policy::IsVoluntary({.pack = &placed, .place = rule.place})) continue;
    rule.replaces = FindReplaced(publication, rule.place);
  }
  const NewcomerPack newcomer{.source = {.organization_id = rule_pack.organization_id,
                                         .rule_pack_id = rule_pack.rule_pack_id,
                                         .version = rule_pack.version,
                                         .issuer = draft.rules.document.issuer,
                                         .document_number = rule_pack.document_number,
                                         .level = facts.path.back().level},
                              .rules = &accepted.rules,
                              .in_force = InForceOf(rule_pack),
                              .supersedes_id = draft.supersedes_id};
  std::vector<RuleFinding> below =
      FindBelow(deps_.tree, *deps_.book.Get(), newcomer, submission.day);
  if (below.size() > kFindingsBelowMax) {
    accepted.warnings.push_back(absl::StrCat("of packs below, ", below.size() - kFindingsBelowMax,
                                             " more rules ask for more than this allows"));
    below.resize(kFindingsBelowMax);
  }
  accepted.findings.insert(accepted.findings.end(), below.begin(), below.end());
  return Publication{.rule_pack = std::move(rule_pack),
                     .warnings = std::move(accepted.warnings),
                     .findings = std::move(accepted.findings),
                     .impact = std::move(impact),
                     .superseded = std::move(accepted.superseded)};
}

absl::StatusOr<Answer> Policies::WithdrawRulePack(const Call& call,
                                                  const RulePackWithdrawal& withdrawal) {
  const Write write{.request_id = withdrawal.request_id,
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  return deps_.store.EndRulePack(
      call, write,
      {.organization_id = withdrawal.organization_id, .rule_pack_id = withdrawal.rule_pack_id},
      [&](PublishedRulePack rule_pack) -> absl::StatusOr<PublishedRulePack> {
        ASSIGN_OR_RETURN(const policy::RulePack rules, deps_.contents.read(rule_pack.content));
        return Withdraw(std::move(rule_pack), rules, withdrawal, BusinessDay(write.time));
      });
}

absl::StatusOr<PublishedRulePack> Policies::GetRulePack(const Call& call, const RulePackKey& key) {
  ASSIGN_OR_RETURN(std::optional<PublishedRulePack> found, deps_.store.FindRulePack(call, key));
  if (!found.has_value()) return errors::RulePackNotFound();
  return *std::move(found);
}

absl::StatusOr<Page<PublishedRulePack>> Policies::ListRulePacks(const Call& call,
                                                                const Query& query) {
  ASSIGN_OR_RETURN(std::vector<PublishedRulePack> found,
                   deps_.store.ListRulePacks(call, query.organization_id, RangeOf(query.page)));
  PageRequest page = query.page;
  page.size = static_cast<int>(
      std::min<size_t>(static_cast<size_t>(page.size), CountWithin(found, kPageBytesMax)));
  return PageOf(page, std::move(found), &PublishedRulePack::rule_pack_id);
}

}  // namespace xinqiao::registry
