// What a store of imports does, as tests. Instantiate per implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_IMPORT_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_IMPORT_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/registry/app/import_store.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// "import in state 2 of 1, 2, 0 rows": what the stores under test answer.
inline std::string ImportText(const Import& import) {
  return absl::StrCat("import in state ", static_cast<int>(import.state), " of ",
                      import.counts[0].rows, ", ", import.counts[1].rows, ", ",
                      import.counts[2].rows, " rows");
}

// The store of one implementation, empty, and what checks its imports.
class ImportStores {
 public:
  virtual ~ImportStores() = default;
  virtual ImportStore& imports() = 0;
  virtual void Check(const std::string& import_id) = 0;
};

// It is 1 April 2017, on both clocks. Whoever uploads is silent for a minute at
// most.
class ImportStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<ImportStores>()>> {
 protected:
  static Call CallOf(char digest = 'a') { return {.request_digest = std::string(32, digest)}; }

  Write NewWrite() {
    return {.request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = time_};
  }

  ImportStore& store() { return stores_->imports(); }

  absl::Status Start(const std::string& import_id, const std::string& owner = "people/1") {
    return store().StartImport(CallOf(), {.import_id = import_id,
                                          .owner = owner,
                                          .create_time = time_,
                                          .real_time = time_,
                                          .abandoned_since = time_ - absl::Minutes(1)});
  }

  absl::Status Append(const std::string& import_id, const ImportRows& rows = {}) {
    return store().AppendRows(CallOf(), import_id, rows, time_);
  }

  // An organization and people, on lines from 2 on.
  ImportRows Rows(int people) {
    ImportRows rows;
    rows.organizations.push_back({.place = {.ordinal = 1, .line = 2, .key = "q"},
                                  .organization_id = ids_.NewId(),
                                  .display_name = "泉州师范学院团委",
                                  .kind = OrganizationKind::kUniversityCommittee,
                                  .level = OrganizationLevel::kSchool,
                                  .valid_from = xinqiao::testing::Day("2000-03-01")});
    for (int i = 1; i <= people; ++i) {
      rows.people.push_back({.place = {.ordinal = i, .line = i + 1, .key = absl::StrCat("z", i)},
                             .person_id = ids_.NewId(),
                             .display_name = "张知斌"});
    }
    return rows;
  }

  // Uploads them; returns the import's id.
  std::string Upload(const ImportRows& rows) {
    const std::string id = ids_.NewId();
    EXPECT_THAT(Start(id), xinqiao::testing::IsOk());
    EXPECT_THAT(Append(id, rows), xinqiao::testing::IsOk());
    EXPECT_THAT(store().FinishUpload(CallOf(), NewWrite(), id), xinqiao::testing::IsOk());
    return id;
  }

  Import Find(const std::string& import_id) {
    const auto found = store().FindImport(CallOf(), import_id);
    EXPECT_THAT(found, xinqiao::testing::IsOk());
    return found.ok() ? found->value_or(Import()) : Import();
  }

  absl::Time time_ = absl::FromUnixMicros(1491008400000001);
  xinqiao::testing::FakeIds ids_;
  std::unique_ptr<ImportStores> stores_ = GetParam()();
};

TEST_P(ImportStoreContract, AnUploadIsReceivedAndThenWaitsForItsCheck) {
  const std::string id = ids_.NewId();
  ASSERT_THAT(Start(id), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(id), (Import{.import_id = id, .create_time = time_}));
  ImportRows rows = Rows(2);
  ImportRows rest;
  rest.people.push_back(rows.people.back());
  rows.people.pop_back();
  ASSERT_THAT(Append(id, rows), xinqiao::testing::IsOk());
  ASSERT_THAT(Append(id, rest), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(id).state, ImportState::kReceiving);
  EXPECT_THAT(store().FinishUpload(CallOf(), NewWrite(), id),
              xinqiao::testing::IsOkAndHolds(Answer{"import in state 2 of 1, 2, 0 rows"}));
  EXPECT_EQ(ImportText(Find(id)), "import in state 2 of 1, 2, 0 rows");
  stores_->Check(id);
  EXPECT_EQ(ImportText(Find(id)), "import in state 3 of 1, 2, 0 rows");
  EXPECT_EQ(Find(id).problem_count, 0);
}

TEST_P(ImportStoreContract, NothingComesOfWhatNobodyStarted) {
  const std::string id = ids_.NewId();
  EXPECT_THAT(store().FindImport(CallOf(), id), xinqiao::testing::IsOkAndHolds(std::nullopt));
  EXPECT_THAT(Append(id, Rows(1)), xinqiao::testing::FailsWith("UPLOAD_GIVEN_UP"));
  EXPECT_THAT(store().FinishUpload(CallOf(), NewWrite(), id),
              xinqiao::testing::FailsWith("UPLOAD_GIVEN_UP"));
  EXPECT_THAT(store().DropImport(CallOf(), id), xinqiao::testing::IsOk());
  EXPECT_THAT(*store().ListProblems(CallOf(), id, {.limit = 10}), ::testing::IsEmpty());
  EXPECT_THAT(store().FindImport(CallOf(), id), xinqiao::testing::IsOkAndHolds(std::nullopt));
}

TEST_P(ImportStoreContract, AnOwnerHasOneUploadThatSomethingComesOf) {
  const std::string first = ids_.NewId();
  ASSERT_THAT(Start(first), xinqiao::testing::IsOk());
  EXPECT_THAT(Start(ids_.NewId()), xinqiao::testing::FailsWith("UPLOAD_RUNNING"));
  EXPECT_THAT(Start(ids_.NewId(), "people/2"), xinqiao::testing::IsOk());
  time_ += absl::Seconds(50);
  ASSERT_THAT(Append(first), xinqiao::testing::IsOk());
  time_ += absl::Seconds(60);
  EXPECT_THAT(Start(ids_.NewId()), xinqiao::testing::FailsWith("UPLOAD_RUNNING"));
  time_ += absl::Microseconds(1);
  const std::string second = ids_.NewId();
  ASSERT_THAT(Start(second), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(first).state, ImportState::kFailed);
  EXPECT_EQ(Find(first).failure, "the upload broke off");
  EXPECT_THAT(Append(first), xinqiao::testing::FailsWith("UPLOAD_GIVEN_UP"));
  EXPECT_THAT(store().FinishUpload(CallOf(), NewWrite(), first),
              xinqiao::testing::FailsWith("UPLOAD_GIVEN_UP"));
  // One that is complete is in nobody's way.
  ASSERT_THAT(store().FinishUpload(CallOf(), NewWrite(), second), xinqiao::testing::IsOk());
  EXPECT_THAT(Start(ids_.NewId()), xinqiao::testing::IsOk());
}

TEST_P(ImportStoreContract, OnlyWhatIsReceivingCanBeDropped) {
  const std::string id = ids_.NewId();
  ASSERT_THAT(Start(id), xinqiao::testing::IsOk());
  ASSERT_THAT(store().DropImport(CallOf(), id), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(id).state, ImportState::kFailed);
  EXPECT_EQ(Find(id).failure, "the upload broke off");
  EXPECT_THAT(Append(id), xinqiao::testing::FailsWith("UPLOAD_GIVEN_UP"));
  const std::string complete = Upload(Rows(1));
  ASSERT_THAT(store().DropImport(CallOf(), complete), xinqiao::testing::IsOk());
  EXPECT_EQ(Find(complete).state, ImportState::kChecking);
}

TEST_P(ImportStoreContract, ARepeatedUploadIsDropped) {
  const Write write = NewWrite();
  const std::string first = ids_.NewId();
  ASSERT_THAT(Start(first), xinqiao::testing::IsOk());
  const auto answer = store().FinishUpload(CallOf(), write, first);
  ASSERT_THAT(answer, xinqiao::testing::IsOk());
  const std::string second = ids_.NewId();
  ASSERT_THAT(Start(second), xinqiao::testing::IsOk());
  ASSERT_THAT(Append(second, Rows(1)), xinqiao::testing::IsOk());
  EXPECT_THAT(store().FinishUpload(CallOf('b'), write, second),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
  EXPECT_EQ(Find(second).state, ImportState::kReceiving);
  EXPECT_EQ(store().FinishUpload(CallOf(), write, second), answer);
  EXPECT_EQ(Find(second).state, ImportState::kFailed);
  EXPECT_EQ(Find(second).failure, "it was uploaded before");
  EXPECT_EQ(Find(first).state, ImportState::kChecking);
}

TEST_P(ImportStoreContract, ProblemsAreListedByTableAndLineOnceChecked) {
  ImportRows rows = Rows(25);
  std::vector<ImportProblem> expected;
  for (PersonRow& row : rows.people) {
    row.place.bad = true;
    expected.push_back({.table = ImportTable::kPeople,
                        .line = row.place.line,
                        .column = "phone",
                        .reason = "INVALID_CELL",
                        .message = "is no phone"});
  }
  rows.problems.assign(expected.rbegin(), expected.rend());
  const std::string id = Upload(rows);
  const auto list = [&](const ProblemRange& range) {
    return *store().ListProblems(CallOf(), id, range);
  };
  EXPECT_THAT(list({.limit = 10}), ::testing::IsEmpty());
  stores_->Check(id);
  EXPECT_EQ(Find(id).problem_count, 25);
  EXPECT_EQ(Find(id).first_problems,
            std::vector<ImportProblem>(expected.begin(), expected.begin() + 20));
  std::vector<ImportProblem> listed;
  for (int64_t after = 0;;) {
    const std::vector<ListedProblem> page = list({.after = after, .limit = 10});
    if (page.empty()) break;
    for (const ListedProblem& each : page) listed.push_back(each.problem);
    after = page.back().number;
  }
  EXPECT_EQ(listed, expected);
}

TEST_P(ImportStoreContract, AnApplicationIsAskedForOnce) {
  const std::string id = Upload(Rows(1));
  stores_->Check(id);
  const Import checked = Find(id);
  const Write write = NewWrite();
  EXPECT_EQ(store()
                .RequestApply(CallOf(), write, id,
                              [](const Import&) { return absl::FailedPreconditionError("no"); })
                .status(),
            absl::FailedPreconditionError("no"));
  EXPECT_EQ(Find(id), checked);
  int asked = 0;
  const auto admit = [&](const Import& import) {
    ++asked;
    EXPECT_EQ(import, checked);
    return absl::OkStatus();
  };
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(store().RequestApply(CallOf(), write, id, admit),
                xinqiao::testing::IsOkAndHolds(Answer{"import in state 4 of 1, 1, 0 rows"}));
  }
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(Find(id).state, ImportState::kApplying);
  EXPECT_THAT(store().RequestApply(CallOf('b'), write, id, admit),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
  EXPECT_THAT(store().RequestApply(CallOf(), NewWrite(), ids_.NewId(), admit),
              xinqiao::testing::FailsWith("IMPORT_NOT_FOUND"));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_IMPORT_STORE_CONTRACT_H_
