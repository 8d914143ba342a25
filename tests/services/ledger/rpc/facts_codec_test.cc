#include "services/ledger/rpc/facts_codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/ledger/domain/errors.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/policy/v1/activity_kind.pb.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::FailsWith;

absl::Status StatusOf(const v1::Activity& activity) {
  rpc::Fields fields(errors::kDomain);
  DecodeFacts(fields, activity);
  return fields.status();
}

ActivityFacts Decoded(const v1::Activity& activity) {
  rpc::Fields fields(errors::kDomain);
  ActivityFacts facts = DecodeFacts(fields, activity);
  EXPECT_EQ(fields.status(), absl::OkStatus());
  return facts;
}

v1::Activity Talk() { return scene::CreateRequest(1).activity(); }
v1::Activity VisitOfCommunity() { return scene::CreateRequest(1, scene::Visit()).activity(); }

// Everything but the organizing body, which is not in the message.
TEST(FactsCodecTest, ReadsWhatTheOtherWayWasWritten) {
  ActivityFacts all = scene::Visit();
  all.start_minute = 8 * 60 + 5;
  all.end_minute = 23 * 60 + 59;
  all.campaign = "service_month_2018";
  for (ActivityFacts facts : {scene::HeartTalk(), scene::Visit(), all}) {
    const v1::Activity activity = scene::CreateRequest(1, facts).activity();
    facts.organization_id = "";
    EXPECT_EQ(Decoded(activity), facts);
  }
}

TEST(FactsCodecTest, ParticipantsAreSortedAndMayBeCountedInstead) {
  v1::Activity activity = Talk();
  activity.mutable_participants()->SwapElements(0, 1);
  EXPECT_THAT(Decoded(activity).participant_ids, ElementsAre(scene::kYouth, scene::kOtherYouth));
  activity.clear_participants();
  activity.set_participant_count(1'000'000);
  activity.set_collective(scene::CollegeName());
  EXPECT_EQ(Decoded(activity).participant_count, 1'000'000);
  EXPECT_EQ(Decoded(activity).collective_id, scene::kCollege);
}

TEST(FactsCodecTest, EveryViolationIsNamedAtOnce) {
  EXPECT_THAT(FieldsOf(StatusOf(v1::Activity())),
              UnorderedElementsAre("activity.author", "activity.actors", "activity.kind",
                                   "activity.channel", "activity.purpose", "activity.day",
                                   "activity.text"));
}

TEST(FactsCodecTest, BoundsAreInclusive) {
  v1::Activity activity = Talk();
  activity.set_text(std::string(8000, 'x'));
  activity.set_topic(std::string(200, 'x'));
  activity.set_platform(std::string(100, 'x'));
  activity.set_place(std::string(300, 'x'));
  activity.set_campaign(std::string(63, 'x'));
  activity.set_start_time("00:00");
  activity.set_end_time("00:00");
  activity.clear_participants();
  for (int i = 0; i < 2000; ++i) {
    activity.add_participants(absl::StrFormat("youths/40000000-0000-7000-8000-%012d", i));
  }
  activity.clear_actors();
  for (int i = 0; i < 50; ++i) {
    activity.add_actors(absl::StrFormat("organizations/%s/posts/30000000-0000-7000-8000-%012d",
                                        scene::kCollege, i));
  }
  while (activity.evidence_size() < 20) *activity.add_evidence() = activity.evidence(0);
  EXPECT_EQ(StatusOf(activity), absl::OkStatus());
}

struct Case {
  const char* field;
  std::function<void(v1::Activity&)> spoil;
};

void ExpectRefused(const v1::Activity& good, const std::vector<Case>& cases) {
  EXPECT_THAT(FieldsOf(StatusOf(good)), IsEmpty());
  for (const Case& bad : cases) {
    v1::Activity activity = good;
    bad.spoil(activity);
    EXPECT_THAT(StatusOf(activity), FailsWith("INVALID_FIELDS"));
    EXPECT_THAT(FieldsOf(StatusOf(activity)), ElementsAre(bad.field));
  }
}

TEST(FactsCodecTest, BadFieldsAreRefused) {
  ExpectRefused(
      Talk(),
      {{"activity.author", [](auto& a) { a.set_author("people/1"); }},
       {"activity.actors[1]", [](auto& a) { a.set_actors(1, a.actors(0)); }},
       {"activity.actors[1]",
        [](auto& a) { a.set_actors(1, scene::PostNameOf(scene::kBranch, scene::kSecretary)); }},
       {"activity.actors[0]", [](auto& a) { a.set_actors(0, "posts/1"); }},
       {"activity.actors",
        [](auto& a) {
          for (int i = 0; i < 49; ++i) a.add_actors("x");
        }},
       {"activity.kind", [](auto& a) { a.set_kind("activityKinds/No Such"); }},
       {"activity.channel", [](auto& a) { a.set_channel(static_cast<v1::Channel>(9)); }},
       {"activity.purpose", [](auto& a) { a.set_purpose(v1::PURPOSE_UNSPECIFIED); }},
       {"activity.topic", [](auto& a) { a.set_topic(std::string(201, 'x')); }},
       {"activity.platform", [](auto& a) { a.set_platform("a\nb"); }},
       {"activity.place", [](auto& a) { a.set_place("a\rb"); }},
       {"activity.day", [](auto& a) { a.set_day("2017-02-29"); }},
       {"activity.text", [](auto& a) { a.set_text(std::string(8001, 'x')); }},
       {"activity.text", [](auto& a) { a.set_text(std::string("a\0b", 3)); }},
       {"activity.text", [](auto& a) { a.set_text("a\u202Eb"); }},
       {"activity.participants[0]", [](auto& a) { a.set_participants(0, "people/1"); }},
       {"activity.participants[1]", [](auto& a) { a.set_participants(1, a.participants(0)); }},
       {"activity.participants",
        [](auto& a) {
          for (int i = 0; i < 1999; ++i) a.add_participants("x");
        }},
       {"activity.participant_count", [](auto& a) { a.set_participant_count(2); }},
       {"activity.guided_branch", [](auto& a) { a.set_guided_branch("branches/1"); }},
       {"activity.campaign", [](auto& a) { a.set_campaign("Service Month"); }},
       {"activity.campaign", [](auto& a) { a.set_campaign(std::string(64, 'x')); }},
       {"activity.collective", [](auto& a) { a.set_collective(scene::CollegeName()); }}});
}

TEST(FactsCodecTest, BadCountsAreRefused) {
  v1::Activity counted = Talk();
  counted.clear_participants();
  counted.set_participant_count(30);
  counted.set_collective(scene::CollegeName());
  ExpectRefused(
      counted, {{"activity.participant_count", [](auto& a) { a.set_participant_count(1'000'001); }},
                {"activity.participant_count",
                 [](auto& a) {
                   a.set_participant_count(-1);
                   a.clear_collective();
                 }},
                {"activity.collective", [](auto& a) { a.set_participant_count(0); }},
                {"activity.collective", [](auto& a) { a.set_collective("youths/1"); }}});
}

TEST(FactsCodecTest, BadEvidenceIsRefused) {
  const auto first = [](v1::Activity& a) -> v1::Evidence& { return *a.mutable_evidence(0); };
  ExpectRefused(
      Talk(),
      {{"activity.evidence[0].kind", [&](auto& a) { first(a).clear_kind(); }},
       {"activity.evidence[0].digest", [&](auto& a) { first(a).clear_digest(); }},
       {"activity.evidence[0].digest", [&](auto& a) { first(a).set_digest("short"); }},
       {"activity.evidence[0].media_type",
        [&](auto& a) { first(a).set_media_type("image/jpeg; q=1"); }},
       {"activity.evidence[0].size_bytes", [&](auto& a) { first(a).set_size_bytes(-1); }},
       {"activity.evidence[0].uri", [&](auto& a) { first(a).set_uri("a\nb"); }},
       {"activity.evidence[0].uri", [&](auto& a) { first(a).set_uri(std::string(501, 'x')); }},
       {"activity.evidence", [](auto& a) {
          for (int i = 0; i < 19; ++i) a.add_evidence();
        }}});
}

//
TEST(FactsCodecTest, PhotosAloneAreRefusedAndNothingAtAllIsNot) {
  v1::Activity activity = Talk();
  for (v1::Evidence& evidence : *activity.mutable_evidence()) {
    evidence.set_kind(v1::Evidence::KIND_PHOTO);
  }
  EXPECT_THAT(FieldsOf(StatusOf(activity)), ElementsAre("activity.evidence"));
  activity.mutable_evidence(1)->set_kind(v1::Evidence::KIND_LINK);
  EXPECT_EQ(StatusOf(activity), absl::OkStatus());
  activity.clear_evidence();
  EXPECT_EQ(StatusOf(activity), absl::OkStatus());
}

TEST(FactsCodecTest, BadTimesAreRefused) {
  v1::Activity timed = Talk();
  timed.set_start_time("08:30");
  timed.set_end_time("10:00");
  std::vector<Case> cases = {{"activity.end_time", [](auto& a) { a.set_end_time("08:29"); }},
                             {"activity.end_time", [](auto& a) { a.clear_start_time(); }}};
  for (const char* text :
       {"8:30", "24:00", "08:60", "08-30", "08:30:00", "0830", "::::", "08:3x"}) {
    cases.push_back({"activity.start_time", [text](auto& a) { a.set_start_time(text); }});
    cases.push_back({"activity.end_time", [text](auto& a) { a.set_end_time(text); }});
  }
  ExpectRefused(timed, cases);
}

// Names that begin alike in the catalogue and in the rule.
TEST(FactsCodecTest, EveryKindOfCommunityPostingMayBeAVisit) {
  const std::ifstream file("services/registry/packs/activity_kinds.textproto");
  std::ostringstream text;
  text << file.rdbuf();
  policy::v1::ActivityKindCatalogue catalogue;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text.str(), &catalogue));
  int kinds = 0;
  for (const policy::v1::ActivityKind& kind : catalogue.activity_kinds()) {
    const bool posting = kind.group() == policy::v1::ACTIVITY_GROUP_COMMUNITY_POSTING;
    v1::Activity activity = VisitOfCommunity();
    activity.set_kind(kind.name());
    EXPECT_EQ(StatusOf(activity).ok(), posting) << kind.name();
    kinds += posting ? 1 : 0;
  }
  EXPECT_EQ(kinds, 11);
}

TEST(FactsCodecTest, BadVisitsAreRefused) {
  const auto visit = [](v1::Activity& a) -> v1::CommunityVisit& { return *a.mutable_visit(); };
  ExpectRefused(
      VisitOfCommunity(),
      {{"activity.visit",
        [](auto& a) { a.set_kind(absl::StrCat("activityKinds/", scene::kKind)); }},
       {"activity.visit.community", [&](auto& a) { visit(a).clear_community(); }},
       {"activity.visit.community",
        [&](auto& a) { visit(a).set_community(std::string(301, 'x')); }},
       {"activity.visit.interviewed_count", [&](auto& a) { visit(a).set_interviewed_count(-1); }},
       {"activity.visit.interviewed_count",
        [&](auto& a) { visit(a).set_interviewed_count(10'001); }},
       {"activity.visit.research_report.digest",
        [&](auto& a) { visit(a).mutable_research_report()->clear_digest(); }},
       {"activity.visit.new_organizations[1]",
        [&](auto& a) { visit(a).add_new_organizations(visit(a).new_organizations(0)); }},
       {"activity.visit.guided_organizations[0]",
        [&](auto& a) { visit(a).set_guided_organizations(0, "youths/1"); }},
       {"activity.visit.guided_organizations", [&](auto& a) {
          for (int i = 0; i < 20; ++i) visit(a).add_guided_organizations("x");
        }}});
}

}  // namespace
}  // namespace xinqiao::ledger
