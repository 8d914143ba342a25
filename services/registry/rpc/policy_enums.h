// Enums of policy in messages: the numbers of ours, which begin at 0, are one
// less.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_POLICY_ENUMS_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_POLICY_ENUMS_H_

#include "libs/policy/quota.h"
#include "libs/policy/rule_pack.h"
#include "libs/policy/subject.h"
#include "xinqiao/policy/v1/pack.pb.h"
#include "xinqiao/policy/v1/quota.pb.h"
#include "xinqiao/policy/v1/subject.pb.h"

namespace xinqiao::registry {

constexpr policy::v1::OrganizationLevel ProtoLevel(policy::OrganizationLevel level) {
  return static_cast<policy::v1::OrganizationLevel>(static_cast<int>(level) + 1);
}
static_assert(ProtoLevel(policy::OrganizationLevel::kNation) ==
              policy::v1::ORGANIZATION_LEVEL_NATION);
static_assert(ProtoLevel(policy::OrganizationLevel::kOutside) ==
              policy::v1::ORGANIZATION_LEVEL_OUTSIDE);

constexpr policy::v1::CeilingScope ProtoCeilingScope(policy::CeilingScope scope) {
  return static_cast<policy::v1::CeilingScope>(static_cast<int>(scope) + 1);
}
static_assert(ProtoCeilingScope(policy::CeilingScope::kContactNumber) ==
              policy::v1::CEILING_SCOPE_CONTACT_NUMBER);
static_assert(ProtoCeilingScope(policy::CeilingScope::kNewWork) ==
              policy::v1::CEILING_SCOPE_NEW_WORK);

constexpr policy::v1::SwitchKind ProtoSwitchKind(policy::SwitchKind kind) {
  return static_cast<policy::v1::SwitchKind>(static_cast<int>(kind) + 1);
}
static_assert(ProtoSwitchKind(policy::SwitchKind::kOrganizationRanking) ==
              policy::v1::SWITCH_KIND_ORGANIZATION_RANKING);
static_assert(ProtoSwitchKind(policy::SwitchKind::kOnlineDuration) ==
              policy::v1::SWITCH_KIND_ONLINE_DURATION);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POLICY_ENUMS_H_
