#include "services/ledger/app/batch_decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/ledger/drafts.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// A log of ten entries. Activity 1 stands at position 4, with statements of two
// youths at 5 and 6; the directory knows the scene.
class BatchDecisionsTest : public ::testing::Test {
 protected:
  BatchDecisionsTest() {
    state_.log = scene::kLog;
    state_.head = LogHead{
        .epoch = {.number = 2, .id = scene::TestId('e', 0), .first_position = 3},
        .tree = Frontier(HashAlgorithm::kSha256, 10, {std::string(32, 'a'), std::string(32, 'b')})};
    found_.facts = scene::AllKnown();
    const Draft recorded = scene::RecordingOf(1);
    const Recording& recording = std::get<Recording>(recorded.what);
    StandingActivity& standing = found_.facts.activities[scene::ActivityId(1)];
    standing.activity = recording.activity;
    standing.openings = recording.openings;
    standing.position = 4;
    standing.said[scene::kYouth] = {.statement = Statement::kConfirmed, .positions = {5}};
    standing.said[scene::kOtherYouth] = {.statement = Statement::kPressed, .positions = {6}};
  }

  // Each draft in a group of its own.
  Decisions DecideEach(const std::vector<Draft>& drafts) {
    std::vector<DraftGroup> groups;
    for (const Draft& draft : drafts) groups.push_back({.drafts = absl::MakeSpan(&draft, 1)});
    return Decide(state_, found_, groups, HashAlgorithm::kSha256);
  }

  static std::vector<std::string> ReasonsOf(const Decisions& decisions) {
    std::vector<std::string> reasons;
    for (const auto& group : decisions.groups) {
      for (const Decision& decision : group) {
        const absl::Status& status = decision.status;
        reasons.push_back(status.ok()                 ? "OK"
                          : absl::IsCancelled(status) ? "CANCELLED"
                                                      : ErrorReason(status));
      }
    }
    return reasons;
  }

  LogState state_;
  Found found_;
};

TEST_F(BatchDecisionsTest, ARefusalConcernsItsDraftOnly) {
  ActivityFacts tomorrow = scene::HeartTalk();
  tomorrow.day = absl::CivilDay(2017, 5, 19);
  const std::vector<Draft> drafts = {scene::RecordingOf(11), scene::RecordingOf(12, tomorrow),
                                     scene::RecordingOf(13)};
  const Decisions decisions = DecideEach(drafts);
  EXPECT_THAT(ReasonsOf(decisions), ElementsAre("OK", "DAY_IN_FUTURE", "OK"));
  ASSERT_EQ(decisions.taken.size(), 2U);
  EXPECT_EQ(decisions.taken[1].draft, &drafts[2]);
  EXPECT_EQ(decisions.groups[2][0].taken, 1U);
  EXPECT_EQ(decisions.epoch, state_.head->epoch);
  EXPECT_FALSE(decisions.epoch_is_new);
}

TEST_F(BatchDecisionsTest, AGroupIsTakenWholeOrNotAtAll) {
  ActivityFacts tomorrow = scene::HeartTalk();
  tomorrow.day = absl::CivilDay(2017, 5, 19);
  const std::vector<Draft> bad = {scene::RecordingOf(11), scene::VoidingOf(12, 1),
                                  scene::RecordingOf(13, tomorrow)};
  const std::vector<Draft> good = {scene::VoidingOf(14, 1), scene::RecordingOf(11)};
  const std::vector<DraftGroup> groups = {{.drafts = bad}, {.drafts = good}};
  const Decisions decisions = Decide(state_, found_, groups, HashAlgorithm::kSha256);
  // Neither the request nor the voiding of the first group is remembered.
  EXPECT_THAT(ReasonsOf(decisions),
              ElementsAre("CANCELLED", "CANCELLED", "DAY_IN_FUTURE", "OK", "OK"));
  EXPECT_EQ(decisions.taken.size(), 2U);
  EXPECT_FALSE(decisions.groups[1][1].repeated);
}

TEST_F(BatchDecisionsTest, ACheckTakesNothing) {
  const std::vector<Draft> drafts = {scene::RecordingOf(11), scene::VoidingOf(12, 2)};
  const std::vector<DraftGroup> groups = {{.drafts = drafts, .check_only = true}};
  const Decisions decisions = Decide(state_, found_, groups, HashAlgorithm::kSha256);
  EXPECT_THAT(ReasonsOf(decisions), ElementsAre("CANCELLED", "ACTIVITY_UNKNOWN"));
  EXPECT_THAT(decisions.taken, IsEmpty());
}

TEST_F(BatchDecisionsTest, TheSameRequestTwiceInABatchIsOneEntry) {
  Draft other_body = scene::RecordingOf(11);
  other_body.request_digest.back() = '!';
  const std::vector<Draft> drafts = {scene::RecordingOf(11), scene::RecordingOf(11), other_body};
  const Decisions decisions = DecideEach(drafts);
  EXPECT_THAT(ReasonsOf(decisions), ElementsAre("OK", "OK", "REQUEST_ID_REUSED"));
  EXPECT_EQ(decisions.taken.size(), 1U);
  EXPECT_EQ(decisions.groups[1][0].taken, 0U);
  EXPECT_TRUE(decisions.groups[1][0].repeated);
  EXPECT_FALSE(decisions.groups[0][0].repeated);
}

TEST_F(BatchDecisionsTest, AKnownRequestIsAnsweredAsBefore) {
  const Draft draft = scene::RecordingOf(1);
  const KeptRequest kept = {.digest = draft.request_digest,
                            .activity_id = scene::ActivityId(1),
                            .position = 4,
                            .tree_size = 8};
  found_.requests[draft.request_id] = kept;
  found_.requests[scene::TestId('7', 2)] = kept;
  StandingActivity& standing = found_.facts.activities[scene::ActivityId(1)];
  standing.activity.void_time = scene::TimeOf(9);
  standing.activity.void_reason = "重复记录";
  standing.void_position = 9;

  const std::vector<Draft> drafts = {draft, scene::RecordingOf(2)};
  const Decisions decisions = DecideEach(drafts);
  EXPECT_THAT(ReasonsOf(decisions), ElementsAre("OK", "REQUEST_ID_REUSED"));
  EXPECT_THAT(decisions.taken, IsEmpty());
  const Decision& repeated = decisions.groups[0][0];
  EXPECT_TRUE(repeated.repeated);
  ASSERT_TRUE(repeated.kept.has_value());
  EXPECT_EQ(repeated.kept->tree_size, 8);
  // As it was then: not yet void.
  ASSERT_TRUE(repeated.activity.has_value());
  EXPECT_EQ(repeated.activity->void_time, std::nullopt);
  EXPECT_EQ(repeated.activity->void_reason, "");

  found_.requests[draft.request_id].position = 9;  // Its voiding.
  const Decisions later = DecideEach(drafts);
  EXPECT_EQ(later.groups[0][0].activity->void_reason, "重复记录");
}

TEST_F(BatchDecisionsTest, WhatIsTakenChangesWhatTheNextDraftFinds) {
  const std::vector<Draft> drafts = {
      scene::VoidingOf(11, 1),
      scene::VoidingOf(12, 1),
      scene::StatingOf(13, 1, Statement::kWithdrawn),
      scene::StatingOf(14, 1, Statement::kWithdrawn),
      scene::BooksOf(15, true),
      scene::BooksOf(16, true),
      scene::BooksOf(17, false),
  };
  const Decisions decisions = DecideEach(drafts);
  EXPECT_THAT(ReasonsOf(decisions), ElementsAre("OK", "ACTIVITY_VOIDED", "OK",
                                                "NOTHING_TO_WITHDRAW", "OK", "BOOKS_CLOSED", "OK"));
  EXPECT_EQ(decisions.taken[0].activity->void_reason, "重复记录");
  EXPECT_EQ(decisions.taken[0].activity->void_time, scene::TimeOf(11));
  EXPECT_EQ(decisions.taken[1].context.before, Statement::kConfirmed);
}

TEST_F(BatchDecisionsTest, NothingEntersBooksThatTheSameBatchCloses) {
  ActivityFacts march = scene::HeartTalk();
  march.day = absl::CivilDay(2017, 3, 15);
  const std::vector<Draft> drafts = {scene::RecordingOf(11, march), scene::BooksOf(12, true),
                                     scene::RecordingOf(13, march), scene::RecordingOf(14)};
  EXPECT_THAT(ReasonsOf(DecideEach(drafts)), ElementsAre("OK", "OK", "BOOKS_CLOSED", "OK"));
}

TEST_F(BatchDecisionsTest, WhatIsErasedIsGoneForTheNextDraft) {
  const std::vector<Draft> drafts = {
      scene::RedactionOf(12, 1, {RedactedField::kText, RedactedField::kParticipant},
                         scene::kOtherYouth),
      scene::StatingOf(13, 1, Statement::kConfirmed, scene::kOtherYouth),
      scene::RedactionOf(14, 1, {RedactedField::kText})};
  EXPECT_THAT(ReasonsOf(DecideEach(drafts)),
              ElementsAre("OK", "NOT_A_PARTICIPANT", "NOTHING_TO_REDACT"));
}

TEST_F(BatchDecisionsTest, AHaltedLogTakesNothingButAnEpochStart) {
  state_.halted = true;
  state_.signed_last = "the last";
  const std::vector<Draft> drafts = {scene::RecordingOf(11), scene::EpochStartOf(12, "another"),
                                     scene::EpochStartOf(13, "the last"), scene::RecordingOf(14),
                                     scene::EpochStartOf(15, "the last")};
  const Decisions decisions = DecideEach(drafts);
  EXPECT_THAT(ReasonsOf(decisions),
              ElementsAre("LOG_HALTED", "LOG_NOT_HALTED", "OK", "OK", "LOG_NOT_HALTED"));
  EXPECT_TRUE(decisions.epoch_is_new);
  EXPECT_EQ(decisions.epoch.number, 3);
  EXPECT_EQ(decisions.epoch.id, scene::TestId('e', 13));
  EXPECT_EQ(decisions.epoch.first_position, 11);
  EXPECT_EQ(decisions.begun_after, "the last");
}

TEST_F(BatchDecisionsTest, TheFirstEntryOfALogBeginsItsFirstEpoch) {
  state_.head.reset();
  const std::vector<Draft> drafts = {scene::VoidingOf(11, 2), scene::RecordingOf(12),
                                     scene::RecordingOf(13)};
  std::vector<DraftGroup> groups;
  for (const Draft& draft : drafts) groups.push_back({.drafts = absl::MakeSpan(&draft, 1)});
  const Decisions decisions = Decide(state_, found_, groups, HashAlgorithm::kSm3);
  EXPECT_TRUE(decisions.epoch_is_new);
  EXPECT_EQ(decisions.epoch, (Epoch{.number = 1,
                                    .id = scene::TestId('8', 12),
                                    .first_position = 1,
                                    .algorithm = HashAlgorithm::kSm3}));
  EXPECT_EQ(decisions.begun_after, "");
  EXPECT_EQ(decisions.taken[0].context.algorithm, HashAlgorithm::kSm3);
}

}  // namespace
}  // namespace xinqiao::ledger
