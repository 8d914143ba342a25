// What one policy document asks for, as values. xinqiao/policy/v1/pack.proto says what each field
// means.

#ifndef XINQIAO_LIBS_POLICY_RULE_PACK_H_
#define XINQIAO_LIBS_POLICY_RULE_PACK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/policy/points.h"
#include "libs/policy/quota.h"
#include "libs/policy/service_rules.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

enum class ActivityGroup {
  kFiveOnes,
  kLeadingBodyFiveOnes,
  kEducationPractice,
  kOnline,
  kCampaign,
  kOffline,
  kCommunityPosting,
  kWorkingMechanism,
};

enum class KindCoverage { kReported, kRequired };

enum class ScheduleItemKind { kEducationPractice, kStandingMechanism, kCampaign };

enum class DeadlineMeasure { kCadreLogin, kYouthAdoption, kSubmission };

enum class ReportMeasure {
  kCadres,
  kContactedYouths,
  kEducationPracticeActivities,
  kFiveOnesActivities,
  kRepliedMicroWishes,
  kRepliedQuestions,
};

enum class EvaluationKind { kRanking, kBulletin, kSpotCheck, kFullEvaluation, kAwardCondition };

enum class SwitchKind {
  kOrganizationRanking,
  kPersonRanking,
  kAdoptionFigure,
  kPhotoDuty,
  kLoginDuty,
  kOnlineDuration,
};

// A kind of activity of the catalogue.
struct ActivityKind {
  std::string kind_id;  // "five_ones.heart_talk".
  std::string display_name;
  ActivityGroup group = ActivityGroup::kFiveOnes;
  std::vector<std::string> requirement_ids;

  friend bool operator==(const ActivityKind&, const ActivityKind&) = default;
};

struct DocumentReference {
  std::string issuer;
  std::string number;
  std::string title;
  std::optional<absl::CivilDay> issue_day;
  bool issue_day_assumed = false;  // It names none.

  friend bool operator==(const DocumentReference&, const DocumentReference&) = default;
};

struct Annex {
  std::string title;
  std::string sha256;  // Lower-case hexadecimal, or empty.

  friend bool operator==(const Annex&, const Annex&) = default;
};

// Personal data: never in feeds or exports.
struct ContactBlock {
  std::string display_name;
  std::vector<std::string> phones;
  std::string email;
  std::string qq_group;

  friend bool operator==(const ContactBlock&, const ContactBlock&) = default;
};

struct Document {
  std::string issuer;
  std::string number;
  std::string title;
  absl::CivilDay issue_day;
  std::vector<DocumentReference> parents;
  std::vector<std::string> addressees;
  std::vector<Annex> annexes;
  std::optional<ContactBlock> contact_block;
  bool issue_day_assumed = false;  // It names none.

  friend bool operator==(const Document&, const Document&) = default;
};

struct Duty {
  std::string duty_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  Subject subject;
  std::vector<std::string> kind_ids;
  int64_t required_count = 0;
  std::optional<PeriodKind> period;  // Nothing: one window, the effective interval.
  Period effective;                  // Up to kOpenEnd when it has no end.
  std::vector<std::string> may_also_count;
  KindCoverage kind_coverage = KindCoverage::kReported;
  int64_t max_count = 0;   // 0: none.
  bool voluntary = false;  // Weight 0; nobody is ever short of it.

  friend bool operator==(const Duty&, const Duty&) = default;
};

struct ScheduleItem {
  std::string schedule_item_id;
  std::string title;
  std::string text;
  std::vector<std::string> requirement_ids;
  ScheduleItemKind kind = ScheduleItemKind::kCampaign;
  Period window;
  Subject subject;
  std::vector<std::string> duty_ids;
  std::vector<std::string> kind_ids;
  std::vector<std::string> forms;
  std::vector<std::string> deliverables;
  bool separate_notice = false;

  friend bool operator==(const ScheduleItem&, const ScheduleItem&) = default;
};

struct Deadline {
  std::string deadline_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  Subject subject;
  absl::CivilDay due_day;
  DeadlineMeasure measure = DeadlineMeasure::kCadreLogin;
  bool shown_only = false;

  friend bool operator==(const Deadline&, const Deadline&) = default;
};

struct ReportColumn {
  std::string column_id;
  std::string title;
  ReportMeasure measure = ReportMeasure::kCadres;

  friend bool operator==(const ReportColumn&, const ReportColumn&) = default;
};

struct ReportDefinition {
  std::string report_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  Subject subject;
  std::vector<std::string> header_fields;
  std::vector<ReportColumn> columns;
  PeriodKind period = PeriodKind::kQuarter;
  std::vector<absl::CivilDay> due_days;

  friend bool operator==(const ReportDefinition&, const ReportDefinition&) = default;
};

// Who is compared with each other.
struct Cohort {
  std::string title;
  Subject subject;
  std::vector<std::string> organization_ids;  // Of organizations. Empty: any.

  friend bool operator==(const Cohort&, const Cohort&) = default;
};

struct Evaluation {
  std::string evaluation_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  EvaluationKind kind = EvaluationKind::kRanking;
  std::optional<PeriodKind> period;  // Nothing: the document does not say.
  std::vector<std::string> bases;
  std::vector<std::string> methods;
  std::vector<std::string> measures;
  std::vector<Cohort> cohorts;  // Empty: nobody is compared, everybody is bound.

  friend bool operator==(const Evaluation&, const Evaluation&) = default;
};

struct Switch {
  SwitchKind kind = SwitchKind::kOrganizationRanking;
  bool enabled = false;
  std::optional<DocumentReference> legal_basis;
  std::string text;
  std::vector<std::string> requirement_ids;

  friend bool operator==(const Switch&, const Switch&) = default;
};

struct Assumption {
  std::string assumption_id;
  std::string text;

  friend bool operator==(const Assumption&, const Assumption&) = default;
};

// Whom a pack binds in the publisher's subtree. Every empty list means any.
struct Scope {
  std::vector<OrganizationKind> organization_kinds;
  std::vector<OrganizationLevel> organization_levels;
  std::vector<std::string> subtree_ids;  // Ids of organizations.

  friend bool operator==(const Scope&, const Scope&) = default;
};

struct RulePack {
  Document document;
  Scope scope;
  std::vector<Duty> duties;
  std::vector<ScheduleItem> schedule_items;
  std::vector<Deadline> deadlines;
  std::vector<ReportDefinition> reports;
  std::vector<Evaluation> evaluations;
  std::vector<Switch> switches;
  std::vector<Assumption> assumptions;
  std::vector<ContactQuota> contact_quotas;
  std::vector<Cadence> cadences;
  std::vector<Ceiling> ceilings;
  std::vector<TaskEmphasis> task_emphases;
  std::vector<PointRule> point_rules;
  std::vector<AssessmentTable> assessment_tables;
  std::vector<WishLimit> wish_limits;
  std::vector<WishCategory> wish_categories;
  std::vector<BookClosing> book_closings;
  std::optional<Period> in_force;  // Nothing: whenever its rules say.

  friend bool operator==(const RulePack&, const RulePack&) = default;
};

// Whether an organization of the publisher's subtree is of the kinds and levels
// that `scope` means. Whether it stands in one of its subtrees is for the caller,
// who knows the tree.
bool Holds(const Scope& scope, const OrganizationFacts& organization);

// Whether one of its cohorts has them, or it compares nobody.
bool Binds(const Evaluation& evaluation, const PostFacts& post);
bool Binds(const Evaluation& evaluation, const OrganizationFacts& organization);

// Whether the pack turns `kind` on; what a pack does not list is off.
bool IsOn(const RulePack& pack, SwitchKind kind);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_RULE_PACK_H_
