// Puts the rows of an import on record.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_APPLY_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_APPLY_H_

#include <cstdint>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/import_store.h"
#include "services/registry/domain/import.h"
#include "services/registry/storage/import_progress.h"

namespace xinqiao::registry {

// Applies one import within one transaction, whose objects outlive it. Events
// go to the outbox in many changes, parents before children: a follower never
// waits for all of it. Not thread-safe.
class ImportApplication {
 public:
  struct Parts {
    pqxx::transaction_base& tx;
    const std::string& import_id;
    const ImportEncoders& encoders;
    IdGenerator& ids;
    ImportProgress& progress;
    int64_t rows_at_once = 0;
  };

  ImportApplication(const Parts& parts, absl::Time now);

  // The error of a rule if the registry has changed so that a row may not be
  // created any more. Then the transaction must end without commit.
  absl::Status Apply();

 private:
  absl::Status CreateOrganizations();
  void CreatePeople();
  absl::Status CreatePosts();
  void AppendEvents(const std::vector<std::string>& events);

  const Parts parts_;
  const absl::Time time_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_IMPORT_APPLY_H_
