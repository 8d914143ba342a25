#include "tests/bench/ledger_baseline.h"

#include <map>
#include <pqxx/pqxx>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "tests/bench/ledger_entry.h"

namespace xinqiao::bench {
namespace {

// One table that an entry has rows in, and the columns that differ from entry
// to entry, as SQL; "{row}" is the number of the row, from 0.
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
  const std::string newest_activity =
      absl::StrCat("activity_id = (SELECT activity_id FROM entries WHERE ", kNewest, ")");
  const std::string activity_id = FreshId(kPosition, "activity");
  // As long as the tree of that size has it; what it holds does not matter.
  const std::string frontier =
      absl::StrCat("substr('\\x", std::string(2 * 32 * 64, '7'), "'::bytea, 1, 32 * bit_count(",
                   kPosition, "::bit(64))::integer)");
  const std::string youth_id =
      absl::StrCat("('", kYouthPrefix, "' || lpad(to_hex((:first_youth + {row} * ", kYouthStep,
                   ") % ", kYouths, "), 12, '0'))::uuid");
  return {
      {.name = "entries",
       .of_entry = kNewest,
       .fresh = {{"position", kNext},
                 {"activity_id", activity_id},
                 {"change_id", FreshId(kPosition, "change")}}},
      {.name = "checkpoints",
       .of_entry = "size = (SELECT max(size) FROM checkpoints)",
       .fresh = {{"size", kPosition}, {"frontier", frontier}}},
      {.name = "openings", .of_entry = kNewest, .fresh = {{"position", kPosition}}},
      {.name = "activities",
       .of_entry = kNewest,
       .fresh = {{"position", kPosition}, {"activity_id", activity_id}}},
      {.name = "actors", .of_entry = newest_activity, .fresh = {{"activity_id", activity_id}}},
      {.name = "participants",
       .of_entry = newest_activity,
       .fresh = {{"activity_id", activity_id}, {"youth_id", youth_id}}},
      {.name = "requests",
       .of_entry = "true ORDER BY create_time DESC LIMIT 1",
       .fresh = {{"request_id", FreshId(kPosition, "request")}}},
  };
}

// INSERT INTO table (columns) VALUES (rows of the entry, with fresh keys); "" if
// there are none.
std::string InsertLike(pqxx::transaction_base& tx, const EntryTable& table) {
  const pqxx::result found =
      tx.exec(absl::StrCat("SELECT * FROM ", table.name, " WHERE ", table.of_entry));
  if (found.empty()) return "";
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
      values.push_back(
          fresh != table.fresh.end()
              ? absl::StrReplaceAll(fresh->second, {{"{row}", absl::StrCat(rows.size())}})
          : value.is_null() ? "NULL"
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
  std::string script = absl::StrCat("\\set first_youth random(0, ", kYouths - 1, ")\nBEGIN;\n");
  for (const EntryTable& table : EntryTables()) script += InsertLike(tx, table);
  return script + "COMMIT;\n";
}

}  // namespace

LedgerBaseline::LedgerBaseline(const std::string& ledger_url)
    : database_("ledger"), script_(folder_.Write("entry.sql", EntryScript(ledger_url))) {
  database_.Execute(
      "CREATE SEQUENCE entry_positions; GRANT USAGE ON SEQUENCE entry_positions TO ledger");
}

absl::StatusOr<Throughput> LedgerBaseline::Run(int clients, absl::Duration duration) {
  database_.Execute("CHECKPOINT");
  return RunPgbench({.database_url = database_.url(), .file = script_, .clients = clients},
                    duration);
}

}  // namespace xinqiao::bench
