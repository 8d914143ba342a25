#include "services/ledger/rpc/books_codec.h"

#include <cstdint>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day_text.h"
#include "libs/calendar/period.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/codec_fields.h"
#include "services/ledger/rpc/log_codec.h"
#include "xinqiao/ledger/v1/event.pb.h"

namespace xinqiao::ledger {
namespace {

// What closing and reopening ask alike.
template <typename Request>
BooksRequest DecodeChange(rpc::Fields& fields, const Request& request) {
  BooksRequest result;
  result.request_id = fields.RequestId(request.request_id());
  result.organization_id = fields.Id("parent", request.parent(), kOrganizationPattern);
  result.period = {.first = fields.Day("first_day", request.first_day()),
                   .end = fields.Day("last_day", request.last_day()) + 1};
  CheckOrder(fields, request.first_day(), request.last_day());
  result.author = Post(fields, "author", request.author());
  return result;
}

template <typename Message>
void EncodeEntry(const Message& entry, bool closed, v1::Books& books) {
  books.set_organization(entry.organization());
  books.set_first_day(entry.first_day());
  books.set_last_day(entry.last_day());
  books.set_closed(closed);
  books.set_author(entry.author());
  *books.mutable_record_time() = entry.record_time();
}

std::string QueryOf(const v1::ListBooksRequest& request) {
  return absl::StrCat("ListBooks\n", request.parent());
}

}  // namespace

v1::Books Encode(const BooksEntry& entry) {
  v1::Books books;
  books.set_organization(OrganizationName(entry.organization_id));
  books.set_first_day(DayText(entry.period.first));
  books.set_last_day(DayText(entry.period.end - 1));
  books.set_closed(entry.closed);
  books.set_author(PostName(entry.author));
  *books.mutable_record_time() = ToTimestamp(entry.record_time);
  books.set_reason(entry.reason);
  books.set_log(LogName(entry.log));
  books.set_position(entry.position);
  return books;
}

absl::StatusOr<BooksRequest> Decode(const v1::CloseBooksRequest& request) {
  rpc::Fields fields(errors::kDomain);
  BooksRequest result = DecodeChange(fields, request);
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<BooksRequest> Decode(const v1::ReopenBooksRequest& request) {
  rpc::Fields fields(errors::kDomain);
  BooksRequest result = DecodeChange(fields, request);
  result.closed = false;
  result.reason = fields.Text("reason", request.reason(), kReasonBytes);
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<BooksQuery> Decode(const v1::ListBooksRequest& request) {
  rpc::Fields fields(errors::kDomain);
  BooksQuery query;
  query.organization_id = fields.Id("parent", request.parent(), kOrganizationPattern);
  const std::string cursor = rpc::CursorFrom(fields, QueryOf(request), request.page_token());
  query.limit = fields.PageSize(request.page_size());
  // A token is no secret: what it holds may be made up.
  if (!cursor.empty() &&
      (!absl::SimpleAtoi(cursor, &query.before_position) || query.before_position < 1)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<v1::BooksChange> EncodeChange(const std::string& reason, const UnitResult& result) {
  v1::BooksChange change;
  for (const absl::StatusOr<Appended>& appended : result) {
    RETURN_IF_ERROR(appended.status());
    // Who, which days and when stand in the entry, for a retry too.
    v1::Event event;
    event.ParseFromString(appended->receipt.entry);
    v1::Books& books = *change.add_books();
    if (event.has_books_closed()) {
      EncodeEntry(event.books_closed(), true, books);
    } else {
      EncodeEntry(event.books_reopened(), false, books);
    }
    books.set_reason(reason);
    books.set_log(LogName(appended->receipt.log));
    books.set_position(appended->receipt.position);
    *change.add_receipts() = ledger::Encode(appended->receipt);
  }
  return change;
}

v1::ListBooksResponse Encode(const v1::ListBooksRequest& request, const BooksPage& page) {
  v1::ListBooksResponse response;
  for (const BooksEntry& entry : page.books) *response.add_books() = Encode(entry);
  if (page.next_before_position > 0) {
    response.set_next_page_token(
        rpc::MakePageToken(QueryOf(request), absl::StrCat(page.next_before_position)));
  }
  return response;
}

}  // namespace xinqiao::ledger
