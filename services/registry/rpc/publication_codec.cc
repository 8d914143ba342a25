#include "services/registry/rpc/publication_codec.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "libs/calendar/day_text.h"
#include "libs/policy/pack_codec.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/policy_enums.h"

namespace xinqiao::registry {
namespace {

std::string NameOf(const std::string& organization_id, const std::string& rule_pack_id) {
  return absl::StrCat("organizations/", organization_id, "/rulePacks/", rule_pack_id);
}

void EncodeInForce(const Period& in_force, policy::v1::DayInterval* out) {
  out->set_start_day(DayText(in_force.first));
  out->set_end_day(EndText(in_force));
}

void EncodeSource(const RuleSource& source, v1::RuleSource* out) {
  if (!source.rule_pack_id.empty()) {
    out->set_rule_pack(NameOf(source.organization_id, source.rule_pack_id));
  }
  out->set_version(source.version);
  out->set_issuer(source.issuer);
  out->set_document_number(source.document_number);
  out->set_field(source.field);
  // The numbers of the registry are those of its proto, and of the policy's.
  out->set_level(static_cast<policy::v1::OrganizationLevel>(source.level));
}

void EncodeFinding(const RuleFinding& finding, v1::RuleFinding* out) {
  EncodeSource(finding.rule, out->mutable_rule());
  if (!finding.ceiling.organization_id.empty()) {
    EncodeSource(finding.ceiling, out->mutable_ceiling());
  }
  out->set_scope(ProtoCeilingScope(finding.scope));
  out->set_description(finding.description);
  out->set_stored_as_voluntary(finding.stored_as_voluntary);
}

void EncodeImpact(const PublicationImpact& impact, v1::PublicationImpact* out) {
  out->set_day(DayText(impact.day));
  out->set_organization_count(impact.organization_count);
  out->set_post_count(impact.post_count);
  for (const RuleImpact& rule : impact.rules) {
    v1::RuleImpact* const each = out->add_rules();
    each->set_field(FieldOf(rule.place));
    each->set_title(rule.title);
    each->set_bound_count(rule.bound_count);
    for (const ReplacedRule& replaced : rule.replaces) {
      v1::ReplacedRule* const added = each->add_replaces();
      EncodeSource(replaced.source, added->mutable_source());
      added->set_asks(replaced.asks);
    }
    each->set_asks(rule.asks);
    for (const absl::CivilDay day : rule.past_days) each->add_past_days(DayText(day));
  }
}

}  // namespace

std::string RulePackContent(policy::v1::RulePack rule_pack) {
  rule_pack.clear_name();
  rule_pack.clear_version();
  rule_pack.clear_publish_time();
  rule_pack.clear_in_force();
  rule_pack.clear_superseded_by();
  rule_pack.clear_withdrawal_reason();
  rule_pack.clear_publisher();
  return rule_pack.SerializeAsString();
}

RulePackContents ContentsOfRulePacks() {
  return {
      .read = [](const std::string& content) -> absl::StatusOr<policy::RulePack> {
        policy::v1::RulePack message;
        if (!message.ParseFromString(content)) {
          return absl::InternalError("the content of a rule pack is no message");
        }
        policy::ReadPack read = policy::ReadRulePack(message);
        if (!read.unread.empty()) return errors::RulePackTooNew();
        return std::move(read.value);
      },
      .write =
          [](const policy::RulePack& rules) {
            return RulePackContent(policy::EncodeRulePack(rules));
          },
  };
}

policy::v1::RulePack Encode(const PublishedRulePack& rule_pack) {
  policy::v1::RulePack result;
  result.ParseFromString(rule_pack.content);
  // One that was only checked has no name.
  if (!rule_pack.rule_pack_id.empty()) {
    result.set_name(NameOf(rule_pack.organization_id, rule_pack.rule_pack_id));
  }
  result.set_version(rule_pack.version);
  *result.mutable_publish_time() = ToTimestamp(rule_pack.publish_time);
  if (rule_pack.in_force.has_value()) {
    EncodeInForce(*rule_pack.in_force, result.mutable_in_force());
  }
  if (!rule_pack.superseded_by_id.empty()) {
    result.set_superseded_by(NameOf(rule_pack.organization_id, rule_pack.superseded_by_id));
  }
  result.set_withdrawal_reason(rule_pack.withdrawal_reason);
  result.set_publisher(rule_pack.publisher);
  return result;
}

policy::v1::RulePack EncodeForAll(const PublishedRulePack& rule_pack) {
  policy::v1::RulePack result = Encode(rule_pack);
  result.mutable_document()->clear_contact_block();
  return result;
}

v1::PublishRulePackResponse Encode(const Publication& publication) {
  v1::PublishRulePackResponse result;
  *result.mutable_rule_pack() = EncodeForAll(publication.rule_pack);
  result.mutable_warnings()->Assign(publication.warnings.begin(), publication.warnings.end());
  for (const RuleFinding& finding : publication.findings) {
    EncodeFinding(finding, result.add_findings());
  }
  EncodeImpact(publication.impact, result.mutable_impact());
  return result;
}

v1::Event RulePackPublished(const PublishedRulePack& rule_pack) {
  v1::Event event;
  *event.mutable_rule_pack_published() = EncodeForAll(rule_pack);
  return event;
}

v1::Event RulePackEnded(const PublishedRulePack& rule_pack) {
  v1::Event event;
  v1::RulePackEnded& ended = *event.mutable_rule_pack_ended();
  ended.set_name(NameOf(rule_pack.organization_id, rule_pack.rule_pack_id));
  if (ComesIntoForce(rule_pack)) EncodeInForce(*rule_pack.in_force, ended.mutable_in_force());
  if (!rule_pack.superseded_by_id.empty()) {
    ended.set_superseded_by(NameOf(rule_pack.organization_id, rule_pack.superseded_by_id));
  }
  ended.set_withdrawal_reason(rule_pack.withdrawal_reason);
  return event;
}

}  // namespace xinqiao::registry
