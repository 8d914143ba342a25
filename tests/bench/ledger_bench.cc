// Measures how fast the ledger records.
//
//   append_64   CreateActivity with 64 calls in flight over 4 connections
//   pgbench_64  the baseline: 64 clients of pgbench that write the same rows
//
// An entry is a text of 300 bytes with one actor and one piece of evidence. The
// server is bin/ledger_server, a process of its own, with all that it does for
// a caller: checks, idempotency, admission, Merkle tree, signature, receipt.
//
// The baseline writes copies of the rows that one call wrote, with fresh keys
// that grow as the ledger's do, in one transaction per entry with one prepared
// statement per table, to a database with the same tables, indexes and
// constraints on the same server with the same durability. It takes turns with
// the ledger, so that a busy machine slows both.

#include <cstdlib>
#include <map>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "tests/bench/load.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/process.h"
#include "tests/bench/report.h"
#include "tests/support/postgres.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::bench {
namespace {

constexpr int kInFlight = 64;

constexpr char kLog[] = "00000001-0000-7000-8000-000000000001";
constexpr char kCollege[] = "00000002-0000-7000-8000-000000000001";
constexpr char kPost[] = "00000003-0000-7000-8000-000000000001";
constexpr char kKind[] = "five_ones.heart_talk";

// As registry's feed would have left it.
constexpr char kDirectory[] = R"(
INSERT INTO known_organizations (organization_id, log)
VALUES ('00000002-0000-7000-8000-000000000001', '00000001-0000-7000-8000-000000000001');
INSERT INTO known_posts (post_id, organization_id, valid_from)
VALUES ('00000003-0000-7000-8000-000000000001', '00000002-0000-7000-8000-000000000001',
        '2016-09-01');
INSERT INTO known_activity_kinds (activity_kind_id) VALUES ('five_ones.heart_talk');
)";

constexpr char kText[] =
    "五月十七日下午在学院活动室与三名大一同学谈心谈话，了解他们入学以来的学习、生活和思想"
    "情况。同学们反映课程压力较大，对专业方向还有疑惑；约下周请高年级同学分享经验，并由"
    "支部安排晚自习互助小组，月底回访。";
static_assert(sizeof(kText) - 1 == 300);

std::string ActivityRequest(const std::string& request_id) {
  const std::string post = absl::StrCat("organizations/", kCollege, "/posts/", kPost);
  ledger::v1::CreateActivityRequest request;
  request.set_parent(absl::StrCat("organizations/", kCollege));
  request.set_request_id(request_id);
  ledger::v1::Activity& activity = *request.mutable_activity();
  activity.set_author(post);
  activity.add_actors(post);
  activity.set_kind(absl::StrCat("activityKinds/", kKind));
  activity.set_channel(ledger::v1::CHANNEL_FACE_TO_FACE);
  activity.set_purpose(ledger::v1::PURPOSE_LISTEN);
  activity.set_day("2017-05-17");
  activity.set_text(kText);
  ledger::v1::Evidence& evidence = *activity.add_evidence();
  evidence.set_kind(ledger::v1::Evidence::KIND_PHOTO);
  evidence.set_digest(std::string(32, '\x07'));
  evidence.set_media_type("image/jpeg");
  evidence.set_size_bytes(200'000);
  return request.SerializeAsString();
}

// A ledger on a database of its own.
class LedgerServer {
 public:
  LedgerServer() : database_("ledger"), address_(FreeAddress()) { database_.Execute(kDirectory); }

  absl::Status Start() {
    const char* build = std::getenv("XINQIAO_BUILD_DIR");
    // The key of RFC 8032, section 7.1, test 1.
    const std::string key =
        folder_.Write("key.pem",
                      "-----BEGIN PRIVATE KEY-----\n"
                      "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAPK"
                      "rn9g\n-----END PRIVATE KEY-----\n");
    ASSIGN_OR_RETURN(
        process_,
        Process::Start(
            absl::StrCat(build == nullptr ? "build/release" : build, "/bin/ledger_server"),
            {"XINQIAO_IDENTITY=development", absl::StrCat("LEDGER_LISTEN_ADDRESS=", address_),
             absl::StrCat("LEDGER_METRICS_ADDRESS=", FreeAddress()),
             absl::StrCat("LEDGER_REGISTRY_TARGET=", FreeAddress()),
             absl::StrCat("LEDGER_DATABASE_URL_FILE=",
                          folder_.Write("database_url", database_.url())),
             absl::StrCat("LEDGER_SIGNING_KEY_FILE=", key)}));
    return process_->WaitUntilServing(address_);
  }

  const std::string& address() const { return address_; }
  xinqiao::testing::TestDatabase& database() { return database_; }

 private:
  xinqiao::testing::TestDatabase database_;
  ScratchFolder folder_;
  const std::string address_;
  std::unique_ptr<Process> process_;
};

// One table that an entry has rows in, and the columns that differ from entry
// to entry, as SQL.
struct EntryTable {
  std::string name;
  std::string of_entry;  // Selects the rows of the newest entry.
  std::map<std::string, std::string> fresh;
};

// A UUID of version 7 made of the number of the entry: 16 in a millisecond, the
// rest random.
std::string FreshId(absl::string_view position, absl::string_view what) {
  return absl::StrCat("overlay(md5('", what, "' || ", position,
                      ") placing lpad(to_hex(1735689600000 + ", position,
                      " / 16), 12, '0') || '7' from 1 for 13)::uuid");
}

std::vector<EntryTable> EntryTables() {
  constexpr char kNext[] = "nextval('entry_positions')";
  constexpr char kPosition[] = "currval('entry_positions')";
  constexpr char kNewest[] = "position = (SELECT max(position) FROM entries)";
  const std::string activity_id = FreshId(kPosition, "activity");
  return {
      {.name = "entries",
       .of_entry = kNewest,
       .fresh = {{"position", kNext},
                 {"activity_id", activity_id},
                 {"change_id", FreshId(kPosition, "change")}}},
      {.name = "checkpoints",
       .of_entry = "size = (SELECT max(size) FROM checkpoints)",
       .fresh = {{"size", kPosition},
                 {"frontier", absl::StrCat("array_fill(sha256('node'), ARRAY[bit_count(", kPosition,
                                           "::bit(64))::integer])")}}},
      {.name = "openings", .of_entry = kNewest, .fresh = {{"position", kPosition}}},
      {.name = "activities",
       .of_entry = kNewest,
       .fresh = {{"position", kPosition}, {"activity_id", activity_id}}},
      {.name = "requests",
       .of_entry = "true ORDER BY create_time DESC LIMIT 1",
       .fresh = {{"request_id", FreshId(kPosition, "request")}}},
  };
}

// INSERT INTO table (columns) VALUES (rows of the entry, with fresh keys).
std::string InsertLike(pqxx::transaction_base& tx, const EntryTable& table) {
  const pqxx::result found =
      tx.exec(absl::StrCat("SELECT * FROM ", table.name, " WHERE ", table.of_entry));
  std::vector<std::string> columns;
  for (pqxx::row::size_type i = 0; i < found.columns(); ++i) {
    columns.emplace_back(found.column_name(i));
  }
  std::vector<std::string> rows;
  for (const pqxx::row& row : found) {
    std::vector<std::string> values;
    for (const std::string& column : columns) {
      const auto fresh = table.fresh.find(column);
      const pqxx::field value = row[column];
      values.push_back(fresh != table.fresh.end() ? fresh->second
                       : value.is_null()          ? "NULL"
                                                  : tx.quote(value.as<std::string>()));
    }
    rows.push_back(absl::StrCat("(", absl::StrJoin(values, ", "), ")"));
  }
  return absl::StrCat("INSERT INTO ", table.name, " (", absl::StrJoin(columns, ", "), ") VALUES ",
                      absl::StrJoin(rows, ", "), ";\n");
}

std::string EntryScript(const std::string& ledger_url) {
  pqxx::connection connection(ledger_url);
  pqxx::work tx(connection);
  std::string script = "BEGIN;\n";
  for (const EntryTable& table : EntryTables()) script += InsertLike(tx, table);
  return script + "COMMIT;\n";
}

// 64 clients of pgbench on a database of their own.
class Baseline {
 public:
  explicit Baseline(const std::string& ledger_url)
      : database_("ledger"),
        script_({.database_url = database_.url(),
                 .file = folder_.Write("entry.sql", EntryScript(ledger_url)),
                 .clients = kInFlight}) {
    database_.Execute(absl::StrCat(
        "CREATE SEQUENCE entry_positions; ", "GRANT USAGE ON SEQUENCE entry_positions TO ledger; ",
        "INSERT INTO epochs (log, epoch) VALUES ('", kLog, "', '", Uuid7Generator().NewId(), "')"));
  }

  absl::StatusOr<Throughput> Run(absl::Duration duration) {
    database_.Execute("CHECKPOINT");
    return RunPgbench(script_, duration);
  }

 private:
  xinqiao::testing::TestDatabase database_;
  ScratchFolder folder_;
  const Script script_;
};

absl::Status Measure(const Options& options) {
  LedgerServer server;
  RETURN_IF_ERROR(server.Start());
  Uuid7Generator ids;
  const Load append = {.target = server.address(),
                       .method = "/xinqiao.ledger.v1.LedgerService/CreateActivity",
                       .in_flight = kInFlight,
                       .next_request = [&ids] { return ActivityRequest(ids.NewId()); }};
  const absl::Duration duration = absl::Seconds(options.quick ? 5 : 10);
  const Span span = {.warm_up = absl::Seconds(1), .duration = duration};
  // Writes the entry that the baseline is made of.
  RETURN_IF_ERROR(Run(append, span).status());
  Baseline baseline(server.database().url());

  Measurement appended;
  Throughput inserted;
  for (int round = 0; round < (options.quick ? 2 : 4); ++round) {
    server.database().Execute("CHECKPOINT");
    ASSIGN_OR_RETURN(const Measurement measured, Run(append, span));
    appended.Add(measured);
    ASSIGN_OR_RETURN(const Throughput compared, baseline.Run(duration));
    inserted.Add(compared);
  }
  Print({.bench = "ledger",
         .name = "pgbench_64",
         .value = inserted.per_second(),
         .unit = "entries/s",
         .n = inserted.transactions});
  Result result = ResultOf("ledger", "append_64", appended);
  result.unit = "entries/s";
  result.baseline = inserted.per_second();
  Print(result);
  return absl::OkStatus();
}

}  // namespace
}  // namespace xinqiao::bench

int main(int argc, char** argv) {
  return xinqiao::bench::Main(argc, argv, xinqiao::bench::Measure);
}
