// Which duties of rule packs bind a post, day by day.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_BOUND_DUTIES_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_BOUND_DUTIES_H_

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "libs/policy/rule_pack.h"
#include "services/assessment/domain/model.h"

namespace xinqiao::assessment {

// The packs that may bind posts of `organization` on some day: of every
// organization that it ever stood under. By id, so that no order of arrival shows.
std::vector<Index> PacksOver(const Model& model, Index organization);

// Answers for one post, and remembers the days asked about. The model outlives
// it and does not change. Not thread-safe.
class BoundDuties {
 public:
  BoundDuties(const Model& model, Index post) : model_(model), post_(post) {}

  // Whether `duty`, which is one of the model, is in force for the post on
  // `day`: published at or above its organization, for what the organization
  // and the post are on that day, and not replaced by one that is nearer
  // or of a later version of the document.
  bool Bind(const policy::Duty& duty, absl::CivilDay day);

 private:
  std::vector<const policy::Duty*> DutiesOn(absl::CivilDay day) const;

  const Model& model_;
  const Index post_;
  absl::flat_hash_map<absl::CivilDay, std::vector<const policy::Duty*>> days_;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_BOUND_DUTIES_H_
