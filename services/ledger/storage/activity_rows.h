// Activities and openings as rows.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_ACTIVITY_ROWS_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_ACTIVITY_ROWS_H_

#include <cstdint>
#include <functional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/opening.h"

namespace xinqiao::ledger {

// How the column `visit` is written and read: a serialized CommunityVisit
// without community and URI, which are in openings. Given by rpc/activity_codec,
// for storage sees no message. Called from several threads.
struct VisitCodec {
  std::function<std::string(const CommunityVisit&)> encode;
  std::function<CommunityVisit(absl::string_view bytes)> decode;
};

// A row of the view told_activities.
struct ToldActivity {
  Activity activity;
  int64_t position = 0;       // Of the entry that recorded it.
  int64_t void_position = 0;  // Of its voiding, or 0.
  Openings openings;          // Of the entry that recorded it.
};

ToldActivity ToldActivityFrom(const pqxx::row& row, const VisitCodec& visits);

// The activities of a log that are there, in no particular order. One statement.
std::vector<ToldActivity> FindActivities(pqxx::transaction_base& tx, const std::string& log,
                                         const std::vector<std::string>& activity_ids,
                                         const VisitCodec& visits);

// A row with every column of the table openings. What cannot be read is absent,
// as if it were erased: tools/verify misses it.
Openings OpeningsFrom(const pqxx::row& row);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_ACTIVITY_ROWS_H_
