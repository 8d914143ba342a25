// Imports: messages and raw cells to values, and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_CODEC_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/app/import_store.h"
#include "services/registry/app/imports.h"
#include "services/registry/domain/import.h"
#include "xinqiao/registry/v1/import_service.pb.h"

namespace xinqiao::registry {

// Reads the rows of one upload. A cell that is none of its column's becomes a
// problem of its row, by the rules that the methods of the registry have for
// the same field. Thread-safe.
class ImportDecoder {
 public:
  // Takes the columns out of the first message. INVALID_FIELDS.
  static absl::StatusOr<ImportDecoder> Create(const v1::CreateImportRequest& first);

  const std::string& request_id() const { return request_id_; }

  // INVALID_FIELDS when a row has not the form that the first message told.
  absl::StatusOr<ImportRows> Decode(const v1::CreateImportRequest& message) const;

 private:
  // Of one table: for each of ColumnsOf() the index of its cell, or -1.
  struct Layout {
    bool given = false;
    int cells = 0;
    std::vector<int> positions;
  };

  ImportDecoder() = default;

  std::string request_id_;
  std::array<Layout, kImportTables.size()> layouts_;
};

// Which import to apply.
struct ApplyRequest {
  std::string request_id;
  std::string import_id;
};

// Which problems to list.
struct ProblemsRequest {
  std::string import_id;
  ProblemRange range;
};

absl::StatusOr<std::string> Decode(const v1::GetImportRequest& request);  // The import's id.
absl::StatusOr<ApplyRequest> Decode(const v1::ApplyImportRequest& request);
absl::StatusOr<ProblemsRequest> Decode(const v1::ListImportProblemsRequest& request);

v1::Import Encode(const Import& import);
v1::ListImportProblemsResponse Encode(const v1::ListImportProblemsRequest& request,
                                      const Imports::ProblemPage& page);

// What main() hands to the stores.
ImportEncoders StoreImportEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_CODEC_H_
