#include "services/ledger/rpc/entry_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ledger/domain/opening.h"
#include "services/ledger/domain/simhash.h"
#include "services/ledger/rpc/codec_fields.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kActivityId[] = "50000000-0000-7000-8000-000000000001";
constexpr int64_t kSeconds = 1495080000;

std::string Salt() { return std::string(32, '\x05'); }

Draft DraftOf(decltype(Draft::what) what) {
  return {.record_time = absl::FromUnixSeconds(kSeconds) + absl::Microseconds(7),
          .what = std::move(what)};
}

Draft RecordingOf(const ActivityFacts& facts) {
  return DraftOf(Recording{.activity = {.id = kActivityId, .facts = facts},
                           .openings = OpeningsOf(facts, [] { return Salt(); })});
}

std::string NameOfActivity() { return ActivityNameOf(scene::kCollege, kActivityId); }

TEST(EntryCodecTest, RecordingHoldsCommitmentsAndNoWords) {
  ActivityFacts facts = scene::Visit();
  facts.campaign = "service_month";
  facts.start_minute = 600;
  facts.end_minute = 660;
  const v1::Event event = EventOf(RecordingOf(facts), {.registry_position = 17});
  EXPECT_EQ(event.registry_position(), 17);
  const v1::ActivityRecorded& entry = event.activity_recorded();
  EXPECT_EQ(entry.activity(), NameOfActivity());
  EXPECT_EQ(entry.author(), PostName(facts.author));
  EXPECT_EQ(entry.actors_size(), 2);
  EXPECT_EQ(entry.day(), "2017-05-17");
  EXPECT_EQ(entry.record_time().seconds(), kSeconds);
  EXPECT_EQ(entry.record_time().nanos(), 7000);
  EXPECT_EQ(entry.text_commitment(),
            Commitment(HashAlgorithm::kSha256, Opening{.salt = Salt(), .value = facts.text}));
  EXPECT_EQ(entry.text_simhash(), SimHash(facts.text));
  EXPECT_EQ(entry.text_length_bytes(), static_cast<int>(facts.text.size()));
  EXPECT_EQ(entry.participant_count(), 2);
  EXPECT_EQ(entry.named_participant_count(), 2);
  EXPECT_EQ(entry.start_time(), "10:00");
  EXPECT_EQ(entry.end_time(), "11:00");
  EXPECT_EQ(entry.campaign(), "service_month");
  EXPECT_EQ(entry.visit().interviewed_count(), 12);
  EXPECT_EQ(entry.visit().research_report().digest(), std::string(32, '\x09'));
  for (const std::string& commitment :
       {entry.circumstances_commitment(), entry.participants_commitment(),
        entry.evidence_uris_commitment()}) {
    EXPECT_EQ(commitment.size(), 32U);
  }
  const std::string bytes = EncodeEntry(RecordingOf(facts), {.registry_position = 17});
  EXPECT_EQ(bytes, event.SerializeAsString());
  for (const std::string& word :
       {facts.text, facts.topic, facts.place, facts.platform, facts.visit->community,
        facts.evidence[0].uri, facts.visit->research_report->uri, facts.participant_ids[0]}) {
    EXPECT_THAT(bytes, Not(HasSubstr(word)));
  }
}

TEST(EntryCodecTest, NothingToCommitToLeavesNoCommitment) {
  ActivityFacts facts = scene::HeartTalk();
  facts.topic = facts.platform = facts.place = "";
  facts.participant_ids.clear();
  facts.participant_count = 30;
  facts.collective_id = scene::kBranch;
  facts.evidence.clear();
  const v1::Event event = EventOf(RecordingOf(facts), {});
  const v1::ActivityRecorded& entry = event.activity_recorded();
  EXPECT_EQ(entry.circumstances_commitment(), "");
  EXPECT_EQ(entry.participants_commitment(), "");
  EXPECT_EQ(entry.evidence_uris_commitment(), "");
  EXPECT_EQ(entry.participant_count(), 30);
  EXPECT_EQ(entry.named_participant_count(), 0);
  EXPECT_EQ(entry.collective(), absl::StrCat("organizations/", scene::kBranch));
  EXPECT_FALSE(entry.has_visit());
}

TEST(EntryCodecTest, CommitmentsAreHashedAsTheLogIs) {
  const Draft draft = RecordingOf(scene::HeartTalk());
  const v1::Event sm3 = EventOf(draft, {.algorithm = HashAlgorithm::kSm3});
  EXPECT_EQ(
      sm3.activity_recorded().text_commitment(),
      Commitment(HashAlgorithm::kSm3, Opening{.salt = Salt(), .value = scene::HeartTalk().text}));
  EXPECT_NE(sm3.activity_recorded().participants_commitment(),
            EventOf(draft, {}).activity_recorded().participants_commitment());
}

TEST(EntryCodecTest, VoidingHoldsTheReasonAsCommitment) {
  const Opening reason = {.salt = Salt(), .value = "重复录入"};
  const v1::Event event = EventOf(
      DraftOf(Voiding{
          .organization_id = scene::kCollege, .activity_id = kActivityId, .reason = reason}),
      {});
  EXPECT_EQ(event.activity_voided().activity(), NameOfActivity());
  EXPECT_EQ(event.activity_voided().record_time().seconds(), kSeconds);
  EXPECT_EQ(event.activity_voided().reason_commitment(),
            Commitment(HashAlgorithm::kSha256, reason));
}

TEST(EntryCodecTest, StatementDoesNotNameTheYouth) {
  const Draft draft = DraftOf(Stating{.organization_id = scene::kCollege,
                                      .activity_id = kActivityId,
                                      .youth_id = scene::kYouth,
                                      .statement = Statement::kPressed,
                                      .salt = Salt()});
  const v1::Event event = EventOf(draft, {.before = Statement::kConfirmed});
  const v1::ParticipationStated& entry = event.participation_stated();
  EXPECT_EQ(entry.before(), v1::PARTICIPATION_STATEMENT_CONFIRMED);
  EXPECT_EQ(entry.statement(), v1::PARTICIPATION_STATEMENT_PRESSED);
  EXPECT_EQ(entry.youth_commitment(),
            Commitment(HashAlgorithm::kSha256,
                       Opening{.salt = Salt(), .value = absl::StrCat("youths/", scene::kYouth)}));
  EXPECT_THAT(event.SerializeAsString(), Not(HasSubstr(scene::kYouth)));
}

TEST(EntryCodecTest, BooksNameTheirLastDay) {
  BooksChange change{.organization_id = scene::kCollege,
                     .period = {.first = xinqiao::testing::Day("2017-04-01"),
                                .end = xinqiao::testing::Day("2017-07-01")},
                     .author = {.organization_id = scene::kCollege, .post_id = scene::kSecretary}};
  const v1::Event closing = EventOf(DraftOf(change), {});
  EXPECT_EQ(closing.books_closed().organization(), absl::StrCat("organizations/", scene::kCollege));
  EXPECT_EQ(closing.books_closed().first_day(), "2017-04-01");
  EXPECT_EQ(closing.books_closed().last_day(), "2017-06-30");
  EXPECT_EQ(closing.books_closed().author(), PostName(change.author));
  change.closed = false;
  change.reason = Opening{.salt = Salt(), .value = "漏报"};
  const v1::Event reopening = EventOf(DraftOf(change), {});
  EXPECT_EQ(reopening.books_reopened().last_day(), "2017-06-30");
  EXPECT_EQ(reopening.books_reopened().record_time().seconds(), kSeconds);
  EXPECT_EQ(reopening.books_reopened().reason_commitment(),
            Commitment(HashAlgorithm::kSha256, *change.reason));
}

TEST(EntryCodecTest, RedactionSaysWhereAndNotWho) {
  const Draft draft =
      DraftOf(Redaction{.organization_id = scene::kCollege,
                        .activity_id = kActivityId,
                        .fields = {RedactedField::kText, RedactedField::kParticipant},
                        .participant_id = scene::kYouth});
  const v1::Event event = EventOf(
      draft, {.activity_position = 4, .participant_leaf = 1, .statement_positions = {6, 9}});
  const v1::ActivityRedacted& entry = event.activity_redacted();
  EXPECT_THAT(entry.fields(), ElementsAre(v1::REDACTED_FIELD_TEXT, v1::REDACTED_FIELD_PARTICIPANT));
  EXPECT_EQ(entry.position(), 4);
  EXPECT_EQ(entry.participant_leaf(), 1);
  EXPECT_THAT(entry.statement_positions(), ElementsAre(6, 9));
  EXPECT_THAT(event.SerializeAsString(), Not(HasSubstr(scene::kYouth)));
}

TEST(EntryCodecTest, EpochHoldsTheLastCheckpointOfTheOldOne) {
  const Draft draft = DraftOf(EpochStart{.epoch_id = scene::kNobody,
                                         .last_checkpoint = "note",
                                         .reason = {.salt = Salt(), .value = "从备份恢复"}});
  const v1::Event event = EventOf(draft, {});
  EXPECT_EQ(event.epoch_started().epoch(), scene::kNobody);
  EXPECT_EQ(event.epoch_started().last_checkpoint(), "note");
}

}  // namespace
}  // namespace xinqiao::ledger
