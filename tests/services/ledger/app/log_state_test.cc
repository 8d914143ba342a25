#include "services/ledger/app/log_state.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/services/ledger/scene.h"

namespace xinqiao::ledger {
namespace {

constexpr char kEpoch[] = "e0000000-0000-7000-8000-000000000001";

TreeHead HeadOf(int64_t size, char root) {
  return {.origin = OriginOf(scene::kLog, kEpoch, HashAlgorithm::kSha256),
          .size = size,
          .root = std::string(32, root)};
}

// A log of 8 entries, which was asked for its root at another size.
LogHead StoredHead(std::optional<std::string> root_at_asked_size) {
  return {.tree = Frontier(HashAlgorithm::kSha256, 8, {std::string(32, 'r')}),
          .root_at_asked_size = std::move(root_at_asked_size)};
}

bool GoesOnFrom(const TreeHead& kept, const std::optional<LogHead>& head) {
  return GoesOn(kept, head, scene::TestKey().public_key);
}

TEST(LogStateTest, ALogGoesOnFromATreeThatItHad) {
  EXPECT_TRUE(GoesOnFrom(HeadOf(8, 'a'), StoredHead(std::string(32, 'a'))));
  EXPECT_TRUE(GoesOnFrom(HeadOf(5, 'a'), StoredHead(std::string(32, 'a'))));
}

TEST(LogStateTest, ALogThatIsEmptyShorterOrAnotherDoesNot) {
  EXPECT_FALSE(GoesOnFrom(HeadOf(8, 'a'), std::nullopt));
  EXPECT_FALSE(GoesOnFrom(HeadOf(9, 'a'), StoredHead(std::nullopt)));
  EXPECT_FALSE(GoesOnFrom(HeadOf(8, 'a'), StoredHead(std::string(32, 'b'))));
  EXPECT_FALSE(GoesOnFrom(HeadOf(5, 'a'), StoredHead(std::nullopt)));
}

TEST(LogStateTest, AnEpochThatStatesTheLossGoesOn) {
  LogHead head = StoredHead(std::nullopt);
  head.begun_after = SignedCheckpoint(HeadOf(12, 'a'), scene::TestKey());
  EXPECT_TRUE(GoesOnFrom(HeadOf(12, 'a'), head));
  EXPECT_TRUE(GoesOnFrom(HeadOf(10, 'b'), head));
  // More was signed than it says.
  EXPECT_FALSE(GoesOnFrom(HeadOf(13, 'a'), head));
  TreeHead other = HeadOf(12, 'a');
  other.origin = "xinqiao/ledger/other";
  EXPECT_FALSE(GoesOnFrom(other, head));
  // Not signed by this ledger.
  head.begun_after[head.begun_after.size() - 5] ^= 1;
  EXPECT_FALSE(GoesOnFrom(HeadOf(12, 'a'), head));
}

}  // namespace
}  // namespace xinqiao::ledger
