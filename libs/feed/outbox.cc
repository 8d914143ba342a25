#include "libs/feed/outbox.h"

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

}  // namespace xinqiao::feed
