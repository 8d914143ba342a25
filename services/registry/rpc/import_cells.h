// The cells of imports and exports: text to values, and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_CELLS_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_CELLS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/registry/domain/import.h"
#include "xinqiao/registry/v1/import_service.pb.h"

namespace xinqiao::registry {

// The columns of a table, in the order of an export.
std::vector<absl::string_view> ColumnsOf(ImportTable table);

// Whether an upload has to have the column.
bool IsRequired(ImportTable table, absl::string_view column);

// Appends what `row` says to `rows`: a value, and a problem for each cell that
// is none of its column's. `positions` gives the cell of each of ColumnsOf(),
// -1 where there is none; the row has all of them.
void DecodeRow(const v1::ImportRow& row, const std::vector<int>& positions, ImportRows& rows);

// The cells of an exported row, in the order of ColumnsOf().
std::vector<std::string> CellsOf(const OrganizationRow& row);
std::vector<std::string> CellsOf(const PersonRow& row);
std::vector<std::string> CellsOf(const PostRow& row);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_CELLS_H_
