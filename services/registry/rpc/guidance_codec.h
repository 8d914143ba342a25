// Guidance links, as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_GUIDANCE_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_GUIDANCE_CODEC_H_

#include "absl/status/statusor.h"
#include "services/registry/app/guidance.h"
#include "services/registry/app/guidance_store.h"
#include "services/registry/app/page.h"
#include "services/registry/domain/guidance_link.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/guidance_service.pb.h"

namespace xinqiao::registry {

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewGuidanceLink> Decode(const v1::CreateGuidanceLinkRequest& request);
absl::StatusOr<Guidance::Ending> Decode(const v1::EndGuidanceLinkRequest& request);
absl::StatusOr<Guidance::Query> Decode(const v1::ListGuidanceLinksRequest& request);

v1::GuidanceLink Encode(const GuidanceLink& link);

// The page takes the request that it answers, for the token of the next.
v1::ListGuidanceLinksResponse Encode(const v1::ListGuidanceLinksRequest& request,
                                     const Page<GuidanceLink>& page);

// Events. None holds personal data.
v1::Event GuidanceLinkCreated(const GuidanceLink& link);
v1::Event GuidanceLinkEnded(const GuidanceLink& link);

// The functions above as the store takes them, for main() to hand over.
GuidanceEncoders StoreGuidanceEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_GUIDANCE_CODEC_H_
