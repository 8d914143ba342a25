#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/calendar/period.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/pack_enums.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::RepeatedPtrField;

void SetStrings(const std::vector<std::string>& values, RepeatedPtrField<std::string>* out) {
  out->Assign(values.begin(), values.end());
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

v1::ActivityKind EncodeActivityKind(const ActivityKind& kind) {
  v1::ActivityKind result;
  result.set_name(absl::StrCat(kKindPrefix, kind.kind_id));
  result.set_display_name(kind.display_name);
  result.set_group(ToProto(kActivityGroups, kind.group));
  SetStrings(kind.requirement_ids, result.mutable_requirement_ids());
  return result;
}

}  // namespace xinqiao::policy
