// What assessment learns from the feeds of the others. Ids are bare; days are
// business days; periods are half-open.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_FACTS_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_FACTS_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::assessment {

struct OrganizationCreated {
  std::string organization_id;
  std::string parent_id;  // "" for a root.
  std::string display_name;
  policy::OrganizationKind kind = policy::OrganizationKind::kBranch;
  policy::OrganizationLevel level = policy::OrganizationLevel::kBranch;
  bool leading_body = false;
  Period valid;
  std::string log;  // "" above every ledger root.

  friend bool operator==(const OrganizationCreated&, const OrganizationCreated&) = default;
};

// What an organization is over a span of days.
struct OrganizationVersion {
  Period valid;
  std::string parent_id;  // "" for a root; of a closed one, its successor.
  std::string display_name;
  bool closed = false;

  friend bool operator==(const OrganizationVersion&, const OrganizationVersion&) = default;
};

// Everything that is on record of an organization after a reorganization: in
// order, without gaps. It replaces what was known.
struct OrganizationChanged {
  std::string organization_id;
  std::vector<OrganizationVersion> versions;

  friend bool operator==(const OrganizationChanged&, const OrganizationChanged&) = default;
};

// That it was decided whether an organization has many youths. It takes the
// place of what was decided before for `from_day` and later.
struct ManyYouthSet {
  std::string organization_id;
  bool many = false;
  absl::CivilDay from_day;

  friend bool operator==(const ManyYouthSet&, const ManyYouthSet&) = default;
};

struct PostCreated {
  std::string post_id;
  std::string organization_id;
  std::string person_id;
  std::string title;
  policy::AppointmentType appointment_type = policy::AppointmentType::kFullTime;
  policy::RankClass rank_class = policy::RankClass::kNotSaid;
  bool leadership = false;
  Period valid;

  friend bool operator==(const PostCreated&, const PostCreated&) = default;
};

struct PostEnded {
  std::string post_id;
  absl::CivilDay valid_to;

  friend bool operator==(const PostEnded&, const PostEnded&) = default;
};

struct RulePackPublished {
  std::string rule_pack_id;
  std::string organization_id;
  int version = 1;  // Of the document, counted by its publisher.
  absl::CivilDay publish_day;
  policy::RulePack rule_pack;       // As far as this version can read it.
  std::vector<std::string> unread;  // What it cannot, and left out.

  friend bool operator==(const RulePackPublished&, const RulePackPublished&) = default;
};

// That a pack was superseded or withdrawn.
struct RulePackEnded {
  std::string rule_pack_id;
  Period in_force;  // Empty if it never comes into force.

  friend bool operator==(const RulePackEnded&, const RulePackEnded&) = default;
};

struct LinkActivated {
  std::string link_id;
  std::string youth_id;
  std::string post_id;
  absl::CivilDay day;

  friend bool operator==(const LinkActivated&, const LinkActivated&) = default;
};

struct LinkInactivated {
  std::string link_id;
  absl::CivilDay day;

  friend bool operator==(const LinkInactivated&, const LinkInactivated&) = default;
};

struct ActivityRecorded {
  std::string activity_id;
  std::string organization_id;
  std::vector<std::string> actor_post_ids;
  std::string kind_id;
  absl::CivilDay day;
  absl::CivilDay record_day;

  friend bool operator==(const ActivityRecorded&, const ActivityRecorded&) = default;
};

struct ActivityVoided {
  std::string activity_id;
  absl::CivilDay record_day;

  friend bool operator==(const ActivityVoided&, const ActivityVoided&) = default;
};

enum class AppealKind { kQuestion, kSuggestion, kMicroWish };

struct ReplyGiven {
  std::string reply_id;  // Unique among all replies.
  std::string appeal_id;
  std::string youth_id;
  AppealKind kind = AppealKind::kQuestion;
  std::string post_id;
  absl::CivilDay day;
  bool first = false;

  friend bool operator==(const ReplyGiven&, const ReplyGiven&) = default;
};

using Fact =
    std::variant<OrganizationCreated, OrganizationChanged, ManyYouthSet, PostCreated, PostEnded,
                 policy::ActivityKind, RulePackPublished, RulePackEnded, LinkActivated,
                 LinkInactivated, ActivityRecorded, ActivityVoided, ReplyGiven>;

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_FACTS_H_
