// Rows of guidance links as values.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_GUIDANCE_LINK_ROW_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_GUIDANCE_LINK_ROW_H_

#include <pqxx/pqxx>

#include "services/registry/domain/guidance_link.h"

namespace xinqiao::registry {

// Reads a row with every column of a link, and the organizations of its posts.
GuidanceLink GuidanceLinkFrom(const pqxx::row& row);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_GUIDANCE_LINK_ROW_H_
