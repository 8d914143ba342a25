// What every write of registry leaves beside its rows: events and its answer.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_CHANGE_LOG_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_CHANGE_LOG_H_

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/registry/app/write.h"

namespace xinqiao::registry {

// The first answer to a request, or nothing if it is new; REQUEST_ID_REUSED.
absl::StatusOr<std::optional<Answer>> FindAnswer(pqxx::transaction_base& tx, const Call& call,
                                                 const Write& write);

// Keeps the answer to a request.
void SaveAnswer(pqxx::transaction_base& tx, const Call& call, const Write& write,
                const Answer& answer);

// Appends the one event of a change. Call it after the row locks are taken.
void AppendEvent(pqxx::transaction_base& tx, const Write& write, const std::string& event);

// The same for a change of several, in their order.
void AppendEvents(pqxx::transaction_base& tx, const Write& write, std::vector<std::string> events);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_CHANGE_LOG_H_
