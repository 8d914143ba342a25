#include "services/ledger/domain/checkpoint.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

TreeHead OneLeaf() {
  return {.origin = OriginOf("log-1", "epoch-1", HashAlgorithm::kSha256),
          .size = 1,
          .root = LeafHash(HashAlgorithm::kSha256, "")};
}

TEST(CheckpointTest, OriginsTellLogsEpochsAndHashesApart) {
  EXPECT_EQ(OriginOf("log-1", "epoch-1", HashAlgorithm::kSha256), "xinqiao/ledger/log-1/epoch-1");
  EXPECT_EQ(OriginOf("log-1", "epoch-1", HashAlgorithm::kSm3), "xinqiao/ledger-sm3/log-1/epoch-1");
}

TEST(CheckpointTest, BodySaysOriginSizeAndRoot) {
  EXPECT_EQ(CheckpointBody(OneLeaf()),
            "xinqiao/ledger/log-1/epoch-1\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n");
  EXPECT_THAT(ParseCheckpointBody(CheckpointBody(OneLeaf())), IsOkAndHolds(OneLeaf()));
}

TEST(CheckpointTest, MoreLinesAreTakenAndIgnored) {
  EXPECT_THAT(ParseCheckpointBody(CheckpointBody(OneLeaf()) + "more\n"), IsOkAndHolds(OneLeaf()));
}

TEST(CheckpointTest, BodiesAreStrict) {
  const std::string root = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";
  ASSERT_THAT(ParseCheckpointBody("o\n0\n" + root), IsOk());
  for (const std::string& body : std::vector<std::string>{
           "", "\n", "o\n", "o\n1\n", "\n1\n" + root, "o\n\n" + root, "o\n-1\n" + root,
           "o\n+1\n" + root, "o\n01\n" + root, "o\n 1\n" + root, "o\n1x\n" + root,
           "o\n99999999999999999999\n" + root, "o\n1\nbjQL\n", "o\n1\n" + root.substr(1),
           "o\n1\n" + root.substr(0, root.size() - 1), "o\n1\n" + root + "\n",
           "o\n1\n" + root + "more"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseCheckpointBody(body).status()))
        << absl::CHexEscape(body);
  }
}

TEST(CheckpointTest, NoteIsTheBodyABlankLineAndASignature) {
  const LogKey key = scene::TestKey();
  const std::string note = SignedCheckpoint(OneLeaf(), key);
  EXPECT_EQ(note.find(CheckpointBody(OneLeaf()) + "\n— xinqiao/ledger/log-1/epoch-1 "), 0U);
  EXPECT_THAT(OpenCheckpoint(note, key.public_key), IsOkAndHolds(OneLeaf()));
}

TEST(CheckpointTest, CosignaturesBelowDoNotDisturb) {
  const LogKey key = scene::TestKey();
  const std::string note =
      SignedCheckpoint(OneLeaf(), key) +
      FormatSignatureLine({.name = "witness", .key_id = "abcd", .signature = "efgh"});
  EXPECT_THAT(OpenCheckpoint(note, key.public_key), IsOkAndHolds(OneLeaf()));
}

TEST(CheckpointTest, NothingElseOpens) {
  const LogKey key = scene::TestKey();
  const std::string good = SignedCheckpoint(OneLeaf(), key);
  EXPECT_TRUE(absl::IsInvalidArgument(OpenCheckpoint(good, std::string(32, '\x01')).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(OpenCheckpoint("", key.public_key).status()));
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] ^= 1;
    EXPECT_TRUE(absl::IsInvalidArgument(OpenCheckpoint(bad, key.public_key).status()))
        << absl::CHexEscape(bad);
  }
  // Signed, but in the name of another log.
  TreeHead other = OneLeaf();
  other.origin = "other";
  std::string renamed = SignedCheckpoint(other, key);
  renamed.replace(renamed.rfind("other"), 5, "third");
  EXPECT_TRUE(absl::IsInvalidArgument(OpenCheckpoint(renamed, key.public_key).status()));
}

// What a witness with the key of the scene signs.
class CosignatureTest : public ::testing::Test {
 protected:
  NoteSignature Cosign(const std::string& body) const {
    const std::string time("\0\0\0\0\x59\x1b\x8e\x80", 8);
    return {.name = witness_.name,
            .key_id = witness_.Id(),
            .signature = time + key_.sign("cosignature/v1\ntime 1494978176\n" + body)};
  }

  const LogKey key_ = scene::TestKey();
  const NoteKey witness_ = {.name = "witness", .type = '\x04', .public_key = key_.public_key};
  const std::string body_ = CheckpointBody(OneLeaf());
};

TEST_F(CosignatureTest, HoldsForTheBodyThatWasSigned) {
  EXPECT_THAT(CheckCosignature(body_, Cosign(body_), witness_), IsOk());
  EXPECT_THAT(CheckCosignature(body_ + "more\n", Cosign(body_), witness_),
              FailsWith("COSIGNATURE_WRONG"));
}

TEST_F(CosignatureTest, HoldsForItsTimeOnly) {
  for (size_t i = 0; i < 72; ++i) {
    NoteSignature bad = Cosign(body_);
    bad.signature[i] ^= 1;
    EXPECT_THAT(CheckCosignature(body_, bad, witness_), FailsWith("COSIGNATURE_WRONG")) << i;
  }
  NoteSignature no_time = Cosign(body_);
  no_time.signature.erase(0, 8);
  EXPECT_THAT(CheckCosignature(body_, no_time, witness_), FailsWith("COSIGNATURE_WRONG"));
  no_time.signature = "";
  EXPECT_THAT(CheckCosignature(body_, no_time, witness_), FailsWith("COSIGNATURE_WRONG"));
}

TEST_F(CosignatureTest, HoldsForItsWitnessOnly) {
  NoteKey other = witness_;
  other.name = "other";
  EXPECT_THAT(CheckCosignature(body_, Cosign(body_), other), FailsWith("COSIGNATURE_WRONG"));
  NoteSignature renamed = Cosign(body_);
  renamed.name = "other";
  EXPECT_THAT(CheckCosignature(body_, renamed, witness_), FailsWith("COSIGNATURE_WRONG"));
  NoteSignature of_other_key = Cosign(body_);
  of_other_key.key_id[0] ^= 1;
  EXPECT_THAT(CheckCosignature(body_, of_other_key, witness_), FailsWith("COSIGNATURE_WRONG"));
  NoteKey plain = witness_;
  plain.type = '\x01';
  NoteSignature by_plain = Cosign(body_);
  by_plain.key_id = plain.Id();
  EXPECT_THAT(CheckCosignature(body_, by_plain, plain), FailsWith("COSIGNATURE_WRONG"));
}

}  // namespace
}  // namespace xinqiao::ledger
