#include "services/registry/app/reach.h"

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

}  // namespace xinqiao::registry
