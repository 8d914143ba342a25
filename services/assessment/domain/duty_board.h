// How posts stand with the duties of rule packs (FIV-01..03). Pure.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_DUTY_BOARD_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_DUTY_BOARD_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/policy/duty.h"
#include "services/assessment/domain/model.h"
#include "services/assessment/domain/verdict.h"

namespace xinqiao::assessment {

// One post, one duty, one window.
struct DutyLine {
  Index post = kNone;
  Index pack = kNone;
  const policy::Duty* duty = nullptr;  // Of the pack, in the model.
  policy::Progress progress;  // Of a voluntary duty, nothing is required and nothing missing.
  // Nobody is late for what was due before it was made known.
  bool due_before_publication = false;
};

// How the posts of the subtree of `unit` stand on the day `as_of`: a line for
// each duty with a number that binds a post, and each window of it that meets the
// days from the first of the quarter of `as_of` to `as_of` and in which the post,
// the duty and its pack are in force. Whether a duty binds is asked for the last
// day of these that has come (see BoundDuties). In preorder of the tree, then by
// post, pack, duty and window.
std::vector<DutyLine> MeasureDuties(const Model& model, Index unit, absl::CivilDay as_of);

// What names one line.
struct DutyLineKey {
  Index post = kNone;
  Index pack = kNone;
  std::string duty_id;
  absl::CivilDay window_day;
};

// The line and every activity credited to the post, counted ones first.
struct DutyExplanation {
  DutyLine line;
  std::vector<Examined> facts;
};

// Nothing when the pack has no such duty, or it does not bind the post on any
// day of the window.
std::optional<DutyExplanation> ExplainDuty(const Model& model, const DutyLineKey& key,
                                           absl::CivilDay as_of);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_DUTY_BOARD_H_
