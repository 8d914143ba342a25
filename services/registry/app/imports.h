// What registry does with imports: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_IMPORTS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_IMPORTS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/import_store.h"
#include "services/registry/domain/import.h"

namespace xinqiao::registry {

// An upload of which nothing came for so long is given up.
inline constexpr absl::Duration kUploadSilenceMax = absl::Minutes(2);

class Imports;

// One upload under way. Not thread-safe; the Imports outlive it.
class ImportUpload {
 public:
  ImportUpload(const Imports& imports, std::string import_id, std::string request_id);

  // Gives the rows their ids and numbers, and keeps them. IMPORT_TOO_LARGE,
  // UPLOAD_GIVEN_UP.
  absl::Status Append(const Call& call, ImportRows rows);

  // All rows came: so many. IMPORT_INCOMPLETE if that is wrong.
  absl::StatusOr<Answer> Finish(const Call& call, int64_t row_count);

  // Forgets what came.
  void Abandon(const Call& call);

 private:
  const Imports& imports_;
  const std::string import_id_;
  const std::string request_id_;
  std::array<int64_t, kImportTables.size()> counts_ = {};
  int64_t rows_ = 0;
};

// Takes over files. Thread-safe.
class Imports {
 public:
  // All of it outlives the Imports.
  struct Deps {
    ImportStore& store;
    const Clock& clock;
    const Clock& real_clock;  // For what is left alone too long.
    IdGenerator& ids;
    std::function<void()> wake;  // Tells the worker that there is work.
  };

  // A page of problems.
  struct ProblemPage {
    std::vector<ImportProblem> problems;
    int64_t next_after = 0;  // 0 on the last page.
  };

  explicit Imports(Deps deps) : deps_(std::move(deps)) {}

  absl::StatusOr<std::unique_ptr<ImportUpload>> StartUpload(const Call& call,
                                                            std::string request_id) const;

  absl::StatusOr<Import> GetImport(const Call& call, const std::string& import_id) const;

  absl::StatusOr<ProblemPage> ListImportProblems(const Call& call, const std::string& import_id,
                                                 const ProblemRange& range) const;

  // Lets an import be applied, or returns the answer that an earlier call with
  // the same request id got.
  absl::StatusOr<Answer> ApplyImport(const Call& call, std::string request_id,
                                     const std::string& import_id) const;

 private:
  friend class ImportUpload;

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_IMPORTS_H_
