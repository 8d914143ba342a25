#include "libs/policy/validate.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace xinqiao::policy {
namespace {

constexpr size_t kIdBytesMax = 63;
constexpr size_t kSha256Digits = 64;
// Ten activities a day for a year: beyond this a count is a slip of the keyboard.
constexpr int64_t kRequiredCountMax = 3650;

bool IsWord(absl::string_view word) {
  return !word.empty() && absl::ascii_islower(static_cast<unsigned char>(word[0])) &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
         });
}

bool IsRequirementId(absl::string_view id) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(id, '-');
  const auto upper = [](char c) { return absl::ascii_isupper(static_cast<unsigned char>(c)); };
  const auto digit = [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); };
  return id.size() == 6 && parts.first.size() == 3 &&
         std::all_of(parts.first.begin(), parts.first.end(), upper) &&
         std::all_of(parts.second.begin(), parts.second.end(), digit);
}

bool IsAssumptionId(absl::string_view id) {
  const auto digit = [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); };
  return id.size() == 4 && id.substr(0, 2) == "A-" && digit(id[2]) && digit(id[3]);
}

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || ('a' <= c && c <= 'f');
  });
}

// Whether one value can satisfy both lists, where an empty list means any.
template <typename T>
bool CanMeet(const std::vector<T>& a, const std::vector<T>& b) {
  return a.empty() || b.empty() ||
         std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

bool CanMeet(const Subject& a, const Subject& b) {
  return a.of == b.of && CanMeet(a.organization_kinds, b.organization_kinds) &&
         CanMeet(a.appointment_types, b.appointment_types) && CanMeet(a.titles, b.titles);
}

bool Lists(const std::vector<std::string>& ids, absl::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Collects what it finds in one pack. Lives for one call of Validate().
class Validator {
 public:
  Validator(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
            absl::CivilDay publication_day)
      : pack_(pack),
        known_kind_ids_(known_kind_ids),
        announced_day_(std::max(pack.document.issue_day, publication_day)),
        publication_day_(publication_day) {}

  Findings Run() {
    CheckDocument();
    for (const Duty& duty : pack_.duties) duty_ids_.insert(duty.duty_id);
    CheckDuties();
    CheckSharedKinds();
    CheckScheduleItems();
    CheckDeadlines();
    CheckReports();
    CheckEvaluations();
    CheckSwitches();
    CheckAssumptions();
    return std::move(findings_);
  }

 private:
  void Wrong(absl::string_view field, absl::string_view reason) {
    findings_.problems.push_back({.field = std::string(field), .reason = std::string(reason)});
  }

  void Warn(absl::string_view field, absl::string_view reason) {
    findings_.warnings.push_back({.field = std::string(field), .reason = std::string(reason)});
  }

  void CheckNotEmpty(absl::string_view field, absl::string_view text) {
    if (absl::StripAsciiWhitespace(text).empty()) Wrong(field, "must not be empty");
  }

  // `seen` holds the ids of the same list so far.
  void CheckId(absl::string_view field, const std::string& id,
               absl::flat_hash_set<std::string>& seen) {
    if (!IsWord(id) || id.size() > kIdBytesMax) {
      Wrong(field, "must be 1 to 63 lower-case letters, digits and '_', a letter first");
    } else if (!seen.insert(id).second) {
      Wrong(field, absl::StrCat("'", id, "' occurs twice"));
    }
  }

  void CheckRequirementIds(absl::string_view field, const std::vector<std::string>& ids) {
    if (ids.empty()) Wrong(field, "must name at least one requirement");
    for (size_t i = 0; i < ids.size(); ++i) {
      if (!IsRequirementId(ids[i])) {
        Wrong(absl::StrCat(field, "[", i, "]"), "must look like 'FIV-02'");
      }
    }
  }

  void CheckKindIds(absl::string_view field, const std::vector<std::string>& ids) {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < ids.size(); ++i) {
      const std::string path = absl::StrCat(field, "[", i, "]");
      if (!known_kind_ids_.contains(ids[i])) {
        Wrong(path, absl::StrCat("'", ids[i], "' is not in the catalogue of activity kinds"));
      } else if (!seen.insert(ids[i]).second) {
        Wrong(path, absl::StrCat("'", ids[i], "' occurs twice"));
      }
    }
  }

  // `own_id` is "" where the list does not belong to a duty.
  void CheckDutyIds(absl::string_view field, const std::vector<std::string>& ids,
                    absl::string_view own_id) {
    for (size_t i = 0; i < ids.size(); ++i) {
      const std::string path = absl::StrCat(field, "[", i, "]");
      if (ids[i] == own_id) {
        Wrong(path, "a duty does not name itself");
      } else if (!duty_ids_.contains(ids[i])) {
        Wrong(path, absl::StrCat("'", ids[i], "' is not a duty of this pack"));
      }
    }
  }

  void CheckInterval(absl::string_view field, const Period& interval) {
    if (Days(interval) == 0) {
      Wrong(field, absl::StrCat(ToString(interval), " has no day"));
    } else if (interval.first < announced_day_) {
      Warn(absl::StrCat(field, ".start_day"),
           absl::StrCat("begins on ", absl::FormatCivilTime(interval.first),
                        ", before it was made known on ", absl::FormatCivilTime(announced_day_),
                        " (A-45)"));
    }
  }

  void CheckDueDay(absl::string_view field, absl::CivilDay day) {
    if (day >= announced_day_) return;
    Warn(field,
         absl::StrCat("due on ", absl::FormatCivilTime(day), ", before it was made known on ",
                      absl::FormatCivilTime(announced_day_), "; never scored late (A-45)"));
  }

  void CheckSubject(absl::string_view field, const Subject& subject) {
    if (!CanMeet(subject.organization_kinds, pack_.scope)) {
      Wrong(absl::StrCat(field, ".organization_kinds"), "none of them is in the scope of the pack");
    }
  }

  void CheckDocument() {
    const Document& document = pack_.document;
    CheckNotEmpty("document.issuer", document.issuer);
    CheckNotEmpty("document.number", document.number);
    CheckNotEmpty("document.title", document.title);
    if (document.issue_day > publication_day_) {
      Warn("document.issue_day", absl::StrCat("dated ", absl::FormatCivilTime(document.issue_day),
                                              ", after the day of publication ",
                                              absl::FormatCivilTime(publication_day_)));
    }
    for (size_t i = 0; i < document.parents.size(); ++i) {
      const DocumentReference& parent = document.parents[i];
      const std::string path = absl::StrCat("document.parents[", i, "]");
      CheckNotEmpty(absl::StrCat(path, ".issuer"), parent.issuer);
      if (parent.number.empty() && parent.title.empty()) Wrong(path, "needs a number or a title");
    }
    for (size_t i = 0; i < document.annexes.size(); ++i) {
      const Annex& annex = document.annexes[i];
      const std::string path = absl::StrCat("document.annexes[", i, "]");
      CheckNotEmpty(absl::StrCat(path, ".title"), annex.title);
      if (!annex.sha256.empty() && (annex.sha256.size() != kSha256Digits || !IsHex(annex.sha256))) {
        Wrong(absl::StrCat(path, ".sha256"), "must be 64 lower-case hexadecimal digits");
      }
    }
  }

  void CheckDuties() {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < pack_.duties.size(); ++i) {
      const Duty& duty = pack_.duties[i];
      const std::string path = absl::StrCat("duties[", i, "]");
      CheckId(absl::StrCat(path, ".duty_id"), duty.duty_id, seen);
      CheckNotEmpty(absl::StrCat(path, ".title"), duty.title);
      CheckRequirementIds(absl::StrCat(path, ".requirement_ids"), duty.requirement_ids);
      CheckSubject(absl::StrCat(path, ".subject"), duty.subject);
      if (duty.kind_ids.empty()) {
        Wrong(absl::StrCat(path, ".kind_ids"), "must name at least one kind");
      }
      CheckKindIds(absl::StrCat(path, ".kind_ids"), duty.kind_ids);
      if (duty.required_count < 0 || duty.required_count > kRequiredCountMax) {
        Wrong(absl::StrCat(path, ".required_count"),
              absl::StrCat("must be 0 to ", kRequiredCountMax));
      }
      CheckInterval(absl::StrCat(path, ".effective"), duty.effective);
      if (!duty.period.has_value() && duty.required_count > 0 && duty.effective.end == kOpenEnd) {
        Wrong(absl::StrCat(path, ".effective.end_day"),
              "a number for the whole interval needs an interval that ends");
      }
      CheckDutyIds(absl::StrCat(path, ".may_also_count"), duty.may_also_count, duty.duty_id);
    }
  }

  // One activity counts in one duty of a post unless the pack says otherwise.
  void CheckSharedKinds() {
    for (size_t later = 0; later < pack_.duties.size(); ++later) {
      const Duty& b = pack_.duties[later];
      for (size_t earlier = 0; earlier < later; ++earlier) {
        const Duty& a = pack_.duties[earlier];
        if (Days(Intersect(a.effective, b.effective)) == 0 || !CanMeet(a.subject, b.subject) ||
            Lists(a.may_also_count, b.duty_id) || Lists(b.may_also_count, a.duty_id)) {
          continue;
        }
        for (size_t k = 0; k < b.kind_ids.size(); ++k) {
          if (!Lists(a.kind_ids, b.kind_ids[k])) continue;
          Wrong(absl::StrCat("duties[", later, "].kind_ids[", k, "]"),
                absl::StrCat("'", b.kind_ids[k], "' counts in duty '", a.duty_id,
                             "' of the same posts already; say so in may_also_count"));
        }
      }
    }
  }

  void CheckScheduleItems() {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < pack_.schedule_items.size(); ++i) {
      const ScheduleItem& item = pack_.schedule_items[i];
      const std::string path = absl::StrCat("schedule_items[", i, "]");
      CheckId(absl::StrCat(path, ".schedule_item_id"), item.schedule_item_id, seen);
      CheckNotEmpty(absl::StrCat(path, ".title"), item.title);
      CheckRequirementIds(absl::StrCat(path, ".requirement_ids"), item.requirement_ids);
      CheckInterval(absl::StrCat(path, ".window"), item.window);
      CheckSubject(absl::StrCat(path, ".subject"), item.subject);
      CheckDutyIds(absl::StrCat(path, ".duty_ids"), item.duty_ids, "");
      CheckKindIds(absl::StrCat(path, ".kind_ids"), item.kind_ids);
    }
  }

  void CheckDeadlines() {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < pack_.deadlines.size(); ++i) {
      const Deadline& deadline = pack_.deadlines[i];
      const std::string path = absl::StrCat("deadlines[", i, "]");
      CheckId(absl::StrCat(path, ".deadline_id"), deadline.deadline_id, seen);
      CheckNotEmpty(absl::StrCat(path, ".title"), deadline.title);
      CheckRequirementIds(absl::StrCat(path, ".requirement_ids"), deadline.requirement_ids);
      CheckSubject(absl::StrCat(path, ".subject"), deadline.subject);
      CheckDueDay(absl::StrCat(path, ".due_day"), deadline.due_day);
      if (deadline.measure == DeadlineMeasure::kYouthAdoption && !deadline.shown_only) {
        Wrong(absl::StrCat(path, ".shown_only"),
              "adoption by youths is shown to the cadre and never scored (A-31)");
      }
    }
  }

  void CheckReports() {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < pack_.reports.size(); ++i) {
      const ReportDefinition& report = pack_.reports[i];
      const std::string path = absl::StrCat("reports[", i, "]");
      CheckId(absl::StrCat(path, ".report_id"), report.report_id, seen);
      CheckNotEmpty(absl::StrCat(path, ".title"), report.title);
      CheckRequirementIds(absl::StrCat(path, ".requirement_ids"), report.requirement_ids);
      CheckSubject(absl::StrCat(path, ".subject"), report.subject);
      if (report.columns.empty()) Wrong(absl::StrCat(path, ".columns"), "must not be empty");
      absl::flat_hash_set<std::string> seen_columns;
      for (size_t c = 0; c < report.columns.size(); ++c) {
        const std::string column = absl::StrCat(path, ".columns[", c, "]");
        CheckId(absl::StrCat(column, ".column_id"), report.columns[c].column_id, seen_columns);
        CheckNotEmpty(absl::StrCat(column, ".title"), report.columns[c].title);
      }
      if (report.due_days.empty()) Wrong(absl::StrCat(path, ".due_days"), "must not be empty");
      for (size_t d = 0; d < report.due_days.size(); ++d) {
        const std::string due_day = absl::StrCat(path, ".due_days[", d, "]");
        CheckDueDay(due_day, report.due_days[d]);
        if (d > 0 && report.due_days[d] <= report.due_days[d - 1]) {
          Wrong(due_day, "must be later than the one before");
        }
      }
    }
  }

  void CheckEvaluations() {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < pack_.evaluations.size(); ++i) {
      const Evaluation& evaluation = pack_.evaluations[i];
      const std::string path = absl::StrCat("evaluations[", i, "]");
      CheckId(absl::StrCat(path, ".evaluation_id"), evaluation.evaluation_id, seen);
      CheckNotEmpty(absl::StrCat(path, ".title"), evaluation.title);
      CheckRequirementIds(absl::StrCat(path, ".requirement_ids"), evaluation.requirement_ids);
    }
  }

  void CheckSwitches() {
    absl::flat_hash_set<int> seen;
    for (size_t i = 0; i < pack_.switches.size(); ++i) {
      const Switch& item = pack_.switches[i];
      const std::string path = absl::StrCat("switches[", i, "]");
      if (!seen.insert(static_cast<int>(item.kind)).second) {
        Wrong(absl::StrCat(path, ".kind"), "occurs twice");
      }
      if (!item.enabled) continue;
      if (!item.legal_basis.has_value() || item.legal_basis->issuer.empty() ||
          item.legal_basis->number.empty() || !item.legal_basis->issue_day.has_value()) {
        Wrong(
            absl::StrCat(path, ".legal_basis"),
            "a switch that is on names the issuer, number and day of the document that orders it");
      }
      CheckNotEmpty(absl::StrCat(path, ".text"), item.text);
    }
  }

  void CheckAssumptions() {
    absl::flat_hash_set<std::string> seen;
    for (size_t i = 0; i < pack_.assumptions.size(); ++i) {
      const Assumption& assumption = pack_.assumptions[i];
      const std::string path = absl::StrCat("assumptions[", i, "]");
      if (!IsAssumptionId(assumption.assumption_id)) {
        Wrong(absl::StrCat(path, ".assumption_id"), "must look like 'A-16'");
      } else if (!seen.insert(assumption.assumption_id).second) {
        Wrong(absl::StrCat(path, ".assumption_id"), "occurs twice");
      }
      CheckNotEmpty(absl::StrCat(path, ".text"), assumption.text);
    }
  }

  const RulePack& pack_;
  const absl::flat_hash_set<std::string>& known_kind_ids_;
  const absl::CivilDay announced_day_;
  const absl::CivilDay publication_day_;
  absl::flat_hash_set<std::string> duty_ids_;
  Findings findings_;
};

}  // namespace

Findings Validate(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                  absl::CivilDay publication_day) {
  return Validator(pack, known_kind_ids, publication_day).Run();
}

bool IsKindId(absl::string_view id) {
  const std::vector<absl::string_view> words = absl::StrSplit(id, '.');
  return id.size() <= kIdBytesMax && words.size() == 2 && IsWord(words[0]) && IsWord(words[1]);
}

}  // namespace xinqiao::policy
