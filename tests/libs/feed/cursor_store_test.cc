#include "libs/feed/cursor_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <thread>
#include <vector>

#include "libs/pg/database.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::feed {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using xinqiao::testing::FailsWith;
using xinqiao::testing::IsOk;

Cursor At(int64_t position) {
  return {.source = "ledger", .log = "log-1", .epoch = "epoch", .position = position};
}

class CursorStoreTest : public ::testing::Test {
 protected:
  absl::Status Advance(const Cursor& from, const Cursor& to) {
    return database_.Transact(
        {}, [&](pqxx::transaction_base& tx) { return AdvanceCursor(tx, from, to); });
  }

  std::vector<Cursor> List() {
    const auto cursors =
        database_.Read({}, [](pqxx::transaction_base& tx) -> absl::StatusOr<std::vector<Cursor>> {
          return ListCursors(tx);
        });
    EXPECT_THAT(cursors, IsOk());
    return *cursors;
  }

  xinqiao::testing::TestDatabase test_database_{"registry", {"libs/feed/migrations/cursors"}};
  pg::Database database_{test_database_.url(), 2};
};

TEST_F(CursorStoreTest, MovesFromNothingOn) {
  EXPECT_THAT(List(), IsEmpty());
  EXPECT_THAT(Advance({.source = "ledger", .log = "log-1"}, At(3)), IsOk());
  EXPECT_THAT(Advance(At(3), At(8)), IsOk());
  EXPECT_THAT(List(), ElementsAre(At(8)));
  const Cursor other{"wishes", "log-1", "epoch-2", 1};
  EXPECT_THAT(Advance({.source = "wishes", .log = "log-1"}, other), IsOk());
  EXPECT_THAT(List(), ElementsAre(At(8), other));
}

TEST_F(CursorStoreTest, ACursorThatIsElsewhereStays) {
  ASSERT_THAT(Advance(At(0), At(3)), IsOk());
  EXPECT_THAT(Advance(At(0), At(4)), FailsWith("CURSOR_MOVED"));
  EXPECT_THAT(Advance(At(2), At(4)), FailsWith("CURSOR_MOVED"));
  EXPECT_THAT(Advance({.source = "wishes", .log = "log-1", .position = 2}, At(4)),
              FailsWith("CURSOR_MOVED"));
  EXPECT_THAT(List(), ElementsAre(At(3)));
}

// Two replicas that loaded the same cursor, the second while the first has not
// committed.
TEST_F(CursorStoreTest, OneOfTwoReplicasMovesIt) {
  for (const int64_t from : {0, 5}) {
    std::latch both(2);
    std::vector<absl::Status> statuses(2);
    std::vector<std::thread> replicas;
    for (absl::Status& status : statuses) {
      replicas.emplace_back([&] {
        status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
          both.arrive_and_wait();
          return AdvanceCursor(tx, At(from), At(from + 5));
        });
      });
    }
    for (std::thread& replica : replicas) replica.join();
    EXPECT_THAT(statuses, UnorderedElementsAre(IsOk(), FailsWith("CURSOR_MOVED")));
    EXPECT_THAT(List(), ElementsAre(At(from + 5)));
  }
}

}  // namespace
}  // namespace xinqiao::feed
