#include "services/contacts/rpc/codec.h"

#include <google/protobuf/util/time_util.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"

namespace xinqiao::contacts {
namespace {

using ::google::protobuf::util::TimeUtil;

constexpr char kDomain[] = "contacts.xinqiao";
constexpr int kBirthYearMin = 1900;
constexpr int kBirthYearMax = 2199;

directory::PostName PostNameFrom(rpc::Fields& fields, absl::string_view field,
                                 const std::string& name) {
  const std::vector<std::string> ids = fields.Ids(field, name, "organizations/*/posts/*");
  return {.organization_id = ids[0], .post_id = ids[1]};
}

std::string ToName(const directory::PostName& post) {
  return absl::StrCat("organizations/", post.organization_id, "/posts/", post.post_id);
}

std::string LinkNameText(const ContactLink& link) {
  return absl::StrCat("youths/", link.youth_id, "/contactLinks/", link.id);
}

std::string ToTextIfSet(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? absl::FormatCivilTime(*day) : "";
}

// The three acts have the same fields.
template <typename Request>
absl::StatusOr<LinkAct> DecodeAct(const Request& request) {
  rpc::Fields fields(kDomain);
  const std::vector<std::string> ids =
      fields.Ids("name", request.name(), "youths/*/contactLinks/*");
  LinkAct act = {.name = {.youth_id = ids[0], .contact_link_id = ids[1]},
                 .request_id = fields.RequestId(request.request_id())};
  RETURN_IF_ERROR(fields.status());
  return act;
}

// What page tokens of ListContactLinks are bound to.
std::string QueryText(const std::string& youth_id) {
  return absl::StrCat("ListContactLinks youths/", youth_id);
}

v1::ContactLink::State ToState(LinkState state) {
  switch (state) {
    case LinkState::kProposed:
      return v1::ContactLink::STATE_PROPOSED;
    case LinkState::kActive:
      return v1::ContactLink::STATE_ACTIVE;
    case LinkState::kDeclined:
      return v1::ContactLink::STATE_DECLINED;
    case LinkState::kWithdrawn:
      return v1::ContactLink::STATE_WITHDRAWN;
  }
  return v1::ContactLink::STATE_UNSPECIFIED;
}

}  // namespace

absl::StatusOr<NewYouth> Decode(const v1::CreateYouthRequest& request) {
  const v1::Youth& youth = request.youth();
  rpc::Fields fields(kDomain);
  NewYouth draft = {
      .display_name = fields.Text("youth.display_name", youth.display_name(), {1, 100}),
      .phone = fields.PhoneIfSet("youth.phone", youth.phone()),
      .birth_year = youth.birth_year(),
      .organization_id = fields.Id("youth.organization", youth.organization(), "organizations/*"),
      .field = fields.Text("youth.field", youth.field(), {0, 60}),
      .industry = fields.Text("youth.industry", youth.industry(), {0, 60}),
      .request_id = fields.RequestId(request.request_id()),
  };
  if (draft.birth_year < kBirthYearMin || draft.birth_year > kBirthYearMax) {
    fields.Add("youth.birth_year",
               absl::StrCat("is required, a year from ", kBirthYearMin, " to ", kBirthYearMax));
  }
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<std::string> Decode(const v1::GetYouthRequest& request) {
  rpc::Fields fields(kDomain);
  std::string youth_id = fields.Id("name", request.name(), "youths/*");
  RETURN_IF_ERROR(fields.status());
  return youth_id;
}

absl::StatusOr<NewContactLink> Decode(const v1::ProposeContactLinkRequest& request) {
  rpc::Fields fields(kDomain);
  NewContactLink draft = {.youth_id = fields.Id("parent", request.parent(), "youths/*"),
                          .post = PostNameFrom(fields, "post", request.post()),
                          .request_id = fields.RequestId(request.request_id())};
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<LinkAct> Decode(const v1::AcceptContactLinkRequest& request) {
  return DecodeAct(request);
}

absl::StatusOr<LinkAct> Decode(const v1::DeclineContactLinkRequest& request) {
  return DecodeAct(request);
}

absl::StatusOr<LinkAct> Decode(const v1::WithdrawContactLinkRequest& request) {
  return DecodeAct(request);
}

absl::StatusOr<LinkQuery> Decode(const v1::ListContactLinksRequest& request) {
  rpc::Fields fields(kDomain);
  LinkQuery query;
  query.youth_id = fields.Id("parent", request.parent(), "youths/*");
  query.links_max = fields.PageSize(request.page_size());
  query.after_id = rpc::CursorFrom(fields, QueryText(query.youth_id), request.page_token());
  if (!query.after_id.empty() && !IsUuid(query.after_id)) {
    fields.Add("page_token", "is not a token that a page came with");
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::Youth Encode(const Youth& youth) {
  v1::Youth result;
  result.set_name(absl::StrCat("youths/", youth.id));
  result.set_display_name(youth.display_name);
  result.set_phone(youth.masked_phone);
  result.set_birth_year(youth.birth_year);
  result.set_organization(absl::StrCat("organizations/", youth.organization_id));
  result.set_field(youth.field);
  result.set_industry(youth.industry);
  *result.mutable_create_time() =
      TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(youth.create_time));
  return result;
}

v1::ContactLink Encode(const ContactLink& link) {
  v1::ContactLink result;
  result.set_name(LinkNameText(link));
  result.set_post(ToName(link.post));
  result.set_state(ToState(link.state));
  result.set_active_day(ToTextIfSet(link.active_day));
  result.set_inactive_day(ToTextIfSet(link.inactive_day));
  *result.mutable_create_time() =
      TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(link.create_time));
  return result;
}

v1::ListContactLinksResponse Encode(const LinkQuery& query, const LinkPage& page) {
  v1::ListContactLinksResponse result;
  for (const ContactLink& link : page.links) *result.add_contact_links() = Encode(link);
  result.set_next_page_token(rpc::MakePageToken(QueryText(query.youth_id), page.next_id));
  return result;
}

std::optional<v1::Event> EncodeEvent(const ContactLink& link) {
  v1::Event event;
  if (link.state == LinkState::kActive) {
    v1::LinkActive& active = *event.mutable_link_active();
    active.set_contact_link(LinkNameText(link));
    active.set_post(ToName(link.post));
    active.set_day(ToTextIfSet(link.active_day));
    return event;
  }
  if (link.state == LinkState::kWithdrawn) {
    v1::LinkInactive& inactive = *event.mutable_link_inactive();
    inactive.set_contact_link(LinkNameText(link));
    inactive.set_day(ToTextIfSet(link.inactive_day));
    return event;
  }
  return std::nullopt;
}

Encoders StoreEncoders() {
  return {.contact_link = [](const ContactLink& link) { return Encode(link).SerializeAsString(); },
          .event = [](const ContactLink& link) -> std::optional<std::string> {
            const std::optional<v1::Event> event = EncodeEvent(link);
            if (!event.has_value()) return std::nullopt;
            return event->SerializeAsString();
          }};
}

}  // namespace xinqiao::contacts
