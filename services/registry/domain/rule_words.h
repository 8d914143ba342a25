// What a rule asks for, in words for people.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_WORDS_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_WORDS_H_

#include <string>

#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// Such as "每2个月5次", "联系团员青年20名", "每周有声音1次", "2017-04-12前". A voluntary one says
// so.
std::string Asks(const policy::RulePack& rules, const policy::RulePlace& place);

// Its title; the kind of a switch.
std::string TitleOf(const policy::RulePack& rules, const policy::RulePlace& place);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_WORDS_H_
