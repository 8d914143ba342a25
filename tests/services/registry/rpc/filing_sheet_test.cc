#include "services/registry/rpc/filing_sheet.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/services/registry/app/tree_scene.h"

namespace xinqiao::registry {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using ::testing::HasSubstr;
using ::testing::Not;
using xinqiao::testing::Day;

// A school where one document orders the ranking of organizations, and says of
// photos that none are wanted.
Filing SchoolFiling() {
  auto pack = std::make_shared<BookPack>();
  pack->published = {
      .rule_pack_id = Id(30), .organization_id = Id(4), .version = 2, .publisher = "people/7"};
  pack->published.rules.document = {.issuer = "共青团泉州师范学院委员会",
                                    .number = "团泉师院委〔2017〕20号",
                                    .title = "通知",
                                    .issue_day = Day("2017-05-17")};
  pack->published.rules.switches = {
      {.kind = policy::SwitchKind::kOrganizationRanking,
       .enabled = true,
       .legal_basis = policy::DocumentReference{.issuer = "共青团泉州市委",
                                                .number = "团泉委〔2017〕29号",
                                                .issue_day = Day("2017-04-01")},
       .text = "“日常排名”\t各级团组织"},
      {.kind = policy::SwitchKind::kPhotoDuty}};
  const auto rule = [&](size_t index) {
    return BookRule{.pack = pack, .place = {policy::RuleType::kSwitch, index}};
  };
  return {.organization = School(4, 2, "共青团泉州师范学院委员会"),
          .switchboard = {.day = Day("2017-06-01"),
                          .states = {{.kind = policy::SwitchKind::kOrganizationRanking,
                                      .enabled = true,
                                      .decided_by = rule(0),
                                      .since_day = Day("2017-05-17")},
                                     {.kind = policy::SwitchKind::kPersonRanking},
                                     {.kind = policy::SwitchKind::kPhotoDuty,
                                      .decided_by = rule(1),
                                      .since_day = Day("2017-05-17")}}},
          .administered_by = "共青团泉州师范学院委员会",
          .administrators = {{"团委书记", Day("2016-09-01")}, {"组织部长", Day("2017-03-01")}}};
}

// One function, ordered by the document of the pack.
Filing OwnOrder(bool assumed = false) {
  auto pack = std::make_shared<BookPack>();
  pack->published = {.rule_pack_id = Id(31), .organization_id = Id(4), .version = 2};
  pack->published.rules.document = {.issuer = "共青团榆林市委",
                                    .number = "榆团办发【2016】23号",
                                    .issue_day = Day("2017-01-01"),
                                    .issue_day_assumed = assumed};
  pack->published.rules.switches = {
      {.kind = policy::SwitchKind::kPhotoDuty,
       .enabled = true,
       .legal_basis = policy::DocumentReference{.issuer = "共青团榆林市委",
                                                .number = "榆团办发【2016】23号",
                                                .issue_day = Day("2017-01-01"),
                                                .issue_day_assumed = assumed}}};
  Filing filing = SchoolFiling();
  filing.switchboard.states = {
      {.kind = policy::SwitchKind::kPhotoDuty,
       .enabled = true,
       .decided_by = BookRule{.pack = pack, .place = {policy::RuleType::kSwitch, 0}},
       .since_day = Day("2017-01-01"),
       .since_day_assumed = assumed}};
  return filing;
}

Struct JsonOf(const v1::FilingSheet& sheet) {
  Struct json;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(sheet.json(), &json).ok())
      << sheet.json();
  return json;
}

TEST(FilingSheetTest, TellsPeopleWhatIsOnByWhichDocument) {
  const std::string text = EncodeFilingSheet(SchoolFiling()).text();
  EXPECT_THAT(text, HasSubstr("组织：共青团泉州师范学院委员会\n日期：2017-06-01\n"));
  EXPECT_THAT(text, HasSubstr("1. 组织排名：开启\n"
                              "   依据文件：团泉委〔2017〕29号，共青团泉州市委，2017-04-01\n"
                              "   文件原文：“日常排名”\t各级团组织\n"
                              "   规则版本：团泉师院委〔2017〕20号《通知》，"
                              "共青团泉州师范学院委员会，2017-05-17，第2版\n"
                              "   起始日期：2017-05-17\n"));
  EXPECT_THAT(text, HasSubstr("2. 个人排名：关闭\n   依据文件：无，未经文件要求一律关闭\n"));
  EXPECT_THAT(text, HasSubstr("3. 活动记录上传照片：关闭\n   依据文件：无\n   规则版本："));
  EXPECT_THAT(text, HasSubstr("\n二、保存的数据类别\n1. 组织："));
  EXPECT_THAT(text,
              HasSubstr("提出问题：青年在“青年之声”提出（接口：/v1/youths/{youth}/appeals）\n"));
  EXPECT_THAT(text, HasSubstr("2. 管理员：共青团泉州师范学院委员会，团委书记，2016-09-01起\n"
                              "3. 管理员：共青团泉州师范学院委员会，组织部长，2017-03-01起\n"));
}

TEST(FilingSheetTest, JsonSaysTheSame) {
  const v1::FilingSheet sheet = EncodeFilingSheet(SchoolFiling());
  const Struct json = JsonOf(sheet);
  EXPECT_EQ(json.fields().at("organization").struct_value().fields().at("name").string_value(),
            "organizations/" + Id(4));
  EXPECT_EQ(json.fields().at("day").string_value(), "2017-06-01");
  const auto& functions = json.fields().at("functions").list_value();
  ASSERT_EQ(functions.values_size(), 3);
  const auto& ranking = functions.values(0).struct_value().fields();
  EXPECT_EQ(ranking.at("kind").string_value(), "SWITCH_KIND_ORGANIZATION_RANKING");
  EXPECT_TRUE(ranking.at("enabled").bool_value());
  EXPECT_EQ(ranking.at("text").string_value(), "“日常排名”\t各级团组织");
  EXPECT_EQ(ranking.at("legal_basis").struct_value().fields().at("number").string_value(),
            "团泉委〔2017〕29号");
  EXPECT_EQ(ranking.at("version").number_value(), 2);
  EXPECT_EQ(ranking.at("since_day").string_value(), "2017-05-17");
  const auto& persons = functions.values(1).struct_value().fields();
  EXPECT_FALSE(persons.at("enabled").bool_value());
  EXPECT_FALSE(persons.contains("source"));
  EXPECT_GT(json.fields().at("data_categories").list_value().values_size(), 4);
  const auto& complaints = json.fields().at("complaints").struct_value().fields();
  EXPECT_EQ(complaints.at("question_path").string_value(), "/v1/youths/{youth}/appeals");
  const auto& administrators = complaints.at("administrators").list_value();
  ASSERT_EQ(administrators.values_size(), 2);
  const auto& secretary = administrators.values(0).struct_value().fields();
  EXPECT_EQ(secretary.at("organization").string_value(), "共青团泉州师范学院委员会");
  EXPECT_EQ(secretary.at("title").string_value(), "团委书记");
  EXPECT_EQ(secretary.at("since_day").string_value(), "2016-09-01");
}

// The pack is the order itself: that is said once.
TEST(FilingSheetTest, DoesNotRepeatTheDocumentThatOrdersIt) {
  const v1::FilingSheet sheet = EncodeFilingSheet(OwnOrder());
  EXPECT_THAT(sheet.text(),
              HasSubstr("   依据文件：榆团办发【2016】23号，共青团榆林市委，2017-01-01\n"
                        "   规则版本：第2版\n"
                        "   起始日期：2017-01-01\n"));
  const Struct json = JsonOf(sheet);
  const auto& function =
      json.fields().at("functions").list_value().values(0).struct_value().fields();
  EXPECT_FALSE(function.contains("source"));
  EXPECT_EQ(function.at("version").number_value(), 2);
  EXPECT_FALSE(function.at("since_day_assumed").bool_value());
}

// S3 names the year 2016 only.
TEST(FilingSheetTest, SaysWhichDaysAreAssumed) {
  const v1::FilingSheet sheet = EncodeFilingSheet(OwnOrder(true));
  EXPECT_THAT(sheet.text(),
              HasSubstr("2017-01-01（文件未载明日期，此为假定日期）\n   规则版本：第2版\n"
                        "   起始日期：2017-01-01（文件未载明日期，此为假定日期）\n"));
  const Struct json = JsonOf(sheet);
  const auto& function =
      json.fields().at("functions").list_value().values(0).struct_value().fields();
  EXPECT_TRUE(function.at("since_day_assumed").bool_value());
  EXPECT_TRUE(
      function.at("legal_basis").struct_value().fields().at("issue_day_assumed").bool_value());
}

TEST(FilingSheetTest, SaysWhenThereIsNoAdministrator) {
  Filing filing = SchoolFiling();
  filing.administrators.clear();
  const v1::FilingSheet sheet = EncodeFilingSheet(filing);
  EXPECT_THAT(sheet.text(), HasSubstr("2. 管理员：本组织及上级组织均未设置\n"));
  JsonOf(sheet);
}

TEST(FilingSheetTest, NamesNobody) {
  const v1::FilingSheet sheet = EncodeFilingSheet(SchoolFiling());
  EXPECT_THAT(sheet.text(), Not(HasSubstr("people/")));
  EXPECT_THAT(sheet.json(), Not(HasSubstr("people/")));
}

TEST(FilingSheetTest, QuotesWhatJsonWantsQuoted) {
  Filing filing = SchoolFiling();
  filing.organization.version.display_name = "\"团\\委\"";
  const Struct json = JsonOf(EncodeFilingSheet(filing));
  EXPECT_EQ(
      json.fields().at("organization").struct_value().fields().at("display_name").string_value(),
      "\"团\\委\"");
}

}  // namespace
}  // namespace xinqiao::registry
