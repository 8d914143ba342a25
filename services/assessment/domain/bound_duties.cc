#include "services/assessment/domain/bound_duties.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "libs/policy/effective.h"
#include "libs/policy/placed_pack.h"

namespace xinqiao::assessment {
namespace {

// Whether `organization` stands in one of the subtrees that `pack` is for; its
// kinds and levels are the matter of RulesOf().
bool Reaches(const Model& model, const Pack& pack, Index organization, absl::CivilDay day) {
  const std::vector<std::string>& subtree_ids = pack.fact.rule_pack.scope.subtree_ids;
  return subtree_ids.empty() ||
         std::any_of(subtree_ids.begin(), subtree_ids.end(), [&](const std::string& id) {
           const std::optional<Index> root = model.FindOrganization(id);
           return root.has_value() && model.IsWithin(organization, *root, day);
         });
}

// The packs of `publisher` that are in force on `day`, of several versions of
// one document the last, in the order of their publication.
std::vector<Index> PacksInForce(const Model& model, Index publisher, absl::CivilDay day) {
  std::vector<Index> packs;
  for (const Index index : model.organization(publisher).packs) {
    if (Contains(model.pack(index).InForce(), day)) packs.push_back(index);
  }
  const auto order = [&](Index i) {
    const RulePackPublished& fact = model.pack(i).fact;
    return std::make_tuple(fact.publish_day, fact.version, std::cref(fact.rule_pack_id));
  };
  std::sort(packs.begin(), packs.end(), [&](Index a, Index b) { return order(a) < order(b); });
  const auto replaced = [&](Index a) {
    const RulePackPublished& fact = model.pack(a).fact;
    return std::any_of(packs.begin(), packs.end(), [&](Index b) {
      const RulePackPublished& other = model.pack(b).fact;
      return other.rule_pack.document.number == fact.rule_pack.document.number &&
             other.version > fact.version;
    });
  };
  std::vector<Index> last;
  std::copy_if(packs.begin(), packs.end(), std::back_inserter(last),
               [&](Index index) { return !replaced(index); });
  return last;
}

}  // namespace

std::vector<Index> PacksOver(const Model& model, Index organization) {
  std::vector<Index> above = {organization};
  absl::flat_hash_set<Index> seen = {organization};
  std::vector<Index> packs;
  for (size_t i = 0; i < above.size(); ++i) {
    const Organization& one = model.organization(above[i]);
    packs.insert(packs.end(), one.packs.begin(), one.packs.end());
    for (const Place& place : one.places) {
      if (place.parent != kNone && seen.insert(place.parent).second) above.push_back(place.parent);
    }
  }
  std::sort(packs.begin(), packs.end(), [&](Index a, Index b) {
    return model.pack(a).fact.rule_pack_id < model.pack(b).fact.rule_pack_id;
  });
  return packs;
}

bool BoundDuties::Bind(const policy::Duty& duty, absl::CivilDay day) {
  const auto [found, added] = days_.try_emplace(day);
  if (added) found->second = DutiesOn(day);
  return std::find(found->second.begin(), found->second.end(), &duty) != found->second.end();
}

std::vector<const policy::Duty*> BoundDuties::DutiesOn(absl::CivilDay day) const {
  const Post& post = model_.post(post_);
  const std::vector<Index> upwards = model_.Ancestors(post.organization, day);
  std::vector<policy::PlacedPack> packs;
  for (size_t step = 0; step < upwards.size(); ++step) {
    const Index publisher = upwards[upwards.size() - 1 - step];
    for (const Index index : PacksInForce(model_, publisher, day)) {
      const Pack& pack = model_.pack(index);
      if (!Reaches(model_, pack, post.organization, day)) continue;
      packs.push_back({.rule_pack_id = pack.fact.rule_pack_id,
                       .organization_id = pack.fact.organization_id,
                       .step = static_cast<int>(step),
                       .rules = &pack.fact.rule_pack,
                       .in_force = pack.InForce()});
    }
  }
  const policy::PostFacts facts{.appointment_type = post.fact.appointment_type,
                                .rank_class = post.fact.rank_class,
                                .leadership = post.fact.leadership,
                                .title = post.fact.title,
                                .organization = model_.FactsOn(post.organization, day)};
  std::vector<const policy::Duty*> duties;
  for (const policy::EffectiveRule& effective : policy::RulesOf(facts, packs, day)) {
    const policy::RuleRef& rule = effective.rule;
    if (rule.place.type != policy::RuleType::kDuty) continue;
    duties.push_back(&rule.pack->rules->duties[rule.place.index]);
  }
  return duties;
}

}  // namespace xinqiao::assessment
