#include "services/assessment/feed/fact_codec.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/policy/pack_codec.h"

namespace xinqiao::assessment {
namespace {

using ContactsEvent = contacts::v1::Event;
using LedgerEvent = ledger::v1::Event;
using RegistryEvent = registry::v1::Event;
using WishesEvent = wishes::v1::Event;

// The id behind collection `collection` of a resource name; "" without it.
std::string IdIn(const std::string& name, absl::string_view collection) {
  const std::vector<absl::string_view> segments = absl::StrSplit(name, '/');
  for (size_t i = 0; i + 1 < segments.size(); i += 2) {
    if (segments[i] == collection) return std::string(segments[i + 1]);
  }
  return "";
}

absl::CivilDay DayFrom(const std::string& text) { return ParseDay(text).value_or(kOpenEnd); }

absl::CivilDay DayFrom(const google::protobuf::Timestamp& time) {
  return BusinessDay(absl::FromUnixSeconds(time.seconds()));
}

absl::Status Malformed(absl::string_view source) {
  return absl::InternalError(absl::StrCat("an event of ", source, " is malformed"));
}

// The enums of the contracts have the numbers of the values, one up: zero is
// "unspecified" there.
template <typename Value, typename Proto>
Value FromProto(Proto proto) {
  return static_cast<Value>(std::max(0, static_cast<int>(proto) - 1));
}

ManyYouthSet ManyYouthOf(const std::string& organization, const registry::v1::ManyYouth& decision) {
  return {.organization_id = IdIn(organization, "organizations"),
          .many = decision.many(),
          .from_day = DayFrom(decision.from_day())};
}

std::vector<Fact> OrganizationFactsOf(const registry::v1::Organization& created) {
  std::vector<Fact> facts = {OrganizationCreated{
      .organization_id = IdIn(created.name(), "organizations"),
      .parent_id = IdIn(created.parent(), "organizations"),
      .display_name = created.display_name(),
      .kind = FromProto<policy::OrganizationKind>(created.kind()),
      .level = FromProto<policy::OrganizationLevel>(created.level()),
      .leading_body = created.leading_body(),
      .valid = {.first = DayFrom(created.valid_from()), .end = DayFrom(created.valid_to())},
      .log = created.log()}};
  if (created.has_many_youth()) {
    facts.push_back(ManyYouthOf(created.name(), created.many_youth()));
  }
  return facts;
}

// Of an interval without days, as of one that is not there: no day.
Period InForce(const policy::v1::DayInterval& interval) {
  if (interval.start_day().empty()) return {};
  return {.first = DayFrom(interval.start_day()), .end = DayFrom(interval.end_day())};
}

}  // namespace

std::vector<Fact> FactsOf(const RegistryEvent& event) {
  switch (event.change_case()) {
    case RegistryEvent::kOrganizationCreated:
      return OrganizationFactsOf(event.organization_created());
    case RegistryEvent::kOrganizationChanged: {
      const auto& changed = event.organization_changed();
      OrganizationChanged fact{.organization_id = IdIn(changed.organization(), "organizations")};
      for (const auto& version : changed.versions()) {
        fact.versions.push_back(
            {.valid = {.first = DayFrom(version.valid_from()), .end = DayFrom(version.valid_to())},
             .parent_id = IdIn(version.parent(), "organizations"),
             .display_name = version.display_name(),
             .closed = version.closed()});
      }
      return {std::move(fact)};
    }
    case RegistryEvent::kPostCreated: {
      const auto& created = event.post_created();
      return {PostCreated{
          .post_id = IdIn(created.name(), "posts"),
          .organization_id = IdIn(created.name(), "organizations"),
          .person_id = IdIn(created.person(), "people"),
          .title = created.title(),
          .appointment_type = FromProto<policy::AppointmentType>(created.appointment_type()),
          // Numbered alike: that it is not said is a value of its own.
          .rank_class = static_cast<policy::RankClass>(created.rank_class()),
          .leadership = created.leadership(),
          .valid = {.first = DayFrom(created.valid_from()), .end = DayFrom(created.valid_to())}}};
    }
    case RegistryEvent::kPostEnded:
      return {PostEnded{.post_id = IdIn(event.post_ended().name(), "posts"),
                        .valid_to = DayFrom(event.post_ended().valid_to())}};
    case RegistryEvent::kActivityKindCreated:
      if (std::optional<policy::ActivityKind> kind =
              policy::ReadActivityKind(event.activity_kind_created())) {
        return {*std::move(kind)};
      }
      return {};
    case RegistryEvent::kRulePackPublished: {
      const auto& pack = event.rule_pack_published();
      policy::ReadPack read = policy::ReadRulePack(pack);
      RulePackPublished fact{.rule_pack_id = IdIn(pack.name(), "rulePacks"),
                             .organization_id = IdIn(pack.name(), "organizations"),
                             .version = pack.version(),
                             .publish_day = DayFrom(pack.publish_time()),
                             .rule_pack = std::move(read.value)};
      for (const policy::Problem& problem : read.unread) {
        fact.unread.push_back(absl::StrCat(problem.field, ": ", problem.reason));
      }
      return {std::move(fact)};
    }
    case RegistryEvent::kManyYouthSet:
      return {
          ManyYouthOf(event.many_youth_set().organization(), event.many_youth_set().many_youth())};
    case RegistryEvent::kRulePackEnded:
      return {RulePackEnded{.rule_pack_id = IdIn(event.rule_pack_ended().name(), "rulePacks"),
                            .in_force = InForce(event.rule_pack_ended().in_force())}};
    case RegistryEvent::kSecondaryLinkCreated:
    case RegistryEvent::kSecondaryLinkEnded:
    case RegistryEvent::kWorkingGroupChanged:
    case RegistryEvent::kGuidanceLinkCreated:
    case RegistryEvent::kGuidanceLinkEnded:
    case RegistryEvent::kWorkdayYearPublished:
      // No figure depends on them yet.
    case RegistryEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Fact> FactsOf(const ContactsEvent& event) {
  switch (event.change_case()) {
    case ContactsEvent::kLinkActive:
      return {LinkActivated{.link_id = IdIn(event.link_active().contact_link(), "contactLinks"),
                            .youth_id = IdIn(event.link_active().contact_link(), "youths"),
                            .post_id = IdIn(event.link_active().post(), "posts"),
                            .day = DayFrom(event.link_active().day())}};
    case ContactsEvent::kLinkInactive:
      return {LinkInactivated{.link_id = IdIn(event.link_inactive().contact_link(), "contactLinks"),
                              .day = DayFrom(event.link_inactive().day())}};
    case ContactsEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Fact> FactsOf(const LedgerEvent& event) {
  switch (event.change_case()) {
    case LedgerEvent::kActivityRecorded: {
      const auto& recorded = event.activity_recorded();
      ActivityRecorded fact{.activity_id = IdIn(recorded.activity(), "activities"),
                            .organization_id = IdIn(recorded.activity(), "organizations"),
                            .kind_id = IdIn(recorded.kind(), "activityKinds"),
                            .day = DayFrom(recorded.day()),
                            .record_day = DayFrom(recorded.record_time())};
      for (const std::string& actor : recorded.actors()) {
        fact.actor_post_ids.push_back(IdIn(actor, "posts"));
      }
      return {std::move(fact)};
    }
    case LedgerEvent::kActivityVoided:
      return {ActivityVoided{.activity_id = IdIn(event.activity_voided().activity(), "activities"),
                             .record_day = DayFrom(event.activity_voided().record_time())}};
    case LedgerEvent::kParticipationStated:
    case LedgerEvent::kBooksClosed:
    case LedgerEvent::kBooksReopened:
    case LedgerEvent::kActivityRedacted:
    case LedgerEvent::kEpochStarted:
      // No figure depends on them yet.
    case LedgerEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Fact> FactsOf(const WishesEvent& event) {
  switch (event.change_case()) {
    case WishesEvent::kReplyCreated: {
      const auto& created = event.reply_created();
      return {ReplyGiven{.reply_id = IdIn(created.reply(), "replies"),
                         .appeal_id = IdIn(created.reply(), "appeals"),
                         .youth_id = IdIn(created.reply(), "youths"),
                         .kind = FromProto<AppealKind>(created.kind()),
                         .post_id = IdIn(created.post(), "posts"),
                         .day = DayFrom(created.day()),
                         .first = created.first()}};
    }
    case WishesEvent::kAppealCreated:
    case WishesEvent::CHANGE_NOT_SET:
      break;
  }
  return {};
}

namespace {

template <typename Event>
absl::StatusOr<std::vector<Fact>> Decode(absl::string_view source, const std::string& payload) {
  Event event;
  if (!event.ParseFromString(payload)) return Malformed(source);
  return FactsOf(event);
}

}  // namespace

absl::StatusOr<std::vector<Fact>> DecodeEvent(absl::string_view source,
                                              const std::string& payload) {
  if (source == "registry") return Decode<RegistryEvent>(source, payload);
  if (source == "contacts") return Decode<ContactsEvent>(source, payload);
  if (source == "ledger") return Decode<LedgerEvent>(source, payload);
  if (source == "wishes") return Decode<WishesEvent>(source, payload);
  return Malformed(source);
}

}  // namespace xinqiao::assessment
