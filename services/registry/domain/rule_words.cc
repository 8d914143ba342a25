#include "services/registry/domain/rule_words.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/registry/domain/rule_visit.h"

namespace xinqiao::registry {
namespace {

using policy::RulePlace;

absl::string_view Every(const std::optional<PeriodKind>& period) {
  if (!period.has_value()) return "期间共";
  switch (*period) {
    case PeriodKind::kDay:
      return "每天";
    case PeriodKind::kIsoWeek:
      return "每周";
    case PeriodKind::kMonth:
      return "每月";
    case PeriodKind::kTwoMonths:
      return "每2个月";
    case PeriodKind::kQuarter:
      return "每季度";
    case PeriodKind::kHalfYear:
      return "每半年";
    case PeriodKind::kYear:
      return "每年";
  }
  return "";
}

struct ObjectWords {
  absl::string_view what;
  absl::string_view measure;
};

ObjectWords WordsOf(policy::ContactObject object) {
  switch (object) {
    case policy::ContactObject::kYouth:
      return {"联系团员青年", "名"};
    case policy::ContactObject::kBranch:
      return {"联系团支部", "个"};
    case policy::ContactObject::kClub:
      return {"联系社团", "个"};
    case policy::ContactObject::kYouthInDifficulty:
      return {"结对困难青年", "名"};
    case policy::ContactObject::kBaseCommittee:
      return {"联系基层团委、团总支", "个"};
    case policy::ContactObject::kChatGroup:
      return {"建微信群", "个"};
    case policy::ContactObject::kChatGroupMember:
      return {"每个微信群", "人"};
    case policy::ContactObject::kRealNameAccount:
      return {"开通实名账号", "个"};
    case policy::ContactObject::kYouthSocialOrganization:
      return {"联系青年社会组织", "个"};
    case policy::ContactObject::kVolunteerOrganization:
      return {"联系志愿者组织", "个"};
  }
  return {"", ""};
}

absl::string_view WordsOf(policy::CadenceMetric metric) {
  switch (metric) {
    case policy::CadenceMetric::kVoice:
      return "有声音";
    case policy::CadenceMetric::kInteraction:
      return "有互动";
    case policy::CadenceMetric::kTopic:
      return "有话题";
    case policy::CadenceMetric::kOnlineActivity:
      return "线上活动";
    case policy::CadenceMetric::kOfflineActivity:
      return "线下活动";
    case policy::CadenceMetric::kFaceToFace:
      return "面对面交流";
    case policy::CadenceMetric::kBaseDay:
      return "下基层";
  }
  return "";
}

absl::string_view WordsOf(policy::CeilingScope scope) {
  switch (scope) {
    case policy::CeilingScope::kContactNumber:
      return "联系数量";
    case policy::CeilingScope::kFrequency:
      return "活动频次";
    case policy::CeilingScope::kNewWork:
      return "新增工作";
  }
  return "";
}

absl::string_view WordsOf(policy::EvaluationKind kind) {
  switch (kind) {
    case policy::EvaluationKind::kRanking:
      return "排名";
    case policy::EvaluationKind::kBulletin:
      return "通报";
    case policy::EvaluationKind::kSpotCheck:
      return "抽查";
    case policy::EvaluationKind::kFullEvaluation:
      return "全面评估";
    case policy::EvaluationKind::kAwardCondition:
      return "作为评选条件";
  }
  return "";
}

// "1.5": no zeros at its end.
std::string Thousandths(int64_t milli) {
  std::string text = absl::StrCat(milli / 1000);
  if (milli % 1000 == 0) return text;
  absl::StrAppend(&text, ".", absl::StrCat(1000 + milli % 1000).substr(1));
  return text.substr(0, text.find_last_not_of('0') + 1);
}

// "5", or "1至2".
std::string Range(int64_t count, int64_t max) {
  return max > count ? absl::StrCat(count, "至", max) : absl::StrCat(count);
}

std::string Offered(bool voluntary, const std::string& what) {
  return voluntary ? absl::StrCat("自愿：", what) : what;
}

std::string Asks(const policy::Duty& duty) {
  if (duty.required_count == 0) return Offered(duty.voluntary, "不限次数");
  return Offered(duty.voluntary, absl::StrCat(Every(duty.period),
                                              Range(duty.required_count, duty.max_count), "次"));
}

std::string Asks(const policy::ContactQuota& quota) {
  const ObjectWords words = WordsOf(quota.object);
  return Offered(
      quota.voluntary,
      absl::StrCat(words.what, Range(quota.required_count, quota.max_count), words.measure));
}

std::string Asks(const policy::Cadence& cadence) {
  std::string text = absl::StrCat(Every(cadence.period), WordsOf(cadence.metric));
  if (cadence.required_count > 0) {
    absl::StrAppend(&text, cadence.required_count, "次");
  } else if (!cadence.reach_above_percent.has_value()) {
    absl::StrAppend(&text, "不限次数");
  }
  if (cadence.reach_above_percent.has_value()) {
    absl::StrAppend(&text, "覆盖超过", *cadence.reach_above_percent, "%");
  }
  return Offered(cadence.voluntary, text);
}

std::string Asks(const policy::Deadline& deadline) {
  return absl::StrCat(absl::FormatCivilTime(deadline.due_day), "前");
}

std::string Asks(const policy::ScheduleItem& item) {
  const std::string first = absl::FormatCivilTime(item.window.first);
  if (item.window.end == kOpenEnd) return absl::StrCat(first, "起");
  return absl::StrCat(first, "至", absl::FormatCivilTime(item.window.end - 1));
}

std::string Asks(const policy::ReportDefinition& report) {
  return absl::StrCat(Every(report.period), "1次");
}

std::string Asks(const policy::TaskEmphasis& emphasis) {
  return absl::StrJoin(emphasis.tasks, "、");
}

std::string Asks(const policy::PointRule& rule) {
  return absl::StrCat("每次", Thousandths(rule.milli_points), "分");
}

std::string Asks(const policy::AssessmentTable& table) { return absl::StrCat(table.total, "分"); }

std::string Asks(const policy::Evaluation& evaluation) {
  const absl::string_view what = WordsOf(evaluation.kind);
  if (evaluation.period.has_value()) return absl::StrCat(Every(evaluation.period), what, "1次");
  if (evaluation.kind == policy::EvaluationKind::kAwardCondition) return std::string(what);
  return absl::StrCat(what, "，次数未规定");
}

std::string Asks(const policy::Ceiling& ceiling) {
  std::vector<absl::string_view> covers;
  for (const policy::CeilingScope scope : ceiling.covers) covers.push_back(WordsOf(scope));
  return absl::StrCat("不得层层加码：", absl::StrJoin(covers, "、"));
}

std::string Asks(const policy::WishLimit& limit) {
  return limit.working_days == 0 ? "不限时" : absl::StrCat(limit.working_days, "个工作日内");
}

std::string Asks(const policy::WishCategory&) { return "诉求类别"; }

std::string Asks(const policy::BookClosing& closing) {
  return absl::StrCat(Every(closing.period), "结束后", closing.after_working_days, "个工作日关账");
}

std::string Asks(const policy::Switch& each) { return each.enabled ? "开启" : "关闭"; }

std::string Asks(const policy::Assumption& assumption) { return assumption.text; }

template <typename Rule>
std::string TitleOf(const Rule& rule) {
  return rule.title;
}
std::string TitleOf(const policy::Switch& each) {
  return std::string(registry::TitleOf(each.kind));
}
std::string TitleOf(const policy::Assumption& assumption) { return assumption.assumption_id; }

}  // namespace

std::string Asks(const policy::RulePack& rules, const RulePlace& place) {
  return VisitRule(rules, place, [](const auto& rule) { return Asks(rule); });
}

std::string TitleOf(const policy::RulePack& rules, const RulePlace& place) {
  return VisitRule(rules, place, [](const auto& rule) { return TitleOf(rule); });
}

absl::string_view TitleOf(policy::SwitchKind kind) {
  switch (kind) {
    case policy::SwitchKind::kOrganizationRanking:
      return "组织排名";
    case policy::SwitchKind::kPersonRanking:
      return "个人排名";
    case policy::SwitchKind::kAdoptionFigure:
      return "青年关注和使用情况统计";
    case policy::SwitchKind::kPhotoDuty:
      return "活动记录上传照片";
    case policy::SwitchKind::kLoginDuty:
      return "团干部限期登录";
    case policy::SwitchKind::kOnlineDuration:
      return "在线时长统计";
  }
  return "";
}

}  // namespace xinqiao::registry
