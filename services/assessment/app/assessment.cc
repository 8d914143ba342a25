#include "services/assessment/app/assessment.h"

#include <algorithm>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "services/assessment/domain/errors.h"

namespace xinqiao::assessment {
namespace {

// The part of `size` things that `page` asks for, and where the next begins.
struct Slice {
  size_t begin = 0;
  size_t end = 0;
  int64_t next_offset = 0;
};

Slice SliceOf(size_t size, const Page& page) {
  const size_t begin = std::min(size, static_cast<size_t>(page.offset));
  const size_t end = std::min(size, begin + static_cast<size_t>(page.size));
  return {.begin = begin, .end = end, .next_offset = end < size ? static_cast<int64_t>(end) : 0};
}

std::string RuleOf(const policy::RulePack& pack, const policy::Duty& duty) {
  return absl::StrCat(absl::StrJoin(duty.requirement_ids, ", "), " (", pack.document.number, ")");
}

}  // namespace

absl::Status Assessment::Apply(const std::vector<Fact>& facts, const feed::Cursor& to) {
  const std::unique_lock lock(mutex_);
  for (const Fact& fact : facts) RETURN_IF_ERROR(model_.Apply(fact));
  cursors_[{to.source, to.log}] = to;
  return absl::OkStatus();
}

void Assessment::Read(
    absl::FunctionRef<void(const Model&, const std::vector<feed::Cursor>&)> read) const {
  const std::shared_lock lock(mutex_);
  read(model_, BasisOf({}).positions);
}

absl::StatusOr<SelfCheckTable> Assessment::GetSelfCheckTable(const SelfCheckQuery& query) const {
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(query.as_of));
  const std::shared_lock lock(mutex_);
  ASSIGN_OR_RETURN(const Index unit, Unit(query.organization_id, as_of));
  SelfCheckTable table{.basis = BasisOf(as_of), .quarter_start = QuarterStart(as_of)};
  table.rows.push_back(MeasureSelfCheck(model_, unit, as_of));
  if (!query.include_children) return table;
  const std::vector<Index> children = model_.ChildrenOn(unit, as_of);
  for (const Index child : children) {
    if (table.rows.size() > kChildrenMax) {
      return errors::TooManyChildren(children.size(), kChildrenMax);
    }
    table.rows.push_back(MeasureSelfCheck(model_, child, as_of));
  }
  return table;
}

absl::StatusOr<ExplainedFigure> Assessment::ExplainSelfCheckFigure(
    const SelfCheckFigureQuery& query) const {
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(query.as_of));
  const std::shared_lock lock(mutex_);
  ASSIGN_OR_RETURN(const Index unit, Unit(query.organization_id, as_of));
  const std::vector<Examined> facts = ExplainSelfCheck(model_, unit, as_of, query.column);
  return ExplainedFigure{.basis = BasisOf(as_of), .explanation = PageOf(facts, query.page)};
}

absl::StatusOr<DutyBoard> Assessment::ListDutyProgress(const DutyProgressQuery& query) const {
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(query.as_of));
  const std::shared_lock lock(mutex_);
  ASSIGN_OR_RETURN(const Index unit, Unit(query.organization_id, as_of));
  const std::vector<DutyLine> lines = MeasureDuties(model_, unit, as_of);
  const Slice slice = SliceOf(lines.size(), query.page);
  DutyBoard board{.basis = BasisOf(as_of), .next_offset = slice.next_offset};
  for (size_t i = slice.begin; i < slice.end; ++i) board.lines.push_back(Describe(lines[i], as_of));
  return board;
}

absl::StatusOr<ExplainedDuty> Assessment::ExplainDutyProgress(const DutyFigureQuery& query) const {
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(query.as_of));
  const std::shared_lock lock(mutex_);
  const std::optional<Index> post = model_.FindPost(query.post_id);
  if (!post.has_value()) return errors::PostUnknown(query.post_id);
  const std::optional<Index> pack = model_.FindPack(query.pack_id);
  if (!pack.has_value()) return errors::DutyUnknown(query.duty_id);
  const std::optional<DutyExplanation> explained =
      ExplainDuty(model_,
                  {.post = *post,
                   .pack = *pack,
                   .duty_id = query.duty_id,
                   .window_day = query.window_day.value_or(as_of)},
                  as_of);
  if (!explained.has_value()) return errors::DutyUnknown(query.duty_id);
  const Pack& held = model_.pack(*pack);
  return ExplainedDuty{.basis = BasisOf(as_of),
                       .line = Describe(explained->line, as_of),
                       .rule = RuleOf(held.fact.rule_pack, *explained->line.duty),
                       .explanation = PageOf(explained->facts, query.page)};
}

absl::StatusOr<absl::CivilDay> Assessment::AsOf(const std::optional<absl::CivilDay>& day) const {
  const absl::CivilDay today = BusinessDay(clock_.Now());
  if (!day.has_value()) return today;
  if (*day > today) return errors::DayInFuture(*day, today);
  return *day;
}

absl::StatusOr<Index> Assessment::Unit(const std::string& organization_id,
                                       absl::CivilDay as_of) const {
  const std::optional<Index> unit = model_.FindOrganization(organization_id);
  if (!unit.has_value() || model_.PlaceOn(*unit, as_of) == nullptr) {
    return errors::OrganizationUnknown(organization_id);
  }
  return *unit;
}

Basis Assessment::BasisOf(absl::CivilDay as_of) const {
  Basis basis{.as_of = as_of};
  for (const auto& [key, cursor] : cursors_) basis.positions.push_back(cursor);
  return basis;
}

DutyProgress Assessment::Describe(const DutyLine& line, absl::CivilDay as_of) const {
  const Post& post = model_.post(line.post);
  const Organization& organization = model_.organization(post.organization);
  const Place* place = model_.PlaceOn(post.organization, as_of);
  const Pack& pack = model_.pack(line.pack);
  return {.organization_id = organization.fact.organization_id,
          .organization_display_name =
              place == nullptr ? organization.fact.display_name : place->version.display_name,
          .post_id = post.fact.post_id,
          .post_title = post.fact.title,
          .person_id = post.fact.person_id,
          .pack_organization_id = pack.fact.organization_id,
          .pack_id = pack.fact.rule_pack_id,
          .duty_id = line.duty->duty_id,
          .full_count = line.duty->required_count,
          .voluntary = line.duty->voluntary,
          .progress = line.progress,
          .due_before_publication = line.due_before_publication};
}

Explanation Assessment::PageOf(const std::vector<Examined>& facts, const Page& page) const {
  Explanation explanation;
  explanation.counted_total =
      std::count_if(facts.begin(), facts.end(),
                    [](const Examined& examined) { return examined.verdict == Verdict::kCounted; });
  explanation.value = explanation.counted_total;
  explanation.excluded_total = static_cast<int64_t>(facts.size()) - explanation.counted_total;
  const Slice slice = SliceOf(facts.size(), page);
  explanation.next_offset = slice.next_offset;
  for (size_t i = slice.begin; i < slice.end; ++i) {
    explanation.facts.push_back(
        {.name = NameOf(facts[i]), .verdict = facts[i].verdict, .day = facts[i].day});
  }
  return explanation;
}

std::string Assessment::NameOf(const Examined& examined) const {
  switch (examined.of) {
    case Examined::Of::kPost: {
      const PostCreated& post = model_.post(examined.index).fact;
      return absl::StrCat("organizations/", post.organization_id, "/posts/", post.post_id);
    }
    case Examined::Of::kLink: {
      const LinkActivated& link = model_.link(examined.index).fact;
      return absl::StrCat("youths/", link.youth_id, "/contactLinks/", link.link_id);
    }
    case Examined::Of::kActivity: {
      const ActivityRecorded& activity = model_.activity(examined.index).fact;
      return absl::StrCat("organizations/", activity.organization_id, "/activities/",
                          activity.activity_id);
    }
    case Examined::Of::kReply:
      break;
  }
  const ReplyGiven& reply = model_.reply(examined.index).fact;
  return absl::StrCat("youths/", reply.youth_id, "/appeals/", reply.appeal_id, "/replies/",
                      reply.reply_id);
}

}  // namespace xinqiao::assessment
