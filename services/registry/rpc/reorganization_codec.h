// Reorganizations as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_REORGANIZATION_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_REORGANIZATION_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/app/page.h"
#include "services/registry/app/reorganization_preview.h"
#include "services/registry/app/reorganization_store.h"
#include "services/registry/app/reorganizations.h"
#include "xinqiao/registry/v1/reorganization_service.pb.h"

namespace xinqiao::registry {

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewReorganization> Decode(const v1::CreateReorganizationRequest& request);
absl::StatusOr<std::string> Decode(const v1::GetReorganizationRequest& request);  // The id.
absl::StatusOr<PageRequest> Decode(const v1::ListReorganizationsRequest& request);
absl::StatusOr<Reorganizations::Cancellation> Decode(
    const v1::CancelReorganizationRequest& request);

// As it is on record.
v1::Reorganization Encode(const Reorganization& reorganization);

v1::ListReorganizationsResponse Encode(const v1::ListReorganizationsRequest& request,
                                       const Page<Reorganization>& page);

// The functions that main() hands to the use case and to the store.
std::string ReorganizationContent(const std::string& content, const ReorganizationPreview& preview,
                                  const std::vector<std::string>& created_ids);
std::string ReorganizationPreviewAnswer(const Reorganization& reorganization);
ReorganizationEncoders StoreReorganizationEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_REORGANIZATION_CODEC_H_
