#include "services/registry/rpc/post_codec.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/base/id_generator.h"
#include "libs/base/phone.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kPersonPattern[] = "people/*";
constexpr char kPostPattern[] = "organizations/*/posts/*";
constexpr rpc::TextBounds kPersonName = {1, 100};
constexpr rpc::TextBounds kPostTitle = {1, 100};

static_assert(v1::AppointmentType_MAX == static_cast<int>(AppointmentType::kPartTime));
static_assert(v1::RankClass_MAX == static_cast<int>(RankClass::kSectionOrAbove));

// What a page token of the list belongs to.
std::string TokenQuery(const v1::ListPostsRequest& request) {
  return absl::StrCat("ListPosts\n", request.parent());
}

std::string UserNameIfSet(Fields& fields, absl::string_view field, absl::string_view value) {
  if (!value.empty() && !IsUserName(value)) {
    fields.Add(field,
               "is not 3 to 64 of lower-case letters, digits, `.`, `_`, `-`, the first a letter");
  }
  return std::string(value);
}

RankClass RankClassIfSet(Fields& fields, absl::string_view field, v1::RankClass value) {
  if (!v1::RankClass_IsValid(value)) fields.Add(field, "is none of the listed values");
  return static_cast<RankClass>(value);
}

}  // namespace

absl::StatusOr<NewPerson> Decode(const v1::CreatePersonRequest& request) {
  const v1::Person& person = request.person();
  Fields fields(errors::kDomain);
  NewPerson draft{
      .request_id = fields.RequestId(request.request_id()),
      .display_name = fields.Text("person.display_name", person.display_name(), kPersonName),
      .phone = fields.PhoneIfSet("person.phone", person.phone()),
      .user_name = UserNameIfSet(fields, "person.user_name", person.user_name()),
  };
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<std::string> Decode(const v1::GetPersonRequest& request) {
  Fields fields(errors::kDomain);
  std::string person_id = fields.Id("name", request.name(), kPersonPattern);
  RETURN_IF_ERROR(fields.status());
  return person_id;
}

absl::StatusOr<NewPost> Decode(const v1::CreatePostRequest& request) {
  const v1::Post& post = request.post();
  Fields fields(errors::kDomain);
  const absl::CivilDay valid_from = fields.Day("post.valid_from", post.valid_from());
  const std::optional<absl::CivilDay> valid_to = fields.DayIfSet("post.valid_to", post.valid_to());
  if (valid_to.has_value() && *valid_to <= valid_from) {
    fields.Add("post.valid_to", "is not after valid_from");
  }
  NewPost draft{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .person_id = fields.Id("post.person", post.person(), kPersonPattern),
      .title = fields.Text("post.title", post.title(), kPostTitle),
      .appointment_type =
          RequiredEnum<AppointmentType>(fields, "post.appointment_type", post.appointment_type(),
                                        v1::AppointmentType_IsValid(post.appointment_type())),
      .leadership = post.leadership(),
      .rank_class = RankClassIfSet(fields, "post.rank_class", post.rank_class()),
      .managing_organization_id = fields.IdIfSet(
          "post.managing_organization", post.managing_organization(), kOrganizationPattern),
      .administrator = post.administrator(),
      .validity = {.first = valid_from, .end = valid_to.value_or(kOpenEnd)},
  };
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<PostKey> Decode(const v1::GetPostRequest& request) {
  Fields fields(errors::kDomain);
  PostKey key = DecodePostName(fields, "name", request.name());
  RETURN_IF_ERROR(fields.status());
  return key;
}

absl::StatusOr<Posts::Query> Decode(const v1::ListPostsRequest& request) {
  Fields fields(errors::kDomain);
  Posts::Query query{
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<Posts::Ending> Decode(const v1::EndPostRequest& request) {
  Fields fields(errors::kDomain);
  Posts::Ending ending{
      .request_id = fields.RequestId(request.request_id()),
      .key = DecodePostName(fields, "name", request.name()),
      .valid_to = fields.Day("valid_to", request.valid_to()),
  };
  RETURN_IF_ERROR(fields.status());
  return ending;
}

PostKey DecodePostName(Fields& fields, absl::string_view field, absl::string_view name) {
  std::vector<std::string> ids = fields.Ids(field, name, kPostPattern);
  return {.organization_id = std::move(ids[0]), .post_id = std::move(ids[1])};
}

v1::Person Encode(const Person& person) {
  v1::Person result;
  result.set_name(absl::StrCat("people/", person.person_id));
  result.set_display_name(person.display_name);
  result.set_phone(MaskPhone(person.phone));
  *result.mutable_create_time() = ToTimestamp(person.create_time);
  result.set_user_name(person.user_name);
  return result;
}

v1::Post Encode(const Post& post) {
  v1::Post result;
  result.set_name(
      EncodePostName({.organization_id = post.organization_id, .post_id = post.post_id}));
  result.set_person(absl::StrCat("people/", post.person_id));
  result.set_title(post.title);
  result.set_appointment_type(static_cast<v1::AppointmentType>(post.appointment_type));
  result.set_leadership(post.leadership);
  result.set_valid_from(absl::FormatCivilTime(post.validity.first));
  result.set_valid_to(EndText(post.validity));
  *result.mutable_create_time() = ToTimestamp(post.create_time);
  result.set_rank_class(static_cast<v1::RankClass>(post.rank_class));
  if (!post.managing_organization_id.empty()) {
    result.set_managing_organization(absl::StrCat("organizations/", post.managing_organization_id));
  }
  result.set_administrator(post.administrator);
  return result;
}

std::string EncodePostName(const PostKey& key) {
  return absl::StrCat("organizations/", key.organization_id, "/posts/", key.post_id);
}

v1::ListPostsResponse Encode(const v1::ListPostsRequest& request, const Page<Post>& page) {
  v1::ListPostsResponse result;
  for (const Post& post : page.items) *result.add_posts() = Encode(post);
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::Event PostCreated(const Post& post) {
  v1::Event event;
  *event.mutable_post_created() = Encode(post);
  return event;
}

v1::Event PostEnded(const Post& post) {
  v1::Event event;
  *event.mutable_post_ended() = Encode(post);
  return event;
}

PostEncoders StorePostEncoders() {
  return {
      .person_answer = [](const Person& value) { return Encode(value).SerializeAsString(); },
      .answer = [](const Post& value) { return Encode(value).SerializeAsString(); },
      .created = [](const Post& value) { return PostCreated(value).SerializeAsString(); },
      .ended = [](const Post& value) { return PostEnded(value).SerializeAsString(); },
  };
}

}  // namespace xinqiao::registry
