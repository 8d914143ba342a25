// The cursors of a schema: table `cursors`.

#ifndef XINQIAO_LIBS_FEED_CURSOR_STORE_H_
#define XINQIAO_LIBS_FEED_CURSOR_STORE_H_

#include <pqxx/pqxx>
#include <vector>

#include "absl/status/status.h"
#include "libs/feed/cursor.h"

namespace xinqiao::feed {

// Every cursor of the schema.
std::vector<Cursor> ListCursors(pqxx::transaction_base& tx);

// Moves a cursor in the transaction of the effect.
//
// FAILED_PRECONDITION, CURSOR_MOVED, when another replica moved it first: roll
// back and load it again.
absl::Status AdvanceCursor(pqxx::transaction_base& tx, const Cursor& from, const Cursor& to);

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_CURSOR_STORE_H_
