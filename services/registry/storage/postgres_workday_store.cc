#include "services/registry/storage/postgres_workday_store.h"

#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/queries.h"

namespace xinqiao::registry {
namespace {

using Days = std::vector<absl::CivilDay>;

std::string ToArray(const Days& days) {
  std::vector<std::string> texts;
  for (const absl::CivilDay day : days) texts.push_back(pg::ToText(day));
  return pg::ToArray(texts);
}

Days DaysFrom(const pqxx::field& field) {
  Days days;
  for (const std::string& text : pg::ArrayFrom(field)) days.push_back(*ParseDay(text));
  return days;
}

WorkdayYear WorkdayYearFrom(const pqxx::row& row) {
  WorkdayYear year{.year = row["year"].as<int>(),
                   .holidays = DaysFrom(row["holidays"]),
                   .make_up_days = DaysFrom(row["make_up_days"]),
                   .provisional = row["provisional"].as<bool>(),
                   .version = row["version"].as<int>(),
                   .publish_time = pg::TimeFromMicros(row["publish_micros"])};
  if (!row["document_number"].is_null()) {
    year.legal_basis = policy::DocumentReference{.issuer = row["document_issuer"].as<std::string>(),
                                                 .number = row["document_number"].as<std::string>(),
                                                 .title = row["document_title"].as<std::string>(),
                                                 .issue_day = pg::DayFrom(row["document_day"])};
  }
  return year;
}

}  // namespace

absl::StatusOr<Answer> PostgresWorkdayStore::InsertWorkdayYear(const Call& call, const Write& write,
                                                               const WorkdayYear& year) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    tx.exec_params1(sql::kLockWorkdayYear, year.year);
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    std::optional<std::string> issuer;
    std::optional<std::string> number;
    std::optional<std::string> title;
    std::optional<std::string> day;
    if (year.legal_basis.has_value()) {
      issuer = year.legal_basis->issuer;
      number = year.legal_basis->number;
      title = year.legal_basis->title;
      day = pg::ToText(*year.legal_basis->issue_day);
    }
    WorkdayYear stored = year;
    stored.version =
        tx.exec_params1(sql::kInsertWorkdayYear, year.year, pg::ToText(year.publish_time),
                        ToArray(year.holidays), ToArray(year.make_up_days), year.provisional,
                        issuer, number, title, day)["version"]
            .as<int>();
    AppendEvent(tx, write, encoders_.published(stored));
    const Answer answer{.bytes = encoders_.answer(stored)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::vector<WorkdayYear>> PostgresWorkdayStore::ListWorkdayYears(const Call& call,
                                                                                int after_year,
                                                                                int limit) {
  using Found = absl::StatusOr<std::vector<WorkdayYear>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<WorkdayYear> years;
    for (const pqxx::row& row : tx.exec_params(sql::kListWorkdayYears, after_year, limit)) {
      years.push_back(WorkdayYearFrom(row));
    }
    return years;
  });
}

}  // namespace xinqiao::registry
