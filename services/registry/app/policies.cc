#include "services/registry/app/policies.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

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

absl::StatusOr<Answer> Policies::PublishRulePack(const Call& call, NewRulePack draft) {
  const Write write{.request_id = std::move(draft.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  const PublishedRulePack rule_pack{
      .rule_pack_id = deps_.ids.NewId(),
      .organization_id = std::move(draft.organization_id),
      .document_number = draft.rules.document.number,
      .publish_time = write.time,
      .content = std::move(draft.content),
  };
  const absl::CivilDay day = BusinessDay(write.time);
  return deps_.store.InsertRulePack(
      call, write, rule_pack, day,
      [&](const PublicationFacts& facts) { return Review(draft.rules, day, facts); });
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
  return PageOf(query.page, std::move(found), &PublishedRulePack::rule_pack_id);
}

}  // namespace xinqiao::registry
