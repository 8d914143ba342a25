#include "services/registry/feed/tree_codec.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/calendar/period.h"
#include "libs/policy/pack_codec.h"
#include "services/registry/domain/organization.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::registry {
namespace {

absl::Status Malformed(absl::string_view what) {
  return absl::InternalError(absl::StrCat("an event of registry is malformed: ", what));
}

// The id of "organizations/ID", and "" of "".
absl::StatusOr<std::string> OrganizationId(absl::string_view name) {
  if (!name.empty() && !absl::ConsumePrefix(&name, "organizations/")) return Malformed(name);
  return std::string(name);
}

// The validity that two fields tell, the second one empty while it is open.
absl::StatusOr<Period> Validity(const std::string& valid_from, const std::string& valid_to) {
  const std::optional<absl::CivilDay> first = ParseDay(valid_from);
  const std::optional<absl::CivilDay> end = valid_to.empty() ? kOpenEnd : ParseDay(valid_to);
  if (!first.has_value() || !end.has_value()) {
    return Malformed(absl::StrCat("[", valid_from, ", ", valid_to, ")"));
  }
  return Period{.first = *first, .end = *end};
}

absl::StatusOr<std::string> ReorganizationId(absl::string_view name) {
  if (!name.empty() && !absl::ConsumePrefix(&name, "reorganizations/")) return Malformed(name);
  return std::string(name);
}

absl::StatusOr<ManyYouth> Decode(const v1::ManyYouth& many_youth) {
  const std::optional<absl::CivilDay> from_day = ParseDay(many_youth.from_day());
  if (!from_day.has_value()) return Malformed(many_youth.from_day());
  return ManyYouth{.many = many_youth.many(), .reason = many_youth.reason(), .from_day = *from_day};
}

// The fields that a version has, whichever message carries them.
template <typename Message>
absl::StatusOr<OrganizationVersion> DecodeVersion(const Message& version) {
  ASSIGN_OR_RETURN(const Period validity, Validity(version.valid_from(), version.valid_to()));
  ASSIGN_OR_RETURN(std::string parent_id, OrganizationId(version.parent()));
  ASSIGN_OR_RETURN(std::string reorganization_id, ReorganizationId(version.reorganization()));
  return OrganizationVersion{.validity = validity,
                             .display_name = version.display_name(),
                             .parent_id = std::move(parent_id),
                             .closed = version.closed(),
                             .reorganization_id = std::move(reorganization_id)};
}

absl::StatusOr<Organization> Decode(const v1::Organization& created) {
  Organization organization;
  OrganizationIdentity& identity = organization.identity;
  ASSIGN_OR_RETURN(identity.organization_id, OrganizationId(created.name()));
  identity.kind = static_cast<OrganizationKind>(created.kind());
  identity.level = static_cast<OrganizationLevel>(created.level());
  identity.ledger_root = created.ledger_root();
  identity.log = created.log();
  identity.leading_body = created.leading_body();
  for (const v1::OrganizationCode& code : created.codes()) {
    identity.codes.push_back(
        {.scheme = static_cast<CodeScheme>(code.scheme()), .code = code.code()});
  }
  if (created.has_many_youth()) {
    ASSIGN_OR_RETURN(identity.many_youth, Decode(created.many_youth()));
  }
  identity.create_time = absl::FromUnixSeconds(created.create_time().seconds()) +
                         absl::Nanoseconds(created.create_time().nanos());
  ASSIGN_OR_RETURN(organization.version, DecodeVersion(created));
  return organization;
}

absl::StatusOr<OrganizationHistory> Decode(const v1::OrganizationChanged& changed) {
  OrganizationHistory history;
  ASSIGN_OR_RETURN(history.identity.organization_id, OrganizationId(changed.organization()));
  for (const v1::OrganizationVersion& version : changed.versions()) {
    ASSIGN_OR_RETURN(OrganizationVersion decoded, DecodeVersion(version));
    history.versions.push_back(std::move(decoded));
  }
  return history;
}

// The ids of "organizations/ID" + `collection` + "ID".
struct ChildIds {
  std::string organization_id;
  std::string id;
};
absl::StatusOr<ChildIds> IdsOf(absl::string_view name, absl::string_view collection) {
  const size_t end = name.find(collection);
  if (end == absl::string_view::npos) return Malformed(name);
  ChildIds ids{.id = std::string(name.substr(end + collection.size()))};
  ASSIGN_OR_RETURN(ids.organization_id, OrganizationId(name.substr(0, end)));
  return ids;
}

absl::StatusOr<PostSpan> Decode(const v1::Post& post) {
  ASSIGN_OR_RETURN(ChildIds ids, IdsOf(post.name(), "/posts/"));
  PostSpan span{.post_id = std::move(ids.id), .organization_id = std::move(ids.organization_id)};
  ASSIGN_OR_RETURN(span.validity, Validity(post.valid_from(), post.valid_to()));
  span.title = post.title();
  span.appointment_type = static_cast<AppointmentType>(post.appointment_type());
  span.leadership = post.leadership();
  span.rank_class = static_cast<RankClass>(post.rank_class());
  span.administrator = post.administrator();
  return span;
}

absl::Status Add(const policy::v1::RulePack& published, FeedChange& change) {
  ASSIGN_OR_RETURN(ChildIds ids, IdsOf(published.name(), "/rulePacks/"));
  policy::ReadPack read = policy::ReadRulePack(published);
  for (const policy::Problem& problem : read.unread) {
    change.unread.push_back(
        {.name = published.name(), .why = absl::StrCat(problem.field, ": ", problem.reason)});
  }
  change.book.published.push_back({.rule_pack_id = std::move(ids.id),
                                   .organization_id = std::move(ids.organization_id),
                                   .version = published.version(),
                                   .publisher = published.publisher(),
                                   .rules = std::move(read.value),
                                   .left_out = std::move(read.left_out)});
  return absl::OkStatus();
}

absl::StatusOr<PolicyBook::Ended> Decode(const v1::RulePackEnded& ended) {
  ASSIGN_OR_RETURN(ChildIds ids, IdsOf(ended.name(), "/rulePacks/"));
  PolicyBook::Ended result{.rule_pack_id = std::move(ids.id),
                           .organization_id = std::move(ids.organization_id)};
  // Without a first day it never comes into force: the empty period.
  if (!ended.in_force().start_day().empty()) {
    ASSIGN_OR_RETURN(result.in_force,
                     Validity(ended.in_force().start_day(), ended.in_force().end_day()));
  }
  return result;
}

// Adds what `message` says to one of the lists of a change.
template <typename Message, typename Value>
absl::Status Add(const Message& message, std::vector<Value>& values) {
  ASSIGN_OR_RETURN(Value value, Decode(message));
  values.push_back(std::move(value));
  return absl::OkStatus();
}

}  // namespace

absl::Status AddEvent(const std::string& payload, FeedChange& change) {
  v1::Event event;
  if (!event.ParseFromString(payload)) return Malformed("no message");
  switch (event.change_case()) {
    case v1::Event::kOrganizationCreated:
      return Add(event.organization_created(), change.tree.created);
    case v1::Event::kOrganizationChanged:
      return Add(event.organization_changed(), change.tree.changed);
    case v1::Event::kPostCreated:
      return Add(event.post_created(), change.tree.posts);
    case v1::Event::kPostEnded:
      return Add(event.post_ended(), change.tree.posts);
    case v1::Event::kManyYouthSet: {
      const v1::ManyYouthSet& set = event.many_youth_set();
      ASSIGN_OR_RETURN(std::string organization_id, OrganizationId(set.organization()));
      ASSIGN_OR_RETURN(ManyYouth many_youth, Decode(set.many_youth()));
      change.tree.many_youth.emplace_back(std::move(organization_id), std::move(many_youth));
      return absl::OkStatus();
    }
    case v1::Event::kRulePackPublished:
      return Add(event.rule_pack_published(), change);
    case v1::Event::kRulePackEnded:
      return Add(event.rule_pack_ended(), change.book.ended);
    default:
      return absl::OkStatus();
  }
}

}  // namespace xinqiao::registry
