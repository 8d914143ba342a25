// What a store of expectations and confirmations does, as tests. Instantiate
// per implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_COVERAGE_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_COVERAGE_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/registry/app/coverage_store.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// "expected 3", "confirmed 1491008400000001": what the stores under test answer.
inline CoverageEncoders CoverageTextEncoders() {
  return {
      .expectation = [](const Expectation& each) { return absl::StrCat("expected ", each.count); },
      .confirmation =
          [](const absl::Time& time) {
            return absl::StrCat("confirmed ", absl::ToUnixMicros(time));
          }};
}

// The store of one implementation, empty.
class CoverageStores {
 public:
  virtual ~CoverageStores() = default;
  virtual CoverageStore& coverage() = 0;
  // Puts a school on record.
  virtual void Register(const std::string& organization_id) = 0;
};

// It is 1 April 2017.
class CoverageStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<CoverageStores>()>> {
 protected:
  static Call CallOf(char digest = 'a') {
    return {.principal = "people/1", .request_digest = std::string(32, digest)};
  }

  Write NewWrite() {
    return {.request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = time_};
  }

  CoverageStore& store() { return stores_->coverage(); }

  std::string NewSchool() {
    const std::string id = ids_.NewId();
    stores_->Register(id);
    return id;
  }

  void Expect(const std::string& organization_id, std::optional<OrganizationKind> kind, int count) {
    EXPECT_THAT(store().SetExpectation(CallOf(), NewWrite(), organization_id,
                                       {.kind = kind, .count = count}),
                xinqiao::testing::IsOkAndHolds(Answer{absl::StrCat("expected ", count)}));
  }

  absl::Time time_ = absl::FromUnixMicros(1491008400000001);
  xinqiao::testing::FakeIds ids_;
  std::unique_ptr<CoverageStores> stores_ = GetParam()();
};

TEST_P(CoverageStoreContract, TheLastWordCounts) {
  const std::string school = NewSchool();
  const std::string other = NewSchool();
  Expect(school, std::nullopt, 9);
  Expect(school, OrganizationKind::kBranch, 1);
  Expect(school, OrganizationKind::kCollegeCommittee, 4);
  Expect(school, OrganizationKind::kBranch, 2);
  EXPECT_THAT(
      *store().ListExpectations(CallOf(), school),
      ::testing::ElementsAre(Expectation{.kind = OrganizationKind::kCollegeCommittee, .count = 4},
                             Expectation{.kind = OrganizationKind::kBranch, .count = 2},
                             Expectation{.count = 9}));
  EXPECT_THAT(*store().ListExpectations(CallOf(), other), ::testing::IsEmpty());
}

TEST_P(CoverageStoreContract, ARetryChangesNothing) {
  const std::string school = NewSchool();
  const Write write = NewWrite();
  const Expectation posts{.count = 5};
  const Answer answer{"expected 5"};
  EXPECT_THAT(store().SetExpectation(CallOf(), write, school, posts),
              xinqiao::testing::IsOkAndHolds(answer));
  Expect(school, std::nullopt, 6);
  EXPECT_THAT(store().SetExpectation(CallOf(), write, school, posts),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(*store().ListExpectations(CallOf(), school),
              ::testing::ElementsAre(Expectation{.count = 6}));
  EXPECT_THAT(store().SetExpectation(CallOf('b'), write, school, {.count = 7}),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(CoverageStoreContract, AConfirmationHasTheTimeOfTheFirstCall) {
  const std::string school = NewSchool();
  Write write = NewWrite();
  const Answer answer{"confirmed 1491008400000001"};
  EXPECT_THAT(store().ConfirmOrganization(CallOf(), write, school),
              xinqiao::testing::IsOkAndHolds(answer));
  write.time += absl::Hours(1);
  EXPECT_THAT(store().ConfirmOrganization(CallOf(), write, school),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(store().ConfirmOrganization(CallOf('b'), write, school),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(CoverageStoreContract, UnknownOrganizationsAreNotFound) {
  const std::string nobody = ids_.NewId();
  const Write write = NewWrite();
  EXPECT_THAT(store().SetExpectation(CallOf(), write, nobody, {.count = 1}),
              xinqiao::testing::FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(store().ConfirmOrganization(CallOf(), NewWrite(), nobody),
              xinqiao::testing::FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(store().ListExpectations(CallOf(), nobody),
              xinqiao::testing::FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(store().GetCoverage(CallOf(), {.scope_id = nobody,
                                             .day = xinqiao::testing::Day("2017-04-01"),
                                             .stale_before = time_}),
              xinqiao::testing::FailsWith("ORGANIZATION_NOT_FOUND"));
  // A refusal is no answer to keep.
  stores_->Register(nobody);
  EXPECT_THAT(store().SetExpectation(CallOf(), write, nobody, {.count = 1}),
              xinqiao::testing::IsOk());
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_COVERAGE_STORE_CONTRACT_H_
