#include "services/assessment/domain/duty_board.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/assessment/domain/self_check.h"

namespace xinqiao::assessment {
namespace {

bool InScope(const policy::RulePack& pack, policy::OrganizationKind kind) {
  return pack.scope.empty() ||
         std::find(pack.scope.begin(), pack.scope.end(), kind) != pack.scope.end();
}

// The day whose tree says who may ask something of `post` in `window`: the last
// one of the window that has come, and on which the post is held.
absl::CivilDay BindingDay(const Post& post, const Period& window, absl::CivilDay as_of) {
  return std::max(post.fact.valid.first,
                  std::min({as_of, window.end - 1, post.fact.valid.end - 1}));
}

// Whether a duty of `pack` means `post` on `day`: published at or above its
// organization, for its kind of organization and its appointment.
bool BindsPost(const Model& model, const Pack& pack, const policy::Duty& duty, const Post& post,
               absl::CivilDay day) {
  const Organization& organization = model.organization(post.organization);
  return model.IsWithin(post.organization, pack.organization, day) &&
         InScope(pack.fact.rule_pack, organization.fact.kind) &&
         policy::Binds(duty.subject, {.appointment_type = post.fact.appointment_type,
                                      .organization_kind = organization.fact.kind,
                                      .leadership = post.fact.leadership,
                                      .title = post.fact.title});
}

// What was known at the end of `as_of` and stood then.
Verdict JudgeRecord(const Activity& activity, absl::CivilDay as_of) {
  if (activity.fact.record_day > as_of) return Verdict::kRecordedLater;
  if (activity.VoidBy(as_of)) return Verdict::kVoided;
  return Verdict::kCounted;
}

Verdict FromPolicy(policy::Verdict verdict) {
  switch (verdict) {
    case policy::Verdict::kCounted:
      return Verdict::kCounted;
    case policy::Verdict::kOtherKind:
      return Verdict::kOtherKind;
    case policy::Verdict::kOutsideWindow:
    case policy::Verdict::kAfterAsOf:
      return Verdict::kOutsideWindow;
    case policy::Verdict::kDutyNotInForce:
    case policy::Verdict::kPostNotInOffice:
      return Verdict::kNotInForce;
  }
  return Verdict::kOtherKind;
}

policy::Credit CreditOf(const Activity& activity) {
  return {.day = activity.fact.day, .kind_id = activity.fact.kind_id};
}

DutyLine MeasureLine(const Model& model, Index post, Index pack, const policy::Duty& duty,
                     const Period& window, absl::CivilDay as_of) {
  std::vector<policy::Credit> credits;
  for (const Index index : model.post(post).activities) {
    const Activity& activity = model.activity(index);
    if (JudgeRecord(activity, as_of) == Verdict::kCounted) credits.push_back(CreditOf(activity));
  }
  DutyLine line{.post = post,
                .pack = pack,
                .duty = &duty,
                .progress = policy::Measure(duty, window, model.post(post).fact.valid,
                                            {.day = as_of, .day_is_over = true}, credits)};
  line.due_before_publication =
      line.progress.due_day < model.packs()[static_cast<size_t>(pack)].fact.publish_day;
  return line;
}

// The packs that bind, by id, so that no order of arrival shows: of one
// document of one publisher the last version.
std::vector<Index> BindingPacks(const Model& model) {
  std::map<std::pair<Index, std::string>, Index> last;
  const auto fact = [&](Index i) -> const RulePackPublished& {
    return model.packs()[static_cast<size_t>(i)].fact;
  };
  for (Index i = 0; i < static_cast<Index>(model.packs().size()); ++i) {
    const Index publisher = model.packs()[static_cast<size_t>(i)].organization;
    const auto [found, added] = last.try_emplace({publisher, fact(i).rule_pack.document.number}, i);
    if (!added && fact(found->second).version < fact(i).version) found->second = i;
  }
  std::vector<Index> packs;
  for (const auto& [document, pack] : last) packs.push_back(pack);
  std::sort(packs.begin(), packs.end(),
            [&](Index a, Index b) { return fact(a).rule_pack_id < fact(b).rule_pack_id; });
  return packs;
}

void AddLines(const Model& model, Index post, const std::vector<Index>& packs, const Period& asked,
              absl::CivilDay as_of, std::vector<DutyLine>& lines) {
  for (const Index index : packs) {
    const Pack& pack = model.packs()[static_cast<size_t>(index)];
    for (const policy::Duty& duty : pack.fact.rule_pack.duties) {
      // A duty without a number is work to do, not a count to reach.
      if (duty.required_count == 0) continue;
      for (const Period& window : policy::WindowsWithin(duty, asked)) {
        const absl::CivilDay day = BindingDay(model.post(post), window, as_of);
        if (!BindsPost(model, pack, duty, model.post(post), day)) continue;
        DutyLine line = MeasureLine(model, post, index, duty, window, as_of);
        if (line.progress.requirement.days_in_force > 0) lines.push_back(std::move(line));
      }
    }
  }
}

}  // namespace

std::vector<DutyLine> MeasureDuties(const Model& model, Index unit, absl::CivilDay as_of) {
  const std::vector<Index> packs = BindingPacks(model);
  const Period asked{.first = QuarterStart(as_of), .end = as_of + 1};
  std::vector<DutyLine> lines;
  for (const Index organization : model.Subtree(unit, as_of)) {
    std::vector<Index> posts = model.organization(organization).posts;
    std::sort(posts.begin(), posts.end(), [&](Index a, Index b) {
      return model.post(a).fact.post_id < model.post(b).fact.post_id;
    });
    for (const Index post : posts) {
      if (model.post(post).fact.valid.first > as_of) continue;
      AddLines(model, post, packs, asked, as_of, lines);
    }
  }
  return lines;
}

std::optional<DutyExplanation> ExplainDuty(const Model& model, const DutyLineKey& key,
                                           absl::CivilDay as_of) {
  const Pack& pack = model.packs()[static_cast<size_t>(key.pack)];
  const Post& post = model.post(key.post);
  const std::vector<policy::Duty>& duties = pack.fact.rule_pack.duties;
  const auto duty = std::find_if(duties.begin(), duties.end(), [&](const policy::Duty& candidate) {
    return candidate.duty_id == key.duty_id;
  });
  if (duty == duties.end()) return std::nullopt;
  const Period window = policy::WindowContaining(*duty, key.window_day);
  if (!BindsPost(model, pack, *duty, post, BindingDay(post, window, as_of))) return std::nullopt;
  DutyExplanation explanation{.line = MeasureLine(model, key.post, key.pack, *duty, window, as_of)};
  if (explanation.line.progress.requirement.days_in_force == 0) return std::nullopt;
  for (const Index index : post.activities) {
    const Activity& activity = model.activity(index);
    Verdict verdict = JudgeRecord(activity, as_of);
    if (verdict == Verdict::kCounted) {
      verdict = FromPolicy(
          policy::Judge(*duty, window, post.fact.valid, {.day = as_of}, CreditOf(activity)));
    }
    explanation.facts.push_back({.of = Examined::Of::kActivity,
                                 .index = index,
                                 .day = activity.fact.day,
                                 .verdict = verdict});
  }
  SortForReading(model, explanation.facts);
  return explanation;
}

}  // namespace xinqiao::assessment
