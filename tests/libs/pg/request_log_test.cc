#include "libs/pg/request_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/pg/database.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::pg {
namespace {

using xinqiao::testing::FailsWith;
using xinqiao::testing::IsOkAndHolds;

constexpr int kThreads = 8;
constexpr char kRequest[] = "00000000-0000-4000-8000-000000000001";

// What rpc::Service makes of caller, method and body.
Call CallOf(char digest) { return {.request_digest = std::string(32, digest)}; }

// A write that inserts one row into `effects`.
class RequestLogTest : public ::testing::Test {
 protected:
  RequestLogTest() {
    test_database_.Execute("CREATE TABLE effects (note text)");
    test_database_.Execute("GRANT ALL ON effects TO registry");
  }

  // `before_write` runs when the request was found to be new.
  template <typename BeforeWrite>
  absl::StatusOr<Answer> Write(const Call& call, const RequestKey& key, const std::string& bytes,
                               BeforeWrite before_write) {
    return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
      ASSIGN_OR_RETURN(auto found, FindAnswer(tx, call, key));
      if (found.has_value()) return *found;
      before_write();
      tx.exec_params0("INSERT INTO effects (note) VALUES ('done')");
      const Answer answer{.bytes = bytes};
      SaveAnswer(tx, call, key, answer, absl::UnixEpoch());
      return answer;
    });
  }
  absl::StatusOr<Answer> Write(const Call& call, const RequestKey& key, const std::string& bytes) {
    return Write(call, key, bytes, [] {});
  }

  std::string CountEffects() { return test_database_.Execute("SELECT count(*) FROM effects"); }

  xinqiao::testing::TestDatabase test_database_{"registry", {"libs/pg/migrations"}};
  Database database_{test_database_.url(), kThreads};
};

TEST_F(RequestLogTest, ARetryGetsTheFirstAnswerAndChangesNothing) {
  const std::string bytes("first\0answer\xff", 13);
  EXPECT_THAT(Write(CallOf('a'), {"log-1", kRequest}, bytes), IsOkAndHolds(Answer{bytes}));
  EXPECT_THAT(Write(CallOf('a'), {"log-1", kRequest}, "second"), IsOkAndHolds(Answer{bytes}));
  EXPECT_EQ(CountEffects(), "1");
}

// The digest covers the caller, the method and the body.
TEST_F(RequestLogTest, TheSameIdWithAnotherDigestIsRefused) {
  ASSERT_TRUE(Write(CallOf('a'), {"log-1", kRequest}, "first").ok());
  const auto other = Write(CallOf('b'), {"log-1", kRequest}, "second");
  EXPECT_THAT(other, FailsWith("REQUEST_ID_REUSED"));
  EXPECT_EQ(other.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(CountEffects(), "1");
}

TEST_F(RequestLogTest, IdsAreUniqueWithinALogOnly) {
  EXPECT_THAT(Write(CallOf('a'), {"log-1", kRequest}, "first"), IsOkAndHolds(Answer{"first"}));
  EXPECT_THAT(Write(CallOf('b'), {"log-2", kRequest}, "second"), IsOkAndHolds(Answer{"second"}));
  EXPECT_EQ(CountEffects(), "2");
}

TEST_F(RequestLogTest, AWriteThatWasRefusedMayComeAgain) {
  const auto refused =
      database_.Transact(CallOf('a'), [](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
        SaveAnswer(tx, CallOf('a'), {"log-1", kRequest}, {"never"}, absl::UnixEpoch());
        return absl::FailedPreconditionError("books are closed");
      });
  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(Write(CallOf('b'), {"log-1", kRequest}, "first"), IsOkAndHolds(Answer{"first"}));
}

// Every thread finds the request new before the first one writes.
TEST_F(RequestLogTest, AllWhoRaceWithOneIdGetOneAnswerToOneEffect) {
  std::latch all_found_nothing(kThreads);
  std::vector<absl::StatusOr<Answer>> answers(kThreads, absl::UnknownError("not run"));
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      bool first_run = true;
      answers[static_cast<size_t>(i)] =
          Write(CallOf('a'), {"log-1", kRequest}, absl::StrCat("by thread ", i), [&] {
            if (first_run) all_found_nothing.arrive_and_wait();
            first_run = false;
          });
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> distinct;
  for (const auto& answer : answers) {
    distinct.insert(answer.ok() ? answer->bytes : answer.status().ToString());
  }
  EXPECT_EQ(distinct.size(), 1U) << *distinct.begin() << " ... " << *distinct.rbegin();
  EXPECT_EQ(CountEffects(), "1");
}

}  // namespace
}  // namespace xinqiao::pg
