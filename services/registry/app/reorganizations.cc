#include "services/registry/app/reorganizations.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

// An ancestor has published no more than this in any real tree.
constexpr int kRulePacksMax = 1000;

// What a plan makes of the codes that others have.
void AddCodeConflicts(const std::vector<OrganizationChange>& changes,
                      const std::vector<OrganizationCode>& in_use, ReorganizationPlan& plan) {
  for (size_t i = 0; i < changes.size(); ++i) {
    const auto* create = std::get_if<CreateChange>(&changes[i]);
    if (create == nullptr) continue;
    for (const OrganizationCode& code : create->organization.codes) {
      if (std::find(in_use.begin(), in_use.end(), code) == in_use.end()) continue;
      plan.conflicts.push_back(
          {.change_index = static_cast<int>(i),
           .reason = "CODE_IN_USE",
           .message = absl::StrCat("another organization has the code ", code.code)});
    }
  }
}

std::vector<std::string> CreatedIds(const ReorganizationPlan& plan) {
  std::vector<std::string> ids;
  for (const OrganizationHistory& created : plan.created) {
    ids.push_back(created.identity.organization_id);
  }
  return ids;
}

}  // namespace

absl::StatusOr<Answer> Reorganizations::CreateReorganization(const Call& call,
                                                             NewReorganization asked) {
  const Write write{.request_id = std::move(asked.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  for (OrganizationChange& change : asked.changes) {
    if (auto* create = std::get_if<CreateChange>(&change)) {
      create->organization_id = deps_.ids.NewId();
    }
  }
  const ReorganizationDraft draft{.reorganization_id = deps_.ids.NewId(),
                                  .effective_day = asked.effective_day,
                                  .create_time = write.time,
                                  .changes = std::move(asked.changes)};
  const auto plan_of = [&draft](const ReorganizationFacts& facts) {
    ReorganizationPlan plan = PlanReorganization(facts.known, draft);
    AddCodeConflicts(draft.changes, facts.codes_in_use, plan);
    return plan;
  };

  ASSIGN_OR_RETURN(const ReorganizationFacts seen,
                   deps_.store.LoadFacts(call, draft.changes, draft.effective_day));
  const ReorganizationPlan previewed = plan_of(seen);
  ASSIGN_OR_RETURN(Measured measured, MeasureFor(call, previewed, draft.effective_day));
  if (draft.effective_day < BusinessDay(write.time)) {
    measured.preview.warnings.push_back(
        "the day is in the past: figures that were published keep the tree they were counted in");
  }
  const Reorganization record{
      .reorganization_id = draft.reorganization_id,
      .effective_day = draft.effective_day,
      .create_time = write.time,
      .content = deps_.encode_content(asked.content, measured.preview, CreatedIds(previewed))};
  if (asked.validate_only) return Answer{.bytes = deps_.encode_preview(record)};

  return deps_.store.Apply(
      call, write, draft.changes, draft.effective_day,
      [&](const ReorganizationFacts& facts) -> absl::StatusOr<ReorganizationWrite> {
        ReorganizationPlan plan = plan_of(facts);
        if (!plan.conflicts.empty()) return errors::ReorganizationConflict(plan.conflicts);
        if (!measured.out_of_scope.empty()) {
          return errors::OutOfScope(measured.out_of_scope.front());
        }
        // The preview that is kept would be of another plan.
        if (plan != previewed) return errors::TreeChanged();
        return ReorganizationWrite{.plan = std::move(plan), .record = record};
      });
}

absl::StatusOr<Answer> Reorganizations::CancelReorganization(const Call& call,
                                                             const Cancellation& cancellation) {
  const Write write{.request_id = cancellation.request_id,
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  // Asked before the transaction, which would hold a connection meanwhile.
  ASSIGN_OR_RETURN(const auto scope, ScopeOf(call));
  return deps_.store.Cancel(
      call, write, cancellation.reorganization_id, cancellation.reason,
      [&](const Reorganization& reorganization, const KnownOrganizations& before,
          const KnownOrganizations& left,
          const KnownOrganizations& now) -> absl::StatusOr<ReorganizationWrite> {
        if (reorganization.cancel_time.has_value()) return errors::ReorganizationCancelled();
        if (reorganization.effective_day <= BusinessDay(write.time)) {
          return errors::ReorganizationInEffect(reorganization.effective_day);
        }
        ReorganizationPlan plan = PlanCancellation(reorganization.reorganization_id,
                                                   reorganization.effective_day, before, left, now);
        const Measurement measurement = Measure(deps_.tree, plan, reorganization.effective_day);
        const std::vector<std::string> outside =
            OutOfScope(scope, measurement.sides, reorganization.effective_day);
        if (!outside.empty()) return errors::OutOfScope(outside.front());
        if (!plan.conflicts.empty()) return errors::ReorganizationConflict(plan.conflicts);
        Reorganization record = reorganization;
        record.cancel_time = write.time;
        return ReorganizationWrite{.plan = std::move(plan), .record = std::move(record)};
      });
}

absl::StatusOr<Reorganization> Reorganizations::GetReorganization(
    const Call& call, const std::string& reorganization_id) {
  ASSIGN_OR_RETURN(std::optional<Reorganization> found,
                   deps_.store.FindReorganization(call, reorganization_id));
  if (!found.has_value()) return errors::ReorganizationNotFound();
  return *std::move(found);
}

absl::StatusOr<Page<Reorganization>> Reorganizations::ListReorganizations(const Call& call,
                                                                          const PageRequest& page) {
  ASSIGN_OR_RETURN(std::vector<Reorganization> found,
                   deps_.store.ListReorganizations(call, RangeOf(page)));
  return PageOf(page, std::move(found), &Reorganization::reorganization_id);
}

absl::StatusOr<Reorganizations::Measured> Reorganizations::MeasureFor(
    const Call& call, const ReorganizationPlan& plan, absl::CivilDay effective_day) {
  Measurement measurement = Measure(deps_.tree, plan, effective_day);
  Measured result{.preview = std::move(measurement.preview)};
  ReorganizationPreview& preview = result.preview;
  ASSIGN_OR_RETURN(preview.links_ended,
                   deps_.store.CountOpenLinks(call, plan.closed_ids, effective_day));
  ASSIGN_OR_RETURN(preview.rule_packs_left,
                   RulePacksOf(call, measurement.above_left, effective_day));
  ASSIGN_OR_RETURN(preview.rule_packs_entered,
                   RulePacksOf(call, measurement.above_entered, effective_day));
  ASSIGN_OR_RETURN(const auto scope, ScopeOf(call));
  result.out_of_scope = OutOfScope(scope, measurement.sides, effective_day);
  for (const std::string& id : result.out_of_scope) {
    preview.conflicts.push_back({.reason = "OUT_OF_SCOPE",
                                 .message = "you do not administer this side of the change",
                                 .organization_id = id});
  }
  return result;
}

absl::StatusOr<std::optional<std::set<std::string>>> Reorganizations::ScopeOf(const Call& call) {
  absl::string_view person_id = call.principal;
  // Other systems, and the development identity, are no administrators of one
  // organization: what they may call was decided before.
  if (!absl::ConsumePrefix(&person_id, "people/")) return std::nullopt;
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      deps_.store.ListAdministered(call, std::string(person_id), BusinessDay(deps_.clock.Now())));
  return std::make_optional<std::set<std::string>>(ids.begin(), ids.end());
}

std::vector<std::string> Reorganizations::OutOfScope(
    const std::optional<std::set<std::string>>& scope, const std::set<std::string>& sides,
    absl::CivilDay effective_day) const {
  std::vector<std::string> outside;
  if (!scope.has_value()) return outside;
  for (const std::string& side : sides) {
    bool inside = scope->count(side) > 0;
    const auto above = deps_.tree.ListAncestors(side, effective_day);
    if (above.ok()) {
      for (const Organization& each : *above) {
        inside = inside || scope->count(each.identity.organization_id) > 0;
      }
    }
    if (!inside) outside.push_back(side);
  }
  return outside;
}

absl::StatusOr<std::vector<std::string>> Reorganizations::RulePacksOf(
    const Call& call, const std::set<std::string>& ids, absl::CivilDay day) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const std::vector<PublishedRulePack> packs,
                     deps_.policy_store.ListRulePacks(call, id, {.limit = kRulePacksMax}));
    for (const PublishedRulePack& pack : packs) {
      if (!ComesIntoForce(pack) || InForceOf(pack).end <= day) continue;
      names.push_back(absl::StrCat("organizations/", id, "/rulePacks/", pack.rule_pack_id));
    }
  }
  return names;
}

}  // namespace xinqiao::registry
