#include "services/assessment/domain/self_check.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libs/calendar/period.h"

namespace xinqiao::assessment {
namespace {

using Visit = absl::FunctionRef<void(const Examined&)>;

// Of the facts that would count, one per key does: the one with the smallest
// id. The rest get `repeated`.
class OncePer {
 public:
  OncePer(const Model& model, Verdict repeated, Visit visit)
      : model_(model), repeated_(repeated), visit_(visit) {}

  void Add(Index key, const Examined& examined) {
    const auto [found, added] = best_.try_emplace(key, examined);
    if (added) return;
    Examined worse = examined;
    if (IdOf(model_, examined) < IdOf(model_, found->second)) std::swap(worse, found->second);
    worse.verdict = repeated_;
    visit_(worse);
  }

  void Finish() {
    for (const auto& [key, examined] : best_) visit_(examined);
  }

 private:
  const Model& model_;
  const Verdict repeated_;
  Visit visit_;
  absl::flat_hash_map<Index, Examined> best_;
};

void ExamineCadres(const Model& model, const std::vector<Index>& units, absl::CivilDay as_of,
                   Visit visit) {
  OncePer persons(model, Verdict::kSamePerson, visit);
  for (const Index unit : units) {
    for (const Index index : model.organization(unit).posts) {
      const PostCreated& post = model.post(index).fact;
      Examined examined{.of = Examined::Of::kPost, .index = index, .day = post.valid.first};
      if (Contains(post.valid, as_of)) {
        persons.Add(model.post(index).person, examined);
      } else {
        examined.verdict = Verdict::kPostNotValid;
        visit(examined);
      }
    }
  }
  persons.Finish();
}

void ExamineYouths(const Model& model, const std::vector<Index>& units, absl::CivilDay as_of,
                   Visit visit) {
  OncePer youths(model, Verdict::kSameYouth, visit);
  for (const Index unit : units) {
    for (const Index post : model.organization(unit).posts) {
      const bool valid = Contains(model.post(post).fact.valid, as_of);
      for (const Index index : model.post(post).links) {
        const Link& link = model.link(index);
        Examined examined{.of = Examined::Of::kLink, .index = index, .day = link.fact.day};
        if (valid && link.ActiveOn(as_of)) {
          youths.Add(link.youth, examined);
        } else {
          examined.verdict = valid ? Verdict::kLinkNotActive : Verdict::kPostNotValid;
          visit(examined);
        }
      }
    }
  }
  youths.Finish();
}

Verdict Judge(const Activity& activity, absl::CivilDay quarter_start, absl::CivilDay as_of) {
  if (activity.fact.record_day > as_of) return Verdict::kRecordedLater;
  if (activity.VoidBy(as_of)) return Verdict::kVoided;
  if (activity.fact.day < quarter_start || activity.fact.day > as_of) {
    return Verdict::kOutsideWindow;
  }
  return Verdict::kCounted;
}

void ExamineActivities(const Model& model, const std::vector<Index>& units, absl::CivilDay as_of,
                       policy::ActivityGroup group, Visit visit) {
  const absl::CivilDay quarter_start = QuarterStart(as_of);
  for (const Index unit : units) {
    for (const Index index : model.organization(unit).activities) {
      const Activity& activity = model.activity(index);
      if (model.GroupOf(activity) != group) continue;
      visit({.of = Examined::Of::kActivity,
             .index = index,
             .day = activity.fact.day,
             .verdict = Judge(activity, quarter_start, as_of)});
    }
  }
}

void ExamineReplies(const Model& model, const std::vector<Index>& units, absl::CivilDay as_of,
                    AppealKind kind, Visit visit) {
  const absl::CivilDay quarter_start = QuarterStart(as_of);
  for (const Index unit : units) {
    for (const Index post : model.organization(unit).posts) {
      for (const Index index : model.post(post).replies) {
        const ReplyGiven& reply = model.reply(index).fact;
        if (reply.kind != kind) continue;
        const bool inside = quarter_start <= reply.day && reply.day <= as_of;
        visit({.of = Examined::Of::kReply,
               .index = index,
               .day = reply.day,
               .verdict = reply.day > as_of ? Verdict::kRecordedLater
                          : !inside         ? Verdict::kOutsideWindow
                          : reply.first     ? Verdict::kCounted
                                            : Verdict::kNotFirstReply});
      }
    }
  }
}

void ExamineIn(const Model& model, const std::vector<Index>& units, absl::CivilDay as_of,
               SelfCheckColumn column, Visit visit) {
  switch (column) {
    case SelfCheckColumn::kCadres:
      return ExamineCadres(model, units, as_of, visit);
    case SelfCheckColumn::kYouths:
      return ExamineYouths(model, units, as_of, visit);
    case SelfCheckColumn::kEducationPractice:
      return ExamineActivities(model, units, as_of, policy::ActivityGroup::kEducationPractice,
                               visit);
    case SelfCheckColumn::kFiveOnes:
      return ExamineActivities(model, units, as_of, policy::ActivityGroup::kFiveOnes, visit);
    case SelfCheckColumn::kMicroWishReplies:
      return ExamineReplies(model, units, as_of, AppealKind::kMicroWish, visit);
    case SelfCheckColumn::kQuestionReplies:
      return ExamineReplies(model, units, as_of, AppealKind::kQuestion, visit);
  }
}

}  // namespace

absl::CivilDay QuarterStart(absl::CivilDay day) {
  return PeriodContaining(PeriodKind::kQuarter, day).first;
}

void Examine(const Model& model, Index unit, absl::CivilDay as_of, SelfCheckColumn column,
             Visit visit) {
  ExamineIn(model, model.Subtree(unit, as_of), as_of, column, visit);
}

SelfCheckRow MeasureSelfCheck(const Model& model, Index unit, absl::CivilDay as_of) {
  const OrganizationCreated& organization = model.organization(unit).fact;
  const Place* place = model.PlaceOn(unit, as_of);
  SelfCheckRow row{
      .organization_id = organization.organization_id,
      .display_name = place == nullptr ? organization.display_name : place->version.display_name};
  const std::vector<Index> units = model.Subtree(unit, as_of);
  const auto count = [&](SelfCheckColumn column) {
    int64_t counted = 0;
    ExamineIn(model, units, as_of, column, [&](const Examined& examined) {
      if (examined.verdict == Verdict::kCounted) ++counted;
      // An active link to a youth who is counted already.
      if (examined.verdict == Verdict::kSameYouth) ++row.links;
    });
    return counted;
  };
  row.cadres = count(SelfCheckColumn::kCadres);
  row.youths = count(SelfCheckColumn::kYouths);
  row.links += row.youths;
  row.education_practice = count(SelfCheckColumn::kEducationPractice);
  row.five_ones = count(SelfCheckColumn::kFiveOnes);
  row.micro_wish_replies = count(SelfCheckColumn::kMicroWishReplies);
  row.question_replies = count(SelfCheckColumn::kQuestionReplies);
  return row;
}

std::vector<Examined> ExplainSelfCheck(const Model& model, Index unit, absl::CivilDay as_of,
                                       SelfCheckColumn column) {
  std::vector<Examined> facts;
  Examine(model, unit, as_of, column, [&](const Examined& examined) { facts.push_back(examined); });
  SortForReading(model, facts);
  return facts;
}

}  // namespace xinqiao::assessment
