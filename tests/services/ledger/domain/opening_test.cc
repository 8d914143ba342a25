#include "services/ledger/domain/opening.h"

#include <gtest/gtest.h>

#include <string>

#include "libs/crypto/hash.h"
#include "tests/services/ledger/proofs.h"
#include "tests/services/ledger/scene.h"

namespace xinqiao::ledger {
namespace {

constexpr HashAlgorithm kSha256 = HashAlgorithm::kSha256;

std::string Salt() { return std::string(32, '\x05'); }

TEST(OpeningTest, CommitmentHashesSaltAndValue) {
  const Opening opening = {.salt = Salt(), .value = "abc"};
  EXPECT_EQ(Commitment(kSha256, opening), crypto::Sha256(Salt() + "abc"));
  EXPECT_EQ(Commitment(HashAlgorithm::kSm3, opening), crypto::Sm3(Salt() + "abc"));
  EXPECT_EQ(CommitmentOrNone(kSha256, opening), Commitment(kSha256, opening));
  EXPECT_EQ(CommitmentOrNone(kSha256, std::nullopt), "");
}

TEST(OpeningTest, ValuesHaveTheFormsOfTheContract) {
  const Openings openings = OpeningsOf(scene::Visit(), Salt);
  EXPECT_EQ(openings.text->value, "与两名同学谈心，了解学习与生活情况。");
  EXPECT_EQ(openings.circumstances->value, "学业规划\n微信群\n东海校区 3 号楼\n东海社区\n");
  EXPECT_EQ(openings.evidence_uris->value, "s3://evidence/1.pdf\n\ns3://evidence/report.pdf\n");
  ASSERT_EQ(openings.participants->leaves.size(), 2U);
  EXPECT_EQ(openings.participants->leaves[0],
            (ParticipantLeaf{.salt = Salt(), .youth_id = scene::kYouth}));
  EXPECT_EQ(openings.participants->leaves[1].youth_id, scene::kOtherYouth);
  EXPECT_EQ(openings.reason, std::nullopt);
  EXPECT_EQ(openings.youth, std::nullopt);
}

TEST(OpeningTest, WithoutAVisitItsLinesAreEmptyOrAbsent) {
  const Openings openings = OpeningsOf(scene::HeartTalk(), Salt);
  EXPECT_EQ(openings.circumstances->value, "学业规划\n微信群\n东海校区 3 号楼\n\n");
  EXPECT_EQ(openings.evidence_uris->value, "s3://evidence/1.pdf\n\n");
}

ActivityFacts Bare() {
  return {.organization_id = scene::kCollege, .kind_id = scene::kKind, .text = "谈心"};
}

TEST(OpeningTest, WhatIsNotSaidIsNotCommittedTo) {
  ActivityFacts facts = Bare();
  facts.evidence = {Evidence{.digest = std::string(32, '\x07')}};
  const Openings openings = OpeningsOf(facts, Salt);
  EXPECT_TRUE(openings.text.has_value());
  EXPECT_EQ(openings.circumstances, std::nullopt);
  EXPECT_EQ(openings.participants, std::nullopt);
  EXPECT_EQ(openings.evidence_uris, std::nullopt);
  EXPECT_EQ(OpeningsOf({}, Salt), Openings());
}

TEST(OpeningTest, EverySaltIsItsOwn) {
  int made = 0;
  const Openings openings =
      OpeningsOf(scene::Visit(), [&made] { return std::string(32, static_cast<char>(++made)); });
  EXPECT_EQ(made, 6);  // Text, circumstances, URIs, the tree, and two youths.
  EXPECT_NE(openings.text->salt, openings.circumstances->salt);
  EXPECT_NE(openings.participants->leaves[0].salt, openings.participants->leaves[1].salt);
  EXPECT_NE(openings.participants->leaves[0].salt, openings.participants->salt);
}

TEST(OpeningTest, ParticipantsAreCommittedToAsTheContractSays) {
  const ParticipantTree tree = *OpeningsOf(scene::HeartTalk(), Salt).participants;
  const auto leaf = [](const std::string& youth_id) {
    return crypto::Sha256(std::string(1, '\0') + Salt() + "youths/" + youth_id);
  };
  const std::string root = crypto::Sha256("\x01" + leaf(scene::kYouth) + leaf(scene::kOtherYouth));
  EXPECT_EQ(Commitment(kSha256, tree), crypto::Sha256(Salt() + root));
  EXPECT_NE(Commitment(HashAlgorithm::kSm3, tree), Commitment(kSha256, tree));
}

TEST(OpeningTest, ErasingAParticipantKeepsTheCommitment) {
  ParticipantTree tree = *OpeningsOf(scene::HeartTalk(), Salt).participants;
  const std::string before = Commitment(kSha256, tree);
  tree.leaves[0] = {.leaf_hash = LeafHashOf(kSha256, tree.leaves[0])};
  EXPECT_EQ(Commitment(kSha256, tree), before);
}

TEST(OpeningTest, PackedLeavesAreUnpacked) {
  const std::vector<ParticipantLeaf> leaves = {
      {.salt = Salt(), .youth_id = scene::kYouth},
      {.leaf_hash = std::string(32, '\x08')},
      {.salt = std::string(32, '\0'), .youth_id = "01234567-89ab-7def-8123-456789abcdef"}};
  const std::string bytes = PackLeaves(leaves);
  EXPECT_EQ(bytes.size(), 49U + 33U + 49U);
  EXPECT_EQ(UnpackLeaves(bytes), leaves);
  EXPECT_EQ(UnpackLeaves(""), std::vector<ParticipantLeaf>());
  EXPECT_EQ(UnpackLeaves(bytes.substr(1)), std::nullopt);
  EXPECT_EQ(UnpackLeaves(bytes.substr(0, bytes.size() - 1)), std::nullopt);
  EXPECT_EQ(UnpackLeaves(bytes + std::string(1, '\x02')), std::nullopt);
  EXPECT_EQ(UnpackLeaves(bytes + std::string(1, '\x01')), std::nullopt);
}

// What people wrote, taken out of an activity.
ActivityFacts WithoutWords(ActivityFacts facts) {
  facts.text.clear();
  facts.topic.clear();
  facts.platform.clear();
  facts.place.clear();
  facts.participant_ids.clear();
  for (Evidence& evidence : facts.evidence) evidence.uri.clear();
  if (!facts.visit.has_value()) return facts;
  facts.visit->community.clear();
  if (facts.visit->research_report.has_value()) facts.visit->research_report->uri.clear();
  return facts;
}

TEST(OpeningTest, FillInRestoresTheActivity) {
  ActivityFacts without_report = scene::Visit();
  without_report.visit->research_report.reset();
  for (const ActivityFacts& facts : {scene::Visit(), scene::HeartTalk(), without_report, Bare()}) {
    ActivityFacts restored = WithoutWords(facts);
    FillIn(OpeningsOf(facts, Salt), restored);
    EXPECT_EQ(restored, facts);
  }
}

TEST(OpeningTest, ErasedValuesStayEmpty) {
  ActivityFacts facts = WithoutWords(scene::Visit());
  FillIn({}, facts);
  EXPECT_EQ(facts, WithoutWords(scene::Visit()));
}

TEST(OpeningTest, ErasedParticipantsAreLeftOut) {
  Openings openings = OpeningsOf(scene::HeartTalk(), Salt);
  openings.participants->leaves[0] = {.leaf_hash = std::string(32, '\x08')};
  ActivityFacts facts = WithoutWords(scene::HeartTalk());
  FillIn(openings, facts);
  EXPECT_EQ(facts.participant_ids, std::vector<std::string>{scene::kOtherYouth});
}

}  // namespace
}  // namespace xinqiao::ledger
