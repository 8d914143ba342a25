#include "services/ledger/app/draft_effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/services/ledger/drafts.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;

// Activity 1 stands at position 4, with statements of two youths at 5 and 6.
class DraftEffectsTest : public ::testing::Test {
 protected:
  DraftEffectsTest() {
    facts_ = scene::AllKnown();
    const Draft recorded = scene::RecordingOf(1);
    const Recording& recording = std::get<Recording>(recorded.what);
    standing().activity = recording.activity;
    standing().openings = recording.openings;
    standing().position = 4;
    standing().said[scene::kYouth] = {.statement = Statement::kConfirmed, .positions = {5}};
    standing().said[scene::kOtherYouth] = {.statement = Statement::kPressed, .positions = {6}};
  }

  TakenDraft TakeAt(int64_t position, const Draft& draft) {
    TakenDraft taken = {.draft = &draft};
    taken.context.algorithm = HashAlgorithm::kSha256;
    TakeEffect(position, facts_, taken);
    return taken;
  }

  StandingActivity& standing() { return facts_.activities[scene::ActivityId(1)]; }

  AdmissionFacts facts_;
};

TEST_F(DraftEffectsTest, ARecordingChangesNothingThatOthersFind) {
  const Draft draft = scene::RecordingOf(2);
  const TakenDraft taken = TakeAt(11, draft);
  EXPECT_FALSE(taken.activity.has_value());
  EXPECT_FALSE(taken.redaction.has_value());
  EXPECT_EQ(facts_.activities.size(), 1U);
}

TEST_F(DraftEffectsTest, AVoidingMarksTheActivity) {
  const Draft draft = scene::VoidingOf(11, 1);
  const TakenDraft taken = TakeAt(11, draft);
  EXPECT_EQ(standing().void_position, 11);
  EXPECT_EQ(standing().activity.void_time, scene::TimeOf(11));
  EXPECT_EQ(taken.activity, standing().activity);
}

TEST_F(DraftEffectsTest, TheLastWordOfAYouthCounts) {
  const Draft draft = scene::StatingOf(11, 1, Statement::kConfirmed, scene::kOtherYouth);
  const TakenDraft taken = TakeAt(11, draft);
  EXPECT_EQ(taken.context.before, Statement::kPressed);
  EXPECT_THAT(standing().said[scene::kOtherYouth].positions, ElementsAre(6, 11));
  EXPECT_EQ(standing().activity.participation, (ParticipationSummary{.confirmed_count = 2}));
}

TEST_F(DraftEffectsTest, AnErasedParticipantGoesWithWhatTheySaid) {
  const Draft said = scene::StatingOf(11, 1, Statement::kNotThere, scene::kOtherYouth);
  TakeAt(11, said);
  const Draft erasure = scene::RedactionOf(
      12, 1, {RedactedField::kText, RedactedField::kParticipant}, scene::kOtherYouth);
  const TakenDraft taken = TakeAt(12, erasure);
  EXPECT_EQ(taken.context.activity_position, 4);
  EXPECT_EQ(taken.context.participant_leaf, 1);
  EXPECT_THAT(taken.context.statement_positions, ElementsAre(6, 11));
  ASSERT_TRUE(taken.redaction.has_value());
  EXPECT_EQ(taken.redaction->position, 4);
  EXPECT_THAT(taken.redaction->statement_positions, ElementsAre(6, 11));
  ASSERT_EQ(taken.redaction->leaves.size(), 2U);
  EXPECT_EQ(taken.redaction->leaves[0].youth_id, scene::kYouth);
  EXPECT_EQ(taken.redaction->leaves[1],
            (ParticipantLeaf{
                .leaf_hash = LeafHashOf(
                    HashAlgorithm::kSha256,
                    {.salt = scene::Salt(), .youth_id = scene::kOtherYouth, .leaf_hash = ""})}));
  EXPECT_EQ(taken.activity->facts.text, "");
  EXPECT_EQ(taken.activity->participation, (ParticipationSummary{.confirmed_count = 1}));
  EXPECT_THAT(taken.activity->facts.participant_ids, ElementsAre(scene::kYouth));
  EXPECT_THAT(taken.activity->redacted_fields,
              ElementsAre(RedactedField::kText, RedactedField::kParticipant));
}

TEST_F(DraftEffectsTest, AnErasedReasonLeavesTheVoiding) {
  const Draft voiding = scene::VoidingOf(11, 1);
  TakeAt(11, voiding);
  const Draft erasure = scene::RedactionOf(12, 1, {RedactedField::kVoidReason});
  const TakenDraft taken = TakeAt(12, erasure);
  EXPECT_EQ(taken.redaction->void_position, 11);
  EXPECT_EQ(taken.activity->void_reason, "");
  EXPECT_TRUE(taken.activity->void_time.has_value());
}

}  // namespace
}  // namespace xinqiao::ledger
