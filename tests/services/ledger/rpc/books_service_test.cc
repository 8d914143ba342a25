#include "services/ledger/rpc/books_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/rpc/served_ledger.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/books_service.grpc.pb.h"
#include "xinqiao/ledger/v1/ledger_service.grpc.pb.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using scene::kPerson;
using scene::RequestId;
using scene::ServedLedger;
using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// Closes April 2017 of the college on 18 May.
class BooksServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::BooksService::Stub;

  absl::StatusOr<v1::BooksChange> Close(int n, const char* last_day = "2017-04-30",
                                        const std::string& principal = kPerson) {
    v1::CloseBooksRequest request;
    request.set_parent(scene::CollegeName());
    request.set_first_day("2017-04-01");
    request.set_last_day(last_day);
    request.set_author(scene::PostNameOf(scene::kCollege, scene::kSecretary));
    request.set_request_id(RequestId(n));
    return ledger_.server().Call(*stub_, &Stub::CloseBooks, request, principal);
  }

  absl::StatusOr<v1::BooksChange> Reopen(int n, const std::string& author) {
    v1::ReopenBooksRequest request;
    request.set_parent(scene::CollegeName());
    request.set_first_day("2017-04-01");
    request.set_last_day("2017-04-30");
    request.set_author(author);
    request.set_reason("漏报");
    request.set_request_id(RequestId(n));
    return ledger_.server().Call(*stub_, &Stub::ReopenBooks, request, kPerson);
  }

  absl::Status CreateInApril(int n) {
    v1::CreateActivityRequest request = scene::CreateRequest(n);
    request.mutable_activity()->set_day("2017-04-12");
    const auto ledger = v1::LedgerService::NewStub(ledger_.server().channel());
    return ledger_.server()
        .Call(*ledger, &v1::LedgerService::Stub::CreateActivity, request, kPerson)
        .status();
  }

  ServedLedger ledger_;
  std::unique_ptr<Stub> stub_ = v1::BooksService::NewStub(ledger_.server().channel());
};

TEST_F(BooksServiceTest, NothingEntersClosedBooksUntilABodyAboveReopensThem) {
  const auto closed = Close(1);
  ASSERT_THAT(closed, IsOk());
  ASSERT_EQ(closed->books_size(), 1);
  EXPECT_TRUE(closed->books(0).closed());
  EXPECT_EQ(closed->books(0).organization(), scene::CollegeName());
  EXPECT_EQ(closed->books(0).position(), 1);
  EXPECT_TRUE(ServedLedger::Verifies(closed->receipts(0)));
  const absl::Status refused = CreateInApril(2);
  EXPECT_THAT(refused, FailsWith("BOOKS_CLOSED"));
  EXPECT_THAT(FieldsOf(refused), ElementsAre("activity.day"));

  EXPECT_THAT(Reopen(3, scene::PostNameOf(scene::kCollege, scene::kSecretary)),
              FailsWith("NOT_A_SUPERIOR"));
  const auto reopened = Reopen(4, scene::PostNameOf(scene::kUniversity, scene::kOfUniversity));
  ASSERT_THAT(reopened, IsOk());
  EXPECT_FALSE(reopened->books(0).closed());
  EXPECT_EQ(reopened->books(0).reason(), "漏报");
  EXPECT_THAT(CreateInApril(2), IsOk());
}

TEST_F(BooksServiceTest, RetryGetsTheFirstAnswer) {
  const auto first = Close(1);
  ASSERT_THAT(first, IsOk());
  const auto retry = Close(1);
  ASSERT_THAT(retry, IsOk());
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Close(2), FailsWith("BOOKS_CLOSED"));
}

TEST_F(BooksServiceTest, BadClosingsAreRefused) {
  EXPECT_THAT(Close(1, "2017-05-18"), FailsWith("DAY_IN_FUTURE"));
  EXPECT_THAT(Close(1, "2017-03-31"), FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Close(1, "2017-04-30", "youths/40000000-0000-7000-8000-000000000001"),
              FailsWith("NOT_A_CADRE"));
  EXPECT_THAT(Reopen(1, scene::PostNameOf(scene::kUniversity, scene::kOfUniversity)),
              FailsWith("BOOKS_NOT_CLOSED"));
}

TEST_F(BooksServiceTest, ListPagesNewestFirst) {
  ASSERT_THAT(Close(1), IsOk());
  ASSERT_THAT(Reopen(2, scene::PostNameOf(scene::kUniversity, scene::kOfUniversity)), IsOk());
  ASSERT_THAT(Close(3), IsOk());
  v1::ListBooksRequest request;
  request.set_parent(scene::CollegeName());
  request.set_page_size(2);
  std::vector<int64_t> positions;
  do {
    const auto page = ledger_.server().Call(*stub_, &Stub::ListBooks, request);
    ASSERT_THAT(page, IsOk());
    for (const v1::Books& books : page->books()) positions.push_back(books.position());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(positions, ElementsAre(3, 2, 1));
}

}  // namespace
}  // namespace xinqiao::ledger
