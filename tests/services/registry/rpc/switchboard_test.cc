// What is on where, and the sheet that says so, over a real channel.

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/strip.h"
#include "tests/services/registry/rpc/rule_reads_fixture.h"
#include "xinqiao/policy/v1/activity_kind.pb.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::IsOk;

using SwitchboardTest = RuleReadsServiceTest;

constexpr char kS0[] = "services/registry/packs/s0-qznu-2017-20.textproto";
constexpr char kKinds[] = "services/registry/packs/activity_kinds.textproto";

std::string ReadFile(const char* path) {
  const std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_F(SwitchboardTest, WithoutAPackNothingIsOn) {
  const auto board = Board(school_);
  ASSERT_THAT(board, IsOk());
  EXPECT_EQ(board->day(), "2017-05-17");
  ASSERT_THAT(board->states(), SizeIs(policy::v1::SwitchKind_MAX));
  for (int i = 0; i < board->states_size(); ++i) {
    EXPECT_EQ(board->states(i).kind(), i + 1);
    EXPECT_FALSE(board->states(i).enabled());
    EXPECT_FALSE(board->states(i).has_source());
  }
}

TEST_F(SwitchboardTest, S0TurnsOnWhatItOrdersAndNothingElse) {
  policy::v1::ActivityKindCatalogue catalogue;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(ReadFile(kKinds), &catalogue));
  for (const policy::v1::ActivityKind& kind : catalogue.activity_kinds()) {
    const std::string id(absl::StripPrefix(kind.name(), "activityKinds/"));
    if (id != "five_ones.heart_talk") CreateKind(id);
  }
  const std::string pack = Publish(school_, ReadFile(kS0));
  const auto board = Board(school_);
  ASSERT_THAT(board, IsOk());
  EXPECT_THAT(On(*board),
              ElementsAre(policy::v1::SWITCH_KIND_ORGANIZATION_RANKING,
                          policy::v1::SWITCH_KIND_ADOPTION_FIGURE,
                          policy::v1::SWITCH_KIND_PHOTO_DUTY, policy::v1::SWITCH_KIND_LOGIN_DUTY));
  const v1::SwitchState& ranking = board->states(0);
  EXPECT_EQ(ranking.source().rule_pack(), pack);
  EXPECT_EQ(ranking.legal_basis().number(), "团泉师院委〔2017〕20号");
  EXPECT_EQ(ranking.legal_basis().issue_day(), "2017-05-17");
  EXPECT_EQ(ranking.since_day(), "2017-05-17");
  EXPECT_FALSE(ranking.since_day_assumed());
  EXPECT_EQ(ranking.title(), "组织排名");
  const auto day_before = Board(school_, "2017-05-16");
  ASSERT_THAT(day_before, IsOk());
  EXPECT_THAT(On(*day_before), IsEmpty());
  const auto above = Board(city_);
  ASSERT_THAT(above, IsOk());
  EXPECT_THAT(On(*above), IsEmpty());
}

TEST_F(SwitchboardTest, FilesASheet) {
  Publish(province_, kProvincePack);
  v1::GetFilingSheetRequest request;
  request.set_organization(school_);
  const auto sheet =
      server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetFilingSheet, request);
  ASSERT_THAT(sheet, IsOk());
  EXPECT_THAT(sheet->text(), HasSubstr("组织排名：开启"));
  EXPECT_THAT(sheet->text(), HasSubstr("，校团委书记，2017-01-01起\n"));
  EXPECT_THAT(sheet->json(), HasSubstr("中青明电[2017]4号"));
  request.set_organization("x");
  request.set_day("x");
  EXPECT_THAT(
      WrongFields(server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetFilingSheet, request)
                      .status()),
      ElementsAre("organization", "day"));
}

}  // namespace
}  // namespace xinqiao::registry
