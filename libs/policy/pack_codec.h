// Rule packs and activity kinds: messages to values and back.

#ifndef XINQIAO_LIBS_POLICY_PACK_CODEC_H_
#define XINQIAO_LIBS_POLICY_PACK_CODEC_H_

#include <vector>

#include "libs/policy/rule_pack.h"
#include "libs/policy/validate.h"
#include "xinqiao/policy/v1/activity_kind.pb.h"
#include "xinqiao/policy/v1/pack.pb.h"

namespace xinqiao::policy {

// What a message says, and what could not be read. `value` is whole only when
// `problems` is empty.
template <typename T>
struct Decoded {
  T value;
  std::vector<Problem> problems;
};

// Reads everything but what only the registry says: `name`, `version`,
// `publish_time`, `superseded_by`, `withdrawal_reason` and `publisher`. Finds
// every unreadable field at once: days, enums, names, texts that may not be
// stored. What the values mean is for Validate().
Decoded<RulePack> DecodeRulePack(const v1::RulePack& pack);

v1::RulePack EncodeRulePack(const RulePack& pack);

// Takes the id from `name`.
Decoded<ActivityKind> DecodeActivityKind(const v1::ActivityKind& kind);

// Problems name the place: "activity_kinds[3].name". An id that occurs twice is
// one.
Decoded<std::vector<ActivityKind>> DecodeActivityKinds(const v1::ActivityKindCatalogue& catalogue);

v1::ActivityKind EncodeActivityKind(const ActivityKind& kind);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_PACK_CODEC_H_
