// Contact numbers, cadences and what no level may raise, as values; see
// xinqiao/policy/v1/quota.proto.

#ifndef XINQIAO_LIBS_POLICY_QUOTA_H_
#define XINQIAO_LIBS_POLICY_QUOTA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/calendar/period.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

enum class ContactObject {
  kYouth,
  kBranch,
  kClub,
  kYouthInDifficulty,
  kBaseCommittee,
  kChatGroup,
  kChatGroupMember,
  kRealNameAccount,
  kYouthSocialOrganization,
  kVolunteerOrganization,
};

enum class CadenceMetric {
  kVoice,
  kInteraction,
  kTopic,
  kOnlineActivity,
  kOfflineActivity,
  kFaceToFace,
  kBaseDay,
};

enum class CeilingScope { kContactNumber, kFrequency, kNewWork };

struct ContactQuota {
  std::string contact_quota_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  Subject subject;  // Posts.
  ContactObject object = ContactObject::kYouth;
  int64_t required_count = 0;
  int64_t max_count = 0;  // 0: none.
  Period effective;
  bool voluntary = false;

  friend bool operator==(const ContactQuota&, const ContactQuota&) = default;
};

struct Cadence {
  std::string cadence_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  Subject subject;  // Posts.
  CadenceMetric metric = CadenceMetric::kVoice;
  std::vector<std::string> kind_ids;
  std::optional<PeriodKind> period;  // Nothing: one window, the effective interval.
  int64_t required_count = 0;
  std::optional<int64_t> reach_above_percent;
  Period effective;
  bool voluntary = false;

  friend bool operator==(const Cadence&, const Cadence&) = default;
};

struct Ceiling {
  std::string ceiling_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  std::vector<CeilingScope> covers;
  Period effective;

  friend bool operator==(const Ceiling&, const Ceiling&) = default;
};

struct TaskEmphasis {
  std::string task_emphasis_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  Subject subject;  // Posts.
  std::vector<std::string> tasks;

  friend bool operator==(const TaskEmphasis&, const TaskEmphasis&) = default;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_QUOTA_H_
