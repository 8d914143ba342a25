// The nouns of the ledger.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_ACTIVITY_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_ACTIVITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace xinqiao::ledger {

// The numbers of these are stored, and are those of the contract.
enum class Channel { kOnline = 1, kOffline = 2, kFaceToFace = 3 };
enum class Purpose { kListen = 1, kGuide = 2, kConsult = 3 };
enum class EvidenceKind { kPhoto = 1, kDocument = 2, kLink = 3, kConfirmation = 4 };
enum class RedactedField {
  kText = 1,
  kCircumstances = 2,
  kParticipant = 3,
  kEvidenceUris = 4,
  kVoidReason = 5,
};

// A post, and the organization that a caller says it belongs to.
struct PostRef {
  std::string organization_id;
  std::string post_id;

  friend bool operator==(const PostRef&, const PostRef&) = default;
};

// What backs a record.
struct Evidence {
  EvidenceKind kind = EvidenceKind::kPhoto;
  std::string digest;  // 32 bytes.
  std::string media_type;
  int64_t size_bytes = 0;
  std::string uri;  // One line, as are topic, platform, place and community below.

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// What a visit in community posting adds (FPO-05..10).
struct CommunityVisit {
  std::string community;
  int interviewed_count = 0;
  std::optional<Evidence> research_report;
  bool talked_with_leaders = false;
  std::vector<std::string> new_organization_ids;
  std::vector<std::string> guided_organization_ids;

  friend bool operator==(const CommunityVisit&, const CommunityVisit&) = default;
};

// What cadres did, as they tell it.
struct ActivityFacts {
  std::string organization_id;  // The organizing body.
  PostRef author;
  std::vector<PostRef> actors;
  std::string kind_id;
  Channel channel = Channel::kOnline;
  Purpose purpose = Purpose::kListen;
  std::string topic;
  std::string platform;
  absl::CivilDay day;
  std::optional<int> start_minute;  // Since midnight.
  std::optional<int> end_minute;    // Only with start_minute, and not before it.
  std::string place;
  std::string text;
  std::vector<std::string> participant_ids;  // Youths; sorted, no two the same.
  int participant_count = 0;                 // When they are not named, else 0.
  std::string collective_id;                 // An organization, or "".
  std::vector<Evidence> evidence;
  std::string guided_branch_id;  // An organization, or "".
  std::string campaign;          // Or "".
  std::optional<CommunityVisit> visit;

  friend bool operator==(const ActivityFacts&, const ActivityFacts&) = default;
};

// What a caller asks to record: well-formed, not yet admitted.
struct NewActivity {
  std::string request_id;
  ActivityFacts facts;
};

// What the participants said, each counted once by the last word.
struct ParticipationSummary {
  int confirmed_count = 0;
  int disputed_count = 0;

  friend bool operator==(const ParticipationSummary&, const ParticipationSummary&) = default;
};

// What the ledger recorded. Only voiding, statements and erasures come later.
struct Activity {
  std::string id;
  ActivityFacts facts;  // Without the participants that were erased.
  // Named and not named when it was recorded, whoever was erased since.
  int participant_total = 0;
  absl::Time record_time;
  std::optional<absl::Time> void_time;
  std::string void_reason;
  ParticipationSummary participation;
  std::vector<RedactedField> redacted_fields;  // Sorted, no two the same.

  friend bool operator==(const Activity&, const Activity&) = default;
};

// From how many people on what they said is told to cadre and organization
// (DIS-02): fewer could be recognized.
inline constexpr int kTellParticipationFrom = 5;

// How many took part, named or not.
int ParticipantTotal(const ActivityFacts& facts);

// Civil days from the day of the activity to the day it was recorded.
int64_t LateDays(const Activity& activity);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_ACTIVITY_H_
