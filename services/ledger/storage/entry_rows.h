// The rows that every entry of a batch makes.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_ENTRY_ROWS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_ENTRY_ROWS_H_

#include <cstdint>
#include <pqxx/pqxx>
#include <string>

#include "services/ledger/app/log_store.h"
#include "services/ledger/storage/activity_rows.h"

namespace xinqiao::ledger {

// The composite types in which rows travel, by their OIDs in the database.
struct RowTypes {
  uint32_t entry = 0;
  uint32_t opening = 0;
  uint32_t activity = 0;
};

// Appends entries, requests, openings and what was recorded, and the checkpoint
// after them, with one statement. The rows travel as the server stores them.
// Throws as pqxx does.
void AppendEntries(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                   const RowTypes& types, const VisitCodec& visits);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_ENTRY_ROWS_H_
