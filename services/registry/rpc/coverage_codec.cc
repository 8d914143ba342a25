#include "services/registry/rpc/coverage_codec.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr int kExpectedMax = 1'000'000;
constexpr int kStaleDaysDefault = 365;
constexpr int kStaleDaysMax = 36'500;

v1::CoverageFigures Encode(const CoverageFigures& figures) {
  v1::CoverageFigures result;
  result.set_organizations(figures.organizations);
  result.set_organizations_expected(figures.organizations_expected);
  result.set_organizations_registered(figures.organizations_registered);
  result.set_posts(figures.posts);
  result.set_posts_expected(figures.posts_expected);
  result.set_posts_registered(figures.posts_registered);
  result.set_without_administrator(figures.without_administrator);
  result.set_posts_without_account(figures.posts_without_account);
  result.set_stale(figures.stale);
  return result;
}

}  // namespace

absl::StatusOr<Coverages::Saying> Decode(const v1::SetExpectationRequest& request) {
  Fields fields(errors::kDomain);
  const v1::Expectation& expectation = request.expectation();
  Coverages::Saying saying{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("organization", request.organization(), kOrganizationPattern),
      .expectation = {.count = expectation.count()}};
  if (expectation.count() < 0 || expectation.count() > kExpectedMax) {
    fields.Add("expectation.count", absl::StrCat("is not 0 to ", kExpectedMax));
  }
  if (expectation.has_kind()) {
    saying.expectation.kind =
        RequiredEnum<OrganizationKind>(fields, "expectation.kind", expectation.kind(),
                                       v1::OrganizationKind_IsValid(expectation.kind()));
  } else if (!expectation.posts()) {
    fields.Add("expectation", "says neither a kind nor posts");
  }
  RETURN_IF_ERROR(fields.status());
  return saying;
}

absl::StatusOr<std::string> Decode(const v1::ListExpectationsRequest& request) {
  Fields fields(errors::kDomain);
  std::string id = fields.Id("organization", request.organization(), kOrganizationPattern);
  RETURN_IF_ERROR(fields.status());
  return id;
}

absl::StatusOr<Coverages::Confirmation> Decode(const v1::ConfirmOrganizationRequest& request) {
  Fields fields(errors::kDomain);
  Coverages::Confirmation confirmation{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("organization", request.organization(), kOrganizationPattern)};
  RETURN_IF_ERROR(fields.status());
  return confirmation;
}

absl::StatusOr<Coverages::Query> Decode(const v1::GetCoverageRequest& request) {
  Fields fields(errors::kDomain);
  Coverages::Query query{
      .scope_id = fields.Id("scope", request.scope(), kOrganizationPattern),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
      .stale_days = request.stale_days() == 0 ? kStaleDaysDefault : request.stale_days()};
  if (request.stale_days() < 0 || request.stale_days() > kStaleDaysMax) {
    fields.Add("stale_days", absl::StrCat("is not 0 to ", kStaleDaysMax));
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::Expectation Encode(const Expectation& expectation) {
  v1::Expectation result;
  if (expectation.kind.has_value()) {
    result.set_kind(static_cast<v1::OrganizationKind>(*expectation.kind));
  } else {
    result.set_posts(true);
  }
  result.set_count(expectation.count);
  return result;
}

v1::ListExpectationsResponse Encode(const std::vector<Expectation>& expectations) {
  v1::ListExpectationsResponse result;
  for (const Expectation& each : expectations) *result.add_expectations() = Encode(each);
  return result;
}

v1::Coverage Encode(const Coverages::Report& report) {
  v1::Coverage result;
  result.set_as_of(absl::FormatCivilTime(report.day));
  *result.mutable_sum() = Encode(report.coverage.sum);
  for (const CoverageOfChild& each : report.coverage.children) {
    v1::Coverage::Child& child = *result.add_children();
    child.set_organization(absl::StrCat("organizations/", each.organization_id));
    child.set_display_name(each.display_name);
    *child.mutable_figures() = Encode(each.figures);
  }
  return result;
}

CoverageEncoders StoreCoverageEncoders() {
  return {
      .expectation = [](const Expectation& value) { return Encode(value).SerializeAsString(); },
      .confirmation =
          [](const absl::Time& value) {
            v1::ConfirmOrganizationResponse response;
            *response.mutable_confirm_time() = ToTimestamp(value);
            return response.SerializeAsString();
          },
  };
}

}  // namespace xinqiao::registry
