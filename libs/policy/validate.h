// Whether a rule pack may be published.

#ifndef XINQIAO_LIBS_POLICY_VALIDATE_H_
#define XINQIAO_LIBS_POLICY_VALIDATE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/calendar/workdays.h"
#include "libs/policy/rule_pack.h"
#include "libs/policy/service_rules.h"

namespace xinqiao::policy {

// Something to say about one field of a pack.
struct Problem {
  std::string field;   // Path within the pack: "duties[1].effective".
  std::string reason;  // What is wrong with it.

  friend bool operator==(const Problem&, const Problem&) = default;
};

struct Findings {
  std::vector<Problem> problems;  // Any of them forbids publication.
  std::vector<Problem> warnings;  // To be shown; publication goes on.
};

// How many rules of one type a pack may have, and how many values a list within
// a rule: no document comes near, and what is held against each other stays cheap.
inline constexpr size_t kRulesMax = 500;
inline constexpr size_t kValuesMax = 200;

// Finds everything at once; of a pack with a list that is too long, nothing else.
// A day that has passed before the document was
// issued or before `publication_day` is a warning: such an item is never
// scored late.
//
// So is a rule that begins in a period whose books `closings`, those that bind
// the publisher, closed before `publication_day`: figures published for that
// period stay as they are. Working days are those of `calendar`.
Findings Validate(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                  absl::CivilDay publication_day, absl::Span<const BookClosing> closings,
                  const WorkdayCalendar& calendar);

// The same for a publisher whose books nobody closes.
Findings Validate(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                  absl::CivilDay publication_day);

// Whether `id` is a kind id: lower-case words joined by `_`, after a prefix
// and a dot; at most 63 bytes.
bool IsKindId(absl::string_view id);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_VALIDATE_H_
