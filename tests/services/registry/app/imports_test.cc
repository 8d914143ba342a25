#include "services/registry/app/imports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_import_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::SizeIs;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kRequest[] = "10000000-0000-4000-8000-000000000001";

// It is 1 April 2017. Answers are the ids of imports.
class ImportsTest : public ::testing::Test {
 protected:
  static ImportRows People(int count) {
    ImportRows rows;
    for (int i = 0; i < count; ++i) {
      rows.people.push_back({.place = {.line = i + 2, .key = absl::StrCat("z", i)}});
    }
    return rows;
  }

  // Uploads some people, and returns the import's id.
  std::string Upload(int count, const std::string& request_id = kRequest) {
    const auto upload = imports_.StartUpload({}, request_id);
    EXPECT_THAT(upload, IsOk());
    EXPECT_THAT((*upload)->Append({}, People(count)), IsOk());
    const auto answer = (*upload)->Finish({}, count);
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->bytes : "";
  }

  xinqiao::testing::FakeClock clock_{"2017-04-01"};
  xinqiao::testing::FakeClock real_clock_{"2026-11-21"};
  xinqiao::testing::FakeIds ids_;
  xinqiao::testing::FakeImportStore store_{[](const Import& import) { return import.import_id; }};
  int woken_ = 0;
  Imports imports_{
      {.store = store_, .clock = clock_, .real_clock = real_clock_, .ids = ids_, .wake = [this] {
         ++woken_;
       }}};
};

TEST_F(ImportsTest, AnUploadNumbersItsRowsAndGivesThemIds) {
  const auto upload = imports_.StartUpload({}, kRequest);
  ASSERT_THAT(upload, IsOk());
  ASSERT_THAT((*upload)->Append({}, People(2)), IsOk());
  ASSERT_THAT((*upload)->Append({}, People(1)), IsOk());
  const auto answer = (*upload)->Finish({}, 3);
  ASSERT_THAT(answer, IsOk());
  const ImportRows& rows = store_.rows(answer->bytes);
  ASSERT_THAT(rows.people, SizeIs(3));
  EXPECT_EQ(rows.people[0].place.ordinal, 1);
  EXPECT_EQ(rows.people[2].place.ordinal, 3);
  EXPECT_NE(rows.people[0].person_id, "");
  EXPECT_NE(rows.people[0].person_id, rows.people[2].person_id);
  EXPECT_EQ(woken_, 1);
  const auto import = imports_.GetImport({}, answer->bytes);
  ASSERT_THAT(import, IsOk());
  EXPECT_EQ(import->state, ImportState::kChecking);
  EXPECT_EQ(import->create_time, clock_.Now());
}

TEST_F(ImportsTest, AnUploadSaysHowManyRowsCame) {
  const auto upload = imports_.StartUpload({}, kRequest);
  ASSERT_THAT(upload, IsOk());
  ASSERT_THAT((*upload)->Append({}, People(2)), IsOk());
  EXPECT_THAT((*upload)->Finish({}, 3), FailsWith("IMPORT_INCOMPLETE"));
  EXPECT_THAT((*upload)->Finish({}, -1), FailsWith("IMPORT_INCOMPLETE"));
  EXPECT_EQ(woken_, 0);
  (*upload)->Abandon({});
  EXPECT_EQ(store_.size(), 0U);
}

TEST_F(ImportsTest, TooManyRowsAreRefused) {
  const auto upload = imports_.StartUpload({}, kRequest);
  ASSERT_THAT(upload, IsOk());
  ImportRows many;
  many.people.resize(500'000);
  for (int i = 0; i < 4; ++i) ASSERT_THAT((*upload)->Append({}, many), IsOk());
  EXPECT_THAT((*upload)->Append({}, People(1)), FailsWith("IMPORT_TOO_LARGE"));
}

TEST_F(ImportsTest, ACallerUploadsOneAtATimeUnlessItIsSilent) {
  ASSERT_THAT(imports_.StartUpload({}, kRequest), IsOk());
  EXPECT_THAT(imports_.StartUpload({}, kRequest), FailsWith("UPLOAD_RUNNING"));
  real_clock_.Advance(kUploadSilenceMax);
  EXPECT_THAT(imports_.StartUpload({}, kRequest), FailsWith("UPLOAD_RUNNING"));
  real_clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(imports_.StartUpload({}, kRequest), IsOk());
}

TEST_F(ImportsTest, ARetryReturnsTheFirstAnswer) {
  const std::string first = Upload(2);
  EXPECT_EQ(Upload(2), first);
  EXPECT_EQ(store_.size(), 1U);
}

TEST_F(ImportsTest, OnlyACheckedImportWithoutProblemsIsApplied) {
  const std::string id = Upload(1);
  EXPECT_THAT(imports_.ApplyImport({}, ids_.NewId(), id), FailsWith("IMPORT_NOT_CHECKED"));
  store_.Edit(id).state = ImportState::kChecked;
  store_.Edit(id).problem_count = 1;
  EXPECT_THAT(imports_.ApplyImport({}, ids_.NewId(), id), FailsWith("IMPORT_HAS_PROBLEMS"));
  store_.Edit(id).problem_count = 0;
  EXPECT_THAT(imports_.ApplyImport({}, ids_.NewId(), id), IsOk());
  EXPECT_EQ(woken_, 2);
  EXPECT_THAT(imports_.ApplyImport({}, ids_.NewId(), "nobody"), FailsWith("IMPORT_NOT_FOUND"));
}

TEST_F(ImportsTest, ProblemsComeInPages) {
  const auto upload = imports_.StartUpload({}, kRequest);
  ASSERT_THAT(upload, IsOk());
  ImportRows rows;
  for (int i = 1; i <= 3; ++i) rows.problems.push_back({.line = i});
  ASSERT_THAT((*upload)->Append({}, rows), IsOk());
  const auto answer = (*upload)->Finish({}, 0);
  ASSERT_THAT(answer, IsOk());
  store_.Check(answer->bytes);
  const auto first = imports_.ListImportProblems({}, answer->bytes, {.limit = 2});
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->problems, SizeIs(2));
  const auto last =
      imports_.ListImportProblems({}, answer->bytes, {.after = first->next_after, .limit = 2});
  ASSERT_THAT(last, IsOk());
  ASSERT_THAT(last->problems, SizeIs(1));
  EXPECT_EQ(last->problems[0].line, 3);
  EXPECT_EQ(last->next_after, 0);
  EXPECT_THAT(imports_.ListImportProblems({}, "nobody", {.limit = 2}),
              FailsWith("IMPORT_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
