#include "libs/policy/checker.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace xinqiao::policy {
namespace {

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

bool IsRequirementId(absl::string_view id) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(id, '-');
  const auto upper = [](char c) { return absl::ascii_isupper(static_cast<unsigned char>(c)); };
  return id.size() == 6 && parts.first.size() == 3 &&
         std::all_of(parts.first.begin(), parts.first.end(), upper) &&
         std::all_of(parts.second.begin(), parts.second.end(), IsDigit);
}

}  // namespace

Checker::Checker(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                 absl::CivilDay publication_day, absl::Span<const BookClosing> closings,
                 const WorkdayCalendar& calendar)
    : pack_(pack),
      known_kind_ids_(known_kind_ids),
      announced_day_(std::max(pack.document.issue_day, publication_day)),
      publication_day_(publication_day),
      closings_(closings),
      calendar_(calendar) {
  for (const Duty& duty : pack.duties) duty_ids_.insert(duty.duty_id);
  for (const ScheduleItem& item : pack.schedule_items) {
    schedule_item_ids_.insert(item.schedule_item_id);
  }
  for (const Assumption& assumption : pack.assumptions) {
    assumption_ids_.insert(assumption.assumption_id);
  }
}

void Checker::Wrong(absl::string_view field, absl::string_view reason) {
  findings_.problems.push_back({.field = std::string(field), .reason = std::string(reason)});
}

void Checker::Warn(absl::string_view field, absl::string_view reason) {
  findings_.warnings.push_back({.field = std::string(field), .reason = std::string(reason)});
}

void Checker::NotEmpty(absl::string_view field, absl::string_view text) {
  if (absl::StripAsciiWhitespace(text).empty()) Wrong(field, "must not be empty");
}

void Checker::Id(absl::string_view field, const std::string& id, Seen& seen) {
  if (!IsWord(id) || id.size() > kIdBytesMax) {
    Wrong(field, "must be 1 to 63 lower-case letters, digits and '_', a letter first");
  } else if (!seen.insert(id).second) {
    Wrong(field, absl::StrCat("'", id, "' occurs twice"));
  }
}

void Checker::RequirementIds(absl::string_view field, const std::vector<std::string>& ids) {
  if (ids.empty()) Wrong(field, "must name at least one requirement");
  ForEach(field, ids, [&](absl::string_view path, const std::string& id) {
    if (!IsRequirementId(id)) Wrong(path, "must look like 'FIV-02'");
  });
}

void Checker::KindIds(absl::string_view field, const std::vector<std::string>& ids) {
  Seen seen;
  ForEach(field, ids, [&](absl::string_view path, const std::string& id) {
    if (!known_kind_ids_.contains(id)) {
      Wrong(path, absl::StrCat("'", id, "' is not in the catalogue of activity kinds"));
    } else if (!seen.insert(id).second) {
      Wrong(path, absl::StrCat("'", id, "' occurs twice"));
    }
  });
}

void Checker::AtLeastOneKind(absl::string_view field, const std::vector<std::string>& ids) {
  if (ids.empty()) Wrong(field, "must name at least one kind");
  KindIds(field, ids);
}

void Checker::DutyIds(absl::string_view field, const std::vector<std::string>& ids,
                      absl::string_view own_id) {
  ForEach(field, ids, [&](absl::string_view path, const std::string& id) {
    if (id == own_id) {
      Wrong(path, "a duty does not name itself");
    } else if (!HasDuty(id)) {
      Wrong(path, absl::StrCat("'", id, "' is not a duty of this pack"));
    }
  });
}

void Checker::Between(absl::string_view field, int64_t value, int64_t min, int64_t max) {
  if (value < min || value > max) Wrong(field, absl::StrCat("must be ", min, " to ", max));
}

void Checker::UpperEnd(absl::string_view field, int64_t value, int64_t required, int64_t max) {
  if (value != 0 && (value < required || value < 0 || value > max)) {
    Wrong(field,
          absl::StrCat("must be 0 for none, or ", std::max<int64_t>(required, 0), " to ", max));
  }
}

void Checker::Window(absl::string_view field, const Period& window) {
  if (HasDay(field, window)) BeginsLate(absl::StrCat(field, ".start_day"), window.first);
}

void Checker::Effective(absl::string_view field, const Period& effective) {
  if (!HasDay(field, effective)) return;
  if (pack_.in_force.has_value() && Days(Intersect(effective, *pack_.in_force)) == 0) {
    Warn(field, absl::StrCat(ToString(effective), " has no day of ", ToString(*pack_.in_force),
                             ", when the pack is in force"));
    return;
  }
  // Otherwise it begins with the pack, and in_force says so once.
  if (!pack_.in_force.has_value() || effective.first > pack_.in_force->first) {
    const std::string start = absl::StrCat(field, ".start_day");
    BeginsLate(start, effective.first);
    BeginsInClosedBooks(start, effective.first);
  }
}

void Checker::InForce(absl::string_view field, const Period& in_force) {
  if (!HasDay(field, in_force)) return;
  const std::string start = absl::StrCat(field, ".start_day");
  BeginsLate(start, in_force.first);
  BeginsInClosedBooks(start, in_force.first);
}

void Checker::Ends(absl::string_view field, const Period& effective) {
  if (effective.end == kOpenEnd) {
    Wrong(absl::StrCat(field, ".end_day"),
          "a number for the whole interval needs an interval that ends");
  }
}

void Checker::DueDay(absl::string_view field, absl::CivilDay day) {
  if (day >= announced_day_) return;
  Warn(field, absl::StrCat("due on ", absl::FormatCivilTime(day), ", before it was made known on ",
                           absl::FormatCivilTime(announced_day_), "; never scored late (A-45)"));
}

void Checker::AnySubject(absl::string_view field, const Subject& subject) {
  InScope(absl::StrCat(field, subject.of == Subject::Of::kPosts ? ".posts" : ".organizations"),
          subject);
}

void Checker::Posts(absl::string_view field, const Subject& subject) {
  if (subject.of != Subject::Of::kPosts) Wrong(field, "must mean posts");
  InScope(field, subject);
}

void Checker::Organizations(absl::string_view field, const Subject& subject) {
  if (subject.of != Subject::Of::kOrganizations) Wrong(field, "must mean organizations");
  InScope(field, subject);
}

void Checker::InScope(absl::string_view field, const Subject& subject) {
  if (!ShareOne(subject.organization_kinds, pack_.scope.organization_kinds)) {
    Wrong(absl::StrCat(field, ".organization_kinds"), "none of them is in the scope of the pack");
  }
  if (!ShareOne(subject.organization_levels, pack_.scope.organization_levels)) {
    Wrong(absl::StrCat(field, ".organization_levels"), "none of them is in the scope of the pack");
  }
}

bool Checker::HasDay(absl::string_view field, const Period& days) {
  if (Days(days) > 0) return true;
  Wrong(field, absl::StrCat(ToString(days), " has no day"));
  return false;
}

void Checker::BeginsLate(absl::string_view field, absl::CivilDay first) {
  if (first >= announced_day_) return;
  Warn(field,
       absl::StrCat("begins on ", absl::FormatCivilTime(first), ", before it was made known on ",
                    absl::FormatCivilTime(announced_day_), " (A-45)"));
}

void Checker::BeginsInClosedBooks(absl::string_view field, absl::CivilDay first) {
  for (const BookClosing& closing : closings_) {
    const Period period = PeriodContaining(closing.period, first);
    const absl::CivilDay last_open =
        calendar_.AddWorkdays(period.end - 1, closing.after_working_days);
    if (publication_day_ <= last_open || !Contains(closing.effective, last_open)) continue;
    Warn(field, absl::StrCat("begins on ", absl::FormatCivilTime(first), " in ", ToString(period),
                             ", whose books '", closing.title, "' closed after ",
                             absl::FormatCivilTime(last_open),
                             "; figures published for it stay as they are"));
  }
}

bool IsWord(absl::string_view word) {
  return !word.empty() && absl::ascii_islower(static_cast<unsigned char>(word[0])) &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) || IsDigit(c) || c == '_';
         });
}

bool IsAssumptionId(absl::string_view id) {
  return id.size() == 4 && id.substr(0, 2) == "A-" && IsDigit(id[2]) && IsDigit(id[3]);
}

}  // namespace xinqiao::policy
