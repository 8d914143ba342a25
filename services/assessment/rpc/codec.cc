#include "services/assessment/rpc/codec.h"

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"

namespace xinqiao::assessment {
namespace {

constexpr char kDomain[] = "assessment.xinqiao";

std::string DayText(absl::CivilDay day) {
  return day == kOpenEnd ? "" : absl::FormatCivilTime(day);
}

// The fields that every page of a query has in common.
std::string QueryOf(const v1::ExplainSelfCheckFigureRequest& request) {
  return absl::StrCat("ExplainSelfCheckFigure\n", request.organization(), "\n", request.as_of(),
                      "\n", static_cast<int>(request.column()));
}

std::string QueryOf(const v1::ListDutyProgressRequest& request) {
  return absl::StrCat("ListDutyProgress\n", request.organization(), "\n", request.as_of());
}

std::string QueryOf(const v1::ExplainDutyProgressRequest& request) {
  return absl::StrCat("ExplainDutyProgress\n", request.post(), "\n", request.rule_pack(), "\n",
                      request.duty_id(), "\n", request.window_day(), "\n", request.as_of());
}

template <typename Request>
Page PageFrom(rpc::Fields& fields, const Request& request) {
  Page page{.size = fields.PageSize(request.page_size())};
  const std::string cursor = rpc::CursorFrom(fields, QueryOf(request), request.page_token());
  if (!cursor.empty() && (!absl::SimpleAtoi(cursor, &page.offset) || page.offset < 0)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  return page;
}

template <typename Request>
std::string NextPageToken(const Request& request, int64_t next_offset) {
  return rpc::MakePageToken(QueryOf(request), next_offset == 0 ? "" : absl::StrCat(next_offset));
}

void CheckPositions(
    rpc::Fields& fields,
    const google::protobuf::RepeatedPtrField<xinqiao::feed::v1::FollowedPosition>& positions) {
  for (int i = 0; i < positions.size(); ++i) {
    const std::string field = absl::StrCat("min_positions[", i, "]");
    const std::string& source = positions[i].source();
    if (source != "registry" && source != "contacts" && source != "ledger" && source != "wishes") {
      fields.Add(field + ".source", "is not registry, contacts, ledger or wishes");
    }
    fields.Text(field + ".log", positions[i].log(), {1, 100});
    if (positions[i].position() < 0) fields.Add(field + ".position", "is negative");
  }
}

v1::Basis Encode(const Basis& basis) {
  v1::Basis result;
  result.set_as_of(DayText(basis.as_of));
  for (const feed::Cursor& cursor : basis.positions) {
    auto* position = result.add_positions();
    position->set_source(cursor.source);
    position->set_log(cursor.log);
    position->set_epoch(cursor.epoch);
    position->set_position(cursor.position);
  }
  return result;
}

v1::SelfCheckRow Encode(const SelfCheckRow& row) {
  v1::SelfCheckRow result;
  result.set_organization(absl::StrCat("organizations/", row.organization_id));
  result.set_display_name(row.display_name);
  result.set_cadres(row.cadres);
  result.set_youths(row.youths);
  result.set_links(row.links);
  result.set_education_practice(row.education_practice);
  result.set_five_ones(row.five_ones);
  result.set_micro_wish_replies(row.micro_wish_replies);
  result.set_question_replies(row.question_replies);
  return result;
}

v1::DutyProgress::State StateOf(const policy::Progress& progress) {
  switch (progress.state) {
    case policy::DutyState::kMet:
      return v1::DutyProgress::STATE_MET;
    case policy::DutyState::kShort:
      return v1::DutyProgress::STATE_SHORT;
    case policy::DutyState::kRunning:
      break;
  }
  return v1::DutyProgress::STATE_RUNNING;
}

v1::DutyProgress Encode(const DutyProgress& line) {
  const policy::Progress& progress = line.progress;
  v1::DutyProgress result;
  result.set_post(absl::StrCat("organizations/", line.organization_id, "/posts/", line.post_id));
  result.set_post_title(line.post_title);
  result.set_organization_display_name(line.organization_display_name);
  result.set_person(absl::StrCat("people/", line.person_id));
  result.set_duty_id(line.duty_id);
  result.set_rule_pack(
      absl::StrCat("organizations/", line.pack_organization_id, "/rulePacks/", line.pack_id));
  result.set_window_start(DayText(progress.window.first));
  result.set_window_last_day(DayText(progress.window.end - 1));
  result.set_full_count(line.full_count);
  result.set_required_count(progress.requirement.required);
  result.set_days_in_force(static_cast<int32_t>(progress.requirement.days_in_force));
  result.set_days_in_window(static_cast<int32_t>(progress.requirement.days_in_window));
  result.set_counted(progress.counted);
  result.set_missing(progress.missing);
  for (const policy::KindCount& kind : progress.kinds) {
    if (kind.count > 0) result.add_kinds_covered(absl::StrCat("activityKinds/", kind.kind_id));
  }
  result.set_state(StateOf(progress));
  result.set_due_day(DayText(progress.due_day));
  result.set_due_before_publication(line.due_before_publication);
  result.set_voluntary(line.voluntary);
  return result;
}

template <typename Request>
v1::Derivation EncodeDerivation(const Request& request, const Explanation& explanation) {
  v1::Derivation result;
  result.set_value(explanation.value);
  for (const ExplainedFact& explained : explanation.facts) {
    auto* fact = result.add_facts();
    fact->set_name(explained.name);
    fact->set_counted(explained.verdict == Verdict::kCounted);
    fact->set_reason(std::string(ToText(explained.verdict)));
    fact->set_day(DayText(explained.day));
  }
  result.set_next_page_token(NextPageToken(request, explanation.next_offset));
  result.set_counted_total(explanation.counted_total);
  result.set_excluded_total(explanation.excluded_total);
  return result;
}

const char* DefinitionOf(v1::SelfCheckColumn column) {
  switch (column) {
    case v1::SELF_CHECK_COLUMN_CADRES:
      return "当日在本单位及下级任职的团干部人数（同一人只计一次）";
    case v1::SELF_CHECK_COLUMN_YOUTHS:
      return "当日与上述岗位保持联系的青年人数（同一青年只计一次）";
    case v1::SELF_CHECK_COLUMN_EDUCATION_PRACTICE:
      return "季度首日至当日、由本单位及下级主办、未作废的“一学一做”活动数";
    case v1::SELF_CHECK_COLUMN_FIVE_ONES:
      return "季度首日至当日、由本单位及下级主办、未作废的“五个一”活动数";
    case v1::SELF_CHECK_COLUMN_MICRO_WISH_REPLIES:
      return "季度首日至当日、由本单位及下级岗位首次回复的微心愿数";
    case v1::SELF_CHECK_COLUMN_QUESTION_REPLIES:
      return "季度首日至当日、由本单位及下级岗位首次回复的问题数";
    default:
      return "";
  }
}

}  // namespace

absl::StatusOr<SelfCheckQuery> Decode(const v1::GetSelfCheckTableRequest& request) {
  rpc::Fields fields(kDomain);
  SelfCheckQuery query{
      .organization_id = fields.Id("organization", request.organization(), "organizations/*"),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
      .include_children = request.include_children()};
  CheckPositions(fields, request.min_positions());
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<SelfCheckFigureQuery> Decode(const v1::ExplainSelfCheckFigureRequest& request) {
  rpc::Fields fields(kDomain);
  SelfCheckFigureQuery query{
      .organization_id = fields.Id("organization", request.organization(), "organizations/*"),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
      .page = PageFrom(fields, request)};
  if (request.column() == v1::SELF_CHECK_COLUMN_UNSPECIFIED ||
      !v1::SelfCheckColumn_IsValid(request.column())) {
    fields.Add("column", "is not a column of the table");
  } else {
    // The contract numbers the columns from 1.
    query.column = static_cast<SelfCheckColumn>(request.column() - 1);
  }
  CheckPositions(fields, request.min_positions());
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<DutyProgressQuery> Decode(const v1::ListDutyProgressRequest& request) {
  rpc::Fields fields(kDomain);
  DutyProgressQuery query{
      .organization_id = fields.Id("organization", request.organization(), "organizations/*"),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
      .page = PageFrom(fields, request)};
  CheckPositions(fields, request.min_positions());
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<DutyFigureQuery> Decode(const v1::ExplainDutyProgressRequest& request) {
  rpc::Fields fields(kDomain);
  DutyFigureQuery query{
      .post_id = fields.Id("post", request.post(), "organizations/*/posts/*"),
      .pack_id = fields.Id("rule_pack", request.rule_pack(), "organizations/*/rulePacks/*"),
      .duty_id = fields.Text("duty_id", request.duty_id(), {1, 63}),
      .window_day = fields.DayIfSet("window_day", request.window_day()),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
      .page = PageFrom(fields, request)};
  CheckPositions(fields, request.min_positions());
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::SelfCheckTable Encode(const v1::GetSelfCheckTableRequest& /*request*/,
                          const SelfCheckTable& table) {
  v1::SelfCheckTable result;
  *result.mutable_basis() = Encode(table.basis);
  result.set_quarter_start(DayText(table.quarter_start));
  for (const SelfCheckRow& row : table.rows) *result.add_rows() = Encode(row);
  return result;
}

v1::ExplainSelfCheckFigureResponse Encode(const v1::ExplainSelfCheckFigureRequest& request,
                                          const ExplainedFigure& figure) {
  v1::ExplainSelfCheckFigureResponse result;
  *result.mutable_basis() = Encode(figure.basis);
  v1::Derivation& derivation = *result.mutable_derivation();
  derivation = EncodeDerivation(request, figure.explanation);
  derivation.set_rule("RPT-01 (附件3 团干部直接联系青年工作自查统计表)");
  derivation.set_definition(DefinitionOf(request.column()));
  return result;
}

v1::ListDutyProgressResponse Encode(const v1::ListDutyProgressRequest& request,
                                    const DutyBoard& board) {
  v1::ListDutyProgressResponse result;
  *result.mutable_basis() = Encode(board.basis);
  for (const DutyProgress& line : board.lines) *result.add_duty_progress() = Encode(line);
  result.set_next_page_token(NextPageToken(request, board.next_offset));
  return result;
}

v1::ExplainDutyProgressResponse Encode(const v1::ExplainDutyProgressRequest& request,
                                       const ExplainedDuty& explained) {
  v1::ExplainDutyProgressResponse result;
  *result.mutable_basis() = Encode(explained.basis);
  *result.mutable_duty_progress() = Encode(explained.line);
  v1::Derivation& derivation = *result.mutable_derivation();
  derivation = EncodeDerivation(request, explained.explanation);
  derivation.set_rule(explained.rule);
  derivation.set_definition("计入本岗位、在规定期限内且职责有效期间、未作废的活动数");
  return result;
}

}  // namespace xinqiao::assessment
