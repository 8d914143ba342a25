#include "services/registry/rpc/codec.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/id_generator.h"
#include "libs/base/phone.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/validate.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kOrganizationPattern[] = "organizations/*";
constexpr char kPersonPattern[] = "people/*";
constexpr char kPostPattern[] = "organizations/*/posts/*";
constexpr char kRulePackPattern[] = "organizations/*/rulePacks/*";
constexpr rpc::TextBounds kOrganizationName = {1, 200};
constexpr rpc::TextBounds kPersonName = {1, 100};
constexpr rpc::TextBounds kPostTitle = {1, 100};
constexpr rpc::TextBounds kKindName = {1, 200};

// The numbers of an enum of ours are those of its proto enum, which has 0 for
// what nobody may say.
static_assert(v1::OrganizationKind_MAX == static_cast<int>(OrganizationKind::kBranch));
static_assert(v1::OrganizationLevel_MAX == static_cast<int>(OrganizationLevel::kBranch));
static_assert(v1::AppointmentType_MAX == static_cast<int>(AppointmentType::kPartTime));

template <typename Ours, typename Proto>
Ours Enum(Fields& fields, absl::string_view field, Proto value, bool known) {
  const int number = static_cast<int>(value);
  if (number == 0 || !known) fields.Add(field, "is required, one of the listed values");
  return static_cast<Ours>(number);
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp result;
  result.set_seconds(micros / 1000000);
  result.set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
  return result;
}

// "" for an open end.
std::string EndText(const Period& validity) {
  return validity.end == kOpenEnd ? "" : absl::FormatCivilTime(validity.end);
}

// What a page token of each list belongs to.
std::string TokenQuery(const v1::ListOrganizationsRequest& request) {
  return absl::StrCat("ListOrganizations\n", request.parent(), "\n", request.as_of());
}
std::string TokenQuery(const v1::ListPostsRequest& request) {
  return absl::StrCat("ListPosts\n", request.parent());
}
std::string TokenQuery(const v1::ListActivityKindsRequest&) { return "ListActivityKinds"; }
std::string TokenQuery(const v1::ListRulePacksRequest& request) {
  return absl::StrCat("ListRulePacks\n", request.parent());
}

// `is_id` tells a cursor of ours from one that a client made up.
template <typename Request>
PageRequest PageOfRequest(Fields& fields, const Request& request,
                          bool (*is_id)(absl::string_view)) {
  PageRequest page{.cursor = rpc::CursorFrom(fields, TokenQuery(request), request.page_token()),
                   .size = fields.PageSize(request.page_size())};
  if (!page.cursor.empty() && !is_id(page.cursor)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  return page;
}

std::vector<FieldViolation> ViolationsOf(absl::string_view parent,
                                         const std::vector<policy::Problem>& problems) {
  std::vector<FieldViolation> violations;
  for (const policy::Problem& problem : problems) {
    violations.push_back(
        {.field = absl::StrCat(parent, ".", problem.field), .description = problem.reason});
  }
  return violations;
}

policy::v1::RulePack WithoutContactBlock(policy::v1::RulePack rule_pack) {
  rule_pack.mutable_document()->clear_contact_block();
  return rule_pack;
}

}  // namespace

absl::StatusOr<NewOrganization> Decode(const v1::CreateOrganizationRequest& request) {
  const v1::Organization& organization = request.organization();
  Fields fields(errors::kDomain);
  NewOrganization draft{
      .request_id = fields.RequestId(request.request_id()),
      .display_name =
          fields.Text("organization.display_name", organization.display_name(), kOrganizationName),
      .kind = Enum<OrganizationKind>(fields, "organization.kind", organization.kind(),
                                     v1::OrganizationKind_IsValid(organization.kind())),
      .level = Enum<OrganizationLevel>(fields, "organization.level", organization.level(),
                                       v1::OrganizationLevel_IsValid(organization.level())),
      .parent_id =
          fields.IdIfSet("organization.parent", organization.parent(), kOrganizationPattern),
      .valid_from = fields.Day("organization.valid_from", organization.valid_from()),
      .ledger_root = organization.ledger_root(),
  };
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<OrganizationView> Decode(const v1::GetOrganizationRequest& request) {
  Fields fields(errors::kDomain);
  OrganizationView view{
      .organization_id = fields.Id("name", request.name(), kOrganizationPattern),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
  };
  RETURN_IF_ERROR(fields.status());
  return view;
}

absl::StatusOr<Organizations::Query> Decode(const v1::ListOrganizationsRequest& request) {
  Fields fields(errors::kDomain);
  Organizations::Query query{
      .parent_id = fields.IdIfSet("parent", request.parent(), kOrganizationPattern),
      .as_of = fields.DayIfSet("as_of", request.as_of()),
      .page = PageOfRequest(fields, request, IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<NewPerson> Decode(const v1::CreatePersonRequest& request) {
  const v1::Person& person = request.person();
  Fields fields(errors::kDomain);
  NewPerson draft{
      .request_id = fields.RequestId(request.request_id()),
      .display_name = fields.Text("person.display_name", person.display_name(), kPersonName),
      .phone = fields.PhoneIfSet("person.phone", person.phone()),
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
          Enum<AppointmentType>(fields, "post.appointment_type", post.appointment_type(),
                                v1::AppointmentType_IsValid(post.appointment_type())),
      .leadership = post.leadership(),
      .validity = {.first = valid_from, .end = valid_to.value_or(kOpenEnd)},
  };
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<PostKey> Decode(const v1::GetPostRequest& request) {
  Fields fields(errors::kDomain);
  const std::vector<std::string> ids = fields.Ids("name", request.name(), kPostPattern);
  RETURN_IF_ERROR(fields.status());
  return PostKey{.organization_id = ids[0], .post_id = ids[1]};
}

absl::StatusOr<Posts::Query> Decode(const v1::ListPostsRequest& request) {
  Fields fields(errors::kDomain);
  Posts::Query query{
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .page = PageOfRequest(fields, request, IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<Posts::Ending> Decode(const v1::EndPostRequest& request) {
  Fields fields(errors::kDomain);
  const std::vector<std::string> ids = fields.Ids("name", request.name(), kPostPattern);
  Posts::Ending ending{
      .request_id = fields.RequestId(request.request_id()),
      .key = {.organization_id = ids[0], .post_id = ids[1]},
      .valid_to = fields.Day("valid_to", request.valid_to()),
  };
  RETURN_IF_ERROR(fields.status());
  return ending;
}

absl::StatusOr<NewActivityKind> Decode(const v1::CreateActivityKindRequest& request) {
  Fields fields(errors::kDomain);
  NewActivityKind draft{.request_id = fields.RequestId(request.request_id())};
  // The id of the catalogue is asked for beside the kind, not in its name.
  policy::v1::ActivityKind kind = request.activity_kind();
  kind.clear_name();
  policy::Decoded<policy::ActivityKind> decoded = policy::DecodeActivityKind(kind);
  for (const policy::Problem& problem : decoded.problems) {
    if (problem.field == "name" || problem.field == "display_name") continue;
    fields.Add(absl::StrCat("activity_kind.", problem.field), problem.reason);
  }
  draft.kind = std::move(decoded.value);
  draft.kind.display_name =
      fields.Text("activity_kind.display_name", kind.display_name(), kKindName);
  draft.kind.kind_id = request.activity_kind_id();
  if (!policy::IsKindId(draft.kind.kind_id)) {
    fields.Add("activity_kind_id", "wants to look like five_ones.heart_talk, at most 63 bytes");
  }
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<PageRequest> Decode(const v1::ListActivityKindsRequest& request) {
  Fields fields(errors::kDomain);
  PageRequest page = PageOfRequest(fields, request, policy::IsKindId);
  RETURN_IF_ERROR(fields.status());
  return page;
}

absl::StatusOr<NewRulePack> Decode(const v1::PublishRulePackRequest& request) {
  Fields fields(errors::kDomain);
  NewRulePack draft{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
  };
  policy::Decoded<policy::RulePack> decoded = policy::DecodeRulePack(request.rule_pack());
  for (const FieldViolation& violation : ViolationsOf("rule_pack", decoded.problems)) {
    fields.Add(violation.field, violation.description);
  }
  RETURN_IF_ERROR(fields.status());
  draft.rules = std::move(decoded.value);
  policy::v1::RulePack content = request.rule_pack();
  content.clear_name();
  content.clear_version();
  content.clear_publish_time();
  draft.content = content.SerializeAsString();
  return draft;
}

absl::StatusOr<RulePackKey> Decode(const v1::GetRulePackRequest& request) {
  Fields fields(errors::kDomain);
  const std::vector<std::string> ids = fields.Ids("name", request.name(), kRulePackPattern);
  RETURN_IF_ERROR(fields.status());
  return RulePackKey{.organization_id = ids[0], .rule_pack_id = ids[1]};
}

absl::StatusOr<Policies::Query> Decode(const v1::ListRulePacksRequest& request) {
  Fields fields(errors::kDomain);
  Policies::Query query{
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .page = PageOfRequest(fields, request, IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::Organization Encode(const Organization& organization) {
  v1::Organization result;
  result.set_name(absl::StrCat("organizations/", organization.organization_id));
  result.set_display_name(organization.display_name);
  result.set_kind(static_cast<v1::OrganizationKind>(organization.kind));
  result.set_level(static_cast<v1::OrganizationLevel>(organization.level));
  if (!organization.parent_id.empty()) {
    result.set_parent(absl::StrCat("organizations/", organization.parent_id));
  }
  result.set_valid_from(absl::FormatCivilTime(organization.validity.first));
  result.set_valid_to(EndText(organization.validity));
  result.set_ledger_root(organization.ledger_root);
  result.set_log(organization.log);
  *result.mutable_create_time() = ToTimestamp(organization.create_time);
  return result;
}

v1::Person Encode(const Person& person) {
  v1::Person result;
  result.set_name(absl::StrCat("people/", person.person_id));
  result.set_display_name(person.display_name);
  result.set_phone(MaskPhone(person.phone));
  *result.mutable_create_time() = ToTimestamp(person.create_time);
  return result;
}

v1::Post Encode(const Post& post) {
  v1::Post result;
  result.set_name(absl::StrCat("organizations/", post.organization_id, "/posts/", post.post_id));
  result.set_person(absl::StrCat("people/", post.person_id));
  result.set_title(post.title);
  result.set_appointment_type(static_cast<v1::AppointmentType>(post.appointment_type));
  result.set_leadership(post.leadership);
  result.set_valid_from(absl::FormatCivilTime(post.validity.first));
  result.set_valid_to(EndText(post.validity));
  *result.mutable_create_time() = ToTimestamp(post.create_time);
  return result;
}

policy::v1::RulePack Encode(const PublishedRulePack& rule_pack) {
  policy::v1::RulePack result;
  result.ParseFromString(rule_pack.content);
  result.set_name(absl::StrCat("organizations/", rule_pack.organization_id, "/rulePacks/",
                               rule_pack.rule_pack_id));
  result.set_version(rule_pack.version);
  *result.mutable_publish_time() = ToTimestamp(rule_pack.publish_time);
  return result;
}

v1::PublishRulePackResponse Encode(const Publication& publication) {
  v1::PublishRulePackResponse result;
  *result.mutable_rule_pack() = WithoutContactBlock(Encode(publication.rule_pack));
  result.mutable_warnings()->Assign(publication.warnings.begin(), publication.warnings.end());
  return result;
}

v1::ListOrganizationsResponse Encode(const v1::ListOrganizationsRequest& request,
                                     const Page<Organization>& page) {
  v1::ListOrganizationsResponse result;
  for (const Organization& organization : page.items) {
    *result.add_organizations() = Encode(organization);
  }
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::ListPostsResponse Encode(const v1::ListPostsRequest& request, const Page<Post>& page) {
  v1::ListPostsResponse result;
  for (const Post& post : page.items) *result.add_posts() = Encode(post);
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::ListActivityKindsResponse Encode(const v1::ListActivityKindsRequest& request,
                                     const Page<policy::ActivityKind>& page) {
  v1::ListActivityKindsResponse result;
  for (const policy::ActivityKind& kind : page.items) {
    *result.add_activity_kinds() = policy::EncodeActivityKind(kind);
  }
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::ListRulePacksResponse Encode(const v1::ListRulePacksRequest& request,
                                 const Page<PublishedRulePack>& page) {
  v1::ListRulePacksResponse result;
  for (const PublishedRulePack& rule_pack : page.items) {
    *result.add_rule_packs() = WithoutContactBlock(Encode(rule_pack));
  }
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::Event OrganizationCreated(const Organization& organization) {
  v1::Event event;
  *event.mutable_organization_created() = Encode(organization);
  return event;
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

v1::Event ActivityKindCreated(const policy::ActivityKind& kind) {
  v1::Event event;
  *event.mutable_activity_kind_created() = policy::EncodeActivityKind(kind);
  return event;
}

v1::Event RulePackPublished(const PublishedRulePack& rule_pack) {
  v1::Event event;
  *event.mutable_rule_pack_published() = WithoutContactBlock(Encode(rule_pack));
  return event;
}

OrganizationEncoders StoreOrganizationEncoders() {
  return {
      .answer = [](const Organization& value) { return Encode(value).SerializeAsString(); },
      .created =
          [](const Organization& value) { return OrganizationCreated(value).SerializeAsString(); },
  };
}

PostEncoders StorePostEncoders() {
  return {
      .person_answer = [](const Person& value) { return Encode(value).SerializeAsString(); },
      .answer = [](const Post& value) { return Encode(value).SerializeAsString(); },
      .created = [](const Post& value) { return PostCreated(value).SerializeAsString(); },
      .ended = [](const Post& value) { return PostEnded(value).SerializeAsString(); },
  };
}

PolicyEncoders StorePolicyEncoders() {
  return {
      .kind_answer =
          [](const policy::ActivityKind& value) {
            return policy::EncodeActivityKind(value).SerializeAsString();
          },
      .kind_created =
          [](const policy::ActivityKind& value) {
            return ActivityKindCreated(value).SerializeAsString();
          },
      .publication_answer =
          [](const Publication& value) { return Encode(value).SerializeAsString(); },
      .published =
          [](const PublishedRulePack& value) {
            return RulePackPublished(value).SerializeAsString();
          },
  };
}

}  // namespace xinqiao::registry
