#include "services/ledger/rpc/facts_codec.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "services/ledger/rpc/codec_fields.h"

namespace xinqiao::ledger {
namespace {

// As ledger_service.proto says.
constexpr int kActorsMax = 50;
constexpr int kParticipantsMax = 2000;
constexpr int kParticipantCountMax = 1'000'000;
constexpr int kEvidenceMax = 20;
constexpr int kInterviewedMax = 10'000;
constexpr int kVisitOrganizationsMax = 20;
constexpr size_t kDigestBytes = 32;
constexpr size_t kMediaTypeBytesMax = 127;
constexpr char kCommunityPosting[] = "activityKinds/community.";

using Names = google::protobuf::RepeatedPtrField<std::string>;

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

// Minutes since midnight of HH:MM, or nothing.
std::optional<int> MinuteIfSet(rpc::Fields& fields, absl::string_view field,
                               absl::string_view value) {
  if (value.empty()) return std::nullopt;
  const auto digit = [value](size_t at) { return value[at] - '0'; };
  const bool form =
      value.size() == 5 && value[2] == ':' && std::all_of(value.begin(), value.end(), [](char c) {
        return c == ':' || absl::ascii_isdigit(static_cast<unsigned char>(c));
      });
  if (form) {
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) return hour * 60 + minute;
  }
  fields.Add(field, "is not a time of day written HH:MM");
  return std::nullopt;
}

void CheckTimes(rpc::Fields& fields, const v1::Activity& activity, const ActivityFacts& facts) {
  if (!facts.end_minute.has_value()) return;
  if (activity.start_time().empty()) {
    fields.Add("activity.end_time", "is given without start_time");
  } else if (facts.start_minute.has_value() && *facts.end_minute < *facts.start_minute) {
    fields.Add("activity.end_time", "is before start_time");
  }
}

std::vector<PostRef> Actors(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.actors";
  std::vector<PostRef> actors;
  if (activity.actors().empty()) fields.Add(kField, "is required, 1 to 50 posts");
  if (!FitsIn(fields, kField, activity.actors_size(), kActorsMax)) return actors;
  // One post may be named below two organizations, of which at most one is true.
  std::set<std::string> seen;
  for (int i = 0; i < activity.actors_size(); ++i) {
    actors.push_back(Post(fields, At(kField, i), activity.actors(i)));
    const std::string& id = actors.back().post_id;
    if (!id.empty() && !seen.insert(id).second) fields.Add(At(kField, i), "is there twice");
  }
  return actors;
}

std::vector<std::string> DifferentIds(rpc::Fields& fields, absl::string_view field,
                                      const Names& names, absl::string_view pattern, int max) {
  std::vector<std::string> ids;
  if (!FitsIn(fields, field, names.size(), max)) return ids;
  ids.reserve(static_cast<size_t>(names.size()));
  absl::flat_hash_set<absl::string_view> seen;
  for (int i = 0; i < names.size(); ++i) {
    ids.push_back(fields.Id(At(field, i), names[i], pattern));
    if (!seen.insert(names[i]).second) fields.Add(At(field, i), "is there twice");
  }
  return ids;
}

std::vector<std::string> Participants(rpc::Fields& fields, const v1::Activity& activity) {
  std::vector<std::string> ids = DifferentIds(
      fields, "activity.participants", activity.participants(), kYouthPattern, kParticipantsMax);
  std::sort(ids.begin(), ids.end());
  return ids;
}

int ParticipantCount(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.participant_count";
  const int count = activity.participant_count();
  if (count < 0) fields.Add(kField, "is negative");
  if (count > kParticipantCountMax) {
    fields.Add(kField, absl::StrCat("is ", count, ", want at most ", kParticipantCountMax));
  }
  if (count > 0 && !activity.participants().empty()) {
    fields.Add(kField, "is given beside participants; want one of them");
  }
  return count;
}

std::string Collective(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.collective";
  if (!activity.collective().empty() && activity.participant_count() <= 0) {
    fields.Add(kField, "is given without participant_count");
  }
  return fields.IdIfSet(kField, activity.collective(), kOrganizationPattern);
}

Evidence EvidenceFrom(rpc::Fields& fields, const std::string& field, const v1::Evidence& evidence) {
  if (evidence.digest().size() != kDigestBytes) {
    fields.Add(field + ".digest",
               evidence.digest().empty()
                   ? std::string("is required: the SHA-256 of the file, 32 bytes")
                   : absl::StrCat("has ", evidence.digest().size(),
                                  " bytes, want the 32 of a SHA-256, not its hex digits"));
  }
  if (evidence.size_bytes() < 0) fields.Add(field + ".size_bytes", "is negative");
  return {
      .kind = Choice<EvidenceKind>(fields, field + ".kind", evidence.kind(),
                                   v1::Evidence::Kind_IsValid),
      .digest = evidence.digest(),
      .media_type = MediaType(fields, field + ".media_type", evidence.media_type()),
      .size_bytes = evidence.size_bytes(),
      .uri = Line(fields, field + ".uri", evidence.uri(), {0, 500}),
  };
}

std::vector<Evidence> EvidenceOf(rpc::Fields& fields, const v1::Activity& activity) {
  constexpr char kField[] = "activity.evidence";
  std::vector<Evidence> result;
  if (!FitsIn(fields, kField, activity.evidence_size(), kEvidenceMax)) return result;
  for (int i = 0; i < activity.evidence_size(); ++i) {
    result.push_back(EvidenceFrom(fields, At(kField, i), activity.evidence(i)));
  }
  const bool photos_only =
      !result.empty() && std::all_of(result.begin(), result.end(), [](const Evidence& evidence) {
        return evidence.kind == EvidenceKind::kPhoto;
      });
  // nobody may have to take pictures to show that work was done.
  if (photos_only) fields.Add(kField, "is photos only; want a document, link or confirmation too");
  return result;
}

std::optional<CommunityVisit> Visit(rpc::Fields& fields, const v1::Activity& activity) {
  if (!activity.has_visit()) return std::nullopt;
  const v1::CommunityVisit& visit = activity.visit();
  if (!absl::StartsWith(activity.kind(), kCommunityPosting)) {
    fields.Add("activity.visit",
               "is for kinds of community posting only: activityKinds/community.*");
  }
  if (visit.interviewed_count() < 0 || visit.interviewed_count() > kInterviewedMax) {
    fields.Add("activity.visit.interviewed_count",
               absl::StrCat("is not from 0 to ", kInterviewedMax));
  }
  CommunityVisit result{
      .community =
          Line(fields, "activity.visit.community", visit.community(), rpc::TextBounds{1, 300}),
      .interviewed_count = visit.interviewed_count(),
      .talked_with_leaders = visit.talked_with_leaders(),
      .new_organization_ids =
          DifferentIds(fields, "activity.visit.new_organizations", visit.new_organizations(),
                       kOrganizationPattern, kVisitOrganizationsMax),
      .guided_organization_ids =
          DifferentIds(fields, "activity.visit.guided_organizations", visit.guided_organizations(),
                       kOrganizationPattern, kVisitOrganizationsMax),
  };
  if (visit.has_research_report()) {
    result.research_report =
        EvidenceFrom(fields, "activity.visit.research_report", visit.research_report());
  }
  return result;
}

}  // namespace

ActivityFacts DecodeFacts(rpc::Fields& fields, const v1::Activity& activity) {
  ActivityFacts facts{
      .author = Post(fields, "activity.author", activity.author()),
      .actors = Actors(fields, activity),
      .kind_id = fields.KindId("activity.kind", activity.kind()),
      .channel =
          Choice<Channel>(fields, "activity.channel", activity.channel(), v1::Channel_IsValid),
      .purpose =
          Choice<Purpose>(fields, "activity.purpose", activity.purpose(), v1::Purpose_IsValid),
      .topic = Line(fields, "activity.topic", activity.topic(), {0, 200}),
      .platform = Line(fields, "activity.platform", activity.platform(), {0, 100}),
      .day = fields.Day("activity.day", activity.day()),
      .start_minute = MinuteIfSet(fields, "activity.start_time", activity.start_time()),
      .end_minute = MinuteIfSet(fields, "activity.end_time", activity.end_time()),
      .place = Line(fields, "activity.place", activity.place(), {0, 300}),
      .text = fields.Text("activity.text", activity.text(), {1, 8000}),
      .participant_ids = Participants(fields, activity),
      .participant_count = ParticipantCount(fields, activity),
      .collective_id = Collective(fields, activity),
      .evidence = EvidenceOf(fields, activity),
      .guided_branch_id =
          fields.IdIfSet("activity.guided_branch", activity.guided_branch(), kOrganizationPattern),
      .campaign = CampaignIfSet(fields, "activity.campaign", activity.campaign()),
      .visit = Visit(fields, activity),
  };
  CheckTimes(fields, activity, facts);
  return facts;
}

}  // namespace xinqiao::ledger
