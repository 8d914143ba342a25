#include "services/ledger/rpc/activity_codec.h"

#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "libs/rpc/page_token.h"
#include "services/ledger/rpc/codec_fields.h"
#include "services/ledger/rpc/log_codec.h"
#include "services/ledger/rpc/request_codec.h"
#include "services/ledger/rpc/shared_facts.h"

namespace xinqiao::ledger {
namespace {

// Of those who were named when it was recorded, whoever was erased since.
int NamedCount(const Activity& activity) {
  return activity.participant_total - activity.facts.participant_count;
}

Evidence DecodeReport(const v1::Evidence& report) {
  return {.kind = static_cast<EvidenceKind>(report.kind()),
          .digest = report.digest(),
          .media_type = report.media_type(),
          .size_bytes = report.size_bytes()};
}

std::vector<std::string> OrganizationIds(
    const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::vector<std::string> ids;
  for (const std::string& name : names) {
    ids.emplace_back(absl::StripPrefix(name, "organizations/"));
  }
  return ids;
}

}  // namespace

v1::Evidence Encode(const Evidence& evidence) {
  v1::Evidence result;
  result.set_kind(static_cast<v1::Evidence::Kind>(evidence.kind));
  result.set_digest(evidence.digest);
  result.set_media_type(evidence.media_type);
  result.set_size_bytes(evidence.size_bytes);
  result.set_uri(evidence.uri);
  return result;
}

v1::CommunityVisit Encode(const CommunityVisit& visit) {
  v1::CommunityVisit result;
  result.set_community(visit.community);
  result.set_interviewed_count(visit.interviewed_count);
  if (visit.research_report.has_value()) {
    *result.mutable_research_report() = Encode(*visit.research_report);
  }
  result.set_talked_with_leaders(visit.talked_with_leaders);
  for (const std::string& id : visit.new_organization_ids) {
    result.add_new_organizations(OrganizationName(id));
  }
  for (const std::string& id : visit.guided_organization_ids) {
    result.add_guided_organizations(OrganizationName(id));
  }
  return result;
}

v1::Activity Encode(const Activity& activity, absl::string_view principal) {
  const ActivityFacts& facts = activity.facts;
  v1::Activity result;
  result.set_name(ActivityNameOf(facts.organization_id, activity.id));
  EncodeShared(facts, result);
  result.set_topic(facts.topic);
  result.set_platform(facts.platform);
  result.set_place(facts.place);
  result.set_text(facts.text);
  for (const std::string& id : facts.participant_ids) result.add_participants(YouthName(id));
  result.set_participant_count(facts.participant_count);
  for (const Evidence& evidence : facts.evidence) *result.add_evidence() = Encode(evidence);
  if (facts.visit.has_value()) *result.mutable_visit() = Encode(*facts.visit);
  *result.mutable_record_time() = ToTimestamp(activity.record_time);
  result.set_late_days(static_cast<int32_t>(LateDays(activity)));
  if (activity.void_time.has_value()) {
    *result.mutable_void_time() = ToTimestamp(*activity.void_time);
    result.set_void_reason(activity.void_reason);
  }
  if (NamedCount(activity) >= kTellParticipationFrom && !absl::StartsWith(principal, "youths/")) {
    v1::ParticipationSummary& summary = *result.mutable_participation();
    summary.set_confirmed_count(activity.participation.confirmed_count);
    summary.set_disputed_count(activity.participation.disputed_count);
  }
  for (const RedactedField field : activity.redacted_fields) {
    result.add_redacted_fields(static_cast<v1::RedactedField>(field));
  }
  return result;
}

v1::RecordedActivity EncodeRecorded(const Appended& appended, absl::string_view principal) {
  v1::RecordedActivity result;
  *result.mutable_activity() = Encode(*appended.activity, principal);
  *result.mutable_receipt() = Encode(appended.receipt);
  return result;
}

v1::ListActivitiesResponse Encode(const v1::ListActivitiesRequest& request,
                                  const ActivityPage& page, absl::string_view principal) {
  v1::ListActivitiesResponse response;
  for (const Activity& activity : page.activities) {
    *response.add_activities() = Encode(activity, principal);
  }
  response.set_next_page_token(rpc::MakePageToken(QueryOf(request), page.next_before_id));
  return response;
}

v1::CommunityVisit WithoutOpenings(const CommunityVisit& visit) {
  v1::CommunityVisit result = Encode(visit);
  result.clear_community();
  if (result.has_research_report()) result.mutable_research_report()->clear_uri();
  return result;
}

std::string EncodeVisit(const CommunityVisit& visit) {
  return WithoutOpenings(visit).SerializeAsString();
}

CommunityVisit DecodeVisit(absl::string_view bytes) {
  v1::CommunityVisit message;
  // What was written past the ledger reads as far as it can be read.
  message.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size()));
  CommunityVisit visit{
      .interviewed_count = message.interviewed_count(),
      .talked_with_leaders = message.talked_with_leaders(),
      .new_organization_ids = OrganizationIds(message.new_organizations()),
      .guided_organization_ids = OrganizationIds(message.guided_organizations()),
  };
  if (message.has_research_report()) {
    visit.research_report = DecodeReport(message.research_report());
  }
  return visit;
}

}  // namespace xinqiao::ledger
