#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "libs/base/id_generator.h"
#include "libs/policy/field_reader.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/pack_enums.h"
#include "libs/policy/part_codec.h"
#include "libs/policy/points_codec.h"
#include "libs/policy/quota_codec.h"
#include "libs/policy/service_rules_codec.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::RepeatedPtrField;

DocumentReference DecodeReference(FieldReader& reader, const std::string& path,
                                  const v1::DocumentReference& reference) {
  return {
      .issuer = reference.issuer(),
      .number = reference.number(),
      .title = reference.title(),
      .issue_day = reference.issue_day().empty()
                       ? std::nullopt
                       : std::make_optional(reader.Day(path + ".issue_day", reference.issue_day())),
      .issue_day_assumed = reference.issue_day_assumed(),
  };
}

Annex DecodeAnnex(FieldReader&, const std::string&, const v1::Annex& annex) {
  return {.title = annex.title(), .sha256 = annex.sha256()};
}

ContactBlock ContactBlockFrom(const v1::ContactBlock& block) {
  return {
      .display_name = block.display_name(),
      .phones = DecodeStrings(block.phones()),
      .email = block.email(),
      .qq_group = block.qq_group(),
  };
}

Document DecodeDocument(FieldReader& reader, const std::string& path,
                        const v1::Document& document) {
  return {
      .issuer = document.issuer(),
      .number = document.number(),
      .title = document.title(),
      .issue_day = reader.Day(path + ".issue_day", document.issue_day()),
      .parents = DecodeEach(reader, path + ".parents", document.parents(), &DecodeReference),
      .addressees = DecodeStrings(document.addressees()),
      .annexes = DecodeEach(reader, path + ".annexes", document.annexes(), &DecodeAnnex),
      .contact_block = document.has_contact_block()
                           ? std::make_optional(ContactBlockFrom(document.contact_block()))
                           : std::nullopt,
      .issue_day_assumed = document.issue_day_assumed(),
  };
}

std::vector<std::string> OrganizationIds(FieldReader& reader, absl::string_view path,
                                         const RepeatedPtrField<std::string>& names) {
  std::vector<std::string> ids;
  for (int i = 0; i < names.size(); ++i) {
    absl::string_view id = names[i];
    if (!absl::ConsumePrefix(&id, kOrganizationPrefix) || !IsUuid(id)) {
      reader.Wrong(absl::StrCat(path, "[", i, "]"),
                   "must look like 'organizations/{organization}'");
    }
    ids.emplace_back(id);
  }
  return ids;
}

Scope DecodeScope(FieldReader& reader, const std::string& path, const v1::Scope& scope) {
  return {
      .organization_kinds = reader.Enums(path + ".organization_kinds", kOrganizationKinds,
                                         scope.organization_kinds()),
      .organization_levels = reader.Enums(path + ".organization_levels", kOrganizationLevels,
                                          scope.organization_levels()),
      .subtree_ids = OrganizationIds(reader, path + ".subtrees", scope.subtrees()),
  };
}

Duty DecodeDuty(FieldReader& reader, const std::string& path, const v1::Duty& duty) {
  return {
      .duty_id = duty.duty_id(),
      .title = duty.title(),
      .requirement_ids = DecodeStrings(duty.requirement_ids()),
      .text = duty.text(),
      .subject = DecodeSubject(reader, path + ".subject", duty.subject()),
      .kind_ids = DecodeStrings(duty.kind_ids()),
      .required_count = duty.required_count(),
      .period = DecodeWindow(reader, path + ".period", duty.period()),
      .effective = DecodeInterval(reader, path + ".effective", duty.effective()),
      .may_also_count = DecodeStrings(duty.may_also_count()),
      .kind_coverage = reader.Enum(path + ".kind_coverage", kKindCoverages, duty.kind_coverage()),
      .max_count = duty.max_count(),
      .voluntary = duty.voluntary(),
  };
}

ScheduleItem DecodeScheduleItem(FieldReader& reader, const std::string& path,
                                const v1::ScheduleItem& item) {
  return {
      .schedule_item_id = item.schedule_item_id(),
      .title = item.title(),
      .text = item.text(),
      .requirement_ids = DecodeStrings(item.requirement_ids()),
      .kind = reader.Enum(path + ".kind", kScheduleItemKinds, item.kind()),
      .window = DecodeInterval(reader, path + ".window", item.window()),
      .subject = DecodeSubject(reader, path + ".subject", item.subject()),
      .duty_ids = DecodeStrings(item.duty_ids()),
      .kind_ids = DecodeStrings(item.kind_ids()),
      .forms = DecodeStrings(item.forms()),
      .deliverables = DecodeStrings(item.deliverables()),
      .separate_notice = item.separate_notice(),
  };
}

Deadline DecodeDeadline(FieldReader& reader, const std::string& path,
                        const v1::Deadline& deadline) {
  return {
      .deadline_id = deadline.deadline_id(),
      .title = deadline.title(),
      .requirement_ids = DecodeStrings(deadline.requirement_ids()),
      .text = deadline.text(),
      .subject = DecodeSubject(reader, path + ".subject", deadline.subject()),
      .due_day = reader.Day(path + ".due_day", deadline.due_day()),
      .measure = reader.Enum(path + ".measure", kDeadlineMeasures, deadline.measure()),
      .shown_only = deadline.shown_only(),
  };
}

ReportColumn DecodeReportColumn(FieldReader& reader, const std::string& path,
                                const v1::ReportColumn& column) {
  return {
      .column_id = column.column_id(),
      .title = column.title(),
      .measure = reader.Enum(path + ".measure", kReportMeasures, column.measure()),
  };
}

ReportDefinition DecodeReport(FieldReader& reader, const std::string& path,
                              const v1::ReportDefinition& report) {
  ReportDefinition result{
      .report_id = report.report_id(),
      .title = report.title(),
      .requirement_ids = DecodeStrings(report.requirement_ids()),
      .text = report.text(),
      .subject = DecodeSubject(reader, path + ".subject", report.subject()),
      .header_fields = DecodeStrings(report.header_fields()),
      .columns = DecodeEach(reader, path + ".columns", report.columns(), &DecodeReportColumn),
      .period = reader.Enum(path + ".period", kPeriodKinds, report.period()),
      .due_days = {},
  };
  for (int i = 0; i < report.due_days_size(); ++i) {
    result.due_days.push_back(
        reader.Day(absl::StrCat(path, ".due_days[", i, "]"), report.due_days(i)));
  }
  return result;
}

Cohort DecodeCohort(FieldReader& reader, const std::string& path, const v1::Cohort& cohort) {
  return {
      .title = cohort.title(),
      .subject = DecodeSubject(reader, path + ".subject", cohort.subject()),
      .organization_ids = OrganizationIds(reader, path + ".organizations", cohort.organizations()),
  };
}

Evaluation DecodeEvaluation(FieldReader& reader, const std::string& path,
                            const v1::Evaluation& evaluation) {
  return {
      .evaluation_id = evaluation.evaluation_id(),
      .title = evaluation.title(),
      .requirement_ids = DecodeStrings(evaluation.requirement_ids()),
      .text = evaluation.text(),
      .kind = reader.Enum(path + ".kind", kEvaluationKinds, evaluation.kind()),
      .period = evaluation.period() == v1::PERIOD_KIND_UNSPECIFIED
                    ? std::nullopt
                    : std::make_optional(
                          reader.Enum(path + ".period", kPeriodKinds, evaluation.period())),
      .bases = DecodeStrings(evaluation.bases()),
      .methods = DecodeStrings(evaluation.methods()),
      .measures = DecodeStrings(evaluation.measures()),
      .cohorts = DecodeEach(reader, path + ".cohorts", evaluation.cohorts(), &DecodeCohort),
  };
}

Switch DecodeSwitch(FieldReader& reader, const std::string& path, const v1::Switch& item) {
  return {
      .kind = reader.Enum(path + ".kind", kSwitchKinds, item.kind()),
      .enabled = item.enabled(),
      .legal_basis = item.has_legal_basis()
                         ? std::make_optional(
                               DecodeReference(reader, path + ".legal_basis", item.legal_basis()))
                         : std::nullopt,
      .text = item.text(),
      .requirement_ids = DecodeStrings(item.requirement_ids()),
  };
}

Assumption DecodeAssumption(FieldReader&, const std::string&, const v1::Assumption& assumption) {
  return {.assumption_id = assumption.assumption_id(), .text = assumption.text()};
}

ActivityKind KindFrom(FieldReader& reader, absl::string_view path, const v1::ActivityKind& kind) {
  absl::string_view kind_id = kind.name();
  if (!absl::ConsumePrefix(&kind_id, kKindPrefix) || !IsKindId(kind_id)) {
    reader.Wrong(absl::StrCat(path, "name"), "must look like 'activityKinds/five_ones.heart_talk'");
  }
  if (kind.display_name().empty()) {
    reader.Wrong(absl::StrCat(path, "display_name"), "must not be empty");
  }
  return {
      .kind_id = std::string(kind_id),
      .display_name = kind.display_name(),
      .group = reader.Enum(absl::StrCat(path, "group"), kActivityGroups, kind.group()),
      .requirement_ids = DecodeStrings(kind.requirement_ids()),
  };
}

// Every list of rules as `each` decodes it; nothing else.
template <typename Each>
RulePack DecodeRules(const v1::RulePack& pack, const Each& each) {
  return {
      .document = {},
      .scope = {},
      .duties = each("duties", pack.duties(), &DecodeDuty),
      .schedule_items = each("schedule_items", pack.schedule_items(), &DecodeScheduleItem),
      .deadlines = each("deadlines", pack.deadlines(), &DecodeDeadline),
      .reports = each("reports", pack.reports(), &DecodeReport),
      .evaluations = each("evaluations", pack.evaluations(), &DecodeEvaluation),
      .switches = each("switches", pack.switches(), &DecodeSwitch),
      .assumptions = each("assumptions", pack.assumptions(), &DecodeAssumption),
      .contact_quotas = each("contact_quotas", pack.contact_quotas(), &DecodeContactQuota),
      .cadences = each("cadences", pack.cadences(), &DecodeCadence),
      .ceilings = each("ceilings", pack.ceilings(), &DecodeCeiling),
      .task_emphases = each("task_emphases", pack.task_emphases(), &DecodeTaskEmphasis),
      .point_rules = each("point_rules", pack.point_rules(), &DecodePointRule),
      .assessment_tables =
          each("assessment_tables", pack.assessment_tables(), &DecodeAssessmentTable),
      .wish_limits = each("wish_limits", pack.wish_limits(), &DecodeWishLimit),
      .wish_categories = each("wish_categories", pack.wish_categories(), &DecodeWishCategory),
      .book_closings = each("book_closings", pack.book_closings(), &DecodeBookClosing),
      .in_force = std::nullopt,
  };
}

std::optional<Period> DecodeInForce(FieldReader& reader, const v1::RulePack& pack) {
  if (!pack.has_in_force()) return std::nullopt;
  return DecodeInterval(reader, "in_force", pack.in_force());
}

}  // namespace

Decoded<RulePack> DecodeRulePack(const v1::RulePack& pack) {
  FieldReader reader;
  reader.Texts(pack);
  reader.KnownFields("", pack);
  Document document = DecodeDocument(reader, "document", pack.document());
  Scope scope = DecodeScope(reader, "scope", pack.scope());
  RulePack value =
      DecodeRules(pack, [&reader](absl::string_view field, const auto& elements, auto decode) {
        return DecodeEach(reader, field, elements, decode);
      });
  value.document = std::move(document);
  value.scope = std::move(scope);
  value.in_force = DecodeInForce(reader, pack);
  return {.value = std::move(value), .problems = reader.TakeProblems()};
}

ReadPack ReadRulePack(const v1::RulePack& pack) {
  FieldReader unread;
  FieldReader whom;
  whom.KnownFields("scope", pack.scope());
  whom.KnownFields("in_force", pack.in_force());
  Scope scope = DecodeScope(whom, "scope", pack.scope());
  const std::optional<Period> in_force = DecodeInForce(whom, pack);
  std::vector<Problem> problems = whom.TakeProblems();
  RulePack value;
  std::vector<std::string> left_out;
  if (problems.empty()) {
    value = DecodeRules(pack, [&](absl::string_view field, const auto& elements, auto decode) {
      return DecodeReadable(unread, left_out, field, elements, decode);
    });
    value.scope = std::move(scope);
    value.in_force = in_force;
  }
  unread.Add(std::move(problems));
  unread.KnownFields("document", pack.document());
  unread.OwnFieldsKnown("", pack);
  value.document = DecodeDocument(unread, "document", pack.document());
  return {
      .value = std::move(value), .unread = unread.TakeProblems(), .left_out = std::move(left_out)};
}

Decoded<ActivityKind> DecodeActivityKind(const v1::ActivityKind& kind) {
  FieldReader reader;
  reader.Texts(kind);
  ActivityKind value = KindFrom(reader, "", kind);
  return {.value = std::move(value), .problems = reader.TakeProblems()};
}

std::optional<ActivityKind> ReadActivityKind(const v1::ActivityKind& kind) {
  FieldReader unread;
  ActivityKind value = KindFrom(unread, "", kind);
  if (!unread.TakeProblems().empty()) return std::nullopt;
  return value;
}

Decoded<std::vector<ActivityKind>> DecodeActivityKinds(const v1::ActivityKindCatalogue& catalogue) {
  FieldReader reader;
  reader.Texts(catalogue);
  std::vector<ActivityKind> values;
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < catalogue.activity_kinds_size(); ++i) {
    const std::string path = absl::StrCat("activity_kinds[", i, "].");
    values.push_back(KindFrom(reader, path, catalogue.activity_kinds(i)));
    if (!seen.insert(values.back().kind_id).second) {
      reader.Wrong(absl::StrCat(path, "name"), "occurs twice");
    }
  }
  return {.value = std::move(values), .problems = reader.TakeProblems()};
}

}  // namespace xinqiao::policy
