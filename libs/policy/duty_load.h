// Everything that all levels ask of one post, added up (C-02). Pure.

#ifndef XINQIAO_LIBS_POLICY_DUTY_LOAD_H_
#define XINQIAO_LIBS_POLICY_DUTY_LOAD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/calendar/period.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

// Numbers of work, as xinqiao.registry.v1.LoadSum says.
struct LoadSum {
  int64_t activities = 0;
  int64_t contacts = 0;
  int64_t cadence_acts = 0;
  int64_t deadlines = 0;
  int64_t reports = 0;

  friend bool operator==(const LoadSum&, const LoadSum&) = default;
};

// What one rule asks for in the period.
struct LoadItem {
  RuleRef rule;
  std::string title;
  int64_t count = 0;
  bool voluntary = false;
  bool covered = false;  // Not in the total: a nearer rule is in force in its place.

  friend bool operator==(const LoadItem&, const LoadItem&) = default;
};

// What one organization asks for.
struct LevelLoad {
  std::string organization_id;
  int step = 0;
  std::vector<LoadItem> items;
  LoadSum sum;

  friend bool operator==(const LevelLoad&, const LevelLoad&) = default;
};

struct DutyLoad {
  std::vector<LevelLoad> levels;  // The highest first; those that ask for nothing are left out.
  LoadSum total;

  friend bool operator==(const DutyLoad&, const DutyLoad&) = default;
};

// What `packs` (see RulesOf()) ask of `post`, held on the days `in_office`, in
// `period`, which has an end. The count of a window partly in the period, in
// force or in office is floor(count x days / days of the window).
//
// Listed are rules that bind the post on some day of the period. In the total are
// those that RulesOf() gives, day by day: of rules of different organizations that
// say the same thing (see SubjectMatter) the nearest, on the days on which it
// binds. The others count on the days that are left to them, and where none is
// left they are covered, with what they would ask for. A pack that takes the place
// of another of its organization takes its days; what is left with none is not
// listed.
//
// Contacts are those with youths and youths in difficulty. They are kept all the
// time: of several quotas for one object the largest counts, of one level, and in
// force at different times.
DutyLoad LoadOf(const PostFacts& post, const Period& in_office, absl::Span<const PlacedPack> packs,
                const Period& period);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_DUTY_LOAD_H_
