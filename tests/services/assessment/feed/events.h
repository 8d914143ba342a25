// Events of the four feeds, as their owners write them.

#ifndef XINQIAO_TESTS_SERVICES_ASSESSMENT_FEED_EVENTS_H_
#define XINQIAO_TESTS_SERVICES_ASSESSMENT_FEED_EVENTS_H_

#include <string>
#include <vector>

#include "libs/policy/pack_codec.h"
#include "tests/support/assessment_scene.h"
#include "xinqiao/contacts/v1/event.pb.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/wishes/v1/event.pb.h"

namespace xinqiao::testing {

inline std::string OrganizationCreatedEvent(const std::string& id, const std::string& parent) {
  registry::v1::Event event;
  auto& organization = *event.mutable_organization_created();
  organization.set_name("organizations/" + id);
  if (!parent.empty()) organization.set_parent("organizations/" + parent);
  organization.set_display_name(id + " 团委");
  organization.set_kind(registry::v1::ORGANIZATION_KIND_COLLEGE_COMMITTEE);
  organization.set_level(registry::v1::ORGANIZATION_LEVEL_COLLEGE);
  organization.set_leading_body(true);
  organization.set_valid_from("2015-09-01");
  organization.set_log("log-1");
  return event.SerializeAsString();
}

// `id` is under `parent` up to the day before `day`, then closed under `successor`.
inline std::string OrganizationClosedEvent(const std::string& id, const std::string& parent,
                                           const std::string& day, const std::string& successor) {
  registry::v1::Event event;
  auto& changed = *event.mutable_organization_changed();
  changed.set_organization("organizations/" + id);
  auto& before = *changed.add_versions();
  before.set_valid_from("2015-09-01");
  before.set_valid_to(day);
  before.set_display_name(id + " 团委");
  before.set_parent("organizations/" + parent);
  auto& after = *changed.add_versions();
  after.set_valid_from(day);
  after.set_display_name(id + " 团委");
  after.set_parent("organizations/" + successor);
  after.set_closed(true);
  return event.SerializeAsString();
}

// Decided on `id`, to hold from `day` on.
inline std::string ManyYouthEvent(const std::string& id, bool many, const std::string& day) {
  registry::v1::Event event;
  auto& set = *event.mutable_many_youth_set();
  set.set_organization("organizations/" + id);
  set.mutable_many_youth()->set_many(many);
  set.mutable_many_youth()->set_reason("全团登记青年三百人");
  set.mutable_many_youth()->set_from_day(day);
  return event.SerializeAsString();
}

inline std::string PostCreatedEvent(const std::string& id, const std::string& organization) {
  registry::v1::Event event;
  auto& post = *event.mutable_post_created();
  post.set_name("organizations/" + organization + "/posts/" + id);
  post.set_person("people/person-of-" + id);
  post.set_title("团委书记");
  post.set_appointment_type(registry::v1::APPOINTMENT_TYPE_SECONDED);
  post.set_rank_class(registry::v1::RANK_CLASS_SECTION_OR_ABOVE);
  post.set_leadership(true);
  post.set_valid_from("2016-09-01");
  return event.SerializeAsString();
}

inline std::string KindEvent(const std::string& id, policy::v1::ActivityGroup group) {
  registry::v1::Event event;
  event.mutable_activity_kind_created()->set_name("activityKinds/" + id);
  event.mutable_activity_kind_created()->set_display_name("谈心谈话");
  event.mutable_activity_kind_created()->set_group(group);
  return event.SerializeAsString();
}

inline std::string PackEvent() {
  registry::v1::Event event;
  *event.mutable_rule_pack_published() = policy::EncodeRulePack(FiveOnesPack());
  event.mutable_rule_pack_published()->set_name("organizations/top/rulePacks/pack-1");
  event.mutable_rule_pack_published()->set_version(3);
  event.mutable_rule_pack_published()->mutable_publish_time()->set_seconds(1495000000);
  return event.SerializeAsString();
}

// In force from `first` to the day before `end`; never when both are empty.
inline std::string PackEndedEvent(const std::string& first, const std::string& end) {
  registry::v1::Event event;
  auto& ended = *event.mutable_rule_pack_ended();
  ended.set_name("organizations/top/rulePacks/pack-1");
  ended.set_withdrawal_reason("文件已废止");
  if (first.empty()) return event.SerializeAsString();
  ended.mutable_in_force()->set_start_day(first);
  ended.mutable_in_force()->set_end_day(end);
  return event.SerializeAsString();
}

inline std::string ActivityEvent(const std::string& id, const std::vector<std::string>& actors) {
  ledger::v1::Event event;
  auto& recorded = *event.mutable_activity_recorded();
  recorded.set_activity("organizations/college/activities/" + id);
  for (const std::string& actor : actors) {
    recorded.add_actors("organizations/college/posts/" + actor);
  }
  recorded.set_kind("activityKinds/five_ones.heart_talk");
  recorded.set_day("2017-05-04");
  // 00:30 of 5 May in Shanghai is still 4 May in Greenwich.
  recorded.mutable_record_time()->set_seconds(1493915400);
  return event.SerializeAsString();
}

inline std::string VoidEvent(const std::string& id) {
  ledger::v1::Event event;
  event.mutable_activity_voided()->set_activity("organizations/college/activities/" + id);
  event.mutable_activity_voided()->mutable_record_time()->set_seconds(1494000000);
  return event.SerializeAsString();
}

inline std::string LinkEvent(const std::string& id, const std::string& youth,
                             const std::string& post) {
  contacts::v1::Event event;
  event.mutable_link_active()->set_contact_link("youths/" + youth + "/contactLinks/" + id);
  event.mutable_link_active()->set_post("organizations/college/posts/" + post);
  event.mutable_link_active()->set_day("2017-04-05");
  return event.SerializeAsString();
}

inline std::string LinkEndEvent(const std::string& id, const std::string& youth) {
  contacts::v1::Event event;
  event.mutable_link_inactive()->set_contact_link("youths/" + youth + "/contactLinks/" + id);
  event.mutable_link_inactive()->set_day("2017-05-20");
  return event.SerializeAsString();
}

inline std::string ReplyEvent(const std::string& id, const std::string& post) {
  wishes::v1::Event event;
  auto& reply = *event.mutable_reply_created();
  reply.set_reply("youths/youth-1/appeals/appeal-" + id + "/replies/" + id);
  reply.set_kind(wishes::v1::APPEAL_KIND_MICRO_WISH);
  reply.set_post("organizations/college/posts/" + post);
  reply.set_day("2017-05-06");
  reply.set_first(true);
  return event.SerializeAsString();
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SERVICES_ASSESSMENT_FEED_EVENTS_H_
