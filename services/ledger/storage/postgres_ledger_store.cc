#include "services/ledger/storage/postgres_ledger_store.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <pqxx/pqxx>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/pg/bytes.h"
#include "libs/pg/request_log.h"
#include "libs/pg/time.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

// An opening and the name of the field that it opens.
struct NamedOpening {
  std::string field;
  const Opening& opening;
};

std::vector<std::string> BytesArrayFrom(const pqxx::field& field) {
  std::vector<std::string> values;
  for (absl::string_view text : pg::ArrayFrom(field)) {
    values.push_back(absl::HexStringToBytes(absl::StripPrefix(text, "\\x")));
  }
  return values;
}

std::optional<std::string> BytesIfSet(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return pg::BytesFrom(field);
}

std::vector<PostRef> ActorsFrom(const pqxx::row& row) {
  std::vector<PostRef> actors;
  const std::vector<std::string> organization_ids = pg::ArrayFrom(row["actor_organization_ids"]);
  const std::vector<std::string> post_ids = pg::ArrayFrom(row["actor_post_ids"]);
  for (size_t i = 0; i < post_ids.size(); ++i) {
    actors.push_back({.organization_id = organization_ids[i], .post_id = post_ids[i]});
  }
  return actors;
}

std::vector<Evidence> EvidenceFrom(const pqxx::row& row) {
  const std::vector<std::string> kinds = pg::ArrayFrom(row["evidence_kinds"]);
  const std::vector<std::string> digests = BytesArrayFrom(row["evidence_digests"]);
  const std::vector<std::string> media_types = pg::ArrayFrom(row["evidence_media_types"]);
  const std::vector<std::string> sizes = pg::ArrayFrom(row["evidence_sizes"]);
  std::vector<Evidence> evidence(kinds.size());
  for (size_t i = 0; i < kinds.size(); ++i) {
    int kind = 0;
    // Columns of numbers: they parse.
    if (absl::SimpleAtoi(kinds[i], &kind)) evidence[i].kind = static_cast<EvidenceKind>(kind);
    evidence[i].digest = digests[i];
    evidence[i].media_type = media_types[i];
    if (!absl::SimpleAtoi(sizes[i], &evidence[i].size_bytes)) evidence[i].size_bytes = 0;
  }
  return evidence;
}

Activity ActivityFrom(const pqxx::row& row) {
  Activity activity = {
      .id = row["activity_id"].as<std::string>(),
      .facts =
          {
              .organization_id = row["organization_id"].as<std::string>(),
              .author = {.organization_id = row["author_organization_id"].as<std::string>(),
                         .post_id = row["author_post_id"].as<std::string>()},
              .actors = ActorsFrom(row),
              .kind_id = row["kind_id"].as<std::string>(),
              .channel = static_cast<Channel>(row["channel"].as<int>()),
              .purpose = static_cast<Purpose>(row["purpose"].as<int>()),
              .day = pg::DayFrom(row["day"]),
              .evidence = EvidenceFrom(row),
              .guided_branch_id = pg::TextFrom(row["guided_branch_id"]),
          },
      .record_time = pg::TimeFromMicros(row["record_micros"]),
      .void_reason = BytesIfSet(row["void_reason"]).value_or(""),
  };
  FillIn({.text = BytesIfSet(row["text"]),
          .circumstances = BytesIfSet(row["circumstances"]),
          .participants = BytesIfSet(row["participants"]),
          .evidence_uris = BytesIfSet(row["evidence_uris"])},
         activity.facts);
  if (activity.facts.participant_ids.empty()) {
    activity.facts.participant_count = row["participant_total"].as<int>();
  }
  if (!row["void_micros"].is_null()) {
    activity.void_time = pg::TimeFromMicros(row["void_micros"]);
  }
  return activity;
}

// The log that the records of an organization go to.
absl::StatusOr<std::string> LogOf(pqxx::transaction_base& tx, absl::string_view field,
                                  const std::string& organization_id) {
  const auto organization = directory::FindOrganization(tx, organization_id);
  if (!organization.has_value()) return errors::OrganizationUnknown(field, organization_id);
  if (organization->log.empty()) return errors::OrganizationWithoutLog(organization_id);
  return organization->log;
}

AdmissionFacts FactsOf(pqxx::transaction_base& tx, const ActivityFacts& activity) {
  std::vector<std::string> post_ids = {activity.author.post_id};
  for (const PostRef& actor : activity.actors) post_ids.push_back(actor.post_id);
  AdmissionFacts facts;
  for (const directory::Post& post : directory::FindPosts(tx, post_ids)) {
    facts.posts[post.name.post_id] = {.organization_id = post.name.organization_id,
                                      .valid = post.valid};
  }
  facts.kind_known = directory::HasActivityKind(tx, activity.kind_id);
  facts.guided_branch_known =
      activity.guided_branch_id.empty() ||
      directory::FindOrganization(tx, activity.guided_branch_id).has_value();
  return facts;
}

std::optional<Activity> FindActivity(pqxx::transaction_base& tx, const std::string& log,
                                     const std::string& organization_id,
                                     const std::string& activity_id) {
  const pqxx::result found = tx.exec_params(sql::kFindActivity, log, organization_id, activity_id);
  if (found.empty()) return std::nullopt;
  return ActivityFrom(found.front());
}

// Where the log stands. The first change of a log names its epoch.
LogHead HeadOf(pqxx::transaction_base& tx, const std::string& log, const std::string& change_id) {
  const pqxx::result found = tx.exec_params(sql::kGetLogHead, log);
  if (!found.empty()) {
    return {.log = log,
            .epoch = found[0]["epoch"].as<std::string>(),
            .tree = Frontier(found[0]["size"].as<int64_t>(), BytesArrayFrom(found[0]["frontier"]))};
  }
  tx.exec_params0(sql::kOpenEpoch, log, change_id);
  return {.log = log, .epoch = change_id};
}

// What an entry is stored with, besides its receipt.
struct EntryFacts {
  std::string activity_id;
  std::string change_id;
  int64_t registry_position = 0;
  absl::Time record_time;
  std::vector<NamedOpening> openings;
};

void AppendEntry(pqxx::transaction_base& tx, const Extension& extension, const EntryFacts& facts) {
  const Receipt& receipt = extension.receipt;
  const std::string record_time = pg::ToText(facts.record_time);
  tx.exec_params0(sql::kAppendEntry, receipt.log, receipt.position, facts.activity_id,
                  pg::ToBytea(receipt.leaf_hash), pg::ToBytea(receipt.entry), facts.change_id,
                  facts.registry_position, record_time);
  tx.exec_params0(sql::kAppendCheckpoint, receipt.log, receipt.position,
                  pg::ToBytea(extension.tree.Root()), pg::ToByteaArray(extension.tree.roots()),
                  receipt.checkpoint, record_time);
  std::vector<std::string> fields;
  std::vector<std::string> salts;
  std::vector<std::string> values;
  for (const NamedOpening& named : facts.openings) {
    fields.push_back(named.field);
    salts.push_back(named.opening.salt);
    values.push_back(named.opening.value);
  }
  tx.exec_params0(sql::kAppendOpenings, receipt.log, receipt.position, pg::ToArray(fields),
                  pg::ToByteaArray(salts), pg::ToByteaArray(values));
}

void AppendActivity(pqxx::transaction_base& tx, const Receipt& receipt, const Activity& activity) {
  const ActivityFacts& facts = activity.facts;
  std::vector<std::string> actor_organization_ids;
  std::vector<std::string> actor_post_ids;
  for (const PostRef& actor : facts.actors) {
    actor_organization_ids.push_back(actor.organization_id);
    actor_post_ids.push_back(actor.post_id);
  }
  std::vector<std::string> kinds;
  std::vector<std::string> digests;
  std::vector<std::string> media_types;
  std::vector<std::string> sizes;
  for (const Evidence& evidence : facts.evidence) {
    kinds.push_back(absl::StrCat(static_cast<int>(evidence.kind)));
    digests.push_back(evidence.digest);
    media_types.push_back(evidence.media_type);
    sizes.push_back(absl::StrCat(evidence.size_bytes));
  }
  tx.exec_params0(sql::kAppendActivity, receipt.log, activity.id, receipt.position,
                  facts.organization_id, facts.author.organization_id, facts.author.post_id,
                  pg::ToArray(actor_organization_ids), pg::ToArray(actor_post_ids), facts.kind_id,
                  static_cast<int>(facts.channel), static_cast<int>(facts.purpose),
                  pg::ToText(facts.day), ParticipantTotal(facts), pg::ToArray(kinds),
                  pg::ToByteaArray(digests), pg::ToArray(media_types), pg::ToArray(sizes),
                  pg::NullIfEmpty(facts.guided_branch_id), pg::ToText(activity.record_time));
}

// What is kept of an answer: the id of the activity, then the receipt. Nothing
// that people wrote, for requests outlive its erasure.
constexpr size_t kIdBytes = 36;

struct KeptAnswer {
  std::string activity_id;
  std::string receipt;
};

absl::StatusOr<std::optional<KeptAnswer>> FindKept(pqxx::transaction_base& tx, const Call& call,
                                                   const pg::RequestKey& key) {
  ASSIGN_OR_RETURN(const std::optional<Answer> kept, pg::FindAnswer(tx, call, key));
  if (!kept.has_value()) return std::nullopt;
  if (kept->bytes.size() < kIdBytes) return absl::InternalError("a kept answer is too short");
  return KeptAnswer{.activity_id = kept->bytes.substr(0, kIdBytes),
                    .receipt = kept->bytes.substr(kIdBytes)};
}

void Keep(pqxx::transaction_base& tx, const Call& call, const pg::RequestKey& key,
          const KeptAnswer& kept, absl::Time now) {
  pg::SaveAnswer(tx, call, key, {.bytes = absl::StrCat(kept.activity_id, kept.receipt)}, now);
}

}  // namespace

absl::StatusOr<Answer> PostgresLedgerStore::Append(const Call& call, const Recording& recording,
                                                   AdmitActivity admit) {
  const Activity& activity = recording.activity;
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(const std::string log, LogOf(tx, "parent", activity.facts.organization_id));
    // Before anything of the log is read: the end of it must stay the end.
    tx.exec_params(sql::kLockLog, log);
    const pg::RequestKey key = {.log = log, .request_id = recording.request_id};
    ASSIGN_OR_RETURN(const std::optional<KeptAnswer> earlier, FindKept(tx, call, key));
    if (earlier.has_value()) {
      std::optional<Activity> recorded =
          FindActivity(tx, log, activity.facts.organization_id, earlier->activity_id);
      if (!recorded.has_value()) return absl::InternalError("an answered activity is gone");
      // As it was created, though it may have been voided since.
      recorded->void_time.reset();
      recorded->void_reason.clear();
      return Answer{.bytes = absl::StrCat(encoders_.activity(*recorded), earlier->receipt)};
    }

    RETURN_IF_ERROR(admit(FactsOf(tx, activity.facts)));
    // After the facts: whoever has applied registry up to here knows them too.
    const int64_t registry_position = directory::RegistryPosition(tx);
    const Extension extension = Extend(HeadOf(tx, log, recording.change_id),
                                       encoders_.recorded(activity, recording.openings), key_);
    AppendEntry(tx, extension,
                {.activity_id = activity.id,
                 .change_id = recording.change_id,
                 .registry_position = registry_position,
                 .record_time = activity.record_time,
                 .openings = {{"text", recording.openings.text},
                              {"circumstances", recording.openings.circumstances},
                              {"participants", recording.openings.participants},
                              {"evidence_uris", recording.openings.evidence_uris}}});
    AppendActivity(tx, extension.receipt, activity);
    const std::string receipt = encoders_.receipt(extension.receipt);
    Keep(tx, call, key, {.activity_id = activity.id, .receipt = receipt}, activity.record_time);
    return Answer{.bytes = absl::StrCat(encoders_.activity(activity), receipt)};
  });
}

absl::StatusOr<Answer> PostgresLedgerStore::Void(const Call& call, const Voiding& voiding,
                                                 AdmitVoiding admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    const auto organization = directory::FindOrganization(tx, voiding.organization_id);
    if (!organization.has_value()) return errors::ActivityUnknown(voiding.activity_id);
    const std::string& log = organization->log;
    tx.exec_params(sql::kLockLog, log);
    const pg::RequestKey key = {.log = log, .request_id = voiding.request_id};
    ASSIGN_OR_RETURN(const std::optional<KeptAnswer> earlier, FindKept(tx, call, key));
    std::optional<Activity> activity =
        FindActivity(tx, log, voiding.organization_id, voiding.activity_id);
    if (!activity.has_value()) return errors::ActivityUnknown(voiding.activity_id);
    // Voiding is the last that happens to an activity: it is still as answered.
    if (earlier.has_value()) {
      return Answer{.bytes = absl::StrCat(encoders_.activity(*activity), earlier->receipt)};
    }
    RETURN_IF_ERROR(admit(*activity));
    const int64_t registry_position = directory::RegistryPosition(tx);
    const Extension extension =
        Extend(HeadOf(tx, log, voiding.change_id), encoders_.voided(voiding), key_);
    AppendEntry(tx, extension,
                {.activity_id = voiding.activity_id,
                 .change_id = voiding.change_id,
                 .registry_position = registry_position,
                 .record_time = voiding.record_time,
                 .openings = {{"void_reason", voiding.reason}}});
    tx.exec_params0(sql::kAppendVoid, log, voiding.activity_id, extension.receipt.position,
                    pg::ToText(voiding.record_time));
    activity->void_time = voiding.record_time;
    activity->void_reason = voiding.reason.value;
    const std::string receipt = encoders_.receipt(extension.receipt);
    Keep(tx, call, key, {.activity_id = activity->id, .receipt = receipt}, voiding.record_time);
    return Answer{.bytes = absl::StrCat(encoders_.activity(*activity), receipt)};
  });
}

absl::StatusOr<Activity> PostgresLedgerStore::Get(const Call& call,
                                                  const std::string& organization_id,
                                                  const std::string& activity_id) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Activity> {
    // Two statements without a transaction: the log of an organization never
    // changes.
    const auto organization = directory::FindOrganization(tx, organization_id);
    if (!organization.has_value()) return errors::ActivityUnknown(activity_id);
    std::optional<Activity> activity =
        FindActivity(tx, organization->log, organization_id, activity_id);
    if (!activity.has_value()) return errors::ActivityUnknown(activity_id);
    return *std::move(activity);
  });
}

absl::StatusOr<std::vector<Activity>> PostgresLedgerStore::List(const Call& call,
                                                                const ActivityQuery& query) {
  using Activities = std::vector<Activity>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Activities> {
    const auto organization = directory::FindOrganization(tx, query.organization_id);
    if (!organization.has_value()) {
      return errors::OrganizationUnknown("parent", query.organization_id);
    }
    Activities activities;
    for (const pqxx::row& row :
         tx.exec_params(sql::kListActivities, organization->log, query.organization_id,
                        pg::NullIfEmpty(query.before_id), query.limit)) {
      activities.push_back(ActivityFrom(row));
    }
    return activities;
  });
}

absl::StatusOr<Log> PostgresLedgerStore::GetLog(const Call& call, const std::string& log) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Log> {
    Log result = {.log = log, .public_key = key_.public_key};
    const pqxx::result found = tx.exec_params(sql::kGetLog, log);
    if (!found.empty()) {
      result.epoch = found[0]["epoch"].as<std::string>();
      result.checkpoint = found[0]["note"].as<std::string>();
      return result;
    }
    const std::vector<std::string> logs = directory::ListLogs(tx);
    if (std::find(logs.begin(), logs.end(), log) == logs.end()) return errors::LogUnknown(log);
    return result;
  });
}

}  // namespace xinqiao::ledger
