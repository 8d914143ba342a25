#include "services/registry/storage/postgres_reorganization_store.h"

#include <algorithm>
#include <pqxx/pqxx>
#include <set>
#include <variant>

#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/endings.h"
#include "services/registry/storage/organization_rows.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/tree_lock.h"

namespace xinqiao::registry {
namespace {

Reorganization ReorganizationFrom(const pqxx::row& row) {
  Reorganization reorganization{
      .reorganization_id = row["reorganization_id"].as<std::string>(),
      .effective_day = pg::DayFrom(row["effective_day"]),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
      .content = pg::BytesFrom(row["content"]),
  };
  if (!row["cancel_micros"].is_null()) {
    reorganization.cancel_time = pg::TimeFromMicros(row["cancel_micros"]);
  }
  return reorganization;
}

std::vector<std::string> IdsFrom(const pqxx::result& rows) {
  std::vector<std::string> ids;
  for (const pqxx::row& row : rows) ids.push_back(row[0].as<std::string>());
  return ids;
}

// What is on record of organizations, and of every child from `day` on.
KnownOrganizations LoadAround(pqxx::transaction_base& tx, const std::vector<std::string>& ids,
                              absl::CivilDay day) {
  return LoadHistories(
      tx, IdsFrom(tx.exec_params(sql::kListAround, pg::ToArray(ids), pg::ToText(day))));
}

std::vector<std::string> ParentsOf(const KnownOrganizations& known) {
  std::set<std::string> ids;
  for (const auto& [id, history] : known) {
    for (const OrganizationVersion& version : history.versions) ids.insert(version.parent_id);
  }
  ids.erase("");
  return {ids.begin(), ids.end()};
}

ReorganizationFacts ReadFacts(pqxx::transaction_base& tx,
                              const std::vector<OrganizationChange>& changes,
                              absl::CivilDay effective_day) {
  std::vector<OrganizationCode> codes;
  for (const OrganizationChange& change : changes) {
    if (const auto* create = std::get_if<CreateChange>(&change)) {
      codes.insert(codes.end(), create->organization.codes.begin(),
                   create->organization.codes.end());
    }
  }
  return {.known = LoadAround(tx, ReferredIds(changes), effective_day),
          .codes_in_use = FindCodesInUse(tx, codes)};
}

// After all that is on record of `known`, so that what was there just before a
// write, and just after it, can be told by the time alone.
absl::Time ReadRecordTime(pqxx::transaction_base& tx, absl::Time now,
                          const KnownOrganizations& known) {
  std::vector<std::string> ids;
  for (const auto& [id, history] : known) ids.push_back(id);
  return pg::TimeFromMicros(
      tx.exec_params1(sql::kFindRecordTime, pg::ToText(now), pg::ToArray(ids))["record_micros"]);
}

bool Holds(const std::vector<OrganizationVersion>& versions, const OrganizationVersion& version) {
  return std::find(versions.begin(), versions.end(), version) != versions.end();
}

// Puts what a plan makes of `now` on record: only what differs.
void WritePlan(pqxx::transaction_base& tx, const ReorganizationPlan& plan,
               const KnownOrganizations& now, absl::Time record_time) {
  std::vector<VersionRow> old_rows;
  std::vector<VersionRow> new_rows;
  for (const OrganizationHistory& created : plan.created) {
    InsertIdentity(tx, created.identity);
    for (const OrganizationVersion& version : created.versions) {
      new_rows.push_back({created.identity.organization_id, version});
    }
  }
  for (const auto& [id, history] : plan.changed) {
    const auto found = now.find(id);
    const std::vector<OrganizationVersion> versions =
        found == now.end() ? std::vector<OrganizationVersion>() : found->second.versions;
    for (const OrganizationVersion& version : versions) {
      if (!Holds(history.versions, version)) old_rows.push_back({id, version});
    }
    for (const OrganizationVersion& version : history.versions) {
      if (!Holds(versions, version)) new_rows.push_back({id, version});
    }
  }
  // The old ones first: no day has two.
  CloseVersions(tx, old_rows, record_time);
  InsertVersions(tx, new_rows, record_time);
}

void AddPlan(const ReorganizationPlan& plan, const ReorganizationEncoders& encoders,
             std::vector<std::string>& events) {
  for (const OrganizationHistory& created : plan.created) {
    events.push_back(encoders.organization_created(
        {.identity = created.identity, .version = created.versions.front()}));
  }
  for (const auto& [id, history] : plan.changed) {
    events.push_back(encoders.organization_changed(history));
  }
}

void AddEndings(const Endings& endings, const ReorganizationEncoders& encoders,
                std::vector<std::string>& events) {
  for (const Post& post : endings.posts) events.push_back(encoders.post_ended(post));
  for (const SecondaryLink& link : endings.links) events.push_back(encoders.link_ended(link));
  for (const GuidanceLink& link : endings.guidance) {
    events.push_back(encoders.guidance_ended(link));
  }
  for (const WorkingGroup& group : endings.groups) events.push_back(encoders.group_changed(group));
}

}  // namespace

absl::StatusOr<ReorganizationFacts> PostgresReorganizationStore::LoadFacts(
    const Call& call, const std::vector<OrganizationChange>& changes,
    absl::CivilDay effective_day) {
  using Found = absl::StatusOr<ReorganizationFacts>;
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> Found {
    return ReadFacts(tx, changes, effective_day);
  });
}

absl::StatusOr<Answer> PostgresReorganizationStore::Apply(
    const Call& call, const Write& write, const std::vector<OrganizationChange>& changes,
    absl::CivilDay effective_day, PlanRule plan) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    RETURN_IF_ERROR(LockTree(tx));
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    const ReorganizationFacts facts = ReadFacts(tx, changes, effective_day);
    ASSIGN_OR_RETURN(const ReorganizationWrite decided, plan(facts));

    const Reorganization& record = decided.record;
    const absl::Time record_time = ReadRecordTime(tx, write.time, facts.known);
    tx.exec_params0(sql::kInsertReorganization, record.reorganization_id,
                    pg::ToText(record.effective_day), pg::ToText(record_time),
                    pg::ToText(record.create_time), pg::ToBytea(record.content));
    WritePlan(tx, decided.plan, facts.known, record_time);
    std::vector<std::string> events;
    AddPlan(decided.plan, encoders_, events);
    AddEndings(EndWhatCloses(tx, {.reorganization_id = record.reorganization_id,
                                  .organization_ids = decided.plan.closed_ids,
                                  .day = record.effective_day}),
               encoders_, events);
    AppendEvents(tx, write, std::move(events));
    const Answer answer{.bytes = encoders_.answer(record)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresReorganizationStore::Cancel(const Call& call, const Write& write,
                                                           const std::string& reorganization_id,
                                                           const std::string& reason,
                                                           CancelRule plan) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    RETURN_IF_ERROR(LockTree(tx));
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    const pqxx::result found = tx.exec_params(sql::kFindReorganization, reorganization_id);
    if (found.empty()) return errors::ReorganizationNotFound();

    const Reorganization reorganization = ReorganizationFrom(found[0]);
    const absl::Time known_from = pg::TimeFromMicros(found[0]["known_micros"]);
    const std::vector<std::string> ids =
        IdsFrom(tx.exec_params(sql::kListReorganized, reorganization_id));
    const KnownOrganizations before = LoadHistories(tx, ids, known_from - absl::Microseconds(1));
    const KnownOrganizations left = LoadHistories(tx, ids, known_from);
    KnownOrganizations now = LoadAround(tx, ids, reorganization.effective_day);
    now.merge(LoadHistories(tx, ParentsOf(before)));
    ASSIGN_OR_RETURN(const ReorganizationWrite decided, plan(reorganization, before, left, now));

    const Reorganization& record = decided.record;
    WritePlan(tx, decided.plan, now, ReadRecordTime(tx, write.time, now));
    std::vector<std::string> events;
    AddPlan(decided.plan, encoders_, events);
    AddEndings(Reopen(tx, reorganization_id), encoders_, events);
    // Those of what it had created, which closes.
    AddEndings(EndWhatCloses(tx, {.reorganization_id = reorganization_id,
                                  .organization_ids = decided.plan.closed_ids,
                                  .day = record.effective_day}),
               encoders_, events);
    tx.exec_params0(sql::kCancelReorganization, reorganization_id,
                    pg::ToText(record.cancel_time.value_or(write.time)), reason,
                    pg::ToBytea(record.content));
    AppendEvents(tx, write, std::move(events));
    const Answer answer{.bytes = encoders_.answer(record)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::optional<Reorganization>> PostgresReorganizationStore::FindReorganization(
    const Call& call, const std::string& reorganization_id) {
  using Found = absl::StatusOr<std::optional<Reorganization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    const pqxx::result found = tx.exec_params(sql::kFindReorganization, reorganization_id);
    if (found.empty()) return std::nullopt;
    return ReorganizationFrom(found[0]);
  });
}

absl::StatusOr<int64_t> PostgresReorganizationStore::CountOpenLinks(
    const Call& call, const std::vector<std::string>& organization_ids, absl::CivilDay day) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<int64_t> {
    return tx
        .exec_params1(sql::kCountOpenLinks, pg::ToArray(organization_ids), pg::ToText(day))["links"]
        .as<int64_t>();
  });
}

absl::StatusOr<std::vector<std::string>> PostgresReorganizationStore::ListAdministered(
    const Call& call, const std::string& person_id, absl::CivilDay day) {
  using Found = absl::StatusOr<std::vector<std::string>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return IdsFrom(tx.exec_params(sql::kListAdministered, person_id, pg::ToText(day)));
  });
}

absl::StatusOr<std::vector<Reorganization>> PostgresReorganizationStore::ListReorganizations(
    const Call& call, const Range& range) {
  using Found = absl::StatusOr<std::vector<Reorganization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<Reorganization> reorganizations;
    for (const pqxx::row& row :
         tx.exec_params(sql::kListReorganizations, pg::NullIfEmpty(range.after_id), range.limit)) {
      reorganizations.push_back(ReorganizationFrom(row));
    }
    return reorganizations;
  });
}

}  // namespace xinqiao::registry
