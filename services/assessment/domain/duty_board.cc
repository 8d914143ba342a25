#include "services/assessment/domain/duty_board.h"

#include <algorithm>
#include <utility>

#include "services/assessment/domain/bound_duties.h"
#include "services/assessment/domain/self_check.h"

namespace xinqiao::assessment {
namespace {

// The days on which `post` may owe something to `pack`.
Period HeldUnder(const Pack& pack, const Post& post) {
  return Intersect(pack.InForce(), post.fact.valid);
}

// The day that says whether `duty` binds the post in `window`, by the tree and by
// what the organization is: the last one of the window that has come and on which
// both are in force.
absl::CivilDay BindingDay(const Period& held, const policy::Duty& duty, const Period& window,
                          absl::CivilDay as_of) {
  const Period in_force = Intersect(held, duty.effective);
  return std::max(in_force.first, std::min({as_of, window.end - 1, in_force.end - 1}));
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
  DutyLine line{
      .post = post,
      .pack = pack,
      .duty = &duty,
      .progress = policy::Measure(duty, window, HeldUnder(model.pack(pack), model.post(post)),
                                  {.day = as_of, .day_is_over = true}, credits)};
  line.due_before_publication = line.progress.due_day < model.pack(pack).fact.publish_day;
  return line;
}

void AddLines(const Model& model, Index post, const std::vector<Index>& packs, const Period& asked,
              absl::CivilDay as_of, std::vector<DutyLine>& lines) {
  BoundDuties bound(model, post);
  for (const Index index : packs) {
    const Pack& pack = model.pack(index);
    const Period held = HeldUnder(pack, model.post(post));
    if (held.first > as_of) continue;
    for (const policy::Duty& duty : pack.fact.rule_pack.duties) {
      // A duty without a number is work to do, not a count to reach.
      if (duty.required_count == 0) continue;
      for (const Period& window : policy::WindowsWithin(duty, asked)) {
        if (!bound.Bind(duty, BindingDay(held, duty, window, as_of))) continue;
        DutyLine line = MeasureLine(model, post, index, duty, window, as_of);
        if (line.progress.requirement.days_in_force > 0) lines.push_back(std::move(line));
      }
    }
  }
}

}  // namespace

std::vector<DutyLine> MeasureDuties(const Model& model, Index unit, absl::CivilDay as_of) {
  const Period asked{.first = QuarterStart(as_of), .end = as_of + 1};
  std::vector<DutyLine> lines;
  for (const Index organization : model.Subtree(unit, as_of)) {
    const std::vector<Index> packs = PacksOver(model, organization);
    std::vector<Index> posts = model.organization(organization).posts;
    std::sort(posts.begin(), posts.end(), [&](Index a, Index b) {
      return model.post(a).fact.post_id < model.post(b).fact.post_id;
    });
    for (const Index post : posts) AddLines(model, post, packs, asked, as_of, lines);
  }
  return lines;
}

std::optional<DutyExplanation> ExplainDuty(const Model& model, const DutyLineKey& key,
                                           absl::CivilDay as_of) {
  const Pack& pack = model.pack(key.pack);
  const Post& post = model.post(key.post);
  const std::vector<policy::Duty>& duties = pack.fact.rule_pack.duties;
  const auto duty = std::find_if(duties.begin(), duties.end(), [&](const policy::Duty& candidate) {
    return candidate.duty_id == key.duty_id;
  });
  if (duty == duties.end()) return std::nullopt;
  const Period window = policy::WindowContaining(*duty, key.window_day);
  const Period held = HeldUnder(pack, post);
  if (held.first > as_of) return std::nullopt;
  if (!BoundDuties(model, key.post).Bind(*duty, BindingDay(held, *duty, window, as_of))) {
    return std::nullopt;
  }
  DutyExplanation explanation{.line = MeasureLine(model, key.post, key.pack, *duty, window, as_of)};
  if (explanation.line.progress.requirement.days_in_force == 0) return std::nullopt;
  for (const Index index : post.activities) {
    const Activity& activity = model.activity(index);
    Verdict verdict = JudgeRecord(activity, as_of);
    if (verdict == Verdict::kCounted) {
      verdict = FromPolicy(policy::Judge(*duty, window, held, {.day = as_of}, CreditOf(activity)));
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
