// Organizations as tests of the tree like to write them.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_APP_TREE_SCENE_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_APP_TREE_SCENE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/domain/organization.h"
#include "tests/support/day.h"

namespace xinqiao::registry {

// A UUID that a test names by a number.
inline std::string Id(int number) {
  return absl::StrFormat("00000000-0000-7000-8000-%012d", number);
}

// "" for 0, as there is nobody above a root.
inline std::string ParentId(int number) { return number == 0 ? "" : Id(number); }

// One version, up to where the next one begins.
struct Span {
  absl::string_view from = "2016-01-01";
  int parent = 0;
  std::string name = "团委";
  bool closed = false;
};

inline std::vector<OrganizationVersion> Versions(const std::vector<Span>& spans) {
  std::vector<OrganizationVersion> versions;
  for (const Span& span : spans) {
    const absl::CivilDay first = xinqiao::testing::Day(span.from);
    if (!versions.empty()) versions.back().validity.end = first;
    versions.push_back({.validity = {.first = first, .end = kOpenEnd},
                        .display_name = span.name,
                        .parent_id = ParentId(span.parent),
                        .closed = span.closed});
  }
  return versions;
}

inline OrganizationHistory History(int number, const std::vector<Span>& spans) {
  return {.identity = {.organization_id = Id(number)}, .versions = Versions(spans)};
}

inline Organization New(int number, OrganizationKind kind, OrganizationLevel level,
                        const Span& span) {
  return {.identity = {.organization_id = Id(number),
                       .kind = kind,
                       .level = level,
                       .create_time = absl::FromUnixMicros(1494950400123456)},
          .version = Versions({span}).front()};
}

inline Organization County(int number, int parent, std::string name = "县委") {
  return New(number, OrganizationKind::kCountyCommittee, OrganizationLevel::kCounty,
             {.parent = parent, .name = std::move(name)});
}

inline Organization School(int number, int parent, std::string name = "校团委") {
  return New(number, OrganizationKind::kUniversityCommittee, OrganizationLevel::kSchool,
             {.parent = parent, .name = std::move(name)});
}

inline Organization Branch(int number, int parent, std::string name = "团支部") {
  return New(number, OrganizationKind::kBranch, OrganizationLevel::kBranch,
             {.parent = parent, .name = std::move(name)});
}

inline Organization Province(int number, std::string name = "省委") {
  return New(number, OrganizationKind::kProvincialCommittee, OrganizationLevel::kProvince,
             {.name = std::move(name)});
}

inline Organization City(int number, int parent, std::string name = "市委") {
  return New(number, OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity,
             {.parent = parent, .name = std::move(name)});
}

inline std::vector<std::string> Ids(const std::vector<Organization>& organizations) {
  std::vector<std::string> ids;
  for (const Organization& each : organizations) ids.push_back(each.identity.organization_id);
  return ids;
}

inline std::vector<std::string> IdsOf(const std::vector<int>& numbers) {
  std::vector<std::string> ids;
  for (const int number : numbers) ids.push_back(Id(number));
  return ids;
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_APP_TREE_SCENE_H_
