// Closings and reopenings of books as rows.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_BOOKS_ROWS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_BOOKS_ROWS_H_

#include <pqxx/pqxx>

#include "services/ledger/domain/books.h"

namespace xinqiao::ledger {

// A row of the table books, with its time as `record_micros`. The reason stands in
// the openings.
BooksEntry BooksEntryFrom(const pqxx::row& row);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_BOOKS_ROWS_H_
