#include "libs/pg/database.h"

#include <sys/socket.h>

#include <algorithm>
#include <pqxx/pqxx>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/error.h"
#include "libs/log/log.h"

namespace xinqiao::pg {
namespace {

constexpr int kAttemptsMax = 3;
constexpr char kUnavailableReason[] = "DATABASE_UNAVAILABLE";
constexpr char kConnectTimeout[] = "connect_timeout";
constexpr int kConnectSecondsMax = 5;

// How late the watchdog may be.
constexpr absl::Duration kWatchInterval = absl::Milliseconds(250);

// A server that is frozen takes connections, and never greets.
std::string WithConnectTimeout(std::string connection_string) {
  if (absl::StrContains(connection_string, kConnectTimeout)) return connection_string;
  const bool is_url = absl::StrContains(connection_string, "://");
  const bool has_parameters = absl::StrContains(connection_string, "?");
  const char* separator = !is_url ? " " : has_parameters ? "&" : "?";
  return absl::StrCat(connection_string, separator, kConnectTimeout, "=", kConnectSecondsMax);
}

// The text of an exception on one line, without the rows that a constraint's
// DETAIL quotes: they may be personal data.
std::string Line(const std::exception& e) {
  std::string text = e.what();
  text = text.substr(0, text.find("DETAIL:"));
  absl::StripAsciiWhitespace(&text);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Logs what the database said, and makes what a client may know of it.
absl::Status Logged(const std::exception& e, absl::StatusCode code, absl::string_view reason,
                    absl::string_view message) {
  log::Warn("database", {{"reason", std::string(reason)}, {"error", Line(e)}});
  return MakeError(code, {"pg.xinqiao", reason}, message);
}

// Not logged: the next attempt is there for it.
absl::Status Conflict() {
  return MakeError(absl::StatusCode::kAborted, {"pg.xinqiao", "CONFLICT"},
                   "another call came between; retry with the same request_id");
}

absl::Status Unavailable(const std::exception& e) {
  return Logged(e, absl::StatusCode::kUnavailable, kUnavailableReason,
                "the database does not answer; retry with the same request_id");
}

// Maps the exception in flight to a status. Must be called from a handler.
absl::Status StatusFromException() {
  try {
    throw;
  } catch (const pqxx::serialization_failure&) {
    return Conflict();
  } catch (const pqxx::deadlock_detected&) {
    return Conflict();
  } catch (const pqxx::unique_violation&) {
    // Someone inserted first. The next attempt reads what they inserted.
    return Conflict();
  } catch (const pqxx::broken_connection& e) {
    return Unavailable(e);
  } catch (const pqxx::in_doubt_error& e) {
    // Perhaps committed; a retry with the same request id finds out.
    return Unavailable(e);
  } catch (const pqxx::sql_error& e) {
    const std::string& state = e.sqlstate();
    // Query canceled, lock not available: a timeout of the role.
    if (state == "57014" || state == "55P03") {
      return Logged(e, absl::StatusCode::kDeadlineExceeded, "DATABASE_TIMEOUT",
                    "the database took too long; retry with the same request_id");
    }
    // Somebody must make room first; reads go on.
    if (state == "53100") {
      return Logged(e, absl::StatusCode::kResourceExhausted, "DISK_FULL",
                    "the disk of the database is full; nothing was written");
    }
    // The server is stopping, starting, or out of a resource.
    if (state.substr(0, 2) == "57" || state.substr(0, 2) == "53") return Unavailable(e);
    return absl::InternalError(absl::StrCat("sqlstate ", state, ": ", Line(e)));
  } catch (const std::exception& e) {
    return absl::InternalError(Line(e));
  }
}

}  // namespace

Database::Database(std::string connection_string, int connections_max)
    : connection_string_(WithConnectTimeout(std::move(connection_string))),
      connections_free_(connections_max),
      watchdog_([this] { Watch(); }) {}

Database::~Database() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_one();
  watchdog_.join();
}

absl::Status Database::Check() try {
  pqxx::connection connection(connection_string_);
  pqxx::nontransaction tx(connection);
  if (tx.exec1("SELECT current_schema() IS NOT NULL")[0].as<bool>()) return absl::OkStatus();
  return absl::UnavailableError("no database: the role has no schema");
} catch (const std::exception& e) {
  return absl::UnavailableError(absl::StrCat("no database: ", Line(e)));
}

absl::Status Database::Run(const Call& call, Attempt attempt) {
  absl::Status status;
  for (int i = 0; i < kAttemptsMax; ++i) {
    status = RunOnce(call, attempt);
    // Not what a body says of other things than the database.
    if (ErrorReason(status) == kUnavailableReason) ForgetIdle();
    if (!absl::IsAborted(status)) break;
  }
  return status;
}

absl::Status Database::RunOnce(const Call& call, Attempt attempt) try {
  {
    std::unique_lock lock(mutex_);
    const auto connection_free = [this] { return connections_free_ > 0; };
    const absl::Time latest = CapDeadline(call.deadline);
    if (!connection_freed_.wait_until(lock, absl::ToChronoTime(latest), connection_free)) {
      return absl::UnavailableError("no database connection before the deadline");
    }
    --connections_free_;
  }
  Connection connection;
  const absl::Cleanup release = [&] { Release(std::move(connection)); };
  if (call.TimeLeft() <= absl::ZeroDuration()) {
    return absl::DeadlineExceededError("the deadline passed before the transaction");
  }
  connection = Acquire();
  return RunWatched(call, *connection, attempt);
} catch (...) {
  return StatusFromException();
}

absl::Status Database::RunWatched(const Call& call, pqxx::connection& connection, Attempt attempt) {
  // Work of the service itself that may take any time.
  if (call.deadline == absl::InfiniteFuture()) return attempt(connection);
  std::list<Running> self = {{.socket = connection.sock(), .latest = call.deadline + kSocketGrace}};
  const auto place = self.begin();
  {
    const std::lock_guard lock(mutex_);
    running_.splice(running_.end(), self);
  }
  const absl::Cleanup forget = [&] {
    const std::lock_guard lock(mutex_);
    self.splice(self.end(), running_, place);
  };
  return attempt(connection);
}

void Database::Watch() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, absl::ToChronoNanoseconds(kWatchInterval),
                            [this] { return stopping_; })) {
    for (Running& running : running_) {
      if (running.cut || Call{.deadline = running.latest}.TimeLeft() > absl::ZeroDuration()) {
        continue;
      }
      // Whoever waits on it reads the end of the connection.
      shutdown(running.socket, SHUT_RDWR);
      running.cut = true;
    }
  }
}

Database::Connection Database::Acquire() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Connection connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return std::make_unique<pqxx::connection>(connection_string_);
}

void Database::ForgetIdle() {
  std::vector<Connection> stale;
  const std::lock_guard lock(mutex_);
  stale.swap(idle_);
}

void Database::Release(Connection connection) {
  const std::lock_guard lock(mutex_);
  ++connections_free_;
  if (connection != nullptr && connection->is_open()) idle_.push_back(std::move(connection));
  connection_freed_.notify_one();
}

}  // namespace xinqiao::pg
