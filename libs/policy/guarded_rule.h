// Rules as the guard sees them: who set them, and how they are named.

#ifndef XINQIAO_LIBS_POLICY_GUARDED_RULE_H_
#define XINQIAO_LIBS_POLICY_GUARDED_RULE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_classes.h"

namespace xinqiao::policy {

// How high a pack stands.
enum class Rank : int {};

// That of `other`; less is higher. The other packs of the own
// organization stand right above the checked pack, and below everything else.
Rank RankOf(const PlacedPack& pack, const PlacedPack& other);

// The rank of the checked pack itself.
Rank OwnRank(const PlacedPack& pack);

// The conditions under which a rule with that subject binds.
Bound BoundOf(const RuleRef& rule, const Subject* subject);

// What a rule asks for.
struct Nouns {
  absl::string_view one;
  absl::string_view many;
};

// Of a duty, a contact quota or a cadence: "activity" and "activities".
Nouns NounsOf(const RuleRef& rule);

// "榆团办发【2016】23号 (contact_quotas[1])".
std::string NameOf(const RuleRef& rule);

// ", the highest level that set one", or that it is the own organization.
std::string StandingOf(const PlacedPack& pack, const RuleRef& ceiling);

// Why rules are refused that tell more classes of posts apart than are compared.
std::string TooManyClasses();

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_GUARDED_RULE_H_
