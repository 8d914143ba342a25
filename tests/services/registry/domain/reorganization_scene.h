// A small tree to reorganize, and plans as text.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_SCENE_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_SCENE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"
#include "tests/support/day.h"

namespace xinqiao::registry {

// An organization that stands since 2015; "yanta" has the name "the yanta".
inline OrganizationHistory Standing(const std::string& id, OrganizationKind kind,
                                    OrganizationLevel level, const std::string& parent_id,
                                    const std::string& log) {
  return {.identity = {.organization_id = id,
                       .kind = kind,
                       .level = level,
                       .ledger_root = log == id,
                       .log = log},
          .versions = {{.validity = {.first = testing::Day("2015-09-01"), .end = kOpenEnd},
                        .display_name = absl::StrCat("the ", id),
                        .parent_id = parent_id}}};
}

// nation > { shaanxi > { xian > { yanta > { school1, school2, old }, beilin },
// weinan > { linwei } }, gansu > { lanzhou } }. Shaanxi and Gansu are ledger
// roots; "old" is a school that was closed into Yanta in 2016.
inline KnownOrganizations Scene() {
  using Kind = OrganizationKind;
  using Level = OrganizationLevel;
  KnownOrganizations known;
  const auto add = [&known](OrganizationHistory history) {
    known[history.identity.organization_id] = std::move(history);
  };
  add(Standing("nation", Kind::kCentralCommittee, Level::kNation, "", ""));
  add(Standing("shaanxi", Kind::kProvincialCommittee, Level::kProvince, "nation", "shaanxi"));
  add(Standing("gansu", Kind::kProvincialCommittee, Level::kProvince, "nation", "gansu"));
  add(Standing("xian", Kind::kPrefectureCommittee, Level::kCity, "shaanxi", "shaanxi"));
  add(Standing("weinan", Kind::kPrefectureCommittee, Level::kCity, "shaanxi", "shaanxi"));
  add(Standing("lanzhou", Kind::kPrefectureCommittee, Level::kCity, "gansu", "gansu"));
  add(Standing("yanta", Kind::kCountyCommittee, Level::kCounty, "xian", "shaanxi"));
  add(Standing("beilin", Kind::kCountyCommittee, Level::kCounty, "xian", "shaanxi"));
  add(Standing("linwei", Kind::kCountyCommittee, Level::kCounty, "weinan", "shaanxi"));
  for (const std::string id : {"school1", "school2", "old"}) {
    add(Standing(id, Kind::kBaseCommittee, Level::kSchool, "yanta", "shaanxi"));
  }
  std::vector<OrganizationVersion>& old = known["old"].versions;
  old.push_back(old.front());
  old.front().validity.end = old.back().validity.first = testing::Day("2016-01-01");
  old.back().closed = true;
  return known;
}

// Gives an organization another state from `first` on.
inline void ChangeLater(KnownOrganizations& known, const std::string& id, const std::string& first,
                        const std::string& parent_id, bool closed = false) {
  std::vector<OrganizationVersion>& versions = known.at(id).versions;
  OrganizationVersion later = versions.back();
  versions.back().validity.end = later.validity.first = testing::Day(first);
  later.parent_id = parent_id;
  later.closed = closed;
  versions.push_back(later);
}

// "2018-01-01 the yanta under xian"; a closed one is "closed under".
inline std::string Text(const OrganizationVersion& version) {
  return absl::StrCat(absl::FormatCivilTime(version.validity.first), " ", version.display_name,
                      version.closed ? " closed" : "", " under ", version.parent_id);
}

// The last version of each that changes, by id.
inline std::vector<std::string> Changed(const ReorganizationPlan& plan) {
  std::vector<std::string> lines;
  for (const auto& [id, history] : plan.changed) lines.push_back(Text(history.versions.back()));
  return lines;
}

inline std::vector<std::string> Created(const ReorganizationPlan& plan) {
  std::vector<std::string> lines;
  for (const OrganizationHistory& each : plan.created) {
    lines.push_back(Text(each.versions.front()));
  }
  return lines;
}

// "0 LEVEL_CONFLICT yanta".
inline std::vector<std::string> Conflicts(const ReorganizationPlan& plan) {
  std::vector<std::string> lines;
  for (const ReorganizationConflict& each : plan.conflicts) {
    lines.push_back(absl::StrCat(each.change_index, " ", each.reason, " ", each.organization_id));
  }
  return lines;
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_SCENE_H_
