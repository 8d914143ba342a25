#include "libs/pg/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

// libpqxx 6.4 drops the last result of a connection that broke.
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx-6.4"; }

namespace xinqiao::pg {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using xinqiao::testing::IsOk;
using xinqiao::testing::IsOkAndHolds;

// One table, `things`, whose ids are unique.
class DatabaseTest : public ::testing::Test {
 protected:
  DatabaseTest() {
    test_database_.Execute("CREATE TABLE things (id int PRIMARY KEY CHECK (id > 0))");
    test_database_.Execute("GRANT ALL ON things TO registry");
  }

  absl::Status Insert(int id) {
    return database_.Transact({}, [id](pqxx::transaction_base& tx) {
      tx.exec_params0("INSERT INTO things (id) VALUES ($1)", id);
      return absl::OkStatus();
    });
  }

  std::string Count() { return test_database_.Execute("SELECT count(*) FROM things"); }

  absl::StatusOr<int> BackendPid() {
    return database_.Read({}, [](pqxx::transaction_base& tx) -> absl::StatusOr<int> {
      return tx.exec1("SELECT pg_backend_pid()")[0].as<int>();
    });
  }

  // Ends a server process and waits until it is gone.
  void Kill(int pid) {
    test_database_.Execute(absl::StrCat("SELECT pg_terminate_backend(", pid, ", 10000)"));
  }

  xinqiao::testing::TestDatabase test_database_{"registry", {}};
  Database database_{test_database_.url(), 2};
};

TEST_F(DatabaseTest, CommitsWhatSucceeds) {
  EXPECT_THAT(Insert(1), IsOk());
  EXPECT_EQ(Count(), "1");
  const auto sum = database_.Transact({}, [](pqxx::transaction_base& tx) -> absl::StatusOr<int> {
    tx.exec_params0("INSERT INTO things (id) VALUES (2)");
    return tx.exec1("SELECT sum(id) FROM things")[0].as<int>();
  });
  EXPECT_THAT(sum, IsOkAndHolds(3));
  EXPECT_EQ(Count(), "2");
}

TEST_F(DatabaseTest, RollsBackWhatARuleRefuses) {
  const absl::Status refusal =
      MakeError(absl::StatusCode::kFailedPrecondition, {"ledger.xinqiao", "NO"}, "no");
  int runs = 0;
  EXPECT_EQ(database_.Transact({},
                               [&](pqxx::transaction_base& tx) {
                                 ++runs;
                                 tx.exec_params0("INSERT INTO things (id) VALUES (1)");
                                 return refusal;
                               }),
            refusal);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(Count(), "0");
}

TEST_F(DatabaseTest, RunsALostRaceThreeTimesInAll) {
  int runs = 0;
  const absl::Status status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
    ++runs;
    tx.exec_params0("INSERT INTO things (id) VALUES (1)");
    return absl::AbortedError("lost");
  });
  EXPECT_EQ(status, absl::AbortedError("lost"));
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(Count(), "0");
}

TEST_F(DatabaseTest, AnInsertThatLostFindsWhatTheOtherInserted) {
  ASSERT_THAT(Insert(1), IsOk());
  int runs = 0;
  EXPECT_THAT(database_.Transact({},
                                 [&](pqxx::transaction_base& tx) {
                                   // The first look comes too early to see the other's row.
                                   if (++runs == 1) {
                                     tx.exec_params0("INSERT INTO things (id) VALUES (1)");
                                   }
                                   return absl::OkStatus();
                                 }),
              IsOk());
  EXPECT_EQ(runs, 2);
}

TEST_F(DatabaseTest, ErrorsOfTheServerBecomeTheCodesOfTheirCauses) {
  const struct {
    const char* state;
    absl::StatusCode want;
    int runs;
  } cases[] = {
      {"40001", absl::StatusCode::kAborted, 3},            // Serialization failure.
      {"40P01", absl::StatusCode::kAborted, 3},            // Deadlock.
      {"23505", absl::StatusCode::kAborted, 3},            // Unique violation.
      {"57014", absl::StatusCode::kDeadlineExceeded, 1},   // Statement timeout.
      {"55P03", absl::StatusCode::kDeadlineExceeded, 1},   // Lock timeout.
      {"57P01", absl::StatusCode::kUnavailable, 1},        // The server stops.
      {"53300", absl::StatusCode::kUnavailable, 1},        // Too many connections.
      {"53200", absl::StatusCode::kUnavailable, 1},        // Out of memory.
      {"53100", absl::StatusCode::kResourceExhausted, 1},  // Disk full.
      {"08006", absl::StatusCode::kUnavailable, 1},        // Connection failure.
      {"23514", absl::StatusCode::kInternal, 1},           // Check violation.
      {"23503", absl::StatusCode::kInternal, 1},           // Foreign key violation.
      {"42P01", absl::StatusCode::kInternal, 1},           // No such table.
      {"22P02", absl::StatusCode::kInternal, 1},           // Bad text.
  };
  for (const auto& c : cases) {
    int runs = 0;
    const absl::Status status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
      ++runs;
      tx.exec0(
          absl::StrCat("DO $$BEGIN RAISE EXCEPTION 'raised' USING DETAIL = 'a row', ERRCODE = '",
                       c.state, "'; END$$"));
      return absl::OkStatus();
    });
    EXPECT_EQ(status.code(), c.want) << c.state << " " << status;
    EXPECT_EQ(runs, c.runs) << c.state;
    EXPECT_EQ(status.message().find('\n'), absl::string_view::npos) << status;
    // Nobody is told a row; a client is told nothing of the database but that
    // it is the database.
    EXPECT_EQ(status.message().find("a row"), absl::string_view::npos) << status;
    const bool internal = c.want == absl::StatusCode::kInternal;
    EXPECT_EQ(status.message().find("raised") == absl::string_view::npos, !internal) << status;
    EXPECT_EQ(ErrorReason(status).empty(), internal) << status;
  }
  EXPECT_THAT(Insert(1), IsOk());
}

TEST_F(DatabaseTest, StatementsAndLocksThatTakeTooLongEnd) {
  EXPECT_TRUE(absl::IsDeadlineExceeded(database_.Transact({}, [](pqxx::transaction_base& tx) {
    tx.exec0("SET LOCAL statement_timeout = '20ms'");
    tx.exec("SELECT pg_sleep(10)");
    return absl::OkStatus();
  })));

  pqxx::connection other(test_database_.url());
  pqxx::work holder(other);
  holder.exec0("LOCK TABLE things");
  EXPECT_TRUE(absl::IsDeadlineExceeded(database_.Transact({}, [](pqxx::transaction_base& tx) {
    tx.exec0("SET LOCAL lock_timeout = '20ms'");
    tx.exec0("INSERT INTO things (id) VALUES (1)");
    return absl::OkStatus();
  })));
}

TEST_F(DatabaseTest, NothingStartsAfterTheDeadline) {
  const Call late{.deadline = absl::Now() - absl::Seconds(1)};
  const absl::Status status = database_.Transact(late, [](pqxx::transaction_base& /*tx*/) {
    ADD_FAILURE() << "the body ran";
    return absl::OkStatus();
  });
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
}

TEST_F(DatabaseTest, AKilledConnectionIsUnavailableAndThePoolRecovers) {
  int runs = 0;
  const absl::Status status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
    ++runs;
    tx.exec_params0("INSERT INTO things (id) VALUES (1)");
    Kill(tx.exec1("SELECT pg_backend_pid()")[0].as<int>());
    tx.exec_params0("INSERT INTO things (id) VALUES (2)");
    return absl::OkStatus();
  });
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(Count(), "0");
  for (int id = 1; id <= 5; ++id) EXPECT_THAT(Insert(id), IsOk());
}

TEST_F(DatabaseTest, ADiskThatIsFullIsToldByName) {
  const absl::Status status = database_.Transact({}, [](pqxx::transaction_base& tx) {
    tx.exec0("DO $$BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '53100'; END$$");
    return absl::OkStatus();
  });
  EXPECT_EQ(ErrorReason(status), "DISK_FULL") << status;
}

TEST_F(DatabaseTest, AServerThatIsFrozenIsUnavailable) {
  int pid = 0;
  const absl::Time start = absl::Now();
  const Call call{.deadline = start + absl::Milliseconds(100)};
  const absl::Status status = database_.Transact(call, [&](pqxx::transaction_base& tx) {
    tx.exec_params0("INSERT INTO things (id) VALUES (1)");
    pid = tx.exec1("SELECT pg_backend_pid()")[0].as<int>();
    EXPECT_EQ(kill(pid, SIGSTOP), 0);
    tx.exec_params0("INSERT INTO things (id) VALUES (2)");
    return absl::OkStatus();
  });
  EXPECT_EQ(kill(pid, SIGCONT), 0);
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
  Kill(pid);
  EXPECT_EQ(Count(), "0");
  EXPECT_THAT(Insert(1), IsOk());
}

TEST_F(DatabaseTest, WorkWithoutADeadlineIsNotCutOff) {
  EXPECT_THAT(database_.Transact({},
                                 [](pqxx::transaction_base& tx) {
                                   tx.exec("SELECT pg_sleep(0.6)");
                                   return absl::OkStatus();
                                 }),
              IsOk());
}

TEST_F(DatabaseTest, WhatABodyFindsUnavailableCostsNoConnection) {
  const auto pid = BackendPid();
  ASSERT_THAT(pid, IsOk());
  EXPECT_EQ(database_.Transact(
                {}, [](pqxx::transaction_base& /*tx*/) { return absl::UnavailableError("busy"); }),
            absl::UnavailableError("busy"));
  EXPECT_THAT(BackendPid(), IsOkAndHolds(*pid));
}

TEST_F(DatabaseTest, ACommitThatIsCutOffIsUnavailable) {
  const absl::Status status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
    tx.exec_params0("INSERT INTO things (id) VALUES (1)");
    Kill(tx.exec1("SELECT pg_backend_pid()")[0].as<int>());
    return absl::OkStatus();
  });
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(Insert(1), IsOk());
}

TEST_F(DatabaseTest, IdleConnectionsThatDiedFailAtMostOneCallEach) {
  const auto pid = BackendPid();
  ASSERT_THAT(pid, IsOk());
  Kill(*pid);
  const absl::Status first = Insert(1);
  EXPECT_TRUE(first.ok() || absl::IsUnavailable(first)) << first;
  EXPECT_THAT(Insert(2), IsOk());
  EXPECT_THAT(BackendPid(), IsOk());
}

TEST_F(DatabaseTest, ReusesItsConnections) {
  const auto first = BackendPid();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(BackendPid(), IsOkAndHolds(*first));
}

TEST_F(DatabaseTest, NeverOpensMoreConnectionsThanAllowed) {
  constexpr int kThreads = 8;
  std::atomic<int> open = 0;
  std::atomic<int> most = 0;
  std::vector<absl::Status> statuses(kThreads);
  std::vector<std::thread> threads;
  for (absl::Status& status : statuses) {
    threads.emplace_back([&] {
      status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
        const int now_open = ++open;
        int seen = most;
        while (seen < now_open && !most.compare_exchange_weak(seen, now_open)) {
        }
        tx.exec("SELECT pg_sleep(0.01)");
        --open;
        return absl::OkStatus();
      });
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(statuses, Each(IsOk()));
  EXPECT_LE(most, 2);
}

TEST_F(DatabaseTest, WhoGetsNoConnectionBeforeTheDeadlineHearsUnavailable) {
  std::latch taken(2);
  std::latch release(1);
  std::vector<std::thread> holders;
  for (int i = 0; i < 2; ++i) {
    holders.emplace_back([&] {
      EXPECT_THAT(database_.Transact({},
                                     [&](pqxx::transaction_base& /*tx*/) {
                                       taken.count_down();
                                       release.wait();
                                       return absl::OkStatus();
                                     }),
                  IsOk());
    });
  }
  taken.wait();
  const Call hurried{.deadline = absl::Now() + absl::Milliseconds(20)};
  const absl::Status status =
      database_.Transact(hurried, [](pqxx::transaction_base&) { return absl::OkStatus(); });
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  release.count_down();
  for (std::thread& holder : holders) holder.join();
  EXPECT_THAT(Insert(1), IsOk());
}

TEST_F(DatabaseTest, ChecksThatItsSchemaIsThere) {
  EXPECT_THAT(database_.Check(), IsOk());
  test_database_.Execute("DROP SCHEMA registry CASCADE");
  EXPECT_EQ(database_.Check(), absl::UnavailableError("no database: the role has no schema"));
}

TEST(NoServerTest, OneThatNeverGreetsIsUnavailable) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_GE(listener, 0);
  sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof(address);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  Database database(absl::StrCat("postgresql://registry@127.0.0.1:", ntohs(address.sin_port),
                                 "/xinqiao?connect_timeout=2&sslmode=disable"),
                    1);
  const absl::Status status =
      database.Transact({}, [](pqxx::transaction_base&) { return absl::OkStatus(); });
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  close(listener);
}

TEST(NoServerTest, IsUnavailable) {
  Database database("postgresql://registry@/xinqiao?host=/nonexistent", 2);
  const absl::Status check = database.Check();
  EXPECT_TRUE(absl::IsUnavailable(check)) << check;
  EXPECT_THAT(std::string(check.message()), StartsWith("no database: "));
  EXPECT_EQ(check.message().find('\n'), absl::string_view::npos) << check;

  for (int i = 0; i < 3; ++i) {
    const absl::Status status =
        database.Transact({}, [](pqxx::transaction_base&) { return absl::OkStatus(); });
    EXPECT_TRUE(absl::IsUnavailable(status)) << status;
    // Where the database would be is nobody else's business.
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("/nonexistent")));
  }
}

}  // namespace
}  // namespace xinqiao::pg
