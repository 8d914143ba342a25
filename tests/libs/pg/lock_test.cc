#include "libs/pg/lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "libs/pg/database.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::pg {
namespace {

using xinqiao::testing::IsOk;

// Two transactions want one lock.
class LockTest : public ::testing::Test {
 protected:
  static void Lock(pqxx::transaction_base& tx) { tx.exec1("SELECT pg_advisory_xact_lock(1)"); }

  absl::Status LockIn(pqxx::transaction_base& tx, absl::Duration wait_max) {
    return LockWithin(tx, wait_max, [&tx] { Lock(tx); }) ? absl::OkStatus()
                                                         : absl::UnavailableError("busy");
  }

  static std::string BoundIn(pqxx::transaction_base& tx) {
    return tx.exec1("SHOW lock_timeout")[0].as<std::string>();
  }

  testing::TestDatabase test_database_{"registry", {}};
  Database database_{test_database_.url(), 1};
};

TEST_F(LockTest, OnlyTheLockIsBounded) {
  std::string meant;
  std::string during;
  std::string after;
  EXPECT_THAT(database_.Transact({},
                                 [&](pqxx::transaction_base& tx) {
                                   meant = BoundIn(tx);
                                   EXPECT_TRUE(LockWithin(tx, absl::Milliseconds(20), [&] {
                                     Lock(tx);
                                     during = BoundIn(tx);
                                   }));
                                   after = BoundIn(tx);
                                   return absl::OkStatus();
                                 }),
              IsOk());
  EXPECT_EQ(during, "20ms");
  EXPECT_NE(meant, during);
  EXPECT_EQ(after, meant);
}

TEST_F(LockTest, GivesUpInTimeAndLeavesTheConnectionAsItWas) {
  std::string meant;
  {
    pqxx::connection other(test_database_.url());
    pqxx::work holder(other);
    meant = BoundIn(holder);
    Lock(holder);
    EXPECT_EQ(
        database_.Transact(
            {}, [&](pqxx::transaction_base& tx) { return LockIn(tx, absl::Milliseconds(20)); }),
        absl::UnavailableError("busy"));
  }
  EXPECT_THAT(database_.Transact({},
                                 [&](pqxx::transaction_base& tx) {
                                   EXPECT_EQ(BoundIn(tx), meant);
                                   return LockIn(tx, absl::Seconds(5));
                                 }),
              IsOk());
}

TEST_F(LockTest, OtherErrorsGoTheirWay) {
  EXPECT_TRUE(absl::IsInternal(database_.Transact({}, [](pqxx::transaction_base& tx) {
    LockWithin(tx, absl::Seconds(1), [&tx] { tx.exec("SELECT nothing"); });
    ADD_FAILURE() << "it went on";
    return absl::OkStatus();
  })));
}

}  // namespace
}  // namespace xinqiao::pg
