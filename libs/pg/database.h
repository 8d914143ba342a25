// PostgreSQL access. The only library that sees libpqxx exceptions.

#ifndef XINQIAO_LIBS_PG_DATABASE_H_
#define XINQIAO_LIBS_PG_DATABASE_H_

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"

namespace xinqiao::pg {

// A bounded set of connections to one database. Thread-safe.
//
// Timeouts of statements, locks and idle transactions are set on the role, so
// that they hold behind PgBouncer too. None of them ends the wait for a server
// that is frozen or gone without a word: a call that is kSocketGrace past its
// deadline, if it has one, loses its connection and is UNAVAILABLE.
class Database {
 public:
  static constexpr absl::Duration kSocketGrace = absl::Seconds(2);

  // Connects lazily: a database that goes down fails calls, not the process.
  Database(std::string connection_string, int connections_max);
  ~Database();

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // OK if the database answers and the schema is there; for start-up, with the
  // words of the database.
  absl::Status Check();

  // Runs `body` in one transaction and commits it if the result is OK.
  //
  // `body` must keep no state across calls: it runs again, up to three times
  // in all, when it lost a race. Exceptions from libpqxx end here. They become
  // ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED or INTERNAL, never anything that a
  // rule would return, but for RESOURCE_EXHAUSTED (DISK_FULL). What the database
  // said is logged; of it only INTERNAL, which loses its text on the wire, tells
  // anything.
  template <typename Body>
  auto Transact(const Call& call, Body&& body)
      -> std::invoke_result_t<Body, pqxx::transaction_base&> {
    return RunAs<pqxx::work>(call, std::forward<Body>(body));
  }

  // Runs `body`, which reads with a single statement, without BEGIN and COMMIT.
  template <typename Body>
  auto Read(const Call& call, Body&& body) -> std::invoke_result_t<Body, pqxx::transaction_base&> {
    return RunAs<pqxx::nontransaction>(call, std::forward<Body>(body));
  }

 private:
  using Connection = std::unique_ptr<pqxx::connection>;
  using Attempt = absl::FunctionRef<absl::Status(pqxx::connection&)>;

  // A call that uses a connection.
  struct Running {
    int socket = -1;
    absl::Time latest;  // When it loses the socket.
    bool cut = false;
  };

  template <typename Transaction, typename Body>
  auto RunAs(const Call& call, Body&& body) -> std::invoke_result_t<Body, pqxx::transaction_base&> {
    using Result = std::invoke_result_t<Body, pqxx::transaction_base&>;
    Result result = absl::UnknownError("not run");
    absl::Status status = Run(call, [&](pqxx::connection& connection) -> absl::Status {
      Transaction tx(connection);
      result = body(tx);
      const absl::Status outcome = [&]() -> absl::Status {
        if constexpr (std::is_same_v<Result, absl::Status>) {
          return result;
        } else {
          return result.status();
        }
      }();
      if (outcome.ok()) tx.commit();
      return outcome;
    });
    if (!status.ok()) return status;
    return result;
  }

  absl::Status Run(const Call& call, Attempt attempt);
  absl::Status RunOnce(const Call& call, Attempt attempt);
  Connection Acquire();
  // After a connection broke, the others have most likely too: the next calls
  // connect anew instead of failing one by one.
  void ForgetIdle();
  void Release(Connection connection);
  // Runs `attempt` while the watchdog knows of it.
  absl::Status RunWatched(const Call& call, pqxx::connection& connection, Attempt attempt);
  void Watch();

  const std::string connection_string_;

  // std::mutex, not absl::Mutex: ThreadSanitizer cannot see into Debian's absl.
  std::mutex mutex_;
  std::condition_variable connection_freed_;
  int connections_free_;          // Guarded by mutex_.
  std::vector<Connection> idle_;  // Guarded by mutex_.
  std::list<Running> running_;    // Guarded by mutex_.
  bool stopping_ = false;         // Guarded by mutex_.
  std::condition_variable stopped_;
  std::thread watchdog_;
};

}  // namespace xinqiao::pg

#endif  // XINQIAO_LIBS_PG_DATABASE_H_
