// Events of the feeds to facts.

#ifndef XINQIAO_SERVICES_ASSESSMENT_FEED_FACT_CODEC_H_
#define XINQIAO_SERVICES_ASSESSMENT_FEED_FACT_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessment/domain/facts.h"
#include "xinqiao/contacts/v1/event.pb.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/wishes/v1/event.pb.h"

namespace xinqiao::assessment {

// The facts in one event of `source` ("registry", "contacts", "ledger",
// "wishes"); none where the event is of no interest, or of a kind that a newer
// owner added. Of a rule pack, what a newer registry added is left out and named. INTERNAL when the
// bytes are not such an event.
absl::StatusOr<std::vector<Fact>> DecodeEvent(absl::string_view source, const std::string& payload);

// The facts in one event.
std::vector<Fact> FactsOf(const registry::v1::Event& event);
std::vector<Fact> FactsOf(const contacts::v1::Event& event);
std::vector<Fact> FactsOf(const ledger::v1::Event& event);
std::vector<Fact> FactsOf(const wishes::v1::Event& event);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_FEED_FACT_CODEC_H_
