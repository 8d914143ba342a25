#include "services/ledger/domain/opening.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "libs/crypto/hash.h"
#include "tests/services/ledger/scene.h"

namespace xinqiao::ledger {
namespace {

std::string Salt() { return std::string(32, '\x05'); }

TEST(OpeningTest, CommitmentHashesSaltAndValue) {
  EXPECT_EQ(Commitment({.salt = Salt(), .value = "abc"}), crypto::Sha256(Salt() + "abc"));
}

TEST(OpeningTest, ValuesHaveTheFormsOfTheContract) {
  const Openings openings = OpeningsOf(scene::HeartTalk(), Salt);
  EXPECT_EQ(openings.text.value, "与两名同学谈心，了解学习与生活情况。");
  EXPECT_EQ(openings.circumstances.value, "学业规划\n微信群\n东海校区 3 号楼\n");
  EXPECT_EQ(openings.participants.value,
            "youths/40000000-0000-7000-8000-000000000001\n"
            "youths/40000000-0000-7000-8000-000000000002\n");
  EXPECT_EQ(openings.evidence_uris.value, "s3://evidence/1.pdf\n\n");
}

TEST(OpeningTest, EachValueHasItsOwnSalt) {
  int made = 0;
  const Openings openings = OpeningsOf(
      scene::HeartTalk(), [&made] { return std::string(32, static_cast<char>(++made)); });
  EXPECT_EQ(made, 4);
  EXPECT_NE(openings.text.salt, openings.participants.salt);
}

// What people wrote, taken out of an activity.
ActivityFacts WithoutWords(ActivityFacts facts) {
  facts.text.clear();
  facts.topic.clear();
  facts.platform.clear();
  facts.place.clear();
  facts.participant_ids.clear();
  for (Evidence& evidence : facts.evidence) evidence.uri.clear();
  return facts;
}

TEST(OpeningTest, FillInRestoresTheActivity) {
  ActivityFacts bare = scene::HeartTalk();
  bare.topic = bare.platform = bare.place = "";
  bare.participant_ids.clear();
  bare.evidence.clear();
  for (const ActivityFacts& facts : {scene::HeartTalk(), bare}) {
    const Openings openings = OpeningsOf(facts, Salt);
    ActivityFacts restored = WithoutWords(facts);
    FillIn({.text = openings.text.value,
            .circumstances = openings.circumstances.value,
            .participants = openings.participants.value,
            .evidence_uris = openings.evidence_uris.value},
           restored);
    EXPECT_EQ(restored, facts);
  }
}

TEST(OpeningTest, ErasedValuesStayEmpty) {
  ActivityFacts facts = WithoutWords(scene::HeartTalk());
  FillIn({}, facts);
  EXPECT_EQ(facts, WithoutWords(scene::HeartTalk()));
}

}  // namespace
}  // namespace xinqiao::ledger
