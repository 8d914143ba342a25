// Whether a fact counts in a figure, and why not.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_VERDICT_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_VERDICT_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/assessment/domain/model.h"

namespace xinqiao::assessment {

// The first reason that applies, in this order.
enum class Verdict {
  kCounted,
  kRecordedLater,  // Entered after the day asked about.
  kVoided,         // Voided by the end of the day asked about.
  kOtherKind,      // Not a kind that the rule counts.
  kOutsideWindow,  // On a day before or after the window.
  kNotInForce,     // On a day when the rule or the post was not in force.
  kNotFirstReply,  // Another reply to the appeal came before.
  kPostNotValid,   // The post was not held on the day asked about.
  kLinkNotActive,  // There was no contact on the day asked about.
  kSamePerson,     // The person is counted by another post.
  kSameYouth,      // The youth is counted by another link.
};

// "RECORDED_LATER"; "" for kCounted.
absl::string_view ToText(Verdict verdict);

// One fact that a figure looked at.
struct Examined {
  enum class Of { kPost, kLink, kActivity, kReply };

  Of of = Of::kActivity;
  Index index = kNone;
  absl::CivilDay day;  // Of the fact; of a post, its first.
  Verdict verdict = Verdict::kCounted;
};

// The id by which facts of one figure are sorted.
const std::string& IdOf(const Model& model, const Examined& examined);

// Counted facts first, each group by id.
void SortForReading(const Model& model, std::vector<Examined>& facts);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_VERDICT_H_
