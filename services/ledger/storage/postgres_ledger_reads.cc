#include "services/ledger/storage/postgres_ledger_reads.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/storage/books_rows.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

constexpr char kHighestId[] = "ffffffff-ffff-ffff-ffff-ffffffffffff";

// An activity that is not read yet.
struct Place {
  std::string log;
  std::string activity_id;
  int64_t weight = 0;  // About what it takes in a response.
};

std::string TextOf(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? pg::ToText(*day) : "";
}

// The activities next in the index that the query goes through, newest first.
std::vector<Place> Next(pqxx::transaction_base& tx, const ActivityQuery& query,
                        const std::string& logs, const std::string& before_id, int limit) {
  const auto [sql, key] = [&]() -> std::pair<const char*, const std::string&> {
    if (!query.participant_id.empty()) return {sql::kListIdsByParticipant, query.participant_id};
    if (!query.actor_post_id.empty()) return {sql::kListIdsByActor, query.actor_post_id};
    if (!query.campaign.empty()) return {sql::kListIdsByCampaign, query.campaign};
    return {sql::kListIdsByOrganization, query.organization_id};
  }();
  std::vector<Place> places;
  for (const pqxx::row& row : tx.exec_params(sql, logs, key, before_id, limit)) {
    places.push_back(
        {.log = row["log"].as<std::string>(), .activity_id = row["activity_id"].as<std::string>()});
  }
  return places;
}

// Those of `places`, which are not none, that match the query.
std::vector<Place> Matching(pqxx::transaction_base& tx, const ActivityQuery& query,
                            const std::vector<Place>& places) {
  std::vector<std::string> logs;
  std::vector<std::string> ids;
  for (const Place& place : places) {
    logs.push_back(place.log);
    ids.push_back(place.activity_id);
  }
  const std::string first_day = TextOf(query.first_day);
  const std::string last_day = TextOf(query.last_day);
  std::vector<Place> matching;
  for (const pqxx::row& row :
       tx.exec_params(sql::kMatchActivities, pg::ToArray(logs), pg::ToArray(ids), ids.back(),
                      ids.front(), pg::NullIfEmpty(query.organization_id),
                      pg::NullIfEmpty(query.actor_post_id), pg::NullIfEmpty(query.kind_id),
                      pg::NullIfEmpty(query.campaign), pg::NullIfEmpty(first_day),
                      pg::NullIfEmpty(last_day), pg::NullIfEmpty(query.participant_id))) {
    matching.push_back({.log = row["log"].as<std::string>(),
                        .activity_id = row["activity_id"].as<std::string>(),
                        .weight = row["weight"].as<int64_t>()});
  }
  return matching;
}

// One page of places, and where to go on.
struct PlacePage {
  std::vector<Place> places;
  std::string next_before_id;
};

PlacePage FindPlaces(pqxx::transaction_base& tx, const ActivityQuery& query,
                     const std::vector<std::string>& logs) {
  const std::string logs_text = pg::ToArray(logs);
  const auto wanted = static_cast<size_t>(query.limit);
  PlacePage page;
  std::string before_id = query.before_id.empty() ? kHighestId : query.before_id;
  bool at_end = logs.empty();
  int looked_at = 0;
  // One more than the page holds tells whether there are more.
  int step = query.limit + 1;
  while (!at_end && page.places.size() <= wanted && looked_at < PostgresLedgerReads::kLookedAtMax) {
    step = std::min(step, PostgresLedgerReads::kLookedAtMax - looked_at);
    const std::vector<Place> next = Next(tx, query, logs_text, before_id, step);
    at_end = next.size() < static_cast<size_t>(step);
    if (next.empty()) break;
    for (Place& place : Matching(tx, query, next)) page.places.push_back(std::move(place));
    before_id = next.back().activity_id;
    looked_at += step;
    step *= 4;
  }

  int64_t weight = 0;
  size_t count = 0;
  while (count < page.places.size() && count < wanted) {
    weight += page.places[count].weight;
    if (count > 0 && weight > PostgresLedgerReads::kPageBytesMax) break;
    ++count;
  }
  if (count < page.places.size()) {
    page.places.resize(count);
    page.next_before_id = page.places.back().activity_id;
  } else if (!at_end) {
    page.next_before_id = before_id;
  }
  return page;
}

}  // namespace

absl::StatusOr<std::vector<std::optional<Activity>>> PostgresLedgerReads::Get(
    const Call& call, const std::vector<ActivityName>& names) {
  using Activities = std::vector<std::optional<Activity>>;
  pg::ArrayText organization_ids;
  pg::ArrayText activity_ids;
  for (const ActivityName& name : names) {
    organization_ids.Add(name.organization_id);
    activity_ids.Add(name.activity_id);
  }
  const std::string& wanted_organization_ids = organization_ids.Finish();
  const std::string& wanted_activity_ids = activity_ids.Finish();
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Activities> {
    Activities activities(names.size());
    for (const pqxx::row& row :
         tx.exec_params(sql::kGetActivities, wanted_organization_ids, wanted_activity_ids)) {
      const Activity activity = ToldActivityFrom(row, visits_).activity;
      for (size_t i = 0; i < names.size(); ++i) {
        if (names[i].activity_id == activity.id &&
            names[i].organization_id == activity.facts.organization_id) {
          activities[i] = activity;
        }
      }
    }
    return activities;
  });
}

absl::StatusOr<ActivityPage> PostgresLedgerReads::List(const Call& call,
                                                       const ActivityQuery& query) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<ActivityPage> {
    std::vector<std::string> logs;
    if (query.organization_id.empty()) {
      logs = directory::ListLogs(tx);
    } else {
      const auto organization = directory::FindOrganization(tx, query.organization_id);
      if (!organization.has_value()) {
        return errors::OrganizationUnknown("parent", query.organization_id);
      }
      if (!organization->log.empty()) logs = {organization->log};
    }
    const PlacePage found = FindPlaces(tx, query, logs);

    std::map<std::string, std::vector<std::string>> ids_by_log;
    for (const Place& place : found.places) ids_by_log[place.log].push_back(place.activity_id);
    ActivityPage page{.activities = {}, .next_before_id = found.next_before_id};
    for (const auto& [log, ids] : ids_by_log) {
      for (ToldActivity& told : FindActivities(tx, log, ids, visits_)) {
        page.activities.push_back(std::move(told.activity));
      }
    }
    std::sort(page.activities.begin(), page.activities.end(),
              [](const Activity& a, const Activity& b) { return a.id > b.id; });
    return page;
  });
}

absl::StatusOr<Participation> PostgresLedgerReads::GetParticipation(
    const Call& call, const std::string& organization_id, const std::string& activity_id,
    const std::string& youth_id) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Participation> {
    const pqxx::result found =
        tx.exec_params(sql::kGetParticipation, organization_id, activity_id, youth_id);
    if (found.empty()) return errors::ActivityUnknown(activity_id);
    const pqxx::row row = found.front();
    if (!row["named"].as<bool>()) return errors::NotAParticipant();
    Participation participation;
    if (!row["statement"].is_null()) {
      participation = {.statement = static_cast<Statement>(row["statement"].as<int>()),
                       .state_time = pg::TimeFromMicros(row["record_micros"])};
    }
    return participation;
  });
}

absl::StatusOr<BooksPage> PostgresLedgerReads::ListBooks(const Call& call,
                                                         const BooksQuery& query) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<BooksPage> {
    std::vector<std::string> logs;
    std::vector<std::string> organization_ids;
    for (const directory::KnownOrganization& organization :
         directory::FindOrganizations(tx, {query.organization_id})) {
      organization_ids.push_back(organization.organization_id);
      if (organization.organization_id == query.organization_id && !organization.log.empty()) {
        logs = {organization.log};
      }
    }
    if (organization_ids.empty()) {
      return errors::OrganizationUnknown("parent", query.organization_id);
    }
    if (logs.empty()) logs = directory::LogsUnder(tx, query.organization_id);

    const std::string before =
        query.before_position == 0 ? "" : std::to_string(query.before_position);
    BooksPage page;
    for (const pqxx::row& row :
         tx.exec_params(sql::kListBooks, pg::ToArray(logs), pg::ToArray(organization_ids),
                        pg::NullIfEmpty(before), query.limit)) {
      page.books.push_back(BooksEntryFrom(row));
      if (!row["reason"].is_null()) page.books.back().reason = pg::BytesFrom(row["reason"]);
    }
    if (page.books.size() >= static_cast<size_t>(query.limit)) {
      page.next_before_position = page.books.back().position;
    }
    return page;
  });
}

}  // namespace xinqiao::ledger
