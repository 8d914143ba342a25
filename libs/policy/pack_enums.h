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
inline constexpr char kOrganizationPrefix[] = "organizations/";

// Each table lists the pairs of a proto enum and ours once, for both directions.
template <typename Proto, typename Ours, size_t kSize>
using EnumTable = std::array<std::pair<Proto, Ours>, kSize>;

inline constexpr EnumTable<v1::ActivityGroup, ActivityGroup, 8> kActivityGroups{{
    {v1::ACTIVITY_GROUP_FIVE_ONES, ActivityGroup::kFiveOnes},
    {v1::ACTIVITY_GROUP_LEADING_BODY_FIVE_ONES, ActivityGroup::kLeadingBodyFiveOnes},
    {v1::ACTIVITY_GROUP_EDUCATION_PRACTICE, ActivityGroup::kEducationPractice},
    {v1::ACTIVITY_GROUP_ONLINE, ActivityGroup::kOnline},
    {v1::ACTIVITY_GROUP_CAMPAIGN, ActivityGroup::kCampaign},
    {v1::ACTIVITY_GROUP_OFFLINE, ActivityGroup::kOffline},
    {v1::ACTIVITY_GROUP_COMMUNITY_POSTING, ActivityGroup::kCommunityPosting},
    {v1::ACTIVITY_GROUP_WORKING_MECHANISM, ActivityGroup::kWorkingMechanism},
}};

inline constexpr EnumTable<v1::AppointmentType, AppointmentType, 3> kAppointmentTypes{{
    {v1::APPOINTMENT_TYPE_FULL_TIME, AppointmentType::kFullTime},
    {v1::APPOINTMENT_TYPE_SECONDED, AppointmentType::kSeconded},
    {v1::APPOINTMENT_TYPE_PART_TIME, AppointmentType::kPartTime},
}};

inline constexpr EnumTable<v1::OrganizationKind, OrganizationKind, 16> kOrganizationKinds{{
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
    {v1::ORGANIZATION_KIND_DEPARTMENT, OrganizationKind::kDepartment},
    {v1::ORGANIZATION_KIND_CLUB, OrganizationKind::kClub},
    {v1::ORGANIZATION_KIND_YOUTH_SOCIAL_ORGANIZATION, OrganizationKind::kYouthSocialOrganization},
    {v1::ORGANIZATION_KIND_VOLUNTEER_ORGANIZATION, OrganizationKind::kVolunteerOrganization},
    {v1::ORGANIZATION_KIND_VENUE, OrganizationKind::kVenue},
    {v1::ORGANIZATION_KIND_ONLINE_PLATFORM, OrganizationKind::kOnlinePlatform},
}};

inline constexpr EnumTable<v1::OrganizationLevel, OrganizationLevel, 8> kOrganizationLevels{{
    {v1::ORGANIZATION_LEVEL_NATION, OrganizationLevel::kNation},
    {v1::ORGANIZATION_LEVEL_PROVINCE, OrganizationLevel::kProvince},
    {v1::ORGANIZATION_LEVEL_CITY, OrganizationLevel::kCity},
    {v1::ORGANIZATION_LEVEL_COUNTY, OrganizationLevel::kCounty},
    {v1::ORGANIZATION_LEVEL_SCHOOL, OrganizationLevel::kSchool},
    {v1::ORGANIZATION_LEVEL_COLLEGE, OrganizationLevel::kCollege},
    {v1::ORGANIZATION_LEVEL_BRANCH, OrganizationLevel::kBranch},
    {v1::ORGANIZATION_LEVEL_OUTSIDE, OrganizationLevel::kOutside},
}};

// The one table with a place for 0: a rule may mean posts whose rank nobody said.
inline constexpr EnumTable<v1::RankClass, RankClass, 3> kRankClasses{{
    {v1::RANK_CLASS_UNSPECIFIED, RankClass::kNotSaid},
    {v1::RANK_CLASS_BELOW_SECTION, RankClass::kBelowSection},
    {v1::RANK_CLASS_SECTION_OR_ABOVE, RankClass::kSectionOrAbove},
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

inline constexpr EnumTable<v1::DeadlineMeasure, DeadlineMeasure, 3> kDeadlineMeasures{{
    {v1::DEADLINE_MEASURE_CADRE_LOGIN, DeadlineMeasure::kCadreLogin},
    {v1::DEADLINE_MEASURE_YOUTH_ADOPTION, DeadlineMeasure::kYouthAdoption},
    {v1::DEADLINE_MEASURE_SUBMISSION, DeadlineMeasure::kSubmission},
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

inline constexpr EnumTable<v1::ContactObject, ContactObject, 10> kContactObjects{{
    {v1::CONTACT_OBJECT_YOUTH, ContactObject::kYouth},
    {v1::CONTACT_OBJECT_BRANCH, ContactObject::kBranch},
    {v1::CONTACT_OBJECT_CLUB, ContactObject::kClub},
    {v1::CONTACT_OBJECT_YOUTH_IN_DIFFICULTY, ContactObject::kYouthInDifficulty},
    {v1::CONTACT_OBJECT_BASE_COMMITTEE, ContactObject::kBaseCommittee},
    {v1::CONTACT_OBJECT_CHAT_GROUP, ContactObject::kChatGroup},
    {v1::CONTACT_OBJECT_CHAT_GROUP_MEMBER, ContactObject::kChatGroupMember},
    {v1::CONTACT_OBJECT_REAL_NAME_ACCOUNT, ContactObject::kRealNameAccount},
    {v1::CONTACT_OBJECT_YOUTH_SOCIAL_ORGANIZATION, ContactObject::kYouthSocialOrganization},
    {v1::CONTACT_OBJECT_VOLUNTEER_ORGANIZATION, ContactObject::kVolunteerOrganization},
}};

inline constexpr EnumTable<v1::CadenceMetric, CadenceMetric, 7> kCadenceMetrics{{
    {v1::CADENCE_METRIC_VOICE, CadenceMetric::kVoice},
    {v1::CADENCE_METRIC_INTERACTION, CadenceMetric::kInteraction},
    {v1::CADENCE_METRIC_TOPIC, CadenceMetric::kTopic},
    {v1::CADENCE_METRIC_ONLINE_ACTIVITY, CadenceMetric::kOnlineActivity},
    {v1::CADENCE_METRIC_OFFLINE_ACTIVITY, CadenceMetric::kOfflineActivity},
    {v1::CADENCE_METRIC_FACE_TO_FACE, CadenceMetric::kFaceToFace},
    {v1::CADENCE_METRIC_BASE_DAY, CadenceMetric::kBaseDay},
}};

inline constexpr EnumTable<v1::CeilingScope, CeilingScope, 3> kCeilingScopes{{
    {v1::CEILING_SCOPE_CONTACT_NUMBER, CeilingScope::kContactNumber},
    {v1::CEILING_SCOPE_FREQUENCY, CeilingScope::kFrequency},
    {v1::CEILING_SCOPE_NEW_WORK, CeilingScope::kNewWork},
}};

inline constexpr EnumTable<v1::PointEvent, PointEvent, 4> kPointEvents{{
    {v1::POINT_EVENT_ACTIVITY, PointEvent::kActivity},
    {v1::POINT_EVENT_QUESTION_REPLIED, PointEvent::kQuestionReplied},
    {v1::POINT_EVENT_WISH_REPLIED, PointEvent::kWishReplied},
    {v1::POINT_EVENT_WISH_CONFIRMED, PointEvent::kWishConfirmed},
}};

inline constexpr EnumTable<v1::AssessmentMeasure, AssessmentMeasure, 10> kAssessmentMeasures{{
    {v1::ASSESSMENT_MEASURE_LEADING_BODY_DUTIES, AssessmentMeasure::kLeadingBodyDuties},
    {v1::ASSESSMENT_MEASURE_CADRE_DUTIES, AssessmentMeasure::kCadreDuties},
    {v1::ASSESSMENT_MEASURE_WORKING_GROUPS, AssessmentMeasure::kWorkingGroups},
    {v1::ASSESSMENT_MEASURE_CAMPAIGN, AssessmentMeasure::kCampaign},
    {v1::ASSESSMENT_MEASURE_ASSESSMENT_SYSTEM, AssessmentMeasure::kAssessmentSystem},
    {v1::ASSESSMENT_MEASURE_CADRES, AssessmentMeasure::kCadres},
    {v1::ASSESSMENT_MEASURE_CONTACTED_YOUTHS, AssessmentMeasure::kContactedYouths},
    {v1::ASSESSMENT_MEASURE_CONTACT_ACTIVITIES, AssessmentMeasure::kContactActivities},
    {v1::ASSESSMENT_MEASURE_MOBILE_USE, AssessmentMeasure::kMobileUse},
    {v1::ASSESSMENT_MEASURE_EDUCATION_PRACTICE, AssessmentMeasure::kEducationPractice},
}};

inline constexpr EnumTable<v1::WishStep, WishStep, 5> kWishSteps{{
    {v1::WISH_STEP_QUESTION_REPLY, WishStep::kQuestionReply},
    {v1::WISH_STEP_WISH_REPLY, WishStep::kWishReply},
    {v1::WISH_STEP_TO_POOL, WishStep::kToPool},
    {v1::WISH_STEP_RISE, WishStep::kRise},
    {v1::WISH_STEP_DONE, WishStep::kDone},
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
