#include "libs/policy/pack_codec.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/base/text.h"
#include "libs/calendar/day.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;

constexpr char kKindPrefix[] = "activityKinds/";

// Each table lists the pairs of a proto enum and ours once, for both directions.
template <typename Proto, typename Ours, size_t kSize>
using EnumTable = std::array<std::pair<Proto, Ours>, kSize>;

constexpr EnumTable<v1::ActivityGroup, ActivityGroup, 5> kActivityGroups{{
    {v1::ACTIVITY_GROUP_FIVE_ONES, ActivityGroup::kFiveOnes},
    {v1::ACTIVITY_GROUP_LEADING_BODY_FIVE_ONES, ActivityGroup::kLeadingBodyFiveOnes},
    {v1::ACTIVITY_GROUP_EDUCATION_PRACTICE, ActivityGroup::kEducationPractice},
    {v1::ACTIVITY_GROUP_ONLINE, ActivityGroup::kOnline},
    {v1::ACTIVITY_GROUP_CAMPAIGN, ActivityGroup::kCampaign},
}};

constexpr EnumTable<v1::AppointmentType, AppointmentType, 3> kAppointmentTypes{{
    {v1::APPOINTMENT_TYPE_FULL_TIME, AppointmentType::kFullTime},
    {v1::APPOINTMENT_TYPE_SECONDED, AppointmentType::kSeconded},
    {v1::APPOINTMENT_TYPE_PART_TIME, AppointmentType::kPartTime},
}};

constexpr EnumTable<v1::OrganizationKind, OrganizationKind, 10> kOrganizationKinds{{
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
constexpr EnumTable<v1::PeriodKind, PeriodKind, 7> kPeriodKinds{{
    {v1::PERIOD_KIND_DAY, PeriodKind::kDay},
    {v1::PERIOD_KIND_ISO_WEEK, PeriodKind::kIsoWeek},
    {v1::PERIOD_KIND_MONTH, PeriodKind::kMonth},
    {v1::PERIOD_KIND_TWO_MONTHS, PeriodKind::kTwoMonths},
    {v1::PERIOD_KIND_QUARTER, PeriodKind::kQuarter},
    {v1::PERIOD_KIND_HALF_YEAR, PeriodKind::kHalfYear},
    {v1::PERIOD_KIND_YEAR, PeriodKind::kYear},
}};

constexpr EnumTable<v1::KindCoverage, KindCoverage, 2> kKindCoverages{{
    {v1::KIND_COVERAGE_REPORTED, KindCoverage::kReported},
    {v1::KIND_COVERAGE_REQUIRED, KindCoverage::kRequired},
}};

constexpr EnumTable<v1::ScheduleItemKind, ScheduleItemKind, 3> kScheduleItemKinds{{
    {v1::SCHEDULE_ITEM_KIND_EDUCATION_PRACTICE, ScheduleItemKind::kEducationPractice},
    {v1::SCHEDULE_ITEM_KIND_STANDING_MECHANISM, ScheduleItemKind::kStandingMechanism},
    {v1::SCHEDULE_ITEM_KIND_CAMPAIGN, ScheduleItemKind::kCampaign},
}};

constexpr EnumTable<v1::DeadlineMeasure, DeadlineMeasure, 2> kDeadlineMeasures{{
    {v1::DEADLINE_MEASURE_CADRE_LOGIN, DeadlineMeasure::kCadreLogin},
    {v1::DEADLINE_MEASURE_YOUTH_ADOPTION, DeadlineMeasure::kYouthAdoption},
}};

constexpr EnumTable<v1::ReportMeasure, ReportMeasure, 6> kReportMeasures{{
    {v1::REPORT_MEASURE_CADRES, ReportMeasure::kCadres},
    {v1::REPORT_MEASURE_CONTACTED_YOUTHS, ReportMeasure::kContactedYouths},
    {v1::REPORT_MEASURE_EDUCATION_PRACTICE_ACTIVITIES, ReportMeasure::kEducationPracticeActivities},
    {v1::REPORT_MEASURE_FIVE_ONES_ACTIVITIES, ReportMeasure::kFiveOnesActivities},
    {v1::REPORT_MEASURE_REPLIED_MICRO_WISHES, ReportMeasure::kRepliedMicroWishes},
    {v1::REPORT_MEASURE_REPLIED_QUESTIONS, ReportMeasure::kRepliedQuestions},
}};

constexpr EnumTable<v1::EvaluationKind, EvaluationKind, 5> kEvaluationKinds{{
    {v1::EVALUATION_KIND_RANKING, EvaluationKind::kRanking},
    {v1::EVALUATION_KIND_BULLETIN, EvaluationKind::kBulletin},
    {v1::EVALUATION_KIND_SPOT_CHECK, EvaluationKind::kSpotCheck},
    {v1::EVALUATION_KIND_FULL_EVALUATION, EvaluationKind::kFullEvaluation},
    {v1::EVALUATION_KIND_AWARD_CONDITION, EvaluationKind::kAwardCondition},
}};

constexpr EnumTable<v1::SwitchKind, SwitchKind, 6> kSwitchKinds{{
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

std::vector<std::string> Strings(const RepeatedPtrField<std::string>& values) {
  return {values.begin(), values.end()};
}

void SetStrings(const std::vector<std::string>& values, RepeatedPtrField<std::string>* out) {
  out->Assign(values.begin(), values.end());
}

// Appends a problem for every string below `message` that may not be stored.
void CheckTexts(const Message& message, absl::string_view path, std::vector<Problem>& problems) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    if (!is_text && field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const std::string place =
          absl::StrCat(path, field->name(), field->is_repeated() ? absl::StrCat("[", i, "]") : "");
      if (is_text) {
        const absl::string_view problem =
            TextProblem(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                             : reflection.GetString(message, field));
        if (!problem.empty()) problems.push_back({.field = place, .reason = std::string(problem)});
      } else {
        CheckTexts(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                        : reflection.GetMessage(message, field),
                   absl::StrCat(place, "."), problems);
      }
    }
  }
}

// Decodes one message and remembers what it could not read.
class Reader {
 public:
  std::vector<Problem> TakeProblems() { return std::move(problems_); }

  void Wrong(absl::string_view field, absl::string_view reason) {
    problems_.push_back({.field = std::string(field), .reason = std::string(reason)});
  }

  void Texts(const Message& message, absl::string_view path = "") {
    CheckTexts(message, path, problems_);
  }

  absl::CivilDay Day(absl::string_view field, absl::string_view text) {
    const std::optional<absl::CivilDay> day = ParseDay(text);
    if (!day.has_value()) Wrong(field, "must be a day, YYYY-MM-DD");
    return day.value_or(absl::CivilDay());
  }

  Period Interval(absl::string_view field, const v1::DayInterval& interval) {
    return {
        .first = Day(absl::StrCat(field, ".start_day"), interval.start_day()),
        .end = interval.end_day().empty()
                   ? kOpenEnd
                   : Day(absl::StrCat(field, ".end_day"), interval.end_day()),
    };
  }

  // Also takes the int that a repeated enum field holds.
  template <typename Proto, typename Ours, size_t kSize>
  Ours Enum(absl::string_view field, const EnumTable<Proto, Ours, kSize>& table, int value) {
    for (const auto& [proto, ours] : table) {
      if (proto == value) return ours;
    }
    Wrong(field, "must be one of the known values");
    return table[0].second;
  }

  template <typename Proto, typename Ours, size_t kSize>
  std::vector<Ours> Enums(absl::string_view field, const EnumTable<Proto, Ours, kSize>& table,
                          const google::protobuf::RepeatedField<int>& values) {
    std::vector<Ours> result;
    for (int i = 0; i < values.size(); ++i) {
      result.push_back(Enum(absl::StrCat(field, "[", i, "]"), table, values[i]));
    }
    return result;
  }

  DocumentReference Reference(absl::string_view field, const v1::DocumentReference& reference) {
    return {
        .issuer = reference.issuer(),
        .number = reference.number(),
        .title = reference.title(),
        .issue_day =
            reference.issue_day().empty()
                ? std::nullopt
                : std::make_optional(Day(absl::StrCat(field, ".issue_day"), reference.issue_day())),
    };
  }

  policy::Document Document(absl::string_view field, const v1::Document& document) {
    policy::Document result{
        .issuer = document.issuer(),
        .number = document.number(),
        .title = document.title(),
        .issue_day = Day(absl::StrCat(field, ".issue_day"), document.issue_day()),
        .parents = {},
        .addressees = Strings(document.addressees()),
        .annexes = {},
        .contact_block = std::nullopt,
    };
    for (int i = 0; i < document.parents_size(); ++i) {
      result.parents.push_back(
          Reference(absl::StrCat(field, ".parents[", i, "]"), document.parents(i)));
    }
    for (const v1::Annex& annex : document.annexes()) {
      result.annexes.push_back({.title = annex.title(), .sha256 = annex.sha256()});
    }
    if (document.has_contact_block()) {
      const v1::ContactBlock& block = document.contact_block();
      result.contact_block = ContactBlock{
          .display_name = block.display_name(),
          .phones = Strings(block.phones()),
          .email = block.email(),
          .qq_group = block.qq_group(),
      };
    }
    return result;
  }

  policy::Subject Subject(absl::string_view field, const v1::Subject& subject) {
    policy::Subject result;
    switch (subject.subject_case()) {
      case v1::Subject::kPosts: {
        const std::string path = absl::StrCat(field, ".posts");
        const v1::PostSubject& posts = subject.posts();
        result.of = policy::Subject::Of::kPosts;
        result.organization_kinds = Enums(absl::StrCat(path, ".organization_kinds"),
                                          kOrganizationKinds, posts.organization_kinds());
        result.appointment_types = Enums(absl::StrCat(path, ".appointment_types"),
                                         kAppointmentTypes, posts.appointment_types());
        result.leadership_only = posts.leadership_only();
        result.titles = Strings(posts.titles());
        break;
      }
      case v1::Subject::kOrganizations: {
        const v1::OrganizationSubject& organizations = subject.organizations();
        result.of = policy::Subject::Of::kOrganizations;
        result.organization_kinds = Enums(absl::StrCat(field, ".organizations.organization_kinds"),
                                          kOrganizationKinds, organizations.organization_kinds());
        result.leading_bodies_only = organizations.leading_bodies_only();
        break;
      }
      case v1::Subject::SUBJECT_NOT_SET:
        Wrong(field, "must say posts or organizations");
        break;
    }
    return result;
  }

  policy::Duty Duty(const std::string& path, const v1::Duty& duty) {
    return {
        .duty_id = duty.duty_id(),
        .title = duty.title(),
        .requirement_ids = Strings(duty.requirement_ids()),
        .text = duty.text(),
        .subject = Subject(path + ".subject", duty.subject()),
        .kind_ids = Strings(duty.kind_ids()),
        .required_count = duty.required_count(),
        .period = duty.period() == v1::PERIOD_KIND_WHOLE_INTERVAL
                      ? std::nullopt
                      : std::make_optional(Enum(path + ".period", kPeriodKinds, duty.period())),
        .effective = Interval(path + ".effective", duty.effective()),
        .may_also_count = Strings(duty.may_also_count()),
        .kind_coverage = Enum(path + ".kind_coverage", kKindCoverages, duty.kind_coverage()),
    };
  }

  policy::ScheduleItem ScheduleItem(const std::string& path, const v1::ScheduleItem& item) {
    return {
        .schedule_item_id = item.schedule_item_id(),
        .title = item.title(),
        .text = item.text(),
        .requirement_ids = Strings(item.requirement_ids()),
        .kind = Enum(path + ".kind", kScheduleItemKinds, item.kind()),
        .window = Interval(path + ".window", item.window()),
        .subject = Subject(path + ".subject", item.subject()),
        .duty_ids = Strings(item.duty_ids()),
        .kind_ids = Strings(item.kind_ids()),
        .forms = Strings(item.forms()),
        .deliverables = Strings(item.deliverables()),
        .separate_notice = item.separate_notice(),
    };
  }

  policy::Deadline Deadline(const std::string& path, const v1::Deadline& deadline) {
    return {
        .deadline_id = deadline.deadline_id(),
        .title = deadline.title(),
        .requirement_ids = Strings(deadline.requirement_ids()),
        .text = deadline.text(),
        .subject = Subject(path + ".subject", deadline.subject()),
        .due_day = Day(path + ".due_day", deadline.due_day()),
        .measure = Enum(path + ".measure", kDeadlineMeasures, deadline.measure()),
        .shown_only = deadline.shown_only(),
    };
  }

  ReportDefinition Report(const std::string& path, const v1::ReportDefinition& report) {
    ReportDefinition result{
        .report_id = report.report_id(),
        .title = report.title(),
        .requirement_ids = Strings(report.requirement_ids()),
        .text = report.text(),
        .subject = Subject(path + ".subject", report.subject()),
        .header_fields = Strings(report.header_fields()),
        .columns = {},
        .period = Enum(path + ".period", kPeriodKinds, report.period()),
        .due_days = {},
    };
    for (int i = 0; i < report.columns_size(); ++i) {
      const v1::ReportColumn& column = report.columns(i);
      result.columns.push_back({
          .column_id = column.column_id(),
          .title = column.title(),
          .measure = Enum(absl::StrCat(path, ".columns[", i, "].measure"), kReportMeasures,
                          column.measure()),
      });
    }
    for (int i = 0; i < report.due_days_size(); ++i) {
      result.due_days.push_back(Day(absl::StrCat(path, ".due_days[", i, "]"), report.due_days(i)));
    }
    return result;
  }

  policy::Evaluation Evaluation(const std::string& path, const v1::Evaluation& evaluation) {
    return {
        .evaluation_id = evaluation.evaluation_id(),
        .title = evaluation.title(),
        .requirement_ids = Strings(evaluation.requirement_ids()),
        .text = evaluation.text(),
        .kind = Enum(path + ".kind", kEvaluationKinds, evaluation.kind()),
        .period =
            evaluation.period() == v1::PERIOD_KIND_UNSPECIFIED
                ? std::nullopt
                : std::make_optional(Enum(path + ".period", kPeriodKinds, evaluation.period())),
        .bases = Strings(evaluation.bases()),
        .methods = Strings(evaluation.methods()),
        .measures = Strings(evaluation.measures()),
        .cohort = Strings(evaluation.cohort()),
    };
  }

  policy::Switch Switch(const std::string& path, const v1::Switch& item) {
    return {
        .kind = Enum(path + ".kind", kSwitchKinds, item.kind()),
        .enabled = item.enabled(),
        .legal_basis = item.has_legal_basis() ? std::make_optional(Reference(path + ".legal_basis",
                                                                             item.legal_basis()))
                                              : std::nullopt,
        .text = item.text(),
        .requirement_ids = Strings(item.requirement_ids()),
    };
  }

  policy::ActivityKind ActivityKind(absl::string_view path, const v1::ActivityKind& kind) {
    absl::string_view kind_id = kind.name();
    if (!absl::ConsumePrefix(&kind_id, kKindPrefix) || !IsKindId(kind_id)) {
      Wrong(absl::StrCat(path, "name"), "must look like 'activityKinds/five_ones.heart_talk'");
    }
    if (kind.display_name().empty()) Wrong(absl::StrCat(path, "display_name"), "must not be empty");
    return {
        .kind_id = std::string(kind_id),
        .display_name = kind.display_name(),
        .group = Enum(absl::StrCat(path, "group"), kActivityGroups, kind.group()),
        .requirement_ids = Strings(kind.requirement_ids()),
    };
  }

 private:
  std::vector<Problem> problems_;
};

// Decodes each element of a list with a path of its own: "duties[2]".
template <typename Value, typename Proto>
std::vector<Value> Each(Reader& reader, absl::string_view field,
                        const RepeatedPtrField<Proto>& elements,
                        Value (Reader::*decode)(const std::string&, const Proto&)) {
  std::vector<Value> values;
  for (int i = 0; i < elements.size(); ++i) {
    values.push_back((reader.*decode)(absl::StrCat(field, "[", i, "]"), elements[i]));
  }
  return values;
}

void EncodeInterval(const Period& interval, v1::DayInterval* out) {
  out->set_start_day(absl::FormatCivilTime(interval.first));
  if (interval.end != kOpenEnd) out->set_end_day(absl::FormatCivilTime(interval.end));
}

void EncodeReference(const DocumentReference& reference, v1::DocumentReference* out) {
  out->set_issuer(reference.issuer);
  out->set_number(reference.number);
  out->set_title(reference.title);
  if (reference.issue_day.has_value()) {
    out->set_issue_day(absl::FormatCivilTime(*reference.issue_day));
  }
}

void EncodeDocument(const Document& document, v1::Document* out) {
  out->set_issuer(document.issuer);
  out->set_number(document.number);
  out->set_title(document.title);
  out->set_issue_day(absl::FormatCivilTime(document.issue_day));
  for (const DocumentReference& parent : document.parents) {
    EncodeReference(parent, out->add_parents());
  }
  SetStrings(document.addressees, out->mutable_addressees());
  for (const Annex& annex : document.annexes) {
    v1::Annex* added = out->add_annexes();
    added->set_title(annex.title);
    added->set_sha256(annex.sha256);
  }
  if (document.contact_block.has_value()) {
    v1::ContactBlock* block = out->mutable_contact_block();
    block->set_display_name(document.contact_block->display_name);
    SetStrings(document.contact_block->phones, block->mutable_phones());
    block->set_email(document.contact_block->email);
    block->set_qq_group(document.contact_block->qq_group);
  }
}

void EncodeSubject(const Subject& subject, v1::Subject* out) {
  if (subject.of == Subject::Of::kOrganizations) {
    v1::OrganizationSubject* organizations = out->mutable_organizations();
    for (const OrganizationKind kind : subject.organization_kinds) {
      organizations->add_organization_kinds(ToProto(kOrganizationKinds, kind));
    }
    organizations->set_leading_bodies_only(subject.leading_bodies_only);
    return;
  }
  v1::PostSubject* posts = out->mutable_posts();
  for (const OrganizationKind kind : subject.organization_kinds) {
    posts->add_organization_kinds(ToProto(kOrganizationKinds, kind));
  }
  for (const AppointmentType type : subject.appointment_types) {
    posts->add_appointment_types(ToProto(kAppointmentTypes, type));
  }
  posts->set_leadership_only(subject.leadership_only);
  SetStrings(subject.titles, posts->mutable_titles());
}

void EncodeDuty(const Duty& duty, v1::Duty* out) {
  out->set_duty_id(duty.duty_id);
  out->set_title(duty.title);
  SetStrings(duty.requirement_ids, out->mutable_requirement_ids());
  out->set_text(duty.text);
  EncodeSubject(duty.subject, out->mutable_subject());
  SetStrings(duty.kind_ids, out->mutable_kind_ids());
  out->set_required_count(static_cast<int32_t>(duty.required_count));
  out->set_period(duty.period.has_value() ? ToProto(kPeriodKinds, *duty.period)
                                          : v1::PERIOD_KIND_WHOLE_INTERVAL);
  EncodeInterval(duty.effective, out->mutable_effective());
  SetStrings(duty.may_also_count, out->mutable_may_also_count());
  out->set_kind_coverage(ToProto(kKindCoverages, duty.kind_coverage));
}

void EncodeScheduleItem(const ScheduleItem& item, v1::ScheduleItem* out) {
  out->set_schedule_item_id(item.schedule_item_id);
  out->set_title(item.title);
  out->set_text(item.text);
  SetStrings(item.requirement_ids, out->mutable_requirement_ids());
  out->set_kind(ToProto(kScheduleItemKinds, item.kind));
  EncodeInterval(item.window, out->mutable_window());
  EncodeSubject(item.subject, out->mutable_subject());
  SetStrings(item.duty_ids, out->mutable_duty_ids());
  SetStrings(item.kind_ids, out->mutable_kind_ids());
  SetStrings(item.forms, out->mutable_forms());
  SetStrings(item.deliverables, out->mutable_deliverables());
  out->set_separate_notice(item.separate_notice);
}

void EncodeDeadline(const Deadline& deadline, v1::Deadline* out) {
  out->set_deadline_id(deadline.deadline_id);
  out->set_title(deadline.title);
  SetStrings(deadline.requirement_ids, out->mutable_requirement_ids());
  out->set_text(deadline.text);
  EncodeSubject(deadline.subject, out->mutable_subject());
  out->set_due_day(absl::FormatCivilTime(deadline.due_day));
  out->set_measure(ToProto(kDeadlineMeasures, deadline.measure));
  out->set_shown_only(deadline.shown_only);
}

void EncodeReport(const ReportDefinition& report, v1::ReportDefinition* out) {
  out->set_report_id(report.report_id);
  out->set_title(report.title);
  SetStrings(report.requirement_ids, out->mutable_requirement_ids());
  out->set_text(report.text);
  EncodeSubject(report.subject, out->mutable_subject());
  SetStrings(report.header_fields, out->mutable_header_fields());
  for (const ReportColumn& column : report.columns) {
    v1::ReportColumn* added = out->add_columns();
    added->set_column_id(column.column_id);
    added->set_title(column.title);
    added->set_measure(ToProto(kReportMeasures, column.measure));
  }
  out->set_period(ToProto(kPeriodKinds, report.period));
  for (const absl::CivilDay day : report.due_days) out->add_due_days(absl::FormatCivilTime(day));
}

void EncodeEvaluation(const Evaluation& evaluation, v1::Evaluation* out) {
  out->set_evaluation_id(evaluation.evaluation_id);
  out->set_title(evaluation.title);
  SetStrings(evaluation.requirement_ids, out->mutable_requirement_ids());
  out->set_text(evaluation.text);
  out->set_kind(ToProto(kEvaluationKinds, evaluation.kind));
  if (evaluation.period.has_value()) out->set_period(ToProto(kPeriodKinds, *evaluation.period));
  SetStrings(evaluation.bases, out->mutable_bases());
  SetStrings(evaluation.methods, out->mutable_methods());
  SetStrings(evaluation.measures, out->mutable_measures());
  SetStrings(evaluation.cohort, out->mutable_cohort());
}

void EncodeSwitch(const Switch& item, v1::Switch* out) {
  out->set_kind(ToProto(kSwitchKinds, item.kind));
  out->set_enabled(item.enabled);
  if (item.legal_basis.has_value()) {
    EncodeReference(*item.legal_basis, out->mutable_legal_basis());
  }
  out->set_text(item.text);
  SetStrings(item.requirement_ids, out->mutable_requirement_ids());
}

}  // namespace

Decoded<RulePack> DecodeRulePack(const v1::RulePack& pack) {
  Reader reader;
  reader.Texts(pack);
  RulePack value;
  value.document = reader.Document("document", pack.document());
  value.scope = reader.Enums("scope.organization_kinds", kOrganizationKinds,
                             pack.scope().organization_kinds());
  value.duties = Each(reader, "duties", pack.duties(), &Reader::Duty);
  value.schedule_items =
      Each(reader, "schedule_items", pack.schedule_items(), &Reader::ScheduleItem);
  value.deadlines = Each(reader, "deadlines", pack.deadlines(), &Reader::Deadline);
  value.reports = Each(reader, "reports", pack.reports(), &Reader::Report);
  value.evaluations = Each(reader, "evaluations", pack.evaluations(), &Reader::Evaluation);
  value.switches = Each(reader, "switches", pack.switches(), &Reader::Switch);
  for (const v1::Assumption& assumption : pack.assumptions()) {
    value.assumptions.push_back(
        {.assumption_id = assumption.assumption_id(), .text = assumption.text()});
  }
  return {.value = std::move(value), .problems = reader.TakeProblems()};
}

v1::RulePack EncodeRulePack(const RulePack& pack) {
  v1::RulePack result;
  EncodeDocument(pack.document, result.mutable_document());
  for (const OrganizationKind kind : pack.scope) {
    result.mutable_scope()->add_organization_kinds(ToProto(kOrganizationKinds, kind));
  }
  for (const Duty& duty : pack.duties) EncodeDuty(duty, result.add_duties());
  for (const ScheduleItem& item : pack.schedule_items) {
    EncodeScheduleItem(item, result.add_schedule_items());
  }
  for (const Deadline& deadline : pack.deadlines) EncodeDeadline(deadline, result.add_deadlines());
  for (const ReportDefinition& report : pack.reports) EncodeReport(report, result.add_reports());
  for (const Evaluation& evaluation : pack.evaluations) {
    EncodeEvaluation(evaluation, result.add_evaluations());
  }
  for (const Switch& item : pack.switches) EncodeSwitch(item, result.add_switches());
  for (const Assumption& assumption : pack.assumptions) {
    v1::Assumption* added = result.add_assumptions();
    added->set_assumption_id(assumption.assumption_id);
    added->set_text(assumption.text);
  }
  return result;
}

Decoded<ActivityKind> DecodeActivityKind(const v1::ActivityKind& kind) {
  Reader reader;
  reader.Texts(kind);
  ActivityKind value = reader.ActivityKind("", kind);
  return {.value = std::move(value), .problems = reader.TakeProblems()};
}

Decoded<std::vector<ActivityKind>> DecodeActivityKinds(const v1::ActivityKindCatalogue& catalogue) {
  Reader reader;
  reader.Texts(catalogue);
  std::vector<ActivityKind> values;
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < catalogue.activity_kinds_size(); ++i) {
    const std::string path = absl::StrCat("activity_kinds[", i, "].");
    values.push_back(reader.ActivityKind(path, catalogue.activity_kinds(i)));
    if (!seen.insert(values.back().kind_id).second) {
      reader.Wrong(absl::StrCat(path, "name"), "occurs twice");
    }
  }
  return {.value = std::move(values), .problems = reader.TakeProblems()};
}

v1::ActivityKind EncodeActivityKind(const ActivityKind& kind) {
  v1::ActivityKind result;
  result.set_name(absl::StrCat(kKindPrefix, kind.kind_id));
  result.set_display_name(kind.display_name);
  result.set_group(ToProto(kActivityGroups, kind.group));
  SetStrings(kind.requirement_ids, result.mutable_requirement_ids());
  return result;
}

}  // namespace xinqiao::policy
