#include "services/ledger/storage/batch_rows.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/services/ledger/drafts.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

TEST(BatchRowsTest, RequestsArePackedInFewBytes) {
  const std::string digest(32, 'd');
  for (const std::string& activity_id : {scene::ActivityId(7), std::string()}) {
    const std::string packed =
        PackRequest({.activity_id = activity_id, .position = 257, .tree_size = int64_t{1} << 40});
    EXPECT_EQ(packed.size(), activity_id.empty() ? 16U : 32U);
    const auto unpacked = UnpackRequest(digest, packed);
    ASSERT_THAT(unpacked, xinqiao::testing::IsOk());
    EXPECT_EQ(unpacked->digest, digest);
    EXPECT_EQ(unpacked->activity_id, activity_id);
    EXPECT_EQ(unpacked->position, 257);
    EXPECT_EQ(unpacked->tree_size, int64_t{1} << 40);
  }
}

TEST(BatchRowsTest, OtherBytesAreNoRequest) {
  for (const size_t size : {0U, 15U, 17U, 33U}) {
    EXPECT_TRUE(absl::IsInternal(UnpackRequest("", std::string(size, 'x')).status())) << size;
  }
}

}  // namespace
}  // namespace xinqiao::ledger
