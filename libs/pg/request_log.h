// The one idempotency table of every service (AIP-155).

#ifndef XINQIAO_LIBS_PG_REQUEST_LOG_H_
#define XINQIAO_LIBS_PG_REQUEST_LOG_H_

#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"

namespace xinqiao::pg {

// Names a request: ids are unique within a log.
struct RequestKey {
  std::string log;
  std::string request_id;  // A UUID.
};

// The first answer to `key`, or nothing if the request is new.
//
// ALREADY_EXISTS, REQUEST_ID_REUSED, when the request came with another body or
// from another caller than `call`.
absl::StatusOr<std::optional<Answer>> FindAnswer(pqxx::transaction_base& tx, const Call& call,
                                                 const RequestKey& key);

// Keeps the first answer, in the transaction that made it. Two writers of one
// key collide here; the later one runs again and finds the answer.
void SaveAnswer(pqxx::transaction_base& tx, const Call& call, const RequestKey& key,
                const Answer& answer, absl::Time now);

}  // namespace xinqiao::pg

#endif  // XINQIAO_LIBS_PG_REQUEST_LOG_H_
