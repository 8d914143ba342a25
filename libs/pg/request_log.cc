#include "libs/pg/request_log.h"

#include "libs/base/request_id.h"
#include "libs/pg/bytes.h"
#include "libs/pg/queries.h"
#include "libs/pg/time.h"

namespace xinqiao::pg {

absl::StatusOr<std::optional<Answer>> FindAnswer(pqxx::transaction_base& tx, const Call& call,
                                                 const RequestKey& key) {
  const pqxx::result found = tx.exec_params(sql::kFindRequest, key.log, key.request_id);
  if (found.empty()) return std::nullopt;
  if (BytesFrom(found[0]["digest"]) != call.request_digest) {
    return RequestIdReused(key.request_id);
  }
  return Answer{.bytes = BytesFrom(found[0]["answer"])};
}

void SaveAnswer(pqxx::transaction_base& tx, const Call& call, const RequestKey& key,
                const Answer& answer, absl::Time now) {
  tx.exec_params0(sql::kSaveRequest, key.log, key.request_id, ToBytea(call.request_digest),
                  ToBytea(answer.bytes), ToText(now));
}

}  // namespace xinqiao::pg
