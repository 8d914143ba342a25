// Rows of working groups as values.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_WORKING_GROUP_ROW_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_WORKING_GROUP_ROW_H_

#include <pqxx/pqxx>

#include "services/registry/domain/working_group.h"

namespace xinqiao::registry {

// Reads a row with every column of a group, and its members as arrays.
WorkingGroup WorkingGroupFrom(const pqxx::row& row);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_WORKING_GROUP_ROW_H_
