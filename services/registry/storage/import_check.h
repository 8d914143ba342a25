// Finds what is wrong with the rows of an import, beside each other and beside
// what is on record.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_CHECK_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_CHECK_H_

#include <cstdint>
#include <pqxx/pqxx>
#include <string>

#include "absl/time/time.h"
#include "services/registry/storage/import_progress.h"

namespace xinqiao::registry {

// Keeps all problems and the counts that follow from them, in `tx`.
void CheckRows(pqxx::transaction_base& tx, const std::string& import_id, int64_t rows_at_once,
               ImportProgress& progress);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_CHECK_H_
