#include "services/registry/app/rule_reads.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/policy/guard.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

constexpr int kSwitchKinds = static_cast<int>(policy::SwitchKind::kOnlineDuration) + 1;

Period OnlyDay(absl::CivilDay day) { return {.first = day, .end = day + 1}; }

// Where a list of raises goes on: behind so many raises of a pack.
struct RaiseCursor {
  std::string organization_id;
  std::string rule_pack_id;
  size_t passed = 0;
};

std::string CursorText(const RaiseCursor& cursor) {
  return absl::StrCat(cursor.organization_id, "/", cursor.rule_pack_id, "/", cursor.passed);
}

std::optional<RaiseCursor> ParseRaiseCursor(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  RaiseCursor cursor;
  if (parts.size() != 3 || !IsUuid(parts[0]) || !IsUuid(parts[1]) ||
      !absl::SimpleAtoi(parts[2], &cursor.passed)) {
    return std::nullopt;
  }
  cursor.organization_id = std::string(parts[0]);
  cursor.rule_pack_id = std::string(parts[1]);
  return cursor;
}

auto OrderOf(const FeedPack& pack) { return std::tie(pack.organization_id, pack.rule_pack_id); }

// A switch is not ordered before its document was issued, whenever the pack says
// that it is in force.
absl::CivilDay SinceDay(const BookPack& pack) {
  return std::max(pack.in_force.first, pack.published.rules.document.issue_day);
}

// Whether that day is one that no document names.
bool IsAssumed(absl::CivilDay since_day, const BookPack& pack) {
  const policy::Document& document = pack.published.rules.document;
  return document.issue_day_assumed && since_day == document.issue_day;
}

SwitchState StateOf(policy::SwitchKind kind, const RulesInForce& found) {
  SwitchState state{.kind = kind};
  for (const policy::EffectiveRule& each : found.rules) {
    const policy::RulePlace& place = each.rule.place;
    if (place.type != policy::RuleType::kSwitch) continue;
    const policy::Switch& rule = each.rule.pack->rules->switches[place.index];
    const std::shared_ptr<const BookPack>& pack = found.reach.PackOf(each.rule);
    if (rule.kind != kind) continue;
    state.enabled = rule.enabled;
    state.decided_by = BookRule{.pack = pack, .place = place};
    state.since_day = SinceDay(*pack);
    state.since_day_assumed = IsAssumed(state.since_day, *pack);
  }
  return state;
}

}  // namespace

bool IsRaiseCursor(absl::string_view cursor) { return ParseRaiseCursor(cursor).has_value(); }

absl::StatusOr<RulesInForce> RuleReads::GetEffectiveRules(const Call& call,
                                                          const RuleTarget& target,
                                                          const RuleView& view) const {
  RETURN_IF_ERROR(WaitFor(call, view.min_position));
  const absl::CivilDay day = DayOf(view.day);
  const auto content = deps_.book.Get();
  if (target.post_id.empty()) {
    const Way way = deps_.tree.FindWay(target.organization_id, day);
    if (way.empty()) return errors::OrganizationNotFound();
    Reach reach(*content, way, OnlyDay(day));
    policy::OrganizationFacts facts = way.back().facts;
    facts.organization_id = target.organization_id;
    std::vector<policy::EffectiveRule> rules = policy::RulesOf(facts, reach.placed(), day);
    return RulesInForce{.day = day, .reach = std::move(reach), .rules = std::move(rules)};
  }
  const std::optional<PostPlace> place = deps_.tree.FindPost(target, day);
  if (!place.has_value() || !Contains(place->validity, day)) return errors::PostNotFound();
  Reach reach(*content, place->way, OnlyDay(day));
  std::vector<policy::EffectiveRule> rules = policy::RulesOf(place->facts, reach.placed(), day);
  return RulesInForce{.day = day, .reach = std::move(reach), .rules = std::move(rules)};
}

absl::StatusOr<PostLoad> RuleReads::GetDutyLoad(const Call& call, const LoadQuery& query) const {
  RETURN_IF_ERROR(WaitFor(call, query.min_position));
  const std::optional<Period> validity = deps_.tree.FindValidity(query.post);
  if (!validity.has_value()) return errors::PostNotFound();
  const Period held = Intersect(*validity, query.period);
  if (Days(held) == 0) return errors::PostNotFound();
  const std::optional<PostPlace> place = deps_.tree.FindPost(query.post, held.end - 1);
  if (!place.has_value()) return errors::PostNotFound();
  Reach reach(*deps_.book.Get(), place->way, query.period);
  policy::DutyLoad load =
      policy::LoadOf(place->facts, place->validity, reach.placed(), query.period);
  return PostLoad{.reach = std::move(reach), .load = std::move(load)};
}

absl::StatusOr<Page<StandingRaise>> RuleReads::ListRuleFindings(const RaiseQuery& query) const {
  const absl::CivilDay day = DayOf(query.day);
  if (deps_.tree.FindWay(query.scope_id, day).empty()) return errors::OrganizationNotFound();
  const auto content = deps_.book.Get();
  const std::optional<RaiseCursor> cursor = ParseRaiseCursor(query.page.cursor);
  Page<StandingRaise> page;
  for (const PlacedInTree& each : PacksBelow(*content, query.scope_id, day)) {
    size_t passed = 0;
    if (cursor.has_value()) {
      const auto order = OrderOf(each.pack->published);
      const auto at = std::tie(cursor->organization_id, cursor->rule_pack_id);
      if (order < at) continue;
      if (order == at) passed = cursor->passed;
    }
    std::vector<StandingRaise> raises = RaisesOf(*content, each, day);
    for (; passed < raises.size(); ++passed) {
      if (page.items.size() == static_cast<size_t>(query.page.size)) {
        page.next_cursor = page.items.back().cursor;
        return page;
      }
      page.items.push_back(std::move(raises[passed]));
    }
  }
  return page;
}

absl::StatusOr<Switchboard> RuleReads::GetSwitchboard(const Call& call,
                                                      const std::string& organization_id,
                                                      const RuleView& view) const {
  RETURN_IF_ERROR(WaitFor(call, view.min_position));
  return SwitchboardOn(organization_id, DayOf(view.day));
}

absl::StatusOr<Filing> RuleReads::GetFilingSheet(const std::string& organization_id,
                                                 std::optional<absl::CivilDay> day) const {
  const absl::CivilDay on = DayOf(day);
  ASSIGN_OR_RETURN(Switchboard switchboard, SwitchboardOn(organization_id, on));
  std::optional<Organization> organization = deps_.tree.Find(organization_id, on);
  if (!organization.has_value()) return errors::OrganizationNotFound();
  Filing filing{.organization = *std::move(organization), .switchboard = std::move(switchboard)};
  const Way way = deps_.tree.FindWay(organization_id, on);
  for (auto step = way.rbegin(); step != way.rend() && filing.administrators.empty(); ++step) {
    const std::string id = ToText(step->organization_id);
    const std::optional<Organization> above = deps_.tree.Find(id, on);
    if (!above.has_value()) continue;
    filing.administered_by = above->version.display_name;
    filing.administrators = deps_.tree.Administrators(id, on);
  }
  if (filing.administrators.empty()) filing.administered_by.clear();
  return filing;
}

absl::StatusOr<Switchboard> RuleReads::SwitchboardOn(const std::string& organization_id,
                                                     absl::CivilDay day) const {
  const Way way = deps_.tree.FindWay(organization_id, day);
  if (way.empty()) return errors::OrganizationNotFound();
  const auto content = deps_.book.Get();
  RulesInForce found{.day = day, .reach = Reach(*content, way, OnlyDay(day))};
  found.rules = policy::RulesOf(way.back().facts, found.reach.placed(), day);
  Switchboard board{.day = day};
  for (int kind = 0; kind < kSwitchKinds; ++kind) {
    board.states.push_back(StateOf(static_cast<policy::SwitchKind>(kind), found));
  }
  return board;
}

std::vector<StandingRaise> RuleReads::RaisesOf(const PolicyBook::Content& content,
                                               const PlacedInTree& checked,
                                               absl::CivilDay day) const {
  const auto& [pack, way] = checked;
  const FeedPack& published = pack->published;
  const std::vector<Way> ground = GroundOf(deps_.tree, way, pack->subtree_ids, day);
  // Whoever publishes a second pack looks at the first one, and not the other
  // way round.
  bool passed_own = false;
  const Reach above(content, way, OnlyDay(day), [&, &pack = pack](const BookPack& each) {
    passed_own = passed_own || &each == pack.get();
    return !passed_own && Meets(deps_.tree, each.subtree_ids, ground, day);
  });
  // What only follows later, or was before, allows and forbids nothing today.
  std::vector<policy::PlacedPack> today(above.placed().begin(), above.placed().end());
  for (policy::PlacedPack& each : today) each.in_force = OnlyDay(day);
  std::vector<StandingRaise> raises;
  const int step = static_cast<int>(way.size()) - 1;
  for (policy::Raise& raise : policy::FindRaises(Place(*pack, step), today)) {
    if (!raise.binding) continue;
    const auto index = static_cast<size_t>(raise.ceiling.pack - today.data());
    raises.push_back({.rule = {.pack = pack, .place = raise.rule},
                      .ceiling = {.pack = above.PackOf({.pack = &above.placed()[index]}),
                                  .place = raise.ceiling.place},
                      .scope = raise.scope,
                      .description = std::move(raise.reason),
                      .cursor = CursorText({.organization_id = published.organization_id,
                                            .rule_pack_id = published.rule_pack_id,
                                            .passed = raises.size() + 1})});
  }
  return raises;
}

std::vector<RuleReads::PlacedInTree> RuleReads::PacksBelow(const PolicyBook::Content& content,
                                                           const std::string& scope_id,
                                                           absl::CivilDay day) const {
  const std::optional<CompactId> scope = ParseCompactId(scope_id);
  std::vector<PlacedInTree> below;
  for (const auto& [organization_id, packs] : content.all()) {
    const Way way = deps_.tree.FindWay(ToText(organization_id), day);
    if (!StandsOn(way, *scope)) continue;
    for (const std::shared_ptr<const BookPack>& pack : *packs) {
      if (Contains(pack->in_force, day)) below.push_back({.pack = pack, .way = way});
    }
  }
  std::sort(below.begin(), below.end(), [](const PlacedInTree& a, const PlacedInTree& b) {
    return OrderOf(a.pack->published) < OrderOf(b.pack->published);
  });
  return below;
}

absl::Status RuleReads::WaitFor(const Call& call, int64_t min_position) const {
  if (min_position > 0 && !deps_.wait_for_position(min_position, call.deadline)) {
    return errors::NotCaughtUp();
  }
  return absl::OkStatus();
}

absl::CivilDay RuleReads::DayOf(std::optional<absl::CivilDay> day) const {
  return day.has_value() ? *day : BusinessDay(deps_.clock.Now());
}

}  // namespace xinqiao::registry
