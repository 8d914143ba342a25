// A batch of entries as rows.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_BATCH_ROWS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_BATCH_ROWS_H_

#include <pqxx/pqxx>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/storage/activity_rows.h"
#include "services/ledger/storage/entry_rows.h"

namespace xinqiao::ledger {

// Inserts every row of a batch: a statement for each table that gets any. Then
// erases what its redactions name.
void InsertBatch(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                 const RowTypes& types, const VisitCodec& visits);

// How the column requests.answer holds a request: position and tree size in 8
// bytes each, and the 16 bytes of the activity's id if one is shown. Nothing that
// people wrote, for requests outlive its erasure.
std::string PackRequest(const KeptRequest& request);
// INTERNAL if `answer` is not what PackRequest() writes.
absl::StatusOr<KeptRequest> UnpackRequest(absl::string_view digest, absl::string_view answer);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_BATCH_ROWS_H_
