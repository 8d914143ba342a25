#include "libs/feed/outbox_floor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/feed/queries.h"
#include "tests/libs/feed/owner.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::feed {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

TEST(OutboxFloorTest, RisesToItsMarkOnceTheWritersBeforeHaveEnded) {
  OutboxFloor floor;
  EXPECT_TRUE(floor.Pass({.oldest_transaction = 100, .last_id = 7}));
  EXPECT_EQ(floor.id(), 0);
  floor.Set({.last_id = 7, .transaction = 50});
  EXPECT_FALSE(floor.Pass({.oldest_transaction = 49, .last_id = 8}));
  EXPECT_FALSE(floor.Pass({.oldest_transaction = 50, .last_id = 8}));
  EXPECT_EQ(floor.id(), 0);
  EXPECT_TRUE(floor.Pass({.oldest_transaction = 51, .last_id = 8}));
  EXPECT_EQ(floor.id(), 7);
  // There is nothing more to gain.
  EXPECT_FALSE(floor.Pass({.oldest_transaction = 52, .last_id = 7}));
}

TEST(OutboxFloorTest, StaysBelowWhatIsLeft) {
  OutboxFloor floor;
  floor.Set({.last_id = 7, .transaction = 50});
  EXPECT_TRUE(floor.Pass({.oldest_id = 5, .oldest_transaction = 51, .last_id = 7}));
  EXPECT_EQ(floor.id(), 4);
  floor.Set({.last_id = 9, .transaction = 60});
  EXPECT_TRUE(floor.Pass({.oldest_id = 12, .oldest_transaction = 61, .last_id = 12}));
  EXPECT_EQ(floor.id(), 9);
}

TEST(OutboxFloorTest, BeginsAnewWhereIdsDo) {
  OutboxFloor floor;
  floor.Set({.last_id = 7, .transaction = 50});
  floor.Pass({.oldest_transaction = 51, .last_id = 7});
  floor.Set({.last_id = 9, .transaction = 60});
  EXPECT_TRUE(floor.Pass({.oldest_transaction = 40, .last_id = 6}));
  EXPECT_EQ(floor.id(), 0);
  floor.Set({.last_id = 6, .transaction = 41});
  floor.Pass({.oldest_transaction = 42, .last_id = 6});
  EXPECT_EQ(floor.id(), 6);
  floor.Forget();
  EXPECT_EQ(floor.id(), 0);
}

// A feed with a sequencer that looks when it is told.
class OutboxFloorInUseTest : public ::testing::Test {
 protected:
  void Look(int64_t moved) {
    EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(moved));
  }

  // Looks, where nothing is left, until the floor is there. Transactions of other
  // databases on the server hold it back, too.
  void RiseTo(int64_t id) {
    const absl::Time give_up = absl::Now() + absl::Seconds(30);
    do {
      Look(0);
    } while (owner_.floor().id() < id && absl::Now() < give_up);
    EXPECT_EQ(owner_.floor().id(), id);
  }

  std::vector<std::string> Feed() {
    std::vector<std::string> payloads;
    for (const StoredEvent& event : owner_.Events("log-1")) payloads.push_back(event.payload);
    return payloads;
  }

  // How many pages the database looks at for a query.
  int PagesOf(absl::string_view query,
              std::initializer_list<std::pair<absl::string_view, absl::string_view>> arguments) {
    pqxx::connection connection(owner_.url());
    pqxx::nontransaction tx(connection);
    const std::string hits = "shared hit=";
    const std::string explained =
        absl::StrCat("EXPLAIN (ANALYZE, BUFFERS) ", absl::StrReplaceAll(query, arguments));
    for (const pqxx::row& row : tx.exec(explained)) {
      const std::string line = row[0].as<std::string>();
      // The first line is of the whole.
      const size_t at = line.find(hits);
      if (at != std::string::npos) return std::stoi(line.substr(at + hits.size()));
    }
    ADD_FAILURE() << "no pages";
    return -1;
  }

  Owner owner_;
};

TEST_F(OutboxFloorInUseTest, RisesAboveWhatWasMoved) {
  for (const char* payload : {"a", "b", "c"}) owner_.Append(Owner::ChangeOf("log-1", {payload}));
  Look(3);
  RiseTo(3);
  owner_.Append(Owner::ChangeOf("log-1", {"d"}));
  EXPECT_EQ(owner_.GetHead("log-1").pending, 1);
  Look(1);
  EXPECT_THAT(Feed(), ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(owner_.GetHead("log-1").pending, 0);
}

TEST_F(OutboxFloorInUseTest, WaitsForAWriterThatHasALowerId) {
  pqxx::connection connection(owner_.url());
  pqxx::work late(connection);
  AppendToOutbox(late, Owner::ChangeOf("log-1", {"late"}));
  for (int i = 0; i < 3; ++i) {
    owner_.Append(Owner::ChangeOf("log-1", {"early"}));
    Look(1);
    Look(0);
  }
  EXPECT_EQ(owner_.floor().id(), 0);
  late.commit();
  Look(1);
  EXPECT_THAT(Feed(), ElementsAre("early", "early", "early", "late"));
  owner_.Append(Owner::ChangeOf("log-1", {"next"}));
  Look(1);
  RiseTo(5);
  EXPECT_THAT(Feed(), SizeIs(5));
}

// Else a mark in between would not know of it. The ids come from where that is
// checked.
TEST_F(OutboxFloorInUseTest, AWriterBeginsBeforeItTakesAnId) {
  owner_.Execute(
      "CREATE SEQUENCE ids; GRANT USAGE ON SEQUENCE ids TO registry; "
      "CREATE FUNCTION next_id() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN "
      "IF pg_current_xact_id_if_assigned() IS NULL THEN RAISE 'not begun'; END IF; "
      "RETURN nextval('ids'); END $$; "
      "ALTER TABLE outbox ALTER outbox_id DROP IDENTITY, "
      "ALTER outbox_id SET DEFAULT next_id()");
  EXPECT_THAT(owner_.database().Transact({},
                                         [](pqxx::transaction_base& tx) {
                                           AppendToOutbox(tx, Owner::ChangeOf("log-1", {"x"}));
                                           return absl::OkStatus();
                                         }),
              IsOk());
  EXPECT_THAT(owner_.database().Transact({},
                                         [](pqxx::transaction_base& tx) {
                                           CopyToOutbox(tx, {Owner::ChangeOf("log-1", {"y"})});
                                           return absl::OkStatus();
                                         }),
              IsOk());
}

// As a backup does: what was moved stays in the indexes while it runs.
TEST_F(OutboxFloorInUseTest, ALookDoesNotPassByWhatWasMoved) {
  pqxx::connection backup(owner_.url());
  pqxx::transaction<pqxx::repeatable_read> snapshot(backup);
  snapshot.exec1("SELECT count(*) FROM outbox");
  std::vector<Change> changes;
  for (int i = 0; i < 4000; ++i) changes.push_back(Owner::ChangeOf("log-1", {"x"}));
  EXPECT_THAT(owner_.database().Transact({},
                                         [&](pqxx::transaction_base& tx) {
                                           CopyToOutbox(tx, changes);
                                           return absl::OkStatus();
                                         }),
              IsOk());
  Look(4000);
  RiseTo(4000);
  const int look_whole = PagesOf(sql::kListPendingLogs, {{"$1", "0"}});
  const int look = PagesOf(sql::kListPendingLogs, {{"$1", "4000"}});
  EXPECT_LT(look, look_whole / 4) << look_whole;
  const int head_whole = PagesOf(sql::kGetHead, {{"$1", "'log-1'"}, {"$2", "0"}});
  const int head = PagesOf(sql::kGetHead, {{"$1", "'log-1'"}, {"$2", "4000"}});
  EXPECT_LT(head, head_whole / 4) << head_whole;
}

TEST_F(OutboxFloorInUseTest, ADatabaseThatWasRestoredIsLookedAtFromTheStart) {
  for (int i = 0; i < 3; ++i) owner_.Append(Owner::ChangeOf("log-1", {"x"}));
  Look(3);
  RiseTo(3);
  owner_.Execute("ALTER SEQUENCE outbox_outbox_id_seq RESTART");
  owner_.Append(Owner::ChangeOf("log-1", {"y"}));
  Look(0);
  Look(1);
}

}  // namespace
}  // namespace xinqiao::feed
