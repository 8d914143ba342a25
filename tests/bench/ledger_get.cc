// How fast the ledger answers GetActivity, beside pgbench running the statement
// that the service runs for one that comes alone.

#include <algorithm>
#include <atomic>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "services/ledger/storage/queries.h"
#include "tests/bench/ledger_cases.h"
#include "tests/bench/ledger_entry.h"
#include "tests/bench/ledger_server.h"
#include "tests/bench/pgbench.h"

namespace xinqiao::bench {
namespace {

constexpr int kInFlight = 16;
constexpr int kActivities = 200;

// Some activities from all over the log.
std::vector<std::string> ActivityIds(const std::string& database_url) {
  pqxx::connection connection(database_url);
  pqxx::nontransaction tx(connection);
  std::vector<std::string> ids;
  for (const pqxx::row& row :
       tx.exec_params("SELECT activity_id FROM entries WHERE log = $1 AND position IN "
                      "(SELECT 1 + i * (SELECT max(size) / $2 FROM checkpoints) "
                      "FROM generate_series(0, $2 - 1) i)",
                      kLog, kActivities)) {
    ids.push_back(row[0].as<std::string>());
  }
  return ids;
}

// One statement for each, prepared with its values: nothing is left to plan. A
// statement of pgbench ends with its line.
std::string SelectScript(const std::vector<std::string>& ids) {
  std::vector<absl::string_view> lines = absl::StrSplit(ledger::sql::kGetActivities, '\n');
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [](absl::string_view line) { return absl::StartsWith(line, "--"); }),
              lines.end());
  const std::string select = absl::StrJoin(lines, " ");
  std::string script;
  for (const std::string& id : ids) {
    absl::StrAppend(&script,
                    absl::StrReplaceAll(select, {{"$1", absl::StrCat("'{", kCollege, "}'")},
                                                 {"$2", absl::StrCat("'{", id, "}'")}}),
                    ";\n");
  }
  return script;
}

}  // namespace

absl::Status MeasureGet(const Options& options) {
  if (!options.Wants("get")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::unique_ptr<LedgerServer> server, LedgerServer::Start());
  RETURN_IF_ERROR(server->FillTo(options.quick ? 20'000 : 500'000));
  server->database().Execute("ANALYZE; CHECKPOINT");
  const std::vector<std::string> ids = ActivityIds(server->database().url());
  const ScratchFolder folder;
  const Script script = {.database_url = server->database().url(),
                         .file = folder.Write("get.sql", SelectScript(ids)),
                         .clients = kInFlight};
  std::atomic<size_t> calls = 0;
  const Load get = {.target = server->address(),
                    .method = "/xinqiao.ledger.v1.LedgerService/GetActivity",
                    .in_flight = kInFlight,
                    .next_request = [&calls, &ids] {
                      ledger::v1::GetActivityRequest request;
                      request.set_name(absl::StrCat("organizations/", kCollege, "/activities/",
                                                    ids[calls.fetch_add(1) % ids.size()]));
                      return request.SerializeAsString();
                    }};

  const absl::Duration duration = absl::Seconds(options.quick ? 2 : 10);
  Measurement answered;
  Throughput selected;
  for (int round = 0; round < (options.quick ? 2 : 4); ++round) {
    ASSIGN_OR_RETURN(const Measurement measured,
                     Run(get, {.warm_up = absl::Milliseconds(500), .duration = duration}));
    answered.Add(measured);
    ASSIGN_OR_RETURN(const Throughput compared, RunPgbench(script, duration));
    selected.Add(compared);
  }
  Result result = ResultOf("ledger", "get", answered);
  result.baseline = selected.per_second() * static_cast<double>(ids.size());
  Print(result);
  return absl::OkStatus();
}

}  // namespace xinqiao::bench
