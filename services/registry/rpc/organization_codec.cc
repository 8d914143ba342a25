#include "services/registry/rpc/organization_codec.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/calendar/day_text.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kLinkPattern[] = "organizations/*/secondaryLinks/*";
constexpr rpc::TextBounds kOrganizationName = {1, 200};
constexpr rpc::TextBounds kReason = {1, 500};
constexpr rpc::TextBounds kSearchText = {1, 100};
constexpr int kBatchMax = 1000;

static_assert(v1::OrganizationKind_MAX == static_cast<int>(OrganizationKind::kOnlinePlatform));
static_assert(v1::OrganizationLevel_MAX == static_cast<int>(OrganizationLevel::kOutside));
static_assert(v1::CodeScheme_MAX == static_cast<int>(CodeScheme::kExternal));
static_assert(v1::SecondaryLinkType_MAX == static_cast<int>(SecondaryLinkType::kBusinessGuidance));

// What a page token of each list belongs to.
std::string TokenQuery(const v1::ListOrganizationsRequest& request) {
  return absl::StrCat("ListOrganizations\n", request.parent(), "\n", request.as_of(), "\n",
                      request.roots_only() ? "roots" : "");
}
std::string TokenQuery(const v1::ListOrganizationVersionsRequest& request) {
  return absl::StrCat("ListOrganizationVersions\n", request.name());
}
std::string TokenQuery(v1::ListDescendantsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  request.clear_min_position();
  return absl::StrCat("ListDescendants\n", request.SerializeAsString());
}
std::string TokenQuery(v1::SearchOrganizationsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  request.clear_min_position();
  return absl::StrCat("SearchOrganizations\n", request.SerializeAsString());
}
std::string TokenQuery(const v1::ListSecondaryLinksRequest& request) {
  return absl::StrCat("ListSecondaryLinks\n", request.parent());
}

bool IsDay(absl::string_view text) { return ParseDay(text).has_value(); }

int64_t Position(Fields& fields, int64_t min_position) {
  if (min_position < 0) fields.Add("min_position", "is below 0");
  return min_position;
}

template <typename Request>
View ViewOf(Fields& fields, const Request& request) {
  return {.as_of = fields.DayIfSet("as_of", request.as_of()),
          .min_position = Position(fields, request.min_position())};
}

// The same of a request that may ask for what was on record.
template <typename Request>
View ViewWithKnownAt(Fields& fields, const Request& request) {
  View view = ViewOf(fields, request);
  if (!request.has_known_at()) return view;
  const google::protobuf::Timestamp& at = request.known_at();
  // Years 1 to 9999, as google.protobuf.Timestamp allows.
  constexpr int64_t kSecondsMin = -62135596800;
  constexpr int64_t kSecondsMax = 253402300799;
  if (at.seconds() < kSecondsMin || at.seconds() > kSecondsMax || at.nanos() < 0 ||
      at.nanos() > 999999999) {
    fields.Add("known_at", "is not an instant of the years 1 to 9999");
    return view;
  }
  view.known_at = absl::FromUnixSeconds(at.seconds()) + absl::Nanoseconds(at.nanos());
  return view;
}

std::optional<OrganizationCode> CodeOf(Fields& fields, const std::string& field,
                                       const v1::OrganizationCode& code) {
  if (code.scheme() == v1::CODE_SCHEME_UNSPECIFIED || !v1::CodeScheme_IsValid(code.scheme())) {
    fields.Add(absl::StrCat(field, ".scheme"), "is required, one of the listed values");
    return std::nullopt;
  }
  const auto scheme = static_cast<CodeScheme>(code.scheme());
  CheckedCode checked = CheckCode(scheme, code.code());
  if (!checked.problem.empty()) fields.Add(absl::StrCat(field, ".code"), checked.problem);
  return OrganizationCode{.scheme = scheme, .code = std::move(checked.code)};
}

template <typename Ours, typename Values>
std::vector<Ours> EnumFilter(Fields& fields, absl::string_view field, const Values& values,
                             bool (*is_valid)(int)) {
  std::vector<Ours> result;
  for (int i = 0; i < values.size(); ++i) {
    if (values.Get(i) == 0 || !is_valid(values.Get(i))) {
      fields.Add(absl::StrCat(field, "[", i, "]"), "is not one of the listed values");
    }
    result.push_back(static_cast<Ours>(values.Get(i)));
  }
  return result;
}

std::string OrganizationName(const std::string& id) {
  return id.empty() ? "" : absl::StrCat("organizations/", id);
}

std::string ReorganizationName(const std::string& id) {
  return id.empty() ? "" : absl::StrCat("reorganizations/", id);
}

}  // namespace

NewOrganization DecodeNewOrganization(Fields& fields, absl::string_view prefix,
                                      const v1::Organization& organization) {
  const auto field = [prefix](absl::string_view name) { return absl::StrCat(prefix, ".", name); };
  NewOrganization draft{
      .display_name =
          fields.Text(field("display_name"), organization.display_name(), kOrganizationName),
      .kind = RequiredEnum<OrganizationKind>(fields, field("kind"), organization.kind(),
                                             v1::OrganizationKind_IsValid(organization.kind())),
      .level = RequiredEnum<OrganizationLevel>(fields, field("level"), organization.level(),
                                               v1::OrganizationLevel_IsValid(organization.level())),
      .ledger_root = organization.ledger_root(),
  };
  if (organization.has_leading_body()) draft.leading_body = organization.leading_body();
  std::set<CodeScheme> schemes;
  for (int i = 0; i < organization.codes_size(); ++i) {
    const std::string code_field = field(absl::StrCat("codes[", i, "]"));
    std::optional<OrganizationCode> code = CodeOf(fields, code_field, organization.codes(i));
    if (!code.has_value()) continue;
    if (!schemes.insert(code->scheme).second) {
      fields.Add(absl::StrCat(code_field, ".scheme"), "stands twice");
    }
    draft.codes.push_back(*std::move(code));
  }
  return draft;
}

absl::StatusOr<NewOrganization> Decode(const v1::CreateOrganizationRequest& request) {
  Fields fields(errors::kDomain);
  std::string request_id = fields.RequestId(request.request_id());
  NewOrganization draft = DecodeNewOrganization(fields, "organization", request.organization());
  draft.request_id = std::move(request_id);
  draft.parent_id =
      fields.IdIfSet("organization.parent", request.organization().parent(), kOrganizationPattern);
  draft.valid_from = fields.Day("organization.valid_from", request.organization().valid_from());
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<OrganizationRequest> Decode(const v1::GetOrganizationRequest& request) {
  Fields fields(errors::kDomain);
  OrganizationRequest result{
      .organization_id = fields.Id("name", request.name(), kOrganizationPattern),
      .view = ViewWithKnownAt(fields, request)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<BatchRequest> Decode(const v1::BatchGetOrganizationsRequest& request) {
  Fields fields(errors::kDomain);
  BatchRequest result{.view = ViewOf(fields, request)};
  if (request.names().empty() || request.names_size() > kBatchMax) {
    fields.Add("names", absl::StrCat("has not 1 to ", kBatchMax, " names"));
  }
  for (int i = 0; i < request.names_size() && i < kBatchMax; ++i) {
    result.organization_ids.push_back(
        fields.Id(absl::StrCat("names[", i, "]"), request.names(i), kOrganizationPattern));
  }
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<LookupRequest> Decode(const v1::LookupOrganizationRequest& request) {
  Fields fields(errors::kDomain);
  LookupRequest result{.view = ViewOf(fields, request)};
  std::optional<OrganizationCode> code = CodeOf(fields, "code", request.code());
  RETURN_IF_ERROR(fields.status());
  result.code = *std::move(code);
  return result;
}

absl::StatusOr<ChildrenRequest> Decode(const v1::ListOrganizationsRequest& request) {
  Fields fields(errors::kDomain);
  ChildrenRequest result{
      .parent_id = fields.IdIfSet("parent", request.parent(), kOrganizationPattern),
      .view = ViewOf(fields, request),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid),
      .roots_only = request.roots_only()};
  if (result.roots_only && !request.parent().empty()) {
    fields.Add("roots_only", "does not go with parent");
  }
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<VersionsRequest> Decode(const v1::ListOrganizationVersionsRequest& request) {
  Fields fields(errors::kDomain);
  VersionsRequest result{.organization_id = fields.Id("name", request.name(), kOrganizationPattern),
                         .min_position = Position(fields, request.min_position()),
                         .page = PageOfRequest(fields, request, TokenQuery(request), IsDay)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<OrganizationRequest> Decode(const v1::ListAncestorsRequest& request) {
  Fields fields(errors::kDomain);
  OrganizationRequest result{
      .organization_id = fields.Id("name", request.name(), kOrganizationPattern),
      .view = ViewWithKnownAt(fields, request)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<DescendantsRequest> Decode(const v1::ListDescendantsRequest& request) {
  Fields fields(errors::kDomain);
  if (request.depth_max() < 0) fields.Add("depth_max", "is below 0");
  DescendantsRequest result{
      .query = {.organization_id = fields.Id("name", request.name(), kOrganizationPattern),
                .depth_max = request.depth_max(),
                .kinds = EnumFilter<OrganizationKind>(fields, "kinds", request.kinds(),
                                                      v1::OrganizationKind_IsValid),
                .levels = EnumFilter<OrganizationLevel>(fields, "levels", request.levels(),
                                                        v1::OrganizationLevel_IsValid),
                .include_closed = request.include_closed(),
                .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid)},
      .view = ViewWithKnownAt(fields, request)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<SearchRequest> Decode(const v1::SearchOrganizationsRequest& request) {
  Fields fields(errors::kDomain);
  SearchRequest result{
      .query = {.scope_id = fields.Id("scope", request.scope(), kOrganizationPattern),
                .text = fields.Text("query", request.query(), kSearchText),
                .include_closed = request.include_closed(),
                .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid)},
      .view = ViewOf(fields, request)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<Organizations::ManyYouthDecision> Decode(const v1::SetManyYouthRequest& request) {
  Fields fields(errors::kDomain);
  const v1::ManyYouth& many_youth = request.many_youth();
  Organizations::ManyYouthDecision decision{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("name", request.name(), kOrganizationPattern),
      .many_youth = {.many = many_youth.many(),
                     .reason = fields.Text("many_youth.reason", many_youth.reason(), kReason),
                     .from_day = fields.Day("many_youth.from_day", many_youth.from_day())}};
  RETURN_IF_ERROR(fields.status());
  return decision;
}

absl::StatusOr<NewSecondaryLink> Decode(const v1::CreateSecondaryLinkRequest& request) {
  Fields fields(errors::kDomain);
  const v1::SecondaryLink& link = request.secondary_link();
  NewSecondaryLink draft{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .related_id = fields.Id("secondary_link.related", link.related(), kOrganizationPattern),
      .type = RequiredEnum<SecondaryLinkType>(fields, "secondary_link.type", link.type(),
                                              v1::SecondaryLinkType_IsValid(link.type())),
      .valid_from = fields.Day("secondary_link.valid_from", link.valid_from())};
  if (!draft.related_id.empty() && draft.related_id == draft.organization_id) {
    fields.Add("secondary_link.related", "is the organization itself");
  }
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<Organizations::LinkEnding> Decode(const v1::EndSecondaryLinkRequest& request) {
  Fields fields(errors::kDomain);
  const std::vector<std::string> ids = fields.Ids("name", request.name(), kLinkPattern);
  Organizations::LinkEnding ending{.request_id = fields.RequestId(request.request_id()),
                                   .key = {.organization_id = ids[0], .link_id = ids[1]},
                                   .valid_to = fields.Day("valid_to", request.valid_to())};
  RETURN_IF_ERROR(fields.status());
  return ending;
}

absl::StatusOr<LinksRequest> Decode(const v1::ListSecondaryLinksRequest& request) {
  Fields fields(errors::kDomain);
  LinksRequest result{
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

void EncodeTo(const Organization& organization, v1::Organization& result) {
  const OrganizationIdentity& identity = organization.identity;
  const OrganizationVersion& version = organization.version;
  result.set_name(OrganizationName(identity.organization_id));
  result.set_display_name(version.display_name);
  result.set_kind(static_cast<v1::OrganizationKind>(identity.kind));
  result.set_level(static_cast<v1::OrganizationLevel>(identity.level));
  result.set_parent(OrganizationName(version.parent_id));
  result.set_valid_from(DayText(version.validity.first));
  result.set_valid_to(EndText(version.validity));
  result.set_ledger_root(identity.ledger_root);
  result.set_log(identity.log);
  *result.mutable_create_time() = ToTimestamp(identity.create_time);
  for (const OrganizationCode& code : identity.codes) {
    v1::OrganizationCode& added = *result.add_codes();
    added.set_scheme(static_cast<v1::CodeScheme>(code.scheme));
    added.set_code(code.code);
  }
  result.set_leading_body(identity.leading_body);
  if (identity.many_youth.has_value()) {
    v1::ManyYouth& many_youth = *result.mutable_many_youth();
    many_youth.set_many(identity.many_youth->many);
    many_youth.set_reason(identity.many_youth->reason);
    many_youth.set_from_day(DayText(identity.many_youth->from_day));
  }
  result.set_closed(version.closed);
  result.set_reorganization(ReorganizationName(version.reorganization_id));
}

v1::Organization Encode(const Organization& organization) {
  v1::Organization result;
  EncodeTo(organization, result);
  return result;
}

v1::OrganizationVersion Encode(const OrganizationVersion& version) {
  v1::OrganizationVersion result;
  result.set_valid_from(DayText(version.validity.first));
  result.set_valid_to(EndText(version.validity));
  result.set_display_name(version.display_name);
  result.set_parent(OrganizationName(version.parent_id));
  result.set_closed(version.closed);
  result.set_reorganization(ReorganizationName(version.reorganization_id));
  return result;
}

v1::SecondaryLink Encode(const SecondaryLink& link) {
  v1::SecondaryLink result;
  result.set_name(
      absl::StrCat("organizations/", link.organization_id, "/secondaryLinks/", link.link_id));
  result.set_related(OrganizationName(link.related_id));
  result.set_type(static_cast<v1::SecondaryLinkType>(link.type));
  result.set_valid_from(DayText(link.validity.first));
  result.set_valid_to(EndText(link.validity));
  return result;
}

namespace {

template <typename Response, typename Request>
Response EncodePage(const Request& request, const Page<Organization>& page) {
  Response result;
  for (const Organization& each : page.items) EncodeTo(each, *result.add_organizations());
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

}  // namespace

v1::ListOrganizationsResponse Encode(const v1::ListOrganizationsRequest& request,
                                     const Page<Organization>& page) {
  return EncodePage<v1::ListOrganizationsResponse>(request, page);
}

v1::ListOrganizationVersionsResponse Encode(const v1::ListOrganizationVersionsRequest& request,
                                            const Page<OrganizationVersion>& page) {
  v1::ListOrganizationVersionsResponse result;
  for (const OrganizationVersion& each : page.items) *result.add_versions() = Encode(each);
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::ListDescendantsResponse Encode(const v1::ListDescendantsRequest& request,
                                   const Page<Organization>& page) {
  return EncodePage<v1::ListDescendantsResponse>(request, page);
}

v1::SearchOrganizationsResponse Encode(const v1::SearchOrganizationsRequest& request,
                                       const Page<Organization>& page) {
  return EncodePage<v1::SearchOrganizationsResponse>(request, page);
}

v1::ListSecondaryLinksResponse Encode(const v1::ListSecondaryLinksRequest& request,
                                      const Page<SecondaryLink>& page) {
  v1::ListSecondaryLinksResponse result;
  for (const SecondaryLink& each : page.items) *result.add_secondary_links() = Encode(each);
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

}  // namespace xinqiao::registry
