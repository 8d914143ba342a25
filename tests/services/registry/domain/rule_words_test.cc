#include "services/registry/domain/rule_words.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using policy::RuleType;
using ::xinqiao::testing::Day;

std::string AsksFirst(const policy::RulePack& rules, RuleType type) {
  return Asks(rules, {.type = type, .index = 0});
}

std::string AsksDuty(const policy::Duty& duty) {
  return AsksFirst({.duties = {duty}}, RuleType::kDuty);
}

std::string AsksCadence(const policy::Cadence& cadence) {
  return AsksFirst({.cadences = {cadence}}, RuleType::kCadence);
}

TEST(RuleWordsTest, DutiesSayHowOften) {
  EXPECT_EQ(AsksDuty({.required_count = 5, .period = PeriodKind::kTwoMonths}), "每2个月5次");
  EXPECT_EQ(AsksDuty({.required_count = 1, .period = PeriodKind::kMonth, .max_count = 2}),
            "每月1至2次");
  EXPECT_EQ(AsksDuty({.required_count = 3}), "期间共3次");
  EXPECT_EQ(AsksDuty({.period = PeriodKind::kYear}), "不限次数");
  EXPECT_EQ(AsksDuty({.required_count = 6, .period = PeriodKind::kTwoMonths, .voluntary = true}),
            "自愿：每2个月6次");
}

TEST(RuleWordsTest, QuotasSayHowManyOfWhat) {
  const auto asks = [](const policy::ContactQuota& quota) {
    return AsksFirst({.contact_quotas = {quota}}, RuleType::kContactQuota);
  };
  EXPECT_EQ(asks({.object = policy::ContactObject::kYouth, .required_count = 20}),
            "联系团员青年20名");
  EXPECT_EQ(asks({.object = policy::ContactObject::kYouthInDifficulty,
                  .required_count = 3,
                  .max_count = 5}),
            "结对困难青年3至5名");
  EXPECT_EQ(asks({.object = policy::ContactObject::kClub, .required_count = 1, .voluntary = true}),
            "自愿：联系社团1个");
}

TEST(RuleWordsTest, CadencesSayHowOftenOrHowFar) {
  EXPECT_EQ(AsksCadence({.metric = policy::CadenceMetric::kVoice,
                         .period = PeriodKind::kIsoWeek,
                         .required_count = 1}),
            "每周有声音1次");
  EXPECT_EQ(AsksCadence({.metric = policy::CadenceMetric::kFaceToFace,
                         .period = PeriodKind::kYear,
                         .reach_above_percent = 50}),
            "每年面对面交流覆盖超过50%");
  EXPECT_EQ(AsksCadence({.metric = policy::CadenceMetric::kTopic, .period = PeriodKind::kQuarter}),
            "每季度有话题不限次数");
}

TEST(RuleWordsTest, EvaluationsSayWhatTheyAreWhenNobodySaysHowOften) {
  const auto asks = [](policy::EvaluationKind kind) {
    return AsksFirst({.evaluations = {{.kind = kind}}}, RuleType::kEvaluation);
  };
  EXPECT_EQ(asks(policy::EvaluationKind::kSpotCheck), "抽查，次数未规定");
  EXPECT_EQ(asks(policy::EvaluationKind::kAwardCondition), "作为评选条件");
}

TEST(RuleWordsTest, PointsHaveNoZerosAtTheirEnd) {
  const auto asks = [](int64_t milli_points) {
    return AsksFirst({.point_rules = {{.milli_points = milli_points}}}, RuleType::kPointRule);
  };
  EXPECT_EQ(asks(100), "每次0.1分");
  EXPECT_EQ(asks(20), "每次0.02分");
  EXPECT_EQ(asks(1001), "每次1.001分");
  EXPECT_EQ(asks(1000), "每次1分");
  EXPECT_EQ(asks(10000), "每次10分");
}

TEST(RuleWordsTest, EveryFunctionHasATitleOfItsOwn) {
  std::set<absl::string_view> titles;
  for (int i = 0; i <= static_cast<int>(policy::SwitchKind::kOnlineDuration); ++i) {
    titles.insert(TitleOf(static_cast<policy::SwitchKind>(i)));
  }
  EXPECT_EQ(titles.size(), 6u);
  EXPECT_FALSE(titles.contains(""));
}

TEST(RuleWordsTest, EveryOtherRuleSaysWhatItIs) {
  const Period may = {Day("2017-05-01"), Day("2017-06-01")};
  const policy::RulePack rules = {
      .schedule_items = {{.window = may}},
      .deadlines = {{.due_day = Day("2017-04-12")}},
      .reports = {{.period = PeriodKind::kQuarter}},
      .evaluations = {{.kind = policy::EvaluationKind::kFullEvaluation,
                       .period = PeriodKind::kHalfYear}},
      .switches = {{.kind = policy::SwitchKind::kPhotoDuty, .enabled = true}},
      .assumptions = {{.assumption_id = "A-08", .text = "the highest level"}},
      .ceilings = {{.covers = {policy::CeilingScope::kContactNumber,
                               policy::CeilingScope::kFrequency}}},
      .task_emphases = {{.tasks = {"建立联系渠道", "收集意见"}}},
      .point_rules = {{.milli_points = 1500}},
      .assessment_tables = {{.total = 100}},
      .wish_limits = {{.working_days = 5}},
      .wish_categories = {{.title = "就业创业"}},
      .book_closings = {{.period = PeriodKind::kQuarter, .after_working_days = 10}},
  };
  EXPECT_EQ(AsksFirst(rules, RuleType::kScheduleItem), "2017-05-01至2017-05-31");
  EXPECT_EQ(AsksFirst(rules, RuleType::kDeadline), "2017-04-12前");
  EXPECT_EQ(AsksFirst(rules, RuleType::kReport), "每季度1次");
  EXPECT_EQ(AsksFirst(rules, RuleType::kEvaluation), "每半年全面评估1次");
  EXPECT_EQ(AsksFirst(rules, RuleType::kSwitch), "开启");
  EXPECT_EQ(AsksFirst(rules, RuleType::kAssumption), "the highest level");
  EXPECT_EQ(AsksFirst(rules, RuleType::kCeiling), "不得层层加码：联系数量、活动频次");
  EXPECT_EQ(AsksFirst(rules, RuleType::kTaskEmphasis), "建立联系渠道、收集意见");
  EXPECT_EQ(AsksFirst(rules, RuleType::kPointRule), "每次1.5分");
  EXPECT_EQ(AsksFirst(rules, RuleType::kAssessmentTable), "100分");
  EXPECT_EQ(AsksFirst(rules, RuleType::kWishLimit), "5个工作日内");
  EXPECT_EQ(AsksFirst(rules, RuleType::kWishCategory), "诉求类别");
  EXPECT_EQ(AsksFirst(rules, RuleType::kBookClosing), "每季度结束后10个工作日关账");
  EXPECT_EQ(TitleOf(rules, {.type = RuleType::kWishCategory, .index = 0}), "就业创业");
  EXPECT_EQ(TitleOf(rules, {.type = RuleType::kSwitch, .index = 0}), "活动记录上传照片");
  EXPECT_EQ(TitleOf(rules, {.type = RuleType::kAssumption, .index = 0}), "A-08");
}

}  // namespace
}  // namespace xinqiao::registry
