#include "services/registry/rpc/guidance_codec.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/post_codec.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kLinkPattern[] = "organizations/*/posts/*/guidanceLinks/*";

// What a page token of the list belongs to.
std::string TokenQuery(const v1::ListGuidanceLinksRequest& request) {
  return absl::StrCat("ListGuidanceLinks\n", request.parent());
}

GuidedBase DecodeBase(Fields& fields, const v1::GuidedBase& base) {
  return {
      .committee_id =
          fields.Id("guidance_link.base.committee", base.committee(), kOrganizationPattern),
      .branch_id = fields.Id("guidance_link.base.branch", base.branch(), kOrganizationPattern),
  };
}

Guided DecodeGuided(Fields& fields, const v1::GuidanceLink& link, const PostKey& guide) {
  switch (link.guided_case()) {
    case v1::GuidanceLink::kBase:
      return DecodeBase(fields, link.base());
    case v1::GuidanceLink::kGuidedPost: {
      PostKey post = DecodePostName(fields, "guidance_link.guided_post", link.guided_post());
      if (!post.post_id.empty() && post.post_id == guide.post_id) {
        fields.Add("guidance_link.guided_post", "is the post that guides");
      }
      return post;
    }
    case v1::GuidanceLink::GUIDED_NOT_SET:
      break;
  }
  fields.Add("guidance_link.guided", "is required, a base or a post");
  return GuidedBase();
}

}  // namespace

absl::StatusOr<NewGuidanceLink> Decode(const v1::CreateGuidanceLinkRequest& request) {
  const v1::GuidanceLink& link = request.guidance_link();
  Fields fields(errors::kDomain);
  NewGuidanceLink draft{
      .request_id = fields.RequestId(request.request_id()),
      .post = DecodePostName(fields, "parent", request.parent()),
  };
  draft.guided = DecodeGuided(fields, link, draft.post);
  draft.valid_from = fields.Day("guidance_link.valid_from", link.valid_from());
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<Guidance::Ending> Decode(const v1::EndGuidanceLinkRequest& request) {
  Fields fields(errors::kDomain);
  std::vector<std::string> ids = fields.Ids("name", request.name(), kLinkPattern);
  Guidance::Ending ending{
      .request_id = fields.RequestId(request.request_id()),
      .key = {.post = {.organization_id = std::move(ids[0]), .post_id = std::move(ids[1])},
              .guidance_link_id = std::move(ids[2])},
      .valid_to = fields.Day("valid_to", request.valid_to()),
  };
  RETURN_IF_ERROR(fields.status());
  return ending;
}

absl::StatusOr<Guidance::Query> Decode(const v1::ListGuidanceLinksRequest& request) {
  Fields fields(errors::kDomain);
  Guidance::Query query{
      .post = DecodePostName(fields, "parent", request.parent()),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::GuidanceLink Encode(const GuidanceLink& link) {
  v1::GuidanceLink result;
  result.set_name(
      absl::StrCat(EncodePostName(link.post), "/guidanceLinks/", link.guidance_link_id));
  if (const PostKey* guided = std::get_if<PostKey>(&link.guided)) {
    result.set_guided_post(EncodePostName(*guided));
  } else {
    const GuidedBase& base = std::get<GuidedBase>(link.guided);
    result.mutable_base()->set_committee(absl::StrCat("organizations/", base.committee_id));
    result.mutable_base()->set_branch(absl::StrCat("organizations/", base.branch_id));
  }
  result.set_valid_from(absl::FormatCivilTime(link.validity.first));
  result.set_valid_to(EndText(link.validity));
  *result.mutable_create_time() = ToTimestamp(link.create_time);
  return result;
}

v1::ListGuidanceLinksResponse Encode(const v1::ListGuidanceLinksRequest& request,
                                     const Page<GuidanceLink>& page) {
  v1::ListGuidanceLinksResponse result;
  for (const GuidanceLink& link : page.items) *result.add_guidance_links() = Encode(link);
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::Event GuidanceLinkCreated(const GuidanceLink& link) {
  v1::Event event;
  *event.mutable_guidance_link_created() = Encode(link);
  return event;
}

v1::Event GuidanceLinkEnded(const GuidanceLink& link) {
  v1::Event event;
  *event.mutable_guidance_link_ended() = Encode(link);
  return event;
}

GuidanceEncoders StoreGuidanceEncoders() {
  return {
      .answer = [](const GuidanceLink& value) { return Encode(value).SerializeAsString(); },
      .created =
          [](const GuidanceLink& value) { return GuidanceLinkCreated(value).SerializeAsString(); },
      .ended =
          [](const GuidanceLink& value) { return GuidanceLinkEnded(value).SerializeAsString(); },
  };
}

}  // namespace xinqiao::registry
