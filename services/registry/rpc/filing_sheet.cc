#include "services/registry/rpc/filing_sheet.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "libs/calendar/day_text.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/domain/rule_words.h"
#include "services/registry/rpc/policy_enums.h"

namespace xinqiao::registry {
namespace {

// What the services keep, whichever functions are on.
struct DataCategory {
  absl::string_view title;
  absl::string_view items;
};
constexpr DataCategory kDataCategories[] = {
    {"组织", "名称、类别、层级、代码、隶属关系及其沿革"},
    {"团干部", "姓名、用户名、手机号码（加密保存）、职务、任职类型、任职起止日期"},
    {"青年", "姓名、手机号码（加密保存）、出生年份、所在组织、领域、行业、联系起止日期"},
    {"活动记录", "日期、地点、类别、内容、参与人、佐证材料"},
    {"青年诉求", "青年之声问题、微心愿、答复"},
    {"规则与统计", "政策文件及其规则、由以上记录计算的数据"},
};

// Of the service of wishes: whoever is registered may ask, whatever it is about.
constexpr absl::string_view kQuestionPath = "/v1/youths/{youth}/appeals";

const policy::Switch& RuleOf(const SwitchState& state) {
  return state.decided_by->pack->published.rules.switches[state.decided_by->place.index];
}

// "2016-12-31"; a day that no document names says so.
std::string DayAsKnown(absl::CivilDay day, bool assumed) {
  return assumed ? absl::StrCat(DayText(day), "（文件未载明日期，此为假定日期）") : DayText(day);
}

// "团泉师院委〔2017〕20号《通知》，共青团泉州师范学院委员会，2017-05-17".
std::string TextOf(const policy::DocumentReference& document) {
  std::string text = document.number;
  if (!document.title.empty()) absl::StrAppend(&text, "《", document.title, "》");
  absl::StrAppend(&text, "，", document.issuer);
  if (document.issue_day.has_value()) {
    absl::StrAppend(&text, "，", DayAsKnown(*document.issue_day, document.issue_day_assumed));
  }
  return text;
}

policy::DocumentReference ReferenceTo(const policy::Document& document) {
  return {.issuer = document.issuer,
          .number = document.number,
          .title = document.title,
          .issue_day = document.issue_day,
          .issue_day_assumed = document.issue_day_assumed};
}

// Whether the document of the pack orders the switch itself, so that there is
// nothing more to say of where the rule comes from.
bool IsOrderedByItsOwn(const policy::Switch& rule, const policy::Document& document) {
  return rule.legal_basis.has_value() && rule.legal_basis->issuer == document.issuer &&
         rule.legal_basis->number == document.number;
}

std::string TextOf(const SwitchState& state) {
  std::string text = absl::StrCat(TitleOf(state.kind), "：", state.enabled ? "开启" : "关闭", "\n");
  if (!state.decided_by.has_value()) return text + "   依据文件：无，未经文件要求一律关闭\n";
  const policy::Switch& rule = RuleOf(state);
  const FeedPack& pack = state.decided_by->pack->published;
  absl::StrAppend(&text, "   依据文件：",
                  rule.legal_basis.has_value() ? TextOf(*rule.legal_basis) : "无", "\n");
  if (!rule.text.empty()) absl::StrAppend(&text, "   文件原文：", rule.text, "\n");
  absl::StrAppend(&text, "   规则版本：");
  if (!IsOrderedByItsOwn(rule, pack.rules.document)) {
    absl::StrAppend(&text, TextOf(ReferenceTo(pack.rules.document)), "，");
  }
  absl::StrAppend(&text, "第", pack.version, "版\n   起始日期：",
                  DayAsKnown(state.since_day, state.since_day_assumed), "\n");
  return text;
}

// "共青团某校委员会，团委书记，2016-09-01起".
std::string TextOf(const std::string& organization, const AdministratorPost& post) {
  return absl::StrCat(organization, "，", post.title, "，", DayText(post.since_day), "起");
}

std::string TextOfComplaints(const Filing& filing) {
  std::string text =
      absl::StrCat("1. 提出问题：青年在“青年之声”提出（接口：", kQuestionPath, "）\n");
  if (filing.administrators.empty()) {
    return text + "2. 管理员：本组织及上级组织均未设置\n";
  }
  int number = 1;
  for (const AdministratorPost& post : filing.administrators) {
    absl::StrAppend(&text, ++number, ". 管理员：", TextOf(filing.administered_by, post), "\n");
  }
  return text;
}

std::string TextOf(const Filing& filing) {
  std::string text =
      absl::StrCat("功能与数据备案表\n组织：", filing.organization.version.display_name, "\n日期：",
                   DayText(filing.switchboard.day), "\n\n一、功能开关\n");
  int number = 0;
  for (const SwitchState& state : filing.switchboard.states) {
    absl::StrAppend(&text, ++number, ". ", TextOf(state));
  }
  absl::StrAppend(&text, "\n二、保存的数据类别\n");
  number = 0;
  for (const DataCategory& category : kDataCategories) {
    absl::StrAppend(&text, ++number, ". ", category.title, "：", category.items, "\n");
  }
  return absl::StrCat(text, "\n三、投诉渠道\n", TextOfComplaints(filing));
}

// JSON as text.
std::string Quoted(absl::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<uint8_t>(c) < 0x20) {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<uint8_t>(c));
      continue;
    }
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

using Members = std::vector<std::pair<absl::string_view, std::string>>;

std::string Object(const Members& members) {
  return absl::StrCat("{",
                      absl::StrJoin(members, ",",
                                    [](std::string* out, const auto& member) {
                                      absl::StrAppend(out, Quoted(member.first), ":",
                                                      member.second);
                                    }),
                      "}");
}

std::string Array(const std::vector<std::string>& values) {
  return absl::StrCat("[", absl::StrJoin(values, ","), "]");
}

std::string JsonOf(bool value) { return value ? "true" : "false"; }

std::string JsonOf(const policy::DocumentReference& document) {
  return Object(
      {{"issuer", Quoted(document.issuer)},
       {"number", Quoted(document.number)},
       {"title", Quoted(document.title)},
       {"issue_day", Quoted(document.issue_day.has_value() ? DayText(*document.issue_day) : "")},
       {"issue_day_assumed", JsonOf(document.issue_day_assumed)}});
}

std::string JsonOf(const SwitchState& state) {
  Members members = {
      {"kind", Quoted(policy::v1::SwitchKind_Name(ProtoSwitchKind(state.kind)))},
      {"title", Quoted(TitleOf(state.kind))},
      {"enabled", JsonOf(state.enabled)},
  };
  if (state.decided_by.has_value()) {
    const policy::Switch& rule = RuleOf(state);
    const FeedPack& pack = state.decided_by->pack->published;
    if (rule.legal_basis.has_value()) {
      members.emplace_back("legal_basis", JsonOf(*rule.legal_basis));
    }
    if (!rule.text.empty()) members.emplace_back("text", Quoted(rule.text));
    if (!IsOrderedByItsOwn(rule, pack.rules.document)) {
      members.emplace_back("source", JsonOf(ReferenceTo(pack.rules.document)));
    }
    members.emplace_back("version", absl::StrCat(pack.version));
    members.emplace_back("since_day", Quoted(DayText(state.since_day)));
    members.emplace_back("since_day_assumed", JsonOf(state.since_day_assumed));
  }
  return Object(members);
}

std::string JsonOf(const Filing& filing) {
  const Organization& organization = filing.organization;
  std::vector<std::string> functions;
  for (const SwitchState& state : filing.switchboard.states) functions.push_back(JsonOf(state));
  std::vector<std::string> categories;
  for (const DataCategory& category : kDataCategories) {
    categories.push_back(
        Object({{"title", Quoted(category.title)}, {"items", Quoted(category.items)}}));
  }
  std::vector<std::string> administrators;
  for (const AdministratorPost& post : filing.administrators) {
    administrators.push_back(Object({{"organization", Quoted(filing.administered_by)},
                                     {"title", Quoted(post.title)},
                                     {"since_day", Quoted(DayText(post.since_day))}}));
  }
  return Object({{"organization",
                  Object({{"name", Quoted(absl::StrCat("organizations/",
                                                       organization.identity.organization_id))},
                          {"display_name", Quoted(organization.version.display_name)}})},
                 {"day", Quoted(DayText(filing.switchboard.day))},
                 {"functions", Array(functions)},
                 {"data_categories", Array(categories)},
                 {"complaints", Object({{"question_path", Quoted(kQuestionPath)},
                                        {"administrators", Array(administrators)}})}});
}

}  // namespace

v1::FilingSheet EncodeFilingSheet(const Filing& filing) {
  v1::FilingSheet sheet;
  sheet.set_text(TextOf(filing));
  sheet.set_json(JsonOf(filing));
  return sheet;
}

}  // namespace xinqiao::registry
