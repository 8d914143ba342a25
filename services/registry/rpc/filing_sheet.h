// The sheet that an organization files (备案).

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_FILING_SHEET_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_FILING_SHEET_H_

#include "services/registry/app/rule_reads.h"
#include "xinqiao/registry/v1/policy_service.pb.h"

namespace xinqiao::registry {

// For people and as JSON, both with the same content; no personal data.
v1::FilingSheet EncodeFilingSheet(const Filing& filing);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_FILING_SHEET_H_
