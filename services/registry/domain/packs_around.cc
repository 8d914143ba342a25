#include "services/registry/domain/packs_around.h"

#include <algorithm>

namespace xinqiao::registry {
namespace {

// 0 for the root.
int StepOf(const PublicationFacts& facts, const std::string& organization_id) {
  const auto found = std::find_if(facts.path.begin(), facts.path.end(), [&](const PathStep& step) {
    return step.organization_id == organization_id;
  });
  return static_cast<int>(found - facts.path.begin());
}

// Whether the subtree of one organization lies in that of the other.
bool Touch(const PublicationFacts& facts, const std::string& a, const std::string& b) {
  const auto lies_in = [&facts](const std::string& inner, const std::string& outer) {
    const auto way = facts.ways.find(inner);
    if (way != facts.ways.end()) {
      return std::find(way->second.begin(), way->second.end(), outer) != way->second.end();
    }
    const int step = StepOf(facts, inner);
    return step < static_cast<int>(facts.path.size()) && StepOf(facts, outer) <= step;
  };
  return lies_in(a, b) || lies_in(b, a);
}

// Where a pack reaches.
std::vector<std::string> ReachOf(const std::string& organization_id,
                                 const std::vector<std::string>& subtree_ids) {
  return subtree_ids.empty() ? std::vector<std::string>{organization_id} : subtree_ids;
}

bool Touch(const PublicationFacts& facts, const std::vector<std::string>& a,
           const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
    return std::any_of(b.begin(), b.end(),
                       [&](const std::string& other) { return Touch(facts, one, other); });
  });
}

}  // namespace

std::vector<PackAround> PacksAround(const PublicationCase& publication,
                                    const std::optional<PublishedRulePack>& superseded) {
  const PublicationFacts& facts = publication.facts;
  const std::vector<std::string> reach =
      ReachOf(publication.draft.organization_id, publication.draft.rules.scope.subtree_ids);
  std::vector<PackAround> around;
  for (size_t i = 0; i < facts.packs.size(); ++i) {
    const bool ends =
        superseded.has_value() && facts.packs[i].rule_pack_id == superseded->rule_pack_id;
    const PublishedRulePack& pack = ends ? *superseded : facts.packs[i];
    if (!ComesIntoForce(pack)) continue;
    if (!Touch(facts, reach, ReachOf(pack.organization_id, pack.subtree_ids))) continue;
    around.push_back({.pack = {.rule_pack_id = pack.rule_pack_id,
                               .organization_id = pack.organization_id,
                               .step = StepOf(facts, pack.organization_id),
                               .rules = &publication.rules[i],
                               .in_force = InForceOf(pack)},
                      .index = i});
  }
  return around;
}

RuleSource SourceOf(const PublicationCase& publication, const PackAround& around,
                    const policy::RulePlace& place) {
  const PublishedRulePack& pack = publication.facts.packs[around.index];
  const auto step = static_cast<size_t>(StepOf(publication.facts, pack.organization_id));
  return {.organization_id = pack.organization_id,
          .rule_pack_id = pack.rule_pack_id,
          .version = pack.version,
          .issuer = publication.rules[around.index].document.issuer,
          .document_number = pack.document_number,
          .field = FieldOf(place),
          .level = publication.facts.path[step].level};
}

std::optional<Period> InForceOfDraft(const PublicationCase& publication) {
  const NewRulePack& draft = publication.draft;
  if (draft.rules.in_force.has_value() || draft.supersedes_id.empty()) return draft.rules.in_force;
  return Period{.first = publication.day, .end = kOpenEnd};
}

policy::PlacedPack PlaceDraft(const PublicationCase& publication, const policy::RulePack& rules) {
  const std::string& organization_id = publication.draft.organization_id;
  return {.rule_pack_id = "",
          .organization_id = organization_id,
          .step = StepOf(publication.facts, organization_id),
          .rules = &rules,
          .in_force = InForceOf({.in_force = InForceOfDraft(publication)})};
}

}  // namespace xinqiao::registry
