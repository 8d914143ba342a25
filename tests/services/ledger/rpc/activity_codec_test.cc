#include "services/ledger/rpc/activity_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPerson[] = "people/80000000-0000-7000-8000-000000000001";
constexpr char kYouth[] = "youths/40000000-0000-7000-8000-000000000001";

// The talk, recorded at noon of the next day with `named` participants.
Activity Recorded(int named) {
  Activity activity{.id = scene::kNobody,
                    .facts = scene::HeartTalk(),
                    .participant_total = named,
                    .record_time = absl::FromUnixSeconds(1495080000),
                    .participation = {.confirmed_count = 3, .disputed_count = 1}};
  activity.facts.participant_ids.clear();
  for (int i = 0; i < named; ++i) {
    activity.facts.participant_ids.push_back(absl::StrFormat("40000000-0000-7000-8000-%012d", i));
  }
  return activity;
}

TEST(ActivityCodecTest, TellsWhatTheLedgerKnows) {
  Activity activity = Recorded(2);
  activity.facts.start_minute = 9 * 60 + 5;
  activity.void_time = absl::FromUnixSeconds(1495170000);
  activity.void_reason = "重复录入";
  activity.redacted_fields = {RedactedField::kText, RedactedField::kParticipant};
  const v1::Activity told = Encode(activity, kPerson);
  EXPECT_EQ(told.name(), absl::StrCat(scene::CollegeName(), "/activities/", scene::kNobody));
  EXPECT_EQ(told.day(), "2017-05-17");
  EXPECT_EQ(told.start_time(), "09:05");
  EXPECT_EQ(told.end_time(), "");
  EXPECT_EQ(told.record_time().seconds(), 1495080000);
  EXPECT_EQ(told.late_days(), 1);
  EXPECT_EQ(told.void_time().seconds(), 1495170000);
  EXPECT_EQ(told.void_reason(), "重复录入");
  EXPECT_THAT(told.redacted_fields(),
              ElementsAre(v1::REDACTED_FIELD_TEXT, v1::REDACTED_FIELD_PARTICIPANT));
}

// DIS-02: of four people one could guess who said what.
TEST(ActivityCodecTest, WhatParticipantsSaidIsToldFromFiveUp) {
  EXPECT_FALSE(Encode(Recorded(4), kPerson).has_participation());
  const v1::Activity told = Encode(Recorded(5), kPerson);
  EXPECT_EQ(told.participation().confirmed_count(), 3);
  EXPECT_EQ(told.participation().disputed_count(), 1);
}

TEST(ActivityCodecTest, WhatParticipantsSaidIsNotForYouths) {
  EXPECT_FALSE(Encode(Recorded(5), kYouth).has_participation());
}

TEST(ActivityCodecTest, PeopleWhoAreNotNamedSayNothing) {
  Activity activity = Recorded(0);
  activity.facts.participant_count = 30;
  activity.participant_total = 30;
  EXPECT_FALSE(Encode(activity, kPerson).has_participation());
}

TEST(ActivityCodecTest, WhoWasErasedSinceStillCountsAsNamed) {
  Activity activity = Recorded(5);
  activity.facts.participant_ids.pop_back();
  EXPECT_TRUE(Encode(activity, kPerson).has_participation());
}

TEST(ActivityCodecTest, ColumnOfAVisitHoldsNoWords) {
  const CommunityVisit visit = *scene::Visit().visit;
  const std::string bytes = EncodeVisit(visit);
  EXPECT_THAT(bytes, Not(HasSubstr(visit.community)));
  EXPECT_THAT(bytes, Not(HasSubstr(visit.research_report->uri)));
  CommunityVisit expected = visit;
  expected.community = "";
  expected.research_report->uri = "";
  EXPECT_EQ(DecodeVisit(bytes), expected);
  EXPECT_EQ(DecodeVisit(EncodeVisit({})), CommunityVisit());
  EXPECT_EQ(DecodeVisit("\xff\xff"), CommunityVisit());
}

}  // namespace
}  // namespace xinqiao::ledger
