// Requests and answers of BooksService.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_BOOKS_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_BOOKS_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/app/log_writer.h"
#include "services/ledger/domain/books.h"
#include "xinqiao/ledger/v1/books_service.pb.h"

namespace xinqiao::ledger {

// Each checks every field, and fails with INVALID_FIELDS and all violations.
absl::StatusOr<BooksRequest> Decode(const v1::CloseBooksRequest& request);
absl::StatusOr<BooksRequest> Decode(const v1::ReopenBooksRequest& request);
absl::StatusOr<BooksQuery> Decode(const v1::ListBooksRequest& request);

v1::Books Encode(const BooksEntry& entry);

// What a change wrote, one entry per log; the first error if there is one.
// `reason` is that of the request.
absl::StatusOr<v1::BooksChange> EncodeChange(const std::string& reason, const UnitResult& result);

v1::ListBooksResponse Encode(const v1::ListBooksRequest& request, const BooksPage& page);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_BOOKS_CODEC_H_
