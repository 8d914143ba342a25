#include "services/ledger/rpc/books_service.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "services/ledger/rpc/books_codec.h"
#include "xinqiao/ledger/v1/books_service.pb.h"

namespace xinqiao::ledger {
namespace {

template <typename Request>
void Change(Ledger& ledger, const Call& call, const Request& request, rpc::Done done) {
  absl::StatusOr<BooksRequest> decoded = Decode(request);
  if (!decoded.ok()) return done(decoded.status());
  const std::string reason = decoded->reason;
  ledger.ChangeBooks(call, *std::move(decoded),
                     [reason, done = std::move(done)](const absl::StatusOr<UnitResult>& result) {
                       if (!result.ok()) return done(result.status());
                       const absl::StatusOr<v1::BooksChange> change = EncodeChange(reason, *result);
                       if (!change.ok()) return done(change.status());
                       done(Answer{.bytes = change->SerializeAsString()});
                     });
}

}  // namespace

BooksService::BooksService(Ledger& ledger, rpc::Executor& executor)
    : rpc::Service(*v1::Books::descriptor()->file()->FindServiceByName("BooksService"), executor) {
  UnaryAsync<v1::CloseBooksRequest>(
      "CloseBooks", [&ledger](const Call& call, const v1::CloseBooksRequest& request,
                              rpc::Done done) { Change(ledger, call, request, std::move(done)); });

  UnaryAsync<v1::ReopenBooksRequest>(
      "ReopenBooks", [&ledger](const Call& call, const v1::ReopenBooksRequest& request,
                               rpc::Done done) { Change(ledger, call, request, std::move(done)); });

  Unary<v1::ListBooksRequest>(
      "ListBooks", rpc::Run::kExecutor,
      [&ledger](const Call& call,
                const v1::ListBooksRequest& request) -> absl::StatusOr<v1::ListBooksResponse> {
        ASSIGN_OR_RETURN(const BooksQuery query, Decode(request));
        ASSIGN_OR_RETURN(const BooksPage page, ledger.ListBooks(call, query));
        return Encode(request, page);
      });
}

}  // namespace xinqiao::ledger
