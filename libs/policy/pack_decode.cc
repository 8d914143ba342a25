#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/calendar/period.h"
#include "libs/policy/field_reader.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/pack_enums.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::RepeatedPtrField;

std::vector<std::string> Strings(const RepeatedPtrField<std::string>& values) {
  return {values.begin(), values.end()};
}

// Decodes the parts of a pack.
class PackReader final : public FieldReader {
 public:
  Period Interval(absl::string_view field, const v1::DayInterval& interval) {
    return {
        .first = Day(absl::StrCat(field, ".start_day"), interval.start_day()),
        .end = interval.end_day().empty()
                   ? kOpenEnd
                   : Day(absl::StrCat(field, ".end_day"), interval.end_day()),
    };
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
};

// Decodes each element of a list with a path of its own: "duties[2]".
template <typename Value, typename Proto>
std::vector<Value> Each(PackReader& reader, absl::string_view field,
                        const RepeatedPtrField<Proto>& elements,
                        Value (PackReader::*decode)(const std::string&, const Proto&)) {
  std::vector<Value> values;
  for (int i = 0; i < elements.size(); ++i) {
    values.push_back((reader.*decode)(absl::StrCat(field, "[", i, "]"), elements[i]));
  }
  return values;
}

}  // namespace

Decoded<RulePack> DecodeRulePack(const v1::RulePack& pack) {
  PackReader reader;
  reader.Texts(pack);
  RulePack value;
  value.document = reader.Document("document", pack.document());
  value.scope = reader.Enums("scope.organization_kinds", kOrganizationKinds,
                             pack.scope().organization_kinds());
  value.duties = Each(reader, "duties", pack.duties(), &PackReader::Duty);
  value.schedule_items =
      Each(reader, "schedule_items", pack.schedule_items(), &PackReader::ScheduleItem);
  value.deadlines = Each(reader, "deadlines", pack.deadlines(), &PackReader::Deadline);
  value.reports = Each(reader, "reports", pack.reports(), &PackReader::Report);
  value.evaluations = Each(reader, "evaluations", pack.evaluations(), &PackReader::Evaluation);
  value.switches = Each(reader, "switches", pack.switches(), &PackReader::Switch);
  for (const v1::Assumption& assumption : pack.assumptions()) {
    value.assumptions.push_back(
        {.assumption_id = assumption.assumption_id(), .text = assumption.text()});
  }
  return {.value = std::move(value), .problems = reader.TakeProblems()};
}

Decoded<ActivityKind> DecodeActivityKind(const v1::ActivityKind& kind) {
  PackReader reader;
  reader.Texts(kind);
  ActivityKind value = reader.ActivityKind("", kind);
  return {.value = std::move(value), .problems = reader.TakeProblems()};
}

Decoded<std::vector<ActivityKind>> DecodeActivityKinds(const v1::ActivityKindCatalogue& catalogue) {
  PackReader reader;
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

}  // namespace xinqiao::policy
