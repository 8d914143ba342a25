// The rows that every entry of a batch makes, column by column.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_BATCH_COLUMNS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_BATCH_COLUMNS_H_

#include <pqxx/pqxx>
#include <string>

#include "services/ledger/app/log_store.h"
#include "services/ledger/storage/activity_rows.h"

namespace xinqiao::ledger {

// Appends entries, requests, openings and what was recorded, and the checkpoint
// after them, with one statement: a column is one array, and most of them travel
// as the server stores them. Throws as pqxx does.
void AppendColumns(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                   const VisitCodec& visits);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_BATCH_COLUMNS_H_
