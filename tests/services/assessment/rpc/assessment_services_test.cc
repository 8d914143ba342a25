#include "services/assessment/rpc/assessment_services.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "tests/support/assessment_scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/assessment/v1/duty_service.grpc.pb.h"
#include "xinqiao/assessment/v1/report_service.grpc.pb.h"

namespace xinqiao::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::FiveOnesPack;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::NewActivity;
using ::xinqiao::testing::NewOrganization;
using ::xinqiao::testing::NewPost;

constexpr char kUnit[] = "01900000-0000-7000-8000-000000000001";
constexpr char kPost[] = "01900000-0000-7000-8000-000000000002";
constexpr char kPack[] = "01900000-0000-7000-8000-000000000003";
constexpr char kOtherPack[] = "01900000-0000-7000-8000-000000000004";

// Both services over a real in-process channel: one unit, one full-time post,
// three activities, S0's duties. It is 15 June 2017.
class AssessmentServicesTest : public ::testing::Test {
 protected:
  AssessmentServicesTest() {
    std::vector<Fact> facts = {
        policy::ActivityKind{.kind_id = "five_ones.heart_talk",
                             .display_name = "谈心谈话",
                             .group = policy::ActivityGroup::kFiveOnes},
        NewOrganization(kUnit, ""),
        NewPost(kPost, kUnit, "person-1", policy::AppointmentType::kFullTime),
        RulePackPublished{
            .rule_pack_id = kPack, .organization_id = kUnit, .rule_pack = FiveOnesPack()}};
    for (const char* id : {"act-1", "act-2", "act-3"}) {
      facts.push_back(NewActivity(id, kUnit, {kPost}, "five_ones.heart_talk", "2017-05-04"));
    }
    const feed::Cursor cursor{.source = "registry", .log = "registry", .epoch = "e", .position = 4};
    EXPECT_THAT(assessment_.Apply(facts, cursor), IsOk());
    positions_.Set(cursor);
  }

  // For the table, once the ledger got that far.
  v1::GetSelfCheckTableRequest WaitingFor(int64_t position, const std::string& epoch = "") const {
    v1::GetSelfCheckTableRequest request;
    request.set_organization(unit_);
    auto& wanted = *request.add_min_positions();
    wanted.set_source("ledger");
    wanted.set_log("log-1");
    wanted.set_position(position);
    wanted.set_epoch(epoch);
    return request;
  }

  const std::string unit_ = std::string("organizations/") + kUnit;
  xinqiao::testing::FakeClock clock_{"2017-06-15"};
  Assessment assessment_{clock_};
  feed::Positions positions_;
  rpc::Executor executor_{2, 16};
  ReportService reports_{
      {.assessment = assessment_, .positions = positions_, .executor = executor_}};
  DutyService duties_{{.assessment = assessment_, .positions = positions_, .executor = executor_}};
  xinqiao::testing::RpcServer server_{{&reports_, &duties_}};
  std::unique_ptr<v1::ReportService::Stub> report_stub_ =
      v1::ReportService::NewStub(server_.channel());
  std::unique_ptr<v1::DutyService::Stub> duty_stub_ = v1::DutyService::NewStub(server_.channel());
};

TEST_F(AssessmentServicesTest, TheTableSaysWhatItWasComputedFrom) {
  v1::GetSelfCheckTableRequest request;
  request.set_organization(unit_);
  const auto table =
      server_.Call(*report_stub_, &v1::ReportService::Stub::GetSelfCheckTable, request);
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->quarter_start(), "2017-04-01");
  EXPECT_EQ(table->basis().as_of(), "2017-06-15");
  ASSERT_THAT(table->basis().positions(), SizeIs(1));
  EXPECT_EQ(table->basis().positions(0).position(), 4);
  ASSERT_THAT(table->rows(), SizeIs(1));
  EXPECT_EQ(table->rows(0).organization(), unit_);
  EXPECT_EQ(table->rows(0).five_ones(), 3);
  EXPECT_EQ(table->rows(0).cadres(), 1);
}

TEST_F(AssessmentServicesTest, TheBoardNamesTheWindowAndWhatIsMissing) {
  v1::ListDutyProgressRequest request;
  request.set_organization(unit_);
  const auto board = server_.Call(*duty_stub_, &v1::DutyService::Stub::ListDutyProgress, request);
  ASSERT_THAT(board, IsOk());
  ASSERT_THAT(board->duty_progress(), SizeIs(2));
  const v1::DutyProgress& line = board->duty_progress(1);
  EXPECT_EQ(line.post(), unit_ + "/posts/" + kPost);
  EXPECT_EQ(line.rule_pack(), unit_ + "/rulePacks/" + kPack);
  EXPECT_EQ(line.duty_id(), "fiv_02");
  EXPECT_EQ(line.window_start(), "2017-05-01");
  EXPECT_EQ(line.window_last_day(), "2017-06-30");
  EXPECT_EQ(line.due_day(), "2017-06-30");
  EXPECT_EQ(line.required_count(), 5);
  EXPECT_EQ(line.counted(), 3);
  EXPECT_EQ(line.missing(), 2);
  EXPECT_FALSE(line.voluntary());
  EXPECT_EQ(line.state(), v1::DutyProgress::STATE_RUNNING);
  EXPECT_THAT(line.kinds_covered(), ElementsAre("activityKinds/five_ones.heart_talk"));
}

TEST_F(AssessmentServicesTest, AVoluntaryDutyIsMarked) {
  policy::RulePack pack = FiveOnesPack();
  pack.document.number = "〔2017〕21号";
  pack.duties.pop_back();
  pack.duties.front().duty_id = "more";
  pack.duties.front().voluntary = true;
  ASSERT_THAT(assessment_.Apply(
                  {RulePackPublished{
                      .rule_pack_id = kOtherPack, .organization_id = kUnit, .rule_pack = pack}},
                  {.source = "registry", .log = "registry", .epoch = "e", .position = 5}),
              IsOk());
  v1::ListDutyProgressRequest request;
  request.set_organization(unit_);
  const auto board = server_.Call(*duty_stub_, &v1::DutyService::Stub::ListDutyProgress, request);
  ASSERT_THAT(board, IsOk());
  ASSERT_THAT(board->duty_progress(), SizeIs(4));
  const v1::DutyProgress& line = board->duty_progress(3);
  EXPECT_EQ(line.duty_id(), "more");
  EXPECT_TRUE(line.voluntary());
  EXPECT_EQ(line.full_count(), 5);
  EXPECT_EQ(line.required_count(), 0);
  EXPECT_EQ(line.counted(), 3);
  EXPECT_EQ(line.missing(), 0);
  EXPECT_EQ(line.state(), v1::DutyProgress::STATE_MET);
}

TEST_F(AssessmentServicesTest, AnExplanationComesInPages) {
  v1::ExplainDutyProgressRequest request;
  request.set_post(unit_ + "/posts/" + kPost);
  request.set_rule_pack(unit_ + "/rulePacks/" + kPack);
  request.set_duty_id("fiv_02");
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page =
        server_.Call(*duty_stub_, &v1::DutyService::Stub::ExplainDutyProgress, request);
    ASSERT_THAT(page, IsOk());
    EXPECT_EQ(page->derivation().value(), 3);
    for (const v1::Fact& fact : page->derivation().facts()) names.push_back(fact.name());
    request.set_page_token(page->derivation().next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre(HasSubstr("act-1"), HasSubstr("act-2"), HasSubstr("act-3")));
}

TEST_F(AssessmentServicesTest, ATokenOfAnotherQueryIsRefused) {
  v1::ExplainSelfCheckFigureRequest request;
  request.set_organization(unit_);
  request.set_column(v1::SELF_CHECK_COLUMN_FIVE_ONES);
  request.set_page_size(1);
  const auto page =
      server_.Call(*report_stub_, &v1::ReportService::Stub::ExplainSelfCheckFigure, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_NE(page->derivation().next_page_token(), "");
  request.set_page_token(page->derivation().next_page_token());
  request.set_as_of("2017-06-14");
  const auto other =
      server_.Call(*report_stub_, &v1::ReportService::Stub::ExplainSelfCheckFigure, request);
  EXPECT_THAT(other, FailsWith("INVALID_FIELDS"));
  EXPECT_EQ(Violations(other.status()).front().field, "page_token");
}

TEST_F(AssessmentServicesTest, EveryBadFieldIsNamedAtOnce) {
  v1::ExplainSelfCheckFigureRequest request;
  request.set_organization("organizations/nowhere");
  request.set_as_of("2017-6-15");
  request.set_page_size(-1);
  const auto result =
      server_.Call(*report_stub_, &v1::ReportService::Stub::ExplainSelfCheckFigure, request);
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(result.status())) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields,
              ::testing::UnorderedElementsAre("organization", "as_of", "page_size", "column"));
}

TEST_F(AssessmentServicesTest, APositionOfNoFeedIsRefusedAtOnce) {
  v1::GetSelfCheckTableRequest request;
  request.set_organization("nowhere");
  request.add_min_positions()->set_source("leger");
  request.mutable_min_positions(0)->set_log("log-1");
  request.mutable_min_positions(0)->set_position(1000);
  const auto result =
      server_.Call(*report_stub_, &v1::ReportService::Stub::GetSelfCheckTable, request);
  ASSERT_THAT(result, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(result.status()), SizeIs(2));
}

TEST_F(AssessmentServicesTest, AReadWaitsForThePositionItAsksFor) {
  const v1::GetSelfCheckTableRequest request = WaitingFor(3);
  std::thread later([this] {
    absl::SleepFor(absl::Milliseconds(100));
    positions_.Set({.source = "ledger", .log = "log-1", .epoch = "e", .position = 3});
  });
  EXPECT_THAT(server_.Call(*report_stub_, &v1::ReportService::Stub::GetSelfCheckTable, request),
              IsOk());
  later.join();
}

TEST_F(AssessmentServicesTest, APositionOfAnotherHistoryIsNoneThatWasReached) {
  positions_.Set({.source = "ledger", .log = "log-1", .epoch = "old", .position = 20});
  // Below what was applied, and above: that one would wait in vain.
  for (const int64_t asked : {9, 30}) {
    EXPECT_THAT(server_.Call(*report_stub_, &v1::ReportService::Stub::GetSelfCheckTable,
                             WaitingFor(asked, "new")),
                FailsWith("EPOCH_NOT_FOLLOWED"));
  }
  EXPECT_THAT(server_.Call(*report_stub_, &v1::ReportService::Stub::GetSelfCheckTable,
                           WaitingFor(9, "old")),
              IsOk());
}

TEST_F(AssessmentServicesTest, APositionThatComesOfAnotherHistoryIsRefusedToo) {
  const v1::GetSelfCheckTableRequest request = WaitingFor(3, "old");
  std::thread later([this] {
    absl::SleepFor(absl::Milliseconds(100));
    positions_.Set({.source = "ledger", .log = "log-1", .epoch = "new", .position = 3});
  });
  EXPECT_THAT(server_.Call(*report_stub_, &v1::ReportService::Stub::GetSelfCheckTable, request),
              FailsWith("EPOCH_NOT_FOLLOWED"));
  later.join();
}

TEST_F(AssessmentServicesTest, APositionThatDoesNotComeIsSaidBeforeTheDeadline) {
  const v1::GetSelfCheckTableRequest request = WaitingFor(3);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(300));
  v1::SelfCheckTable response;
  EXPECT_THAT(rpc::FromGrpcStatus(report_stub_->GetSelfCheckTable(&context, request, &response)),
              FailsWith("POSITION_NOT_REACHED"));
}

}  // namespace
}  // namespace xinqiao::assessment
