// Events of the feeds to facts, and the read model to a snapshot and back.

#ifndef XINQIAO_SERVICES_ASSESSMENT_FEED_FACT_CODEC_H_
#define XINQIAO_SERVICES_ASSESSMENT_FEED_FACT_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessment/domain/facts.h"
#include "services/assessment/domain/model.h"

namespace xinqiao::assessment {

// The facts in one event of `source` ("registry", "contacts", "ledger",
// "wishes"); none where the event is of no interest, or of a kind that a newer
// owner added. INTERNAL when the bytes are not such an event.
absl::StatusOr<std::vector<Fact>> DecodeEvent(absl::string_view source, const std::string& payload);

// The model as bytes: equal for equal facts, whatever the order in which they
// came (xinqiao.assessment.v1.Snapshot).
std::string EncodeSnapshot(const Model& model);

// The facts of a snapshot, in an order in which they can be applied.
absl::StatusOr<std::vector<Fact>> DecodeSnapshot(const std::string& bytes);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_FEED_FACT_CODEC_H_
