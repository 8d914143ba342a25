// What a rule asks for, in words for people.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_WORDS_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// Such as "每2个月5次", "联系团员青年20名", "每周有声音1次", "2017-04-12前"; never empty. A
// voluntary one says so.
std::string Asks(const policy::RulePack& rules, const policy::RulePlace& place);

// Its title; that of the function, of a switch.
std::string TitleOf(const policy::RulePack& rules, const policy::RulePlace& place);

// What people call a function that a switch turns on, wherever they meet it.
absl::string_view TitleOf(policy::SwitchKind kind);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_WORDS_H_
