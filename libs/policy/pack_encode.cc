#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/day_text.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/pack_enums.h"
#include "libs/policy/part_codec.h"
#include "libs/policy/points_codec.h"
#include "libs/policy/quota_codec.h"
#include "libs/policy/service_rules_codec.h"

namespace xinqiao::policy {
namespace {

void EncodeReference(const DocumentReference& reference, v1::DocumentReference* out) {
  out->set_issuer(reference.issuer);
  out->set_number(reference.number);
  out->set_title(reference.title);
  if (reference.issue_day.has_value()) {
    out->set_issue_day(DayText(*reference.issue_day));
  }
  out->set_issue_day_assumed(reference.issue_day_assumed);
}

void EncodeDocument(const Document& document, v1::Document* out) {
  out->set_issuer(document.issuer);
  out->set_number(document.number);
  out->set_title(document.title);
  out->set_issue_day(DayText(document.issue_day));
  out->set_issue_day_assumed(document.issue_day_assumed);
  for (const DocumentReference& parent : document.parents) {
    EncodeReference(parent, out->add_parents());
  }
  EncodeStrings(document.addressees, out->mutable_addressees());
  for (const Annex& annex : document.annexes) {
    v1::Annex* added = out->add_annexes();
    added->set_title(annex.title);
    added->set_sha256(annex.sha256);
  }
  if (document.contact_block.has_value()) {
    v1::ContactBlock* block = out->mutable_contact_block();
    block->set_display_name(document.contact_block->display_name);
    EncodeStrings(document.contact_block->phones, block->mutable_phones());
    block->set_email(document.contact_block->email);
    block->set_qq_group(document.contact_block->qq_group);
  }
}

void EncodeOrganizations(const std::vector<std::string>& ids,
                         google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const std::string& id : ids) *out->Add() = absl::StrCat(kOrganizationPrefix, id);
}

void EncodeScope(const Scope& scope, v1::Scope* out) {
  EncodeEnums(kOrganizationKinds, scope.organization_kinds, out->mutable_organization_kinds());
  EncodeEnums(kOrganizationLevels, scope.organization_levels, out->mutable_organization_levels());
  EncodeOrganizations(scope.subtree_ids, out->mutable_subtrees());
}

void EncodeDuty(const Duty& duty, v1::Duty* out) {
  out->set_duty_id(duty.duty_id);
  out->set_title(duty.title);
  EncodeStrings(duty.requirement_ids, out->mutable_requirement_ids());
  out->set_text(duty.text);
  EncodeSubject(duty.subject, out->mutable_subject());
  EncodeStrings(duty.kind_ids, out->mutable_kind_ids());
  out->set_required_count(static_cast<int32_t>(duty.required_count));
  out->set_period(EncodeWindow(duty.period));
  EncodeInterval(duty.effective, out->mutable_effective());
  EncodeStrings(duty.may_also_count, out->mutable_may_also_count());
  out->set_kind_coverage(ToProto(kKindCoverages, duty.kind_coverage));
  out->set_max_count(static_cast<int32_t>(duty.max_count));
  out->set_voluntary(duty.voluntary);
}

void EncodeScheduleItem(const ScheduleItem& item, v1::ScheduleItem* out) {
  out->set_schedule_item_id(item.schedule_item_id);
  out->set_title(item.title);
  out->set_text(item.text);
  EncodeStrings(item.requirement_ids, out->mutable_requirement_ids());
  out->set_kind(ToProto(kScheduleItemKinds, item.kind));
  EncodeInterval(item.window, out->mutable_window());
  EncodeSubject(item.subject, out->mutable_subject());
  EncodeStrings(item.duty_ids, out->mutable_duty_ids());
  EncodeStrings(item.kind_ids, out->mutable_kind_ids());
  EncodeStrings(item.forms, out->mutable_forms());
  EncodeStrings(item.deliverables, out->mutable_deliverables());
  out->set_separate_notice(item.separate_notice);
}

void EncodeDeadline(const Deadline& deadline, v1::Deadline* out) {
  out->set_deadline_id(deadline.deadline_id);
  out->set_title(deadline.title);
  EncodeStrings(deadline.requirement_ids, out->mutable_requirement_ids());
  out->set_text(deadline.text);
  EncodeSubject(deadline.subject, out->mutable_subject());
  out->set_due_day(DayText(deadline.due_day));
  out->set_measure(ToProto(kDeadlineMeasures, deadline.measure));
  out->set_shown_only(deadline.shown_only);
}

void EncodeReport(const ReportDefinition& report, v1::ReportDefinition* out) {
  out->set_report_id(report.report_id);
  out->set_title(report.title);
  EncodeStrings(report.requirement_ids, out->mutable_requirement_ids());
  out->set_text(report.text);
  EncodeSubject(report.subject, out->mutable_subject());
  EncodeStrings(report.header_fields, out->mutable_header_fields());
  for (const ReportColumn& column : report.columns) {
    v1::ReportColumn* added = out->add_columns();
    added->set_column_id(column.column_id);
    added->set_title(column.title);
    added->set_measure(ToProto(kReportMeasures, column.measure));
  }
  out->set_period(ToProto(kPeriodKinds, report.period));
  for (const absl::CivilDay day : report.due_days) out->add_due_days(DayText(day));
}

void EncodeCohort(const Cohort& cohort, v1::Cohort* out) {
  out->set_title(cohort.title);
  EncodeSubject(cohort.subject, out->mutable_subject());
  EncodeOrganizations(cohort.organization_ids, out->mutable_organizations());
}

void EncodeEvaluation(const Evaluation& evaluation, v1::Evaluation* out) {
  out->set_evaluation_id(evaluation.evaluation_id);
  out->set_title(evaluation.title);
  EncodeStrings(evaluation.requirement_ids, out->mutable_requirement_ids());
  out->set_text(evaluation.text);
  out->set_kind(ToProto(kEvaluationKinds, evaluation.kind));
  if (evaluation.period.has_value()) out->set_period(ToProto(kPeriodKinds, *evaluation.period));
  EncodeStrings(evaluation.bases, out->mutable_bases());
  EncodeStrings(evaluation.methods, out->mutable_methods());
  EncodeStrings(evaluation.measures, out->mutable_measures());
  EncodeEach(evaluation.cohorts, &EncodeCohort, out->mutable_cohorts());
}

void EncodeSwitch(const Switch& item, v1::Switch* out) {
  out->set_kind(ToProto(kSwitchKinds, item.kind));
  out->set_enabled(item.enabled);
  if (item.legal_basis.has_value()) {
    EncodeReference(*item.legal_basis, out->mutable_legal_basis());
  }
  out->set_text(item.text);
  EncodeStrings(item.requirement_ids, out->mutable_requirement_ids());
}

void EncodeAssumption(const Assumption& assumption, v1::Assumption* out) {
  out->set_assumption_id(assumption.assumption_id);
  out->set_text(assumption.text);
}

}  // namespace

v1::RulePack EncodeRulePack(const RulePack& pack) {
  v1::RulePack result;
  EncodeDocument(pack.document, result.mutable_document());
  if (pack.scope != Scope{}) EncodeScope(pack.scope, result.mutable_scope());
  EncodeEach(pack.duties, &EncodeDuty, result.mutable_duties());
  EncodeEach(pack.schedule_items, &EncodeScheduleItem, result.mutable_schedule_items());
  EncodeEach(pack.deadlines, &EncodeDeadline, result.mutable_deadlines());
  EncodeEach(pack.reports, &EncodeReport, result.mutable_reports());
  EncodeEach(pack.evaluations, &EncodeEvaluation, result.mutable_evaluations());
  EncodeEach(pack.switches, &EncodeSwitch, result.mutable_switches());
  EncodeEach(pack.assumptions, &EncodeAssumption, result.mutable_assumptions());
  EncodeEach(pack.contact_quotas, &EncodeContactQuota, result.mutable_contact_quotas());
  EncodeEach(pack.cadences, &EncodeCadence, result.mutable_cadences());
  EncodeEach(pack.ceilings, &EncodeCeiling, result.mutable_ceilings());
  EncodeEach(pack.task_emphases, &EncodeTaskEmphasis, result.mutable_task_emphases());
  EncodeEach(pack.point_rules, &EncodePointRule, result.mutable_point_rules());
  EncodeEach(pack.assessment_tables, &EncodeAssessmentTable, result.mutable_assessment_tables());
  EncodeEach(pack.wish_limits, &EncodeWishLimit, result.mutable_wish_limits());
  EncodeEach(pack.wish_categories, &EncodeWishCategory, result.mutable_wish_categories());
  EncodeEach(pack.book_closings, &EncodeBookClosing, result.mutable_book_closings());
  if (pack.in_force.has_value()) EncodeInterval(*pack.in_force, result.mutable_in_force());
  return result;
}

v1::ActivityKind EncodeActivityKind(const ActivityKind& kind) {
  v1::ActivityKind result;
  result.set_name(absl::StrCat(kKindPrefix, kind.kind_id));
  result.set_display_name(kind.display_name);
  result.set_group(ToProto(kActivityGroups, kind.group));
  EncodeStrings(kind.requirement_ids, result.mutable_requirement_ids());
  return result;
}

}  // namespace xinqiao::policy
