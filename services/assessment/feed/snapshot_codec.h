// The read model to a snapshot and back.

#ifndef XINQIAO_SERVICES_ASSESSMENT_FEED_SNAPSHOT_CODEC_H_
#define XINQIAO_SERVICES_ASSESSMENT_FEED_SNAPSHOT_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/assessment/domain/facts.h"
#include "services/assessment/domain/model.h"

namespace xinqiao::assessment {

// The model as bytes: equal for equal facts, whatever the order in which they
// came (xinqiao.assessment.v1.Snapshot).
std::string EncodeSnapshot(const Model& model);

// The facts of a snapshot, in an order in which they can be applied.
// DATA_LOSS when the bytes are not one; FAILED_PRECONDITION when it was made by
// a version of assessment that keeps other facts, or could not read all of a rule
// pack.
absl::StatusOr<std::vector<Fact>> DecodeSnapshot(const std::string& bytes);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_FEED_SNAPSHOT_CODEC_H_
