// Random trees and random reorganizations of them, most of which fit.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_RANDOM_CHANGES_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_RANDOM_CHANGES_H_

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"

namespace xinqiao::registry {

// Day 0 of a random world.
inline constexpr absl::CivilDay kFirstModelDay(2018, 1, 1);

inline absl::CivilDay ModelDay(int day) { return kFirstModelDay + day; }

inline bool Stands(const OrganizationHistory& history, int day) {
  const OrganizationVersion* version = VersionOn(history.versions, ModelDay(day));
  return version != nullptr && !version->closed;
}

// Makes up what may be asked of a record. The same seed gives the same.
class RandomChanges {
 public:
  using Kind = OrganizationKind;
  using Level = OrganizationLevel;

  // `record` outlives the RandomChanges.
  RandomChanges(unsigned seed, const KnownOrganizations& record) : random_(seed), record_(record) {}

  int Pick(int min, int max) { return std::uniform_int_distribution<int>(min, max)(random_); }
  bool Chance(int percent) { return Pick(0, 99) < percent; }

  std::string ChooseStanding(int day) {
    return Choose([day](const OrganizationHistory& each) { return Stands(each, day); });
  }

  // One that a reorganization made what it is.
  std::string ChooseReorganized(int day) {
    return Choose([day](const OrganizationHistory& each) {
      return Stands(each, day) && !each.versions.back().reorganization_id.empty();
    });
  }

  NewOrganization Draft(const std::string& parent, Level level) {
    return {.display_name = absl::StrCat("n", names_++),
            .kind = KindOf(level),
            .level = level,
            .parent_id = parent,
            .ledger_root = level == Level::kCity && Chance(15)};
  }

  std::string NewId() { return absl::StrCat("o", ids_++); }

  Level LevelBelow(const std::string& parent) { return Below(record_.at(parent).identity.level); }

  Level Below(Level level) {
    return static_cast<Level>(std::min(8, static_cast<int>(level) + 1 + (Chance(25) ? 1 : 0)));
  }

  void AddChange(int day, std::vector<OrganizationChange>& changes) {
    const std::string id = ChooseStanding(day);
    switch (Pick(0, 6)) {
      case 0:
        changes.push_back(MoveChange{id, ChooseParent(id, day)});
        break;
      case 1: {
        MergeChange merge{{id}, ChooseSister(id, day)};
        if (Chance(30)) merge.organizations.push_back(ChooseSister(id, day));
        changes.push_back(merge);
        break;
      }
      case 2:
        AddSplit(id, day, changes);
        break;
      case 3:
        changes.push_back(RenameChange{id, absl::StrCat("n", names_++)});
        break;
      case 4: {
        const std::string leaf = ChooseLeaf(day);
        changes.push_back(
            CloseChange{leaf, Chance(50) ? ChooseSister(leaf, day) : ChooseParent(leaf, day)});
        break;
      }
      case 5: {
        const std::string closed = Choose([&](const OrganizationHistory& each) {
          const OrganizationVersion* version = VersionOn(each.versions, ModelDay(day));
          return version != nullptr && version->closed;
        });
        changes.push_back(ReopenChange{closed, ChooseParent(closed, day)});
        break;
      }
      case 6:
        AddCreations(id, changes);
        break;
    }
  }

 private:
  static Kind KindOf(Level level) {
    switch (level) {
      case Level::kNation:
        return Kind::kCentralCommittee;
      case Level::kProvince:
        return Kind::kProvincialCommittee;
      case Level::kCity:
        return Kind::kPrefectureCommittee;
      case Level::kCounty:
        return Kind::kCountyCommittee;
      case Level::kSchool:
      case Level::kCollege:
        return Kind::kBaseCommittee;
      case Level::kBranch:
        return Kind::kBranch;
      case Level::kOutside:
        return Kind::kClub;
    }
    return Kind::kClub;
  }

  // One that fits, mostly; else any.
  template <typename Fits>
  std::string Choose(Fits fits) {
    std::vector<std::string> all;
    std::vector<std::string> fitting;
    for (const auto& [id, history] : record_) {
      all.push_back(id);
      if (fits(history)) fitting.push_back(id);
    }
    const std::vector<std::string>& from = fitting.empty() || Chance(4) ? all : fitting;
    return from[static_cast<size_t>(Pick(0, static_cast<int>(from.size()) - 1))];
  }

  // Often one that had children before.
  std::string ChooseLeaf(int day) {
    std::set<std::string> parents;
    if (Chance(50)) {
      for (const auto& [id, history] : record_) {
        for (const OrganizationVersion& version : history.versions)
          parents.insert(version.parent_id);
      }
    }
    return Choose([&](const OrganizationHistory& each) {
      const std::string& id = each.identity.organization_id;
      return Stands(each, day) && StandingChildren(id, day).empty() &&
             (parents.empty() || parents.count(id) > 0);
    });
  }

  std::string ChooseParent(const std::string& id, int day) {
    const OrganizationIdentity child = record_.at(id).identity;
    return Choose([&](const OrganizationHistory& each) {
      return Stands(each, day) && (each.identity.level < child.level || Chance(5)) &&
             (child.ledger_root || each.identity.log == child.log);
    });
  }

  std::string ChooseSister(const std::string& id, int day) {
    const OrganizationIdentity sister = record_.at(id).identity;
    return Choose([&](const OrganizationHistory& each) {
      return Stands(each, day) && each.identity.level == sister.level &&
             each.identity.log == sister.log && each.identity.organization_id != id;
    });
  }

  std::vector<std::string> StandingChildren(const std::string& id, int day) {
    std::vector<std::string> children;
    for (const auto& [child, history] : record_) {
      for (const OrganizationVersion& version : history.versions) {
        if (version.parent_id != id || version.closed || version.validity.end <= ModelDay(day))
          continue;
        children.push_back(child);
        break;
      }
    }
    return children;
  }

  // One, or one under the other.
  void AddCreations(const std::string& parent, std::vector<OrganizationChange>& changes) {
    const Level level = LevelBelow(parent);
    const std::string created = AddCreation(parent, level, changes);
    if (Chance(50)) AddCreation(created, Below(level), changes);
  }

  // Returns how to refer to it.
  std::string AddCreation(const std::string& parent, Level level,
                          std::vector<OrganizationChange>& changes) {
    const std::string key = absl::StrCat("k", changes.size());
    changes.push_back(CreateChange{key, NewId(), Draft(parent, level)});
    return "new/" + key;
  }

  void AddSplit(const std::string& id, int day, std::vector<OrganizationChange>& changes) {
    SplitChange split{.organization = id};
    for (int i = 0; i < 2; ++i) {
      const std::string parent = record_.at(id).versions.back().parent_id;
      split.parts.push_back(
          {.organization = Chance(50) ? AddCreation(parent, record_.at(id).identity.level, changes)
                                      : ChooseSister(id, day)});
    }
    for (const std::string& child : StandingChildren(id, day)) {
      if (Chance(97)) split.parts[Chance(50) ? 0 : 1].children.push_back(child);
    }
    changes.push_back(split);
  }

  std::mt19937 random_;
  const KnownOrganizations& record_;
  int ids_ = 0;
  int names_ = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_RANDOM_CHANGES_H_
