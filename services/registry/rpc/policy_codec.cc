#include "services/registry/rpc/policy_codec.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/validate.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/publication_codec.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kRulePackPattern[] = "organizations/*/rulePacks/*";
constexpr rpc::TextBounds kKindName = {1, 200};
constexpr rpc::TextBounds kReason = {1, 500};

// Some ten times the largest document that is known.
constexpr size_t kPackBytesMax = size_t{256} * 1024;

// What a page token of each list belongs to.
std::string TokenQuery(const v1::ListActivityKindsRequest&) { return "ListActivityKinds"; }
std::string TokenQuery(const v1::ListRulePacksRequest& request) {
  return absl::StrCat("ListRulePacks\n", request.parent());
}

std::vector<FieldViolation> ViolationsOf(absl::string_view parent,
                                         const std::vector<policy::Problem>& problems) {
  std::vector<FieldViolation> violations;
  for (const policy::Problem& problem : problems) {
    violations.push_back(
        {.field = absl::StrCat(parent, ".", problem.field), .description = problem.reason});
  }
  return violations;
}

// The rule or part of the pack that a field belongs to: "duties[2]", "document".
absl::string_view PartOf(absl::string_view field) { return field.substr(0, field.find('.')); }

// Where something is unreadable, adds what else is wrong, so that all is told at
// once: but of the parts that could be read, and nothing of kinds, which only the
// catalogue knows.
void AddWithTheRest(policy::Decoded<policy::RulePack>& decoded) {
  if (decoded.problems.empty()) return;
  absl::flat_hash_set<std::string> unreadable;
  for (const policy::Problem& problem : decoded.problems) {
    unreadable.emplace(PartOf(problem.field));
  }
  if (unreadable.contains("scope")) return;
  const policy::Findings findings =
      policy::Validate(decoded.value, {}, decoded.value.document.issue_day);
  for (const policy::Problem& problem : findings.problems) {
    if (problem.field.find(".kind_ids[") != std::string::npos) continue;
    const bool is_document = PartOf(problem.field) == "document";
    if (is_document || !unreadable.contains(PartOf(problem.field))) {
      decoded.problems.push_back(problem);
    }
  }
}

}  // namespace

absl::StatusOr<NewActivityKind> Decode(const v1::CreateActivityKindRequest& request) {
  Fields fields(errors::kDomain);
  NewActivityKind draft{.request_id = fields.RequestId(request.request_id())};
  // The id of the catalogue is asked for beside the kind, not in its name.
  policy::v1::ActivityKind kind = request.activity_kind();
  kind.clear_name();
  policy::Decoded<policy::ActivityKind> decoded = policy::DecodeActivityKind(kind);
  for (const policy::Problem& problem : decoded.problems) {
    if (problem.field == "name" || problem.field == "display_name") continue;
    fields.Add(absl::StrCat("activity_kind.", problem.field), problem.reason);
  }
  draft.kind = std::move(decoded.value);
  draft.kind.display_name =
      fields.Text("activity_kind.display_name", kind.display_name(), kKindName);
  draft.kind.kind_id = request.activity_kind_id();
  if (!policy::IsKindId(draft.kind.kind_id)) {
    fields.Add("activity_kind_id", "wants to look like five_ones.heart_talk, at most 63 bytes");
  }
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<PageRequest> Decode(const v1::ListActivityKindsRequest& request) {
  Fields fields(errors::kDomain);
  PageRequest page = PageOfRequest(fields, request, TokenQuery(request), policy::IsKindId);
  RETURN_IF_ERROR(fields.status());
  return page;
}

absl::StatusOr<NewRulePack> Decode(const v1::PublishRulePackRequest& request) {
  Fields fields(errors::kDomain);
  NewRulePack draft{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
  };
  policy::Decoded<policy::RulePack> decoded = policy::DecodeRulePack(request.rule_pack());
  if (request.rule_pack().ByteSizeLong() > kPackBytesMax) {
    fields.Add("rule_pack", absl::StrCat("is larger than ", kPackBytesMax, " bytes"));
    return fields.status();
  }
  AddWithTheRest(decoded);
  for (const FieldViolation& violation : ViolationsOf("rule_pack", decoded.problems)) {
    fields.Add(violation.field, violation.description);
  }
  if (!request.supersedes().empty()) {
    const std::vector<std::string> ids =
        fields.Ids("supersedes", request.supersedes(), kRulePackPattern);
    if (!ids[0].empty() && ids[0] != draft.organization_id) {
      fields.Add("supersedes", "is of another organization than the pack");
    }
    draft.supersedes_id = ids[1];
  }
  if (!v1::RaiseHandling_IsValid(request.raise_handling())) {
    fields.Add("raise_handling", "is none of the listed values");
  }
  RETURN_IF_ERROR(fields.status());
  draft.validate_only = request.validate_only();
  if (request.raise_handling() == v1::RAISE_HANDLING_STORE_AS_VOLUNTARY) {
    draft.raise_handling = RaiseHandling::kStoreAsVoluntary;
  }
  draft.rules = std::move(decoded.value);
  draft.content = RulePackContent(request.rule_pack());
  return draft;
}

absl::StatusOr<RulePackWithdrawal> Decode(const v1::WithdrawRulePackRequest& request) {
  Fields fields(errors::kDomain);
  const std::vector<std::string> ids = fields.Ids("name", request.name(), kRulePackPattern);
  RulePackWithdrawal withdrawal{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = ids[0],
      .rule_pack_id = ids[1],
      .end_day = fields.Day("end_day", request.end_day()),
      .reason = fields.Text("reason", request.reason(), kReason),
  };
  RETURN_IF_ERROR(fields.status());
  return withdrawal;
}

absl::StatusOr<RulePackKey> Decode(const v1::GetRulePackRequest& request) {
  Fields fields(errors::kDomain);
  const std::vector<std::string> ids = fields.Ids("name", request.name(), kRulePackPattern);
  RETURN_IF_ERROR(fields.status());
  return RulePackKey{.organization_id = ids[0], .rule_pack_id = ids[1]};
}

absl::StatusOr<Policies::Query> Decode(const v1::ListRulePacksRequest& request) {
  Fields fields(errors::kDomain);
  Policies::Query query{
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::ListActivityKindsResponse Encode(const v1::ListActivityKindsRequest& request,
                                     const Page<policy::ActivityKind>& page) {
  v1::ListActivityKindsResponse result;
  for (const policy::ActivityKind& kind : page.items) {
    *result.add_activity_kinds() = policy::EncodeActivityKind(kind);
  }
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::ListRulePacksResponse Encode(const v1::ListRulePacksRequest& request,
                                 const Page<PublishedRulePack>& page) {
  v1::ListRulePacksResponse result;
  for (const PublishedRulePack& rule_pack : page.items) {
    *result.add_rule_packs() = EncodeForAll(rule_pack);
  }
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::Event ActivityKindCreated(const policy::ActivityKind& kind) {
  v1::Event event;
  *event.mutable_activity_kind_created() = policy::EncodeActivityKind(kind);
  return event;
}

PolicyEncoders StorePolicyEncoders() {
  return {
      .kind_answer =
          [](const policy::ActivityKind& value) {
            return policy::EncodeActivityKind(value).SerializeAsString();
          },
      .kind_created =
          [](const policy::ActivityKind& value) {
            return ActivityKindCreated(value).SerializeAsString();
          },
      .publication_answer =
          [](const Publication& value) { return Encode(value).SerializeAsString(); },
      .published =
          [](const PublishedRulePack& value) {
            return RulePackPublished(value).SerializeAsString();
          },
      .end_answer =
          [](const PublishedRulePack& value) { return EncodeForAll(value).SerializeAsString(); },
      .ended =
          [](const PublishedRulePack& value) { return RulePackEnded(value).SerializeAsString(); },
  };
}

}  // namespace xinqiao::registry
