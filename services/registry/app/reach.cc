#include "services/registry/app/reach.h"

#include <algorithm>
#include <utility>

namespace xinqiao::registry {

policy::PlacedPack Place(const BookPack& pack, int step) {
  return {.rule_pack_id = pack.published.rule_pack_id,
          .organization_id = pack.published.organization_id,
          .step = step,
          .rules = &pack.published.rules,
          .in_force = pack.in_force};
}

Reach::Reach(const PolicyBook::Content& content, const Way& way, const Period& days)
    : Reach(content, way, days, [&way](const BookPack& pack) { return pack.Reaches(way); }) {}

Reach::Reach(const PolicyBook::Content& content, const Way& way, const Period& days,
             absl::FunctionRef<bool(const BookPack&)> wanted) {
  packs_.reserve(way.size());
  placed_.reserve(way.size());
  int step = 0;
  for (const WayStep& each : way) {
    for (const std::shared_ptr<const BookPack>& pack : content.Of(each.organization_id)) {
      if (!wanted(*pack) || Days(Intersect(pack->in_force, days)) == 0) continue;
      packs_.push_back(pack);
      placed_.push_back(Place(*pack, step));
    }
    ++step;
  }
}

bool StandsOn(const Way& way, const CompactId& organization_id) {
  return std::any_of(way.begin(), way.end(),
                     [&](const WayStep& step) { return step.organization_id == organization_id; });
}

std::vector<Way> GroundOf(const OrganizationTree& tree, const Way& publisher,
                          absl::Span<const CompactId> subtree_ids, absl::CivilDay day) {
  if (subtree_ids.empty()) return {publisher};
  std::vector<Way> ground;
  for (const CompactId& id : subtree_ids) {
    Way way = tree.FindWay(ToText(id), day);
    if (StandsOn(way, publisher.back().organization_id)) ground.push_back(std::move(way));
  }
  return ground;
}

bool Meets(const OrganizationTree& tree, absl::Span<const CompactId> subtree_ids,
           absl::Span<const Way> ground, absl::CivilDay day) {
  if (subtree_ids.empty()) return !ground.empty();
  return std::any_of(subtree_ids.begin(), subtree_ids.end(), [&](const CompactId& id) {
    const Way way = tree.FindWay(ToText(id), day);
    return std::any_of(ground.begin(), ground.end(), [&](const Way& each) {
      return StandsOn(each, id) || StandsOn(way, each.back().organization_id);
    });
  });
}

}  // namespace xinqiao::registry
