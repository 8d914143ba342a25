#include <algorithm>
#include <cstddef>

#include "libs/policy/checker.h"

namespace xinqiao::policy {
namespace {

void CheckDeadlines(Checker& checker) {
  Checker::Seen seen;
  ForEach("deadlines", checker.pack().deadlines,
          [&](const std::string& path, const Deadline& deadline) {
            checker.Head(path, "deadline_id", deadline.deadline_id, deadline, seen);
            checker.AnySubject(path + ".subject", deadline.subject);
            checker.DueDay(path + ".due_day", deadline.due_day);
            if (deadline.measure == DeadlineMeasure::kYouthAdoption && !deadline.shown_only) {
              checker.Wrong(path + ".shown_only",
                            "adoption by youths is shown to the cadre and never scored (A-31)");
            }
          });
}

bool CanShareMembers(const Cohort& a, const Cohort& b) {
  const std::vector<std::string>& ids = a.organization_ids;
  const std::vector<std::string>& others = b.organization_ids;
  return CanMeet(a.subject, b.subject) &&
         (ids.empty() || others.empty() ||
          std::find_first_of(ids.begin(), ids.end(), others.begin(), others.end()) != ids.end());
}

void CheckReport(Checker& checker, const std::string& path, const ReportDefinition& report) {
  checker.AnySubject(path + ".subject", report.subject);
  if (report.columns.empty()) checker.Wrong(path + ".columns", "must not be empty");
  Checker::Seen seen;
  ForEach(path + ".columns", report.columns,
          [&](const std::string& column_path, const ReportColumn& column) {
            checker.Id(column_path + ".column_id", column.column_id, seen);
            checker.NotEmpty(column_path + ".title", column.title);
          });
  if (report.due_days.empty()) checker.Wrong(path + ".due_days", "must not be empty");
  for (size_t d = 0; d < report.due_days.size(); ++d) {
    const std::string due_day = absl::StrCat(path, ".due_days[", d, "]");
    checker.DueDay(due_day, report.due_days[d]);
    if (d > 0 && report.due_days[d] <= report.due_days[d - 1]) {
      checker.Wrong(due_day, "must be later than the one before");
    }
  }
}

void CheckCohorts(Checker& checker, const std::string& path, const Evaluation& evaluation) {
  const std::vector<Cohort>& cohorts = evaluation.cohorts;
  const bool ranks = evaluation.kind == EvaluationKind::kRanking;
  if (ranks && cohorts.empty()) {
    checker.Wrong(path + ".cohorts", "a ranking says who is compared with each other (A-41)");
  }
  for (size_t later = 0; later < cohorts.size(); ++later) {
    const std::string cohort = absl::StrCat(path, ".cohorts[", later, "]");
    const Subject& subject = cohorts[later].subject;
    checker.NotEmpty(cohort + ".title", cohorts[later].title);
    checker.AnySubject(cohort + ".subject", subject);
    if (ranks && subject.of == Subject::Of::kPosts &&
        !IsOn(checker.pack(), SwitchKind::kPersonRanking)) {
      checker.Wrong(cohort + ".subject", "persons are ranked only where a switch says so");
    }
    if (subject.of == Subject::Of::kPosts && !cohorts[later].organization_ids.empty()) {
      checker.Wrong(cohort + ".organizations", "a cohort of posts lists no organizations");
    }
    Checker::Seen listed;
    ForEach(cohort + ".organizations", cohorts[later].organization_ids,
            [&](absl::string_view place, const std::string& id) {
              if (!listed.insert(id).second) checker.Wrong(place, "occurs twice");
            });
    for (size_t earlier = 0; earlier < later; ++earlier) {
      if (!CanShareMembers(cohorts[earlier], cohorts[later])) continue;
      checker.Wrong(cohort, absl::StrCat("can have members of '", cohorts[earlier].title,
                                         "'; nobody is compared twice"));
    }
  }
}

}  // namespace

void CheckReporting(Checker& checker) {
  CheckDeadlines(checker);
  Checker::Seen reports;
  ForEach("reports", checker.pack().reports,
          [&](const std::string& path, const ReportDefinition& report) {
            checker.Head(path, "report_id", report.report_id, report, reports);
            CheckReport(checker, path, report);
          });
  Checker::Seen evaluations;
  ForEach("evaluations", checker.pack().evaluations,
          [&](const std::string& path, const Evaluation& evaluation) {
            checker.Head(path, "evaluation_id", evaluation.evaluation_id, evaluation, evaluations);
            CheckCohorts(checker, path, evaluation);
          });
}

}  // namespace xinqiao::policy
