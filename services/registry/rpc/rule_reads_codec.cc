#include "services/registry/rpc/rule_reads_codec.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day_text.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/rule_words.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/policy_enums.h"
#include "services/registry/rpc/post_codec.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr int64_t kLoadDaysMax = 400;

// What a page token of the list belongs to.
std::string TokenQuery(const v1::ListRuleFindingsRequest& request) {
  return absl::StrCat("ListRuleFindings\n", request.scope(), "\n", request.day());
}

int64_t Position(Fields& fields, int64_t min_position) {
  if (min_position < 0) fields.Add("min_position", "is below 0");
  return min_position;
}

template <typename Request>
RuleView View(Fields& fields, const Request& request) {
  return {.day = fields.DayIfSet("day", request.day()),
          .min_position = Position(fields, request.min_position())};
}

// A name without "/posts/" is that of an organization.
RuleTarget Target(Fields& fields, absl::string_view name) {
  if (name.find("/posts/") == absl::string_view::npos) {
    return {.organization_id = fields.Id("target", name, kOrganizationPattern)};
  }
  return DecodePostName(fields, "target", name);
}

v1::RuleSource SourceOf(const EncodedRule& encoded) {
  v1::RuleSource source;
  source.ParseFromArray(encoded.source().data(), static_cast<int>(encoded.source().size()));
  return source;
}

v1::RuleSource SourceOf(const BookRule& rule) { return SourceOf(rule.pack->Encoded(rule.place)); }

v1::LoadSum Encode(const policy::LoadSum& sum) {
  v1::LoadSum result;
  result.set_activities(sum.activities);
  result.set_contacts(sum.contacts);
  result.set_cadence_acts(sum.cadence_acts);
  result.set_deadlines(sum.deadlines);
  result.set_reports(sum.reports);
  return result;
}

v1::SwitchState Encode(const SwitchState& state) {
  v1::SwitchState result;
  result.set_kind(ProtoSwitchKind(state.kind));
  result.set_title(std::string(TitleOf(state.kind)));
  result.set_enabled(state.enabled);
  if (!state.decided_by.has_value()) return result;
  const BookRule& rule = *state.decided_by;
  *result.mutable_source() = SourceOf(rule);
  if (state.enabled) {
    v1::EffectiveRule encoded;
    encoded.ParseFromString(rule.pack->Encoded(rule.place).bytes);
    *result.mutable_legal_basis() = encoded.switch_().legal_basis();
  }
  result.set_since_day(DayText(state.since_day));
  result.set_since_day_assumed(state.since_day_assumed);
  result.set_publisher(rule.pack->published.publisher);
  return result;
}

}  // namespace

absl::StatusOr<EffectiveRulesRequest> Decode(const v1::GetEffectiveRulesRequest& request) {
  Fields fields(errors::kDomain);
  EffectiveRulesRequest result{.target = Target(fields, request.target()),
                               .view = View(fields, request)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<RuleReads::LoadQuery> Decode(const v1::GetDutyLoadRequest& request) {
  Fields fields(errors::kDomain);
  RuleReads::LoadQuery query{.post = DecodePostName(fields, "post", request.post()),
                             .period = {.first = fields.Day("start_day", request.start_day()),
                                        .end = fields.Day("end_day", request.end_day())},
                             .min_position = Position(fields, request.min_position())};
  RETURN_IF_ERROR(fields.status());
  const int64_t days = Days(query.period);
  if (days == 0) fields.Add("end_day", "is not after start_day");
  if (days > kLoadDaysMax) {
    fields.Add("end_day", absl::StrCat("is more than ", kLoadDaysMax, " days after start_day"));
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<RuleReads::RaiseQuery> Decode(const v1::ListRuleFindingsRequest& request) {
  Fields fields(errors::kDomain);
  RuleReads::RaiseQuery query{
      .scope_id = fields.Id("scope", request.scope(), kOrganizationPattern),
      .day = fields.DayIfSet("day", request.day()),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsRaiseCursor)};
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<SwitchboardRequest> Decode(const v1::GetSwitchboardRequest& request) {
  Fields fields(errors::kDomain);
  SwitchboardRequest result{
      .organization_id = fields.Id("organization", request.organization(), kOrganizationPattern),
      .view = View(fields, request)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<FilingSheetRequest> Decode(const v1::GetFilingSheetRequest& request) {
  Fields fields(errors::kDomain);
  FilingSheetRequest result{
      .organization_id = fields.Id("organization", request.organization(), kOrganizationPattern),
      .day = fields.DayIfSet("day", request.day())};
  RETURN_IF_ERROR(fields.status());
  return result;
}

v1::DutyLoad Encode(const PostLoad& found) {
  v1::DutyLoad result;
  for (const policy::LevelLoad& level : found.load.levels) {
    v1::LevelLoad& encoded = *result.add_levels();
    encoded.set_organization(absl::StrCat("organizations/", level.organization_id));
    for (const policy::LoadItem& item : level.items) {
      encoded.set_level(ProtoLevel(found.reach.PackOf(item.rule)->level));
      v1::LoadItem& added = *encoded.add_items();
      *added.mutable_source() = SourceOf(found.reach.Encoded(item.rule));
      added.set_title(item.title);
      added.set_count(item.count);
      added.set_voluntary(item.voluntary);
      added.set_covered(item.covered);
    }
    *encoded.mutable_sum() = Encode(level.sum);
  }
  *result.mutable_total() = Encode(found.load.total);
  return result;
}

v1::Switchboard Encode(const Switchboard& board) {
  v1::Switchboard result;
  result.set_day(DayText(board.day));
  for (const SwitchState& state : board.states) *result.add_states() = Encode(state);
  return result;
}

v1::ListRuleFindingsResponse Encode(const v1::ListRuleFindingsRequest& request,
                                    const Page<StandingRaise>& page) {
  v1::ListRuleFindingsResponse result;
  for (const StandingRaise& raise : page.items) {
    v1::RuleFinding& finding = *result.add_rule_findings();
    *finding.mutable_rule() = SourceOf(raise.rule);
    *finding.mutable_ceiling() = SourceOf(raise.ceiling);
    finding.set_scope(ProtoCeilingScope(raise.scope));
    finding.set_description(raise.description);
  }
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

}  // namespace xinqiao::registry
