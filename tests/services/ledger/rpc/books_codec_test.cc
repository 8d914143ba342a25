#include "services/ledger/rpc/books_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/rpc/page_token.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/entry_codec.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

const Period& Quarter() {
  static const Period& quarter = *new Period{.first = Day("2017-04-01"), .end = Day("2017-07-01")};
  return quarter;
}

v1::ReopenBooksRequest Reopening() {
  v1::ReopenBooksRequest request;
  request.set_parent(scene::CollegeName());
  request.set_first_day("2017-04-01");
  request.set_last_day("2017-06-30");
  request.set_author(scene::PostNameOf(scene::kCollege, scene::kSecretary));
  request.set_reason("漏报");
  request.set_request_id(scene::RequestId(1));
  return request;
}

TEST(BooksCodecTest, PeriodEndsBehindItsLastDay) {
  const auto decoded = Decode(Reopening());
  ASSERT_THAT(decoded, IsOk());
  EXPECT_EQ(decoded->organization_id, scene::kCollege);
  EXPECT_EQ(decoded->period, Quarter());
  EXPECT_EQ(decoded->author.post_id, scene::kSecretary);
  EXPECT_EQ(decoded->reason, "漏报");
  EXPECT_FALSE(decoded->closed);
}

TEST(BooksCodecTest, ClosingNeedsNoReason) {
  v1::CloseBooksRequest request;
  EXPECT_THAT(FieldsOf(Decode(request).status()),
              UnorderedElementsAre("parent", "first_day", "last_day", "author", "request_id"));
  request.set_parent(scene::CollegeName());
  request.set_first_day("2017-04-01");
  request.set_last_day("2017-04-01");
  request.set_author(scene::PostNameOf(scene::kCollege, scene::kSecretary));
  request.set_request_id(scene::RequestId(1));
  ASSERT_THAT(Decode(request), IsOk());
  EXPECT_TRUE(Decode(request)->closed);
}

TEST(BooksCodecTest, BadChangesAreRefused) {
  v1::ReopenBooksRequest request = Reopening();
  request.set_last_day("2017-03-31");
  EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("last_day"));
  request.set_first_day("April");
  request.clear_reason();
  EXPECT_THAT(FieldsOf(Decode(request).status()), UnorderedElementsAre("first_day", "reason"));
}

TEST(BooksCodecTest, AnswerTellsWhatTheEntryHolds) {
  const Draft draft{.record_time = absl::FromUnixSeconds(1495080000),
                    .what = BooksChange{.organization_id = scene::kCollege,
                                        .period = Quarter(),
                                        .author = {.organization_id = scene::kUniversity,
                                                   .post_id = scene::kOfUniversity},
                                        .closed = false,
                                        .reason = Opening{.value = "漏报"}}};
  const Appended appended{
      .receipt = {.log = scene::kLog, .position = 4, .entry = EncodeEntry(draft, {})}};
  const auto change = EncodeChange("漏报", {appended, appended});
  ASSERT_THAT(change, IsOk());
  ASSERT_EQ(change->books_size(), 2);
  ASSERT_EQ(change->receipts_size(), 2);
  const v1::Books& books = change->books(0);
  EXPECT_EQ(books.organization(), scene::CollegeName());
  EXPECT_EQ(books.first_day(), "2017-04-01");
  EXPECT_EQ(books.last_day(), "2017-06-30");
  EXPECT_FALSE(books.closed());
  EXPECT_EQ(books.author(), scene::PostNameOf(scene::kUniversity, scene::kOfUniversity));
  EXPECT_EQ(books.record_time().seconds(), 1495080000);
  EXPECT_EQ(books.reason(), "漏报");
  EXPECT_EQ(books.log(), absl::StrCat("logs/", scene::kLog));
  EXPECT_EQ(books.position(), 4);
  EXPECT_THAT(EncodeChange("", {appended, errors::LogHalted(scene::kLog)}),
              FailsWith("LOG_HALTED"));
}

TEST(BooksCodecTest, PagesContinueByPosition) {
  v1::ListBooksRequest request;
  request.set_parent(scene::CollegeName());
  EXPECT_EQ(Decode(request)->before_position, 0);
  const v1::ListBooksResponse page = Encode(
      request,
      {.books = {{.log = scene::kLog,
                  .position = 9,
                  .organization_id = scene::kCollege,
                  .period = Quarter(),
                  .author = {.organization_id = scene::kCollege, .post_id = scene::kSecretary}}},
       .next_before_position = 9});
  ASSERT_EQ(page.books_size(), 1);
  EXPECT_EQ(page.books(0).last_day(), "2017-06-30");
  EXPECT_TRUE(page.books(0).closed());
  request.set_page_token(page.next_page_token());
  EXPECT_EQ(Decode(request)->before_position, 9);
  EXPECT_EQ(Encode(request, {}).next_page_token(), "");
}

TEST(BooksCodecTest, MadeUpTokensAreRefused) {
  v1::ListBooksRequest request;
  request.set_parent(scene::CollegeName());
  for (const char* cursor : {"0", "-1", "x", "99999999999999999999"}) {
    request.set_page_token(
        rpc::MakePageToken(absl::StrCat("ListBooks\n", request.parent()), cursor));
    EXPECT_THAT(FieldsOf(Decode(request).status()), ElementsAre("page_token"));
  }
}

}  // namespace
}  // namespace xinqiao::ledger
