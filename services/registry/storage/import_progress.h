// How far a check or an application of an import is.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_PROGRESS_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_PROGRESS_H_

#include <cstdint>
#include <string>

#include "libs/pg/database.h"

namespace xinqiao::registry {

// Counts rows, and shows the count to readers by transactions of its own while
// the work's is under way. Not thread-safe.
class ImportProgress {
 public:
  // `database` outlives it.
  ImportProgress(pg::Database& database, std::string import_id, int64_t rows_total);

  void Add(int64_t rows);

 private:
  void Show();

  pg::Database& database_;
  const std::string import_id_;
  const int64_t rows_total_;
  int64_t rows_done_ = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_PROGRESS_H_
