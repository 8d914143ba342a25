#include "libs/policy/guarded_rule.h"

#include "absl/strings/str_cat.h"

namespace xinqiao::policy {
namespace {

Nouns NounsOf(ContactObject object) {
  switch (object) {
    case ContactObject::kYouth:
      return {"youth", "youths"};
    case ContactObject::kBranch:
      return {"branch", "branches"};
    case ContactObject::kClub:
      return {"club", "clubs"};
    case ContactObject::kYouthInDifficulty:
      return {"youth in difficulty", "youths in difficulty"};
    case ContactObject::kBaseCommittee:
      return {"base committee", "base committees"};
    case ContactObject::kChatGroup:
      return {"chat group", "chat groups"};
    case ContactObject::kChatGroupMember:
      return {"member of a chat group", "members of a chat group"};
    case ContactObject::kRealNameAccount:
      return {"account under the real name", "accounts under the real name"};
    case ContactObject::kYouthSocialOrganization:
      return {"social organization of youths", "social organizations of youths"};
    case ContactObject::kVolunteerOrganization:
      return {"organization of volunteers", "organizations of volunteers"};
  }
  return {};
}

Nouns NounsOf(CadenceMetric metric) {
  switch (metric) {
    case CadenceMetric::kVoice:
      return {"voice", "voices"};
    case CadenceMetric::kInteraction:
      return {"interaction", "interactions"};
    case CadenceMetric::kTopic:
      return {"topic", "topics"};
    case CadenceMetric::kOnlineActivity:
      return {"online activity", "online activities"};
    case CadenceMetric::kOfflineActivity:
      return {"offline activity", "offline activities"};
    case CadenceMetric::kFaceToFace:
      return {"talk face to face", "talks face to face"};
    case CadenceMetric::kBaseDay:
      return {"day at the base", "days at the base"};
  }
  return {};
}

}  // namespace

Rank RankOf(const PlacedPack& pack, const PlacedPack& other) {
  const bool own = other.organization_id == pack.organization_id;
  return static_cast<Rank>(2 * other.step - (own ? 1 : 0));
}

Rank OwnRank(const PlacedPack& pack) { return static_cast<Rank>(2 * pack.step); }

Bound BoundOf(const RuleRef& rule, const Subject* subject) {
  return {.subject = subject, .scope = &rule.pack->rules->scope, .in_force = InForce(rule)};
}

Nouns NounsOf(const RuleRef& rule) {
  const RulePack& rules = *rule.pack->rules;
  const size_t i = rule.place.index;
  if (rule.place.type == RuleType::kContactQuota) return NounsOf(rules.contact_quotas[i].object);
  if (rule.place.type == RuleType::kCadence) return NounsOf(rules.cadences[i].metric);
  return {"activity", "activities"};
}

std::string NameOf(const RuleRef& rule) {
  return absl::StrCat(rule.pack->rules->document.number, " (", FieldOf(rule.place), ")");
}

std::string StandingOf(const PlacedPack& pack, const RuleRef& ceiling) {
  return ceiling.pack->organization_id == pack.organization_id ? ", of the same organization"
                                                               : ", the highest level that set one";
}

std::string TooManyClasses() {
  return "cannot be compared with the rules above: together they tell too many classes of posts "
         "apart";
}

}  // namespace xinqiao::policy
