// Rule packs and activity kinds: messages to values and back.

#ifndef XINQIAO_LIBS_POLICY_PACK_CODEC_H_
#define XINQIAO_LIBS_POLICY_PACK_CODEC_H_

#include <optional>
#include <string>
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
// So is every field that this version does not know. For those who publish.
Decoded<RulePack> DecodeRulePack(const v1::RulePack& pack);

// A pack that was published, as far as this version can read it.
struct ReadPack {
  RulePack value;
  std::vector<Problem> unread;        // What was left out, and why. To be told loudly.
  std::vector<std::string> left_out;  // Of these, whole rules: "duties[2]" of the message.
};

// Reads what somebody published once, be it by a newer version: never fails. A
// rule that holds anything that this version does not know is left out whole, for
// half of it could bind whom it does not mean; so are all rules if it cannot tell
// whom the pack binds, and when. What was read once is read by every later
// version: tests/golden/rule_packs.
ReadPack ReadRulePack(const v1::RulePack& pack);

v1::RulePack EncodeRulePack(const RulePack& pack);

// Takes the id from `name`.
Decoded<ActivityKind> DecodeActivityKind(const v1::ActivityKind& kind);

// A kind that somebody added once; nothing if a newer version added it to a group
// that this one does not know.
std::optional<ActivityKind> ReadActivityKind(const v1::ActivityKind& kind);

// Problems name the place: "activity_kinds[3].name". An id that occurs twice is
// one.
Decoded<std::vector<ActivityKind>> DecodeActivityKinds(const v1::ActivityKindCatalogue& catalogue);

v1::ActivityKind EncodeActivityKind(const ActivityKind& kind);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_PACK_CODEC_H_
