#include "services/wishes/storage/postgres_link_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/day.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::wishes {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

constexpr char kLink[] = "00000000-0000-7000-8000-000000000001";
constexpr char kYouth[] = "00000000-0000-7000-8000-000000000002";
constexpr char kPost[] = "00000000-0000-7000-8000-000000000003";

class PostgresLinkStoreTest : public ::testing::Test {
 protected:
  static feed::Cursor At(int64_t position) {
    return {.source = "contacts", .log = "log-1", .epoch = "epoch", .position = position};
  }

  std::string Links() {
    return server_.Execute(
        "SELECT string_agg(concat_ws(' ', youth_id, post_id, log, active_from, active_to), ',') "
        "FROM active_links");
  }

  const LinkChange active_ = {.kind = LinkChange::Kind::kActive,
                              .contact_link_id = kLink,
                              .youth_id = kYouth,
                              .post_id = kPost,
                              .day = Day("2017-05-17")};
  const LinkChange inactive_ = {.kind = LinkChange::Kind::kInactive,
                                .contact_link_id = kLink,
                                .youth_id = kYouth,
                                .day = Day("2017-05-20")};
  xinqiao::testing::TestDatabase server_{"wishes"};
  pg::Database database_{server_.url(), 2};
  PostgresLinkStore store_{database_};
};

TEST_F(PostgresLinkStoreTest, KeepsALinkFromItsFirstDayToItsEnd) {
  const feed::Cursor start = {.source = "contacts", .log = "log-1"};
  EXPECT_THAT(store_.LoadCursor("contacts", "log-1"), IsOkAndHolds(start));
  ASSERT_THAT(store_.Apply(start, At(1), {active_}), IsOk());
  const std::string ends = std::string(kYouth) + " " + kPost + " log-1 2017-05-17";
  EXPECT_EQ(Links(), ends);
  ASSERT_THAT(store_.Apply(At(1), At(2), {inactive_}), IsOk());
  EXPECT_EQ(Links(), ends + " 2017-05-20");
  EXPECT_THAT(store_.LoadCursor("contacts", "log-1"), IsOkAndHolds(At(2)));
}

TEST_F(PostgresLinkStoreTest, AppliesNothingWhenAnotherReplicaWasFaster) {
  const feed::Cursor start = {.source = "contacts", .log = "log-1"};
  ASSERT_THAT(store_.Apply(start, At(1), {active_}), IsOk());
  const std::string before = Links();
  EXPECT_THAT(store_.Apply(start, At(2), {active_, inactive_}), FailsWith("CURSOR_MOVED"));
  EXPECT_EQ(Links(), before);
  EXPECT_THAT(store_.LoadCursor("contacts", "log-1"), IsOkAndHolds(At(1)));
}

TEST_F(PostgresLinkStoreTest, ListsTheLogsOfLedgerRoots) {
  server_.Execute(
      "INSERT INTO known_organizations VALUES "
      "('00000000-0000-7000-9000-000000000001', ''), "
      "('00000000-0000-7000-9000-000000000002', 'log-2'), "
      "('00000000-0000-7000-9000-000000000003', 'log-1'), "
      "('00000000-0000-7000-9000-000000000004', 'log-2')");
  EXPECT_THAT(store_.ListLogs(), IsOkAndHolds(ElementsAre("log-1", "log-2")));
}

}  // namespace
}  // namespace xinqiao::wishes
