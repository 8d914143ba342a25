// The enums of rule packs and activity kinds, in messages and as values.

#ifndef XINQIAO_LIBS_POLICY_PACK_ENUMS_H_
#define XINQIAO_LIBS_POLICY_PACK_ENUMS_H_

#include <array>
#include <cstddef>
#include <utility>

#include "libs/policy/pack_codec.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::policy {

inline constexpr char kKindPrefix[] = "activityKinds/";

// Each table lists the pairs of a proto enum and ours once, for both directions.
template <typename Proto, typename Ours, size_t kSize>
using EnumTable = std::array<std::pair<Proto, Ours>, kSize>;

inline constexpr EnumTable<v1::ActivityGroup, ActivityGroup, 5> kActivityGroups{{
    {v1::ACTIVITY_GROUP_FIVE_ONES, ActivityGroup::kFiveOnes},
    {v1::ACTIVITY_GROUP_LEADING_BODY_FIVE_ONES, ActivityGroup::kLeadingBodyFiveOnes},
    {v1::ACTIVITY_GROUP_EDUCATION_PRACTICE, ActivityGroup::kEducationPractice},
    {v1::ACTIVITY_GROUP_ONLINE, ActivityGroup::kOnline},
    {v1::ACTIVITY_GROUP_CAMPAIGN, ActivityGroup::kCampaign},
}};

inline constexpr EnumTable<v1::AppointmentType, AppointmentType, 3> kAppointmentTypes{{
    {v1::APPOINTMENT_TYPE_FULL_TIME, AppointmentType::kFullTime},
    {v1::APPOINTMENT_TYPE_SECONDED, AppointmentType::kSeconded},
    {v1::APPOINTMENT_TYPE_PART_TIME, AppointmentType::kPartTime},
}};

inline constexpr EnumTable<v1::OrganizationKind, OrganizationKind, 10> kOrganizationKinds{{
    {v1::ORGANIZATION_KIND_CENTRAL_COMMITTEE, OrganizationKind::kCentralCommittee},
    {v1::ORGANIZATION_KIND_PROVINCIAL_COMMITTEE, OrganizationKind::kProvincialCommittee},
    {v1::ORGANIZATION_KIND_PREFECTURE_COMMITTEE, OrganizationKind::kPrefectureCommittee},
    {v1::ORGANIZATION_KIND_COUNTY_COMMITTEE, OrganizationKind::kCountyCommittee},
    {v1::ORGANIZATION_KIND_WORK_COMMITTEE, OrganizationKind::kWorkCommittee},
    {v1::ORGANIZATION_KIND_UNIVERSITY_COMMITTEE, OrganizationKind::kUniversityCommittee},
    {v1::ORGANIZATION_KIND_COLLEGE_COMMITTEE, OrganizationKind::kCollegeCommittee},
    {v1::ORGANIZATION_KIND_BASE_COMMITTEE, OrganizationKind::kBaseCommittee},
    {v1::ORGANIZATION_KIND_GENERAL_BRANCH, OrganizationKind::kGeneralBranch},
    {v1::ORGANIZATION_KIND_BRANCH, OrganizationKind::kBranch},
}};

// PERIOD_KIND_WHOLE_INTERVAL is no calendar period: a duty without a kind says it.
inline constexpr EnumTable<v1::PeriodKind, PeriodKind, 7> kPeriodKinds{{
    {v1::PERIOD_KIND_DAY, PeriodKind::kDay},
    {v1::PERIOD_KIND_ISO_WEEK, PeriodKind::kIsoWeek},
    {v1::PERIOD_KIND_MONTH, PeriodKind::kMonth},
    {v1::PERIOD_KIND_TWO_MONTHS, PeriodKind::kTwoMonths},
    {v1::PERIOD_KIND_QUARTER, PeriodKind::kQuarter},
    {v1::PERIOD_KIND_HALF_YEAR, PeriodKind::kHalfYear},
    {v1::PERIOD_KIND_YEAR, PeriodKind::kYear},
}};

inline constexpr EnumTable<v1::KindCoverage, KindCoverage, 2> kKindCoverages{{
    {v1::KIND_COVERAGE_REPORTED, KindCoverage::kReported},
    {v1::KIND_COVERAGE_REQUIRED, KindCoverage::kRequired},
}};

inline constexpr EnumTable<v1::ScheduleItemKind, ScheduleItemKind, 3> kScheduleItemKinds{{
    {v1::SCHEDULE_ITEM_KIND_EDUCATION_PRACTICE, ScheduleItemKind::kEducationPractice},
    {v1::SCHEDULE_ITEM_KIND_STANDING_MECHANISM, ScheduleItemKind::kStandingMechanism},
    {v1::SCHEDULE_ITEM_KIND_CAMPAIGN, ScheduleItemKind::kCampaign},
}};

inline constexpr EnumTable<v1::DeadlineMeasure, DeadlineMeasure, 2> kDeadlineMeasures{{
    {v1::DEADLINE_MEASURE_CADRE_LOGIN, DeadlineMeasure::kCadreLogin},
    {v1::DEADLINE_MEASURE_YOUTH_ADOPTION, DeadlineMeasure::kYouthAdoption},
}};

inline constexpr EnumTable<v1::ReportMeasure, ReportMeasure, 6> kReportMeasures{{
    {v1::REPORT_MEASURE_CADRES, ReportMeasure::kCadres},
    {v1::REPORT_MEASURE_CONTACTED_YOUTHS, ReportMeasure::kContactedYouths},
    {v1::REPORT_MEASURE_EDUCATION_PRACTICE_ACTIVITIES, ReportMeasure::kEducationPracticeActivities},
    {v1::REPORT_MEASURE_FIVE_ONES_ACTIVITIES, ReportMeasure::kFiveOnesActivities},
    {v1::REPORT_MEASURE_REPLIED_MICRO_WISHES, ReportMeasure::kRepliedMicroWishes},
    {v1::REPORT_MEASURE_REPLIED_QUESTIONS, ReportMeasure::kRepliedQuestions},
}};

inline constexpr EnumTable<v1::EvaluationKind, EvaluationKind, 5> kEvaluationKinds{{
    {v1::EVALUATION_KIND_RANKING, EvaluationKind::kRanking},
    {v1::EVALUATION_KIND_BULLETIN, EvaluationKind::kBulletin},
    {v1::EVALUATION_KIND_SPOT_CHECK, EvaluationKind::kSpotCheck},
    {v1::EVALUATION_KIND_FULL_EVALUATION, EvaluationKind::kFullEvaluation},
    {v1::EVALUATION_KIND_AWARD_CONDITION, EvaluationKind::kAwardCondition},
}};

inline constexpr EnumTable<v1::SwitchKind, SwitchKind, 6> kSwitchKinds{{
    {v1::SWITCH_KIND_ORGANIZATION_RANKING, SwitchKind::kOrganizationRanking},
    {v1::SWITCH_KIND_PERSON_RANKING, SwitchKind::kPersonRanking},
    {v1::SWITCH_KIND_ADOPTION_FIGURE, SwitchKind::kAdoptionFigure},
    {v1::SWITCH_KIND_PHOTO_DUTY, SwitchKind::kPhotoDuty},
    {v1::SWITCH_KIND_LOGIN_DUTY, SwitchKind::kLoginDuty},
    {v1::SWITCH_KIND_ONLINE_DURATION, SwitchKind::kOnlineDuration},
}};

template <typename Proto, typename Ours, size_t kSize>
Proto ToProto(const EnumTable<Proto, Ours, kSize>& table, Ours value) {
  for (const auto& [proto, ours] : table) {
    if (ours == value) return proto;
  }
  return Proto{};
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_PACK_ENUMS_H_
