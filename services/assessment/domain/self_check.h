// The self-check table (附件3, RPT-01): its figures, and why each is what it is.
// Pure: the model in, numbers out. design.md, section 5, defines the figures.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_SELF_CHECK_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_SELF_CHECK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/civil_time.h"
#include "services/assessment/domain/model.h"
#include "services/assessment/domain/verdict.h"

namespace xinqiao::assessment {

// The columns in the order of the form.
enum class SelfCheckColumn {
  kCadres,
  kYouths,
  kEducationPractice,
  kFiveOnes,
  kMicroWishReplies,
  kQuestionReplies,
};

// One line of the table.
struct SelfCheckRow {
  std::string organization_id;
  std::string display_name;
  int64_t cadres = 0;              // Distinct persons.
  int64_t youths = 0;              // Distinct youths.
  int64_t links = 0;               // Active links.
  int64_t education_practice = 0;  // Activities.
  int64_t five_ones = 0;           // Activities.
  int64_t micro_wish_replies = 0;  // Micro-wishes with a first reply.
  int64_t question_replies = 0;    // Questions with a first reply.

  friend bool operator==(const SelfCheckRow&, const SelfCheckRow&) = default;
};

// First day of the quarter that contains `day`.
absl::CivilDay QuarterStart(absl::CivilDay day);

// Calls `visit` for every fact that `column` looks at in the subtree of `unit`,
// with its verdict. In no particular order, but a fact that repeats another
// (same person, same youth) is judged so whatever the order of arrival: the
// one with the smallest id counts. Every figure and every explanation comes
// from here.
void Examine(const Model& model, Index unit, absl::CivilDay as_of, SelfCheckColumn column,
             absl::FunctionRef<void(const Examined&)> visit);

// The line of `unit` on the day `as_of`, from the first day of its quarter on.
SelfCheckRow MeasureSelfCheck(const Model& model, Index unit, absl::CivilDay as_of);

// The facts of one figure: counted ones first, each group by name.
std::vector<Examined> ExplainSelfCheck(const Model& model, Index unit, absl::CivilDay as_of,
                                       SelfCheckColumn column);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_SELF_CHECK_H_
