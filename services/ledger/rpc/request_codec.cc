#include "services/ledger/rpc/request_codec.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"
#include "libs/rpc/request_digest.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/codec_fields.h"
#include "services/ledger/rpc/facts_codec.h"

namespace xinqiao::ledger {
namespace {

constexpr char kAnyOrganization[] = "organizations/-";
constexpr size_t kRowsBytesMax = 1 << 20;

using Requests = google::protobuf::RepeatedPtrField<v1::CreateActivityRequest>;

NewActivity DecodeActivity(rpc::Fields& fields, const v1::CreateActivityRequest& request) {
  NewActivity draft;
  draft.request_id = fields.RequestId(request.request_id());
  const std::string organization_id = fields.Id("parent", request.parent(), kOrganizationPattern);
  if (request.has_activity()) {
    draft.facts = DecodeFacts(fields, request.activity());
  } else {
    fields.Add("activity", "is required");
  }
  draft.facts.organization_id = organization_id;
  return draft;
}

// The digest is that of a call of CreateActivity with this request: so a row
// that is sent again by itself is known.
absl::StatusOr<BatchRow> DecodeRow(absl::string_view principal,
                                   const v1::CreateActivityRequest& request) {
  static const std::string* const kPath =
      new std::string(rpc::MethodPath(*v1::Activity::descriptor()
                                           ->file()
                                           ->FindServiceByName("LedgerService")
                                           ->FindMethodByName("CreateActivity")));
  ASSIGN_OR_RETURN(NewActivity draft, Decode(request));
  return BatchRow{.draft = std::move(draft),
                  .digest = rpc::RequestDigest(*kPath, principal, request)};
}

void CheckRows(rpc::Fields& fields, const Requests& requests, size_t bytes) {
  if (!FitsIn(fields, "requests", requests.size(), kRowsMax)) return;
  if (bytes > kRowsBytesMax) {
    fields.Add("requests", absl::StrCat("have ", bytes, " bytes, want at most ", kRowsBytesMax));
  }
}

// A row of a batch whose parent is not its own.
absl::StatusOr<BatchRow> DecodeRowOf(absl::string_view principal, const std::string& parent,
                                     const v1::CreateActivityRequest& request) {
  if (request.parent() == parent) return DecodeRow(principal, request);
  v1::CreateActivityRequest row = request;
  if (row.parent().empty()) {
    row.set_parent(parent);
    return DecodeRow(principal, row);
  }
  rpc::Fields fields(errors::kDomain);
  fields.Add("parent", "is not that of the batch");
  row.set_parent(parent);
  DecodeActivity(fields, row);
  return fields.status();
}

std::vector<RedactedField> RedactedFields(rpc::Fields& fields,
                                          const v1::RedactActivityRequest& request) {
  std::vector<RedactedField> result;
  if (request.fields().empty()) fields.Add("fields", "is required");
  // More than there are cannot be different.
  if (!FitsIn(fields, "fields", request.fields_size(), v1::RedactedField_MAX)) return result;
  for (int i = 0; i < request.fields_size(); ++i) {
    const auto field = Choice<RedactedField>(fields, At("fields", i), request.fields(i),
                                             v1::RedactedField_IsValid);
    if (std::find(result.begin(), result.end(), field) != result.end()) {
      fields.Add(At("fields", i), "is there twice");
    }
    result.push_back(field);
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace

absl::StatusOr<NewActivity> Decode(const v1::CreateActivityRequest& request) {
  rpc::Fields fields(errors::kDomain);
  NewActivity draft = DecodeActivity(fields, request);
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<Rows> Decode(absl::string_view principal,
                            const v1::BatchCreateActivitiesRequest& request) {
  rpc::Fields fields(errors::kDomain);
  const bool any = request.parent() == kAnyOrganization;
  if (!any) fields.Id("parent", request.parent(), kOrganizationPattern);
  if (request.requests().empty()) fields.Add("requests", "is required, 1 to 500 requests");
  CheckRows(fields, request.requests(), request.ByteSizeLong());
  RETURN_IF_ERROR(fields.status());
  Rows rows;
  rows.reserve(static_cast<size_t>(request.requests_size()));
  for (const v1::CreateActivityRequest& row : request.requests()) {
    rows.push_back(any ? DecodeRow(principal, row) : DecodeRowOf(principal, request.parent(), row));
  }
  return rows;
}

absl::StatusOr<Rows> Decode(absl::string_view principal,
                            const v1::ImportActivitiesRequest& request) {
  rpc::Fields fields(errors::kDomain);
  CheckRows(fields, request.requests(), request.ByteSizeLong());
  RETURN_IF_ERROR(fields.status());
  Rows rows;
  rows.reserve(static_cast<size_t>(request.requests_size()));
  for (const v1::CreateActivityRequest& row : request.requests()) {
    rows.push_back(DecodeRow(principal, row));
  }
  return rows;
}

absl::StatusOr<ActivityName> Decode(const v1::GetActivityRequest& request) {
  rpc::Fields fields(errors::kDomain);
  std::vector<std::string> ids = fields.Ids("name", request.name(), kActivityPattern);
  RETURN_IF_ERROR(fields.status());
  return ActivityName{.organization_id = std::move(ids[0]), .activity_id = std::move(ids[1])};
}

std::string QueryOf(const v1::ListActivitiesRequest& request) {
  return absl::StrJoin(
      {absl::string_view("ListActivities"), absl::string_view(request.parent()),
       absl::string_view(request.actor()), absl::string_view(request.participant()),
       absl::string_view(request.kind()), absl::string_view(request.campaign()),
       absl::string_view(request.first_day()), absl::string_view(request.last_day())},
      "\n");
}

absl::StatusOr<ActivityQuery> Decode(const v1::ListActivitiesRequest& request) {
  rpc::Fields fields(errors::kDomain);
  ActivityQuery query;
  if (request.parent() != kAnyOrganization) {
    query.organization_id = fields.Id("parent", request.parent(), kOrganizationPattern);
  } else if (request.actor().empty() && request.participant().empty() &&
             request.campaign().empty()) {
    fields.Add("parent", "is organizations/- without actor, participant or campaign");
  }
  query.actor_post_id = fields.IdIfSet("actor", request.actor(), kPostPattern);
  query.participant_id = fields.IdIfSet("participant", request.participant(), kYouthPattern);
  if (!request.kind().empty()) query.kind_id = fields.KindId("kind", request.kind());
  query.campaign = CampaignIfSet(fields, "campaign", request.campaign());
  query.first_day = fields.DayIfSet("first_day", request.first_day());
  query.last_day = fields.DayIfSet("last_day", request.last_day());
  CheckOrder(fields, request.first_day(), request.last_day());
  query.before_id = rpc::CursorFrom(fields, QueryOf(request), request.page_token());
  query.limit = fields.PageSize(request.page_size());
  // A token is no secret: what it holds may be made up.
  if (!query.before_id.empty() && !IsUuid(query.before_id)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<VoidRequest> Decode(const v1::VoidActivityRequest& request) {
  rpc::Fields fields(errors::kDomain);
  std::vector<std::string> ids = fields.Ids("name", request.name(), kActivityPattern);
  VoidRequest result = {
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = std::move(ids[0]),
      .activity_id = std::move(ids[1]),
      .reason = fields.Text("reason", request.reason(), kReasonBytes),
  };
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<RedactRequest> Decode(const v1::RedactActivityRequest& request) {
  rpc::Fields fields(errors::kDomain);
  std::vector<std::string> ids = fields.Ids("name", request.name(), kActivityPattern);
  RedactRequest result;
  result.request_id = fields.RequestId(request.request_id());
  result.redaction.organization_id = std::move(ids[0]);
  result.redaction.activity_id = std::move(ids[1]);
  result.redaction.fields = RedactedFields(fields, request);
  const bool of_participant = std::find(request.fields().begin(), request.fields().end(),
                                        v1::REDACTED_FIELD_PARTICIPANT) != request.fields().end();
  if (of_participant) {
    result.redaction.participant_id =
        fields.Id("participant", request.participant(), kYouthPattern);
  } else if (!request.participant().empty()) {
    fields.Add("participant", "is given without REDACTED_FIELD_PARTICIPANT");
  }
  RETURN_IF_ERROR(fields.status());
  return result;
}

}  // namespace xinqiao::ledger
