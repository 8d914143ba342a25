// The registry's classes of organizations and posts, as policy tells them apart.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POLICY_FACTS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POLICY_FACTS_H_

#include "libs/policy/subject.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Both sides list the same values in the same order; those of policy, which are
// not stored as numbers, begin at 0.
constexpr policy::OrganizationKind PolicyKind(OrganizationKind kind) {
  return static_cast<policy::OrganizationKind>(static_cast<int>(kind) - 1);
}
static_assert(PolicyKind(OrganizationKind::kCentralCommittee) ==
              policy::OrganizationKind::kCentralCommittee);
static_assert(PolicyKind(OrganizationKind::kBranch) == policy::OrganizationKind::kBranch);
static_assert(PolicyKind(OrganizationKind::kOnlinePlatform) ==
              policy::OrganizationKind::kOnlinePlatform);

constexpr policy::OrganizationLevel PolicyLevel(OrganizationLevel level) {
  return static_cast<policy::OrganizationLevel>(static_cast<int>(level) - 1);
}
static_assert(PolicyLevel(OrganizationLevel::kNation) == policy::OrganizationLevel::kNation);
static_assert(PolicyLevel(OrganizationLevel::kSchool) == policy::OrganizationLevel::kSchool);
static_assert(PolicyLevel(OrganizationLevel::kOutside) == policy::OrganizationLevel::kOutside);

constexpr policy::AppointmentType PolicyAppointment(AppointmentType type) {
  return static_cast<policy::AppointmentType>(static_cast<int>(type) - 1);
}
static_assert(PolicyAppointment(AppointmentType::kFullTime) == policy::AppointmentType::kFullTime);
static_assert(PolicyAppointment(AppointmentType::kPartTime) == policy::AppointmentType::kPartTime);

constexpr policy::RankClass PolicyRank(RankClass rank) {
  return static_cast<policy::RankClass>(static_cast<int>(rank));
}
static_assert(PolicyRank(RankClass::kNotSaid) == policy::RankClass::kNotSaid);
static_assert(PolicyRank(RankClass::kSectionOrAbove) == policy::RankClass::kSectionOrAbove);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POLICY_FACTS_H_
