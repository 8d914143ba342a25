#include "services/registry/rpc/coverage_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "services/registry/rpc/coverage_codec.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_coverage_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/coverage_service.grpc.pb.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kRequest[] = "10000000-0000-4000-8000-000000000001";
constexpr char kSchool[] = "00000000-0000-7000-8000-000000000901";

// It is 1 April 2017, noon in Shanghai.
class CoverageServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::CoverageService::Stub;

  static std::string School() { return absl::StrCat("organizations/", kSchool); }

  static v1::SetExpectationRequest Expect() {
    v1::SetExpectationRequest request;
    request.set_organization(School());
    request.set_request_id(kRequest);
    request.mutable_expectation()->set_kind(v1::ORGANIZATION_KIND_BRANCH);
    request.mutable_expectation()->set_count(12);
    return request;
  }

  xinqiao::testing::FakeClock clock_{"2017-04-01"};
  xinqiao::testing::FakeIds ids_;
  xinqiao::testing::FakeCoverageStore store_{StoreCoverageEncoders(), {kSchool}};
  Coverages coverages_{{.store = store_, .clock = clock_, .ids = ids_}};
  rpc::Executor executor_{1, 8};
  CoverageService service_{coverages_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = v1::CoverageService::NewStub(server_.channel());
};

TEST_F(CoverageServiceTest, KeepsWhatIsExpected) {
  const auto set = server_.Call(*stub_, &Stub::SetExpectation, Expect());
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->kind(), v1::ORGANIZATION_KIND_BRANCH);
  v1::SetExpectationRequest posts = Expect();
  posts.mutable_request_id()->back() = '2';
  posts.mutable_expectation()->set_posts(true);
  posts.mutable_expectation()->set_count(3);
  ASSERT_THAT(server_.Call(*stub_, &Stub::SetExpectation, posts), IsOk());
  v1::ListExpectationsRequest list;
  list.set_organization(School());
  const auto listed = server_.Call(*stub_, &Stub::ListExpectations, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->expectations_size(), 2);
  EXPECT_EQ(listed->expectations(0).count(), 12);
  EXPECT_TRUE(listed->expectations(1).posts());
}

TEST_F(CoverageServiceTest, EveryFieldIsChecked) {
  v1::SetExpectationRequest request;
  request.mutable_expectation()->set_count(-1);
  std::vector<std::string> fields;
  for (const FieldViolation& each :
       Violations(server_.Call(*stub_, &Stub::SetExpectation, request).status())) {
    fields.push_back(each.field);
  }
  EXPECT_THAT(fields,
              ElementsAre("request_id", "organization", "expectation.count", "expectation"));
  v1::GetCoverageRequest get;
  get.set_scope(School());
  get.set_stale_days(-1);
  EXPECT_THAT(server_.Call(*stub_, &Stub::GetCoverage, get), FailsWith("INVALID_FIELDS"));
}

TEST_F(CoverageServiceTest, ConfirmsAnOrganization) {
  v1::ConfirmOrganizationRequest request;
  request.set_organization(School());
  request.set_request_id(kRequest);
  const auto confirmed = server_.Call(*stub_, &Stub::ConfirmOrganization, request);
  ASSERT_THAT(confirmed, IsOk());
  EXPECT_EQ(confirmed->confirm_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
}

TEST_F(CoverageServiceTest, EncodesEveryFigure) {
  const CoverageFigures figures = {.organizations = 1,
                                   .organizations_expected = 2,
                                   .organizations_registered = 3,
                                   .posts = 4,
                                   .posts_expected = 5,
                                   .posts_registered = 6,
                                   .without_administrator = 7,
                                   .posts_without_account = 8,
                                   .stale = 9};
  store_.set_coverage(
      {.sum = figures, .children = {{.organization_id = kSchool, .display_name = "学院"}}});
  v1::GetCoverageRequest request;
  request.set_scope(School());
  const auto coverage = server_.Call(*stub_, &Stub::GetCoverage, request);
  ASSERT_THAT(coverage, IsOk());
  EXPECT_EQ(coverage->as_of(), "2017-04-01");
  const v1::CoverageFigures& sum = coverage->sum();
  EXPECT_THAT((std::vector<int64_t>{
                  sum.organizations(), sum.organizations_expected(), sum.organizations_registered(),
                  sum.posts(), sum.posts_expected(), sum.posts_registered(),
                  sum.without_administrator(), sum.posts_without_account(), sum.stale()}),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9));
  ASSERT_EQ(coverage->children_size(), 1);
  EXPECT_EQ(coverage->children(0).organization(), School());
}

}  // namespace
}  // namespace xinqiao::registry
