#include "libs/feed/outbox.h"

#include <tuple>

#include "libs/feed/queries.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"

namespace xinqiao::feed {

void AppendToOutbox(pqxx::transaction_base& tx, const Change& change) {
  for (size_t i = 0; i < change.payloads.size(); ++i) {
    tx.exec_params0(sql::kAppendToOutbox, change.log, change.change_id, i, change.payloads.size(),
                    change.registry_position, change.contacts_position,
                    pg::ToText(change.record_time), pg::ToBytea(change.payloads[i]));
  }
}

void CopyToOutbox(pqxx::transaction_base& tx, const std::vector<Change>& changes) {
  tx.exec_params1(sql::kBeginWriting);
  const std::vector<std::string> columns = {"log",
                                            "change_id",
                                            "change_index",
                                            "change_count",
                                            "registry_position",
                                            "contacts_position",
                                            "record_time",
                                            "payload"};
  pqxx::stream_to stream(tx, "outbox", columns);
  for (const Change& change : changes) {
    const std::string time = pg::ToText(change.record_time);
    for (size_t i = 0; i < change.payloads.size(); ++i) {
      stream << std::make_tuple(change.log, change.change_id, i, change.payloads.size(),
                                change.registry_position, change.contacts_position, time,
                                pg::ToBytea(change.payloads[i]));
    }
  }
  stream.complete();
}

}  // namespace xinqiao::feed
