#include "services/ledger/rpc/codec.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"
#include "services/ledger/domain/simhash.h"

namespace xinqiao::ledger {
namespace {

constexpr char kDomain[] = "ledger.xinqiao";
constexpr char kOrganizationPattern[] = "organizations/*";
constexpr char kPostPattern[] = "organizations/*/posts/*";
constexpr char kActivityPattern[] = "organizations/*/activities/*";

constexpr int kActorsMax = 50;
constexpr int kParticipantsMax = 2000;
constexpr int kEvidenceMax = 20;
constexpr size_t kDigestBytes = 32;
constexpr size_t kMediaTypeBytesMax = 127;

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp result;
  const int64_t seconds = absl::ToUnixSeconds(time);
  result.set_seconds(seconds);
  result.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return result;
}

std::string ToName(const PostRef& post) {
  return absl::StrCat("organizations/", post.organization_id, "/posts/", post.post_id);
}

std::string ToActivityName(absl::string_view organization_id, absl::string_view activity_id) {
  return absl::StrCat("organizations/", organization_id, "/activities/", activity_id);
}

std::string At(absl::string_view field, int index) { return absl::StrCat(field, "[", index, "]"); }

// Notes a list that is too long. Its elements are then not looked at.
bool FitsIn(rpc::Fields& fields, absl::string_view field, int size, int max) {
  if (size <= max) return true;
  fields.Add(field, absl::StrCat("has ", size, " elements, want at most ", max));
  return false;
}

// Text without line breaks: commitments separate such texts by line feeds.
std::string Line(rpc::Fields& fields, absl::string_view field, absl::string_view value,
                 size_t bytes_max) {
  std::string line = fields.Text(field, value, {0, bytes_max});
  if (line.find_first_of("\r\n") == std::string::npos) return line;
  fields.Add(field, "has a line break");
  return "";
}

// type "/" subtype of RFC 6838, or nothing.
std::string MediaType(rpc::Fields& fields, absl::string_view field, absl::string_view value) {
  const auto is_name = [](absl::string_view name) {
    return !name.empty() && absl::ascii_isalnum(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), [](char c) {
             return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                    absl::string_view("!#$&-^_.+").find(c) != absl::string_view::npos;
           });
  };
  const std::vector<absl::string_view> names = absl::StrSplit(value, '/');
  if (value.empty() || (value.size() <= kMediaTypeBytesMax && names.size() == 2 &&
                        is_name(names[0]) && is_name(names[1]))) {
    return std::string(value);
  }
  fields.Add(field, "is not a media type such as image/jpeg");
  return "";
}

// A number of `Enum` that the contract names and that is not its zero.
template <typename Value, typename Enum>
Value Choice(rpc::Fields& fields, absl::string_view field, Enum value, bool (*is_valid)(int)) {
  if (value == 0) {
    fields.Add(field, "is required");
  } else if (!is_valid(value)) {
    fields.Add(field, absl::StrCat("has no meaning for ", static_cast<int>(value)));
  }
  return static_cast<Value>(value);
}

PostRef Post(rpc::Fields& fields, absl::string_view field, absl::string_view name) {
  std::vector<std::string> ids = fields.Ids(field, name, kPostPattern);
  return {.organization_id = std::move(ids[0]), .post_id = std::move(ids[1])};
}

std::vector<PostRef> Actors(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.actors";
  std::vector<PostRef> actors;
  if (activity.actors().empty()) fields.Add(kField, "is required, 1 to 50 posts");
  if (!FitsIn(fields, kField, activity.actors_size(), kActorsMax)) return actors;
  std::set<std::string> seen;
  for (int i = 0; i < activity.actors_size(); ++i) {
    actors.push_back(Post(fields, At(kField, i), activity.actors(i)));
    if (!seen.insert(activity.actors(i)).second) fields.Add(At(kField, i), "is there twice");
  }
  return actors;
}

std::vector<std::string> Participants(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.participants";
  std::vector<std::string> ids;
  if (!FitsIn(fields, kField, activity.participants_size(), kParticipantsMax)) return ids;
  std::set<std::string> seen;
  for (int i = 0; i < activity.participants_size(); ++i) {
    ids.push_back(fields.Id(At(kField, i), activity.participants(i), "youths/*"));
    if (!seen.insert(activity.participants(i)).second) fields.Add(At(kField, i), "is there twice");
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

int ParticipantCount(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.participant_count";
  if (activity.participant_count() < 0) fields.Add(kField, "is negative");
  if (activity.participant_count() > 0 && !activity.participants().empty()) {
    fields.Add(kField, "is given beside participants; want one of them");
  }
  return activity.participant_count();
}

Evidence EvidenceFrom(rpc::Fields& fields, const std::string& field, const v1::Evidence& evidence) {
  if (evidence.digest().size() != kDigestBytes) {
    fields.Add(field + ".digest",
               absl::StrCat("has ", evidence.digest().size(), " bytes, want ", kDigestBytes));
  }
  if (evidence.size_bytes() < 0) fields.Add(field + ".size_bytes", "is negative");
  return {
      .kind = Choice<EvidenceKind>(fields, field + ".kind", evidence.kind(),
                                   v1::Evidence::Kind_IsValid),
      .digest = evidence.digest(),
      .media_type = MediaType(fields, field + ".media_type", evidence.media_type()),
      .size_bytes = evidence.size_bytes(),
      .uri = Line(fields, field + ".uri", evidence.uri(), 500),
  };
}

std::vector<Evidence> EvidenceOf(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.evidence";
  std::vector<Evidence> result;
  if (!FitsIn(fields, kField, activity.evidence_size(), kEvidenceMax)) return result;
  for (int i = 0; i < activity.evidence_size(); ++i) {
    result.push_back(EvidenceFrom(fields, At(kField, i), activity.evidence(i)));
  }
  return result;
}

ActivityFacts FactsFrom(rpc::Fields& fields, const v1::Activity& activity) {
  return {
      .author = Post(fields, "activity.author", activity.author()),
      .actors = Actors(fields, activity),
      .kind_id = fields.KindId("activity.kind", activity.kind()),
      .channel =
          Choice<Channel>(fields, "activity.channel", activity.channel(), v1::Channel_IsValid),
      .purpose =
          Choice<Purpose>(fields, "activity.purpose", activity.purpose(), v1::Purpose_IsValid),
      .topic = Line(fields, "activity.topic", activity.topic(), 200),
      .platform = Line(fields, "activity.platform", activity.platform(), 100),
      .day = fields.Day("activity.day", activity.day()),
      .place = Line(fields, "activity.place", activity.place(), 300),
      .text = fields.Text("activity.text", activity.text(), {1, 8000}),
      .participant_ids = Participants(fields, activity),
      .participant_count = ParticipantCount(fields, activity),
      .evidence = EvidenceOf(fields, activity),
      .guided_branch_id =
          fields.IdIfSet("activity.guided_branch", activity.guided_branch(), kOrganizationPattern),
  };
}

std::string QueryOf(const v1::ListActivitiesRequest& request) {
  return absl::StrCat("ListActivities\n", request.parent());
}

v1::Evidence Encode(const Evidence& evidence) {
  v1::Evidence result;
  result.set_kind(static_cast<v1::Evidence::Kind>(evidence.kind));
  result.set_digest(evidence.digest);
  result.set_media_type(evidence.media_type);
  result.set_size_bytes(evidence.size_bytes);
  result.set_uri(evidence.uri);
  return result;
}

}  // namespace

absl::StatusOr<NewActivity> Decode(const v1::CreateActivityRequest& request) {
  rpc::Fields fields(kDomain);
  NewActivity draft;
  const std::string organization_id = fields.Id("parent", request.parent(), kOrganizationPattern);
  if (request.has_activity()) {
    draft.facts = FactsFrom(fields, request.activity());
  } else {
    fields.Add("activity", "is required");
  }
  draft.facts.organization_id = organization_id;
  draft.request_id = fields.RequestId(request.request_id());
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<VoidRequest> Decode(const v1::VoidActivityRequest& request) {
  rpc::Fields fields(kDomain);
  std::vector<std::string> ids = fields.Ids("name", request.name(), kActivityPattern);
  VoidRequest result = {
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = std::move(ids[0]),
      .activity_id = std::move(ids[1]),
      .reason = fields.Text("reason", request.reason(), {1, 1000}),
  };
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<ActivityName> Decode(const v1::GetActivityRequest& request) {
  rpc::Fields fields(kDomain);
  std::vector<std::string> ids = fields.Ids("name", request.name(), kActivityPattern);
  RETURN_IF_ERROR(fields.status());
  return ActivityName{.organization_id = std::move(ids[0]), .activity_id = std::move(ids[1])};
}

absl::StatusOr<ActivityQuery> Decode(const v1::ListActivitiesRequest& request) {
  rpc::Fields fields(kDomain);
  ActivityQuery query = {
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .before_id = rpc::CursorFrom(fields, QueryOf(request), request.page_token()),
      .limit = fields.PageSize(request.page_size()),
  };
  // A token is no secret: what it holds may be made up.
  if (!query.before_id.empty() && !IsUuid(query.before_id)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<std::string> Decode(const v1::GetLogRequest& request) {
  rpc::Fields fields(kDomain);
  std::string log = fields.Id("name", request.name(), "logs/*");
  RETURN_IF_ERROR(fields.status());
  return log;
}

v1::Activity Encode(const Activity& activity) {
  const ActivityFacts& facts = activity.facts;
  v1::Activity result;
  result.set_name(ToActivityName(facts.organization_id, activity.id));
  result.set_author(ToName(facts.author));
  for (const PostRef& actor : facts.actors) result.add_actors(ToName(actor));
  result.set_kind(absl::StrCat("activityKinds/", facts.kind_id));
  result.set_channel(static_cast<v1::Channel>(facts.channel));
  result.set_purpose(static_cast<v1::Purpose>(facts.purpose));
  result.set_topic(facts.topic);
  result.set_platform(facts.platform);
  result.set_day(absl::FormatCivilTime(facts.day));
  result.set_place(facts.place);
  result.set_text(facts.text);
  for (const std::string& id : facts.participant_ids) {
    result.add_participants(absl::StrCat("youths/", id));
  }
  result.set_participant_count(facts.participant_count);
  for (const Evidence& evidence : facts.evidence) *result.add_evidence() = Encode(evidence);
  if (!facts.guided_branch_id.empty()) {
    result.set_guided_branch(absl::StrCat("organizations/", facts.guided_branch_id));
  }
  *result.mutable_record_time() = ToTimestamp(activity.record_time);
  result.set_late_days(static_cast<int32_t>(LateDays(activity)));
  if (activity.void_time.has_value()) {
    *result.mutable_void_time() = ToTimestamp(*activity.void_time);
    result.set_void_reason(activity.void_reason);
  }
  return result;
}

v1::Receipt Encode(const Receipt& receipt) {
  v1::Receipt result;
  result.set_log(absl::StrCat("logs/", receipt.log));
  result.set_epoch(receipt.epoch);
  result.set_position(receipt.position);
  result.set_entry(receipt.entry);
  result.set_leaf_hash(receipt.leaf_hash);
  result.set_checkpoint(receipt.checkpoint);
  for (const std::string& hash : receipt.inclusion_proof) result.add_inclusion_proof(hash);
  return result;
}

v1::Log Encode(const Log& log) {
  v1::Log result;
  result.set_name(absl::StrCat("logs/", log.log));
  result.set_epoch(log.epoch);
  result.set_origin(OriginOf(log.log));
  result.set_public_key(log.public_key);
  result.set_checkpoint(log.checkpoint);
  return result;
}

v1::ListActivitiesResponse Encode(const v1::ListActivitiesRequest& request,
                                  const ActivityPage& page) {
  v1::ListActivitiesResponse response;
  for (const Activity& activity : page.activities) *response.add_activities() = Encode(activity);
  response.set_next_page_token(rpc::MakePageToken(QueryOf(request), page.next_before_id));
  return response;
}

v1::Event EncodeRecorded(const Activity& activity, const Openings& openings) {
  const ActivityFacts& facts = activity.facts;
  v1::Event event;
  v1::ActivityRecorded& recorded = *event.mutable_activity_recorded();
  recorded.set_activity(ToActivityName(facts.organization_id, activity.id));
  recorded.set_author(ToName(facts.author));
  for (const PostRef& actor : facts.actors) recorded.add_actors(ToName(actor));
  recorded.set_kind(absl::StrCat("activityKinds/", facts.kind_id));
  recorded.set_channel(static_cast<v1::Channel>(facts.channel));
  recorded.set_purpose(static_cast<v1::Purpose>(facts.purpose));
  recorded.set_day(absl::FormatCivilTime(facts.day));
  *recorded.mutable_record_time() = ToTimestamp(activity.record_time);
  recorded.set_text_commitment(Commitment(openings.text));
  recorded.set_text_simhash(SimHash(facts.text));
  recorded.set_text_length_bytes(static_cast<int32_t>(facts.text.size()));
  recorded.set_circumstances_commitment(Commitment(openings.circumstances));
  recorded.set_participants_commitment(Commitment(openings.participants));
  recorded.set_participant_count(ParticipantTotal(facts));
  for (const Evidence& evidence : facts.evidence) {
    *recorded.add_evidence() = Encode(evidence);
    recorded.mutable_evidence()->rbegin()->clear_uri();
  }
  recorded.set_evidence_uris_commitment(Commitment(openings.evidence_uris));
  if (!facts.guided_branch_id.empty()) {
    recorded.set_guided_branch(absl::StrCat("organizations/", facts.guided_branch_id));
  }
  return event;
}

v1::Event EncodeVoided(const Voiding& voiding) {
  v1::Event event;
  v1::ActivityVoided& voided = *event.mutable_activity_voided();
  voided.set_activity(ToActivityName(voiding.organization_id, voiding.activity_id));
  *voided.mutable_record_time() = ToTimestamp(voiding.record_time);
  voided.set_reason_commitment(Commitment(voiding.reason));
  return event;
}

Encoders MessageEncoders() {
  return {
      .recorded =
          [](const Activity& activity, const Openings& openings) {
            return EncodeRecorded(activity, openings).SerializeAsString();
          },
      .voided = [](const Voiding& voiding) { return EncodeVoided(voiding).SerializeAsString(); },
      // Serialized messages, one after the other, are their merged message; in
      // the order of the fields they are also its bytes.
      .activity =
          [](const Activity& activity) {
            v1::RecordedActivity answer;
            *answer.mutable_activity() = Encode(activity);
            return answer.SerializeAsString();
          },
      .receipt =
          [](const Receipt& receipt) {
            v1::RecordedActivity answer;
            *answer.mutable_receipt() = Encode(receipt);
            return answer.SerializeAsString();
          },
  };
}

}  // namespace xinqiao::ledger
