#include "services/ledger/storage/activity_rows.h"

#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

std::vector<std::string> BytesArrayFrom(const pqxx::field& field) {
  std::vector<std::string> values;
  for (absl::string_view text : pg::ArrayFrom(field)) {
    values.push_back(absl::HexStringToBytes(absl::StripPrefix(text, "\\x")));
  }
  return values;
}

// The elements of a column of numbers: they parse.
template <typename Number>
std::vector<Number> NumbersFrom(const pqxx::field& field) {
  std::vector<Number> values;
  for (const std::string& text : pg::ArrayFrom(field)) {
    Number value = 0;
    if (absl::SimpleAtoi(text, &value)) values.push_back(value);
  }
  return values;
}

std::vector<PostRef> ActorsFrom(const pqxx::row& row) {
  std::vector<std::string> organization_ids = pg::ArrayFrom(row["actor_organization_ids"]);
  std::vector<std::string> post_ids = pg::ArrayFrom(row["actor_post_ids"]);
  std::vector<PostRef> actors(post_ids.size());
  for (size_t i = 0; i < actors.size(); ++i) {
    actors[i] = {.organization_id = std::move(organization_ids[i]),
                 .post_id = std::move(post_ids[i])};
  }
  return actors;
}

std::vector<Evidence> EvidenceFrom(const pqxx::row& row) {
  const std::vector<int> kinds = NumbersFrom<int>(row["evidence_kinds"]);
  if (kinds.empty()) return {};
  std::vector<std::string> digests = BytesArrayFrom(row["evidence_digests"]);
  std::vector<std::string> media_types = pg::ArrayFrom(row["evidence_media_types"]);
  const std::vector<int64_t> sizes = NumbersFrom<int64_t>(row["evidence_sizes"]);
  std::vector<Evidence> evidence(kinds.size());
  for (size_t i = 0; i < kinds.size(); ++i) {
    evidence[i] = {.kind = static_cast<EvidenceKind>(kinds[i]),
                   .digest = std::move(digests[i]),
                   .media_type = std::move(media_types[i]),
                   .size_bytes = sizes[i],
                   .uri = ""};
  }
  return evidence;
}

std::optional<int> IntIfSet(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return field.as<int>();
}

std::optional<Opening> OpeningFrom(const pqxx::field& salt, const pqxx::field& value) {
  if (salt.is_null() || value.is_null()) return std::nullopt;
  return Opening{.salt = pg::BytesFrom(salt), .value = pg::BytesFrom(value)};
}

std::optional<ParticipantTree> ParticipantsFrom(const pqxx::field& salt,
                                                const pqxx::field& leaves) {
  if (salt.is_null() || leaves.is_null()) return std::nullopt;
  auto unpacked = UnpackLeaves(pg::BytesFrom(leaves));
  if (!unpacked.has_value()) return std::nullopt;
  return ParticipantTree{.salt = pg::BytesFrom(salt), .leaves = *std::move(unpacked)};
}

Openings RecordedOpeningsFrom(const pqxx::row& row) {
  return {.text = OpeningFrom(row["text_salt"], row["text"]),
          .circumstances = OpeningFrom(row["circumstances_salt"], row["circumstances"]),
          .participants = ParticipantsFrom(row["participants_salt"], row["participants"]),
          .evidence_uris = OpeningFrom(row["evidence_uris_salt"], row["evidence_uris"]),
          .reason = std::nullopt,
          .youth = std::nullopt};
}

ActivityFacts FactsFrom(const pqxx::row& row, const VisitCodec& visits) {
  ActivityFacts facts;
  facts.organization_id = row["organization_id"].as<std::string>();
  facts.author = {.organization_id = row["author_organization_id"].as<std::string>(),
                  .post_id = row["author_post_id"].as<std::string>()};
  facts.actors = ActorsFrom(row);
  facts.kind_id = row["kind_id"].as<std::string>();
  facts.channel = static_cast<Channel>(row["channel"].as<int>());
  facts.purpose = static_cast<Purpose>(row["purpose"].as<int>());
  facts.day = pg::DayFrom(row["day"]);
  facts.start_minute = IntIfSet(row["start_minute"]);
  facts.end_minute = IntIfSet(row["end_minute"]);
  facts.collective_id = pg::TextFrom(row["collective_id"]);
  facts.evidence = EvidenceFrom(row);
  facts.guided_branch_id = pg::TextFrom(row["guided_branch_id"]);
  facts.campaign = pg::TextFrom(row["campaign"]);
  if (!row["visit"].is_null()) facts.visit = visits.decode(pg::BytesFrom(row["visit"]));
  return facts;
}

}  // namespace

Openings OpeningsFrom(const pqxx::row& row) {
  Openings openings = RecordedOpeningsFrom(row);
  openings.reason = OpeningFrom(row["reason_salt"], row["reason"]);
  openings.youth = OpeningFrom(row["youth_salt"], row["youth"]);
  return openings;
}

ToldActivity ToldActivityFrom(const pqxx::row& row, const VisitCodec& visits) {
  ToldActivity told;
  told.position = row["position"].as<int64_t>();
  told.openings = RecordedOpeningsFrom(row);
  Activity& activity = told.activity;
  activity.id = row["activity_id"].as<std::string>();
  activity.facts = FactsFrom(row, visits);
  FillIn(told.openings, activity.facts);
  activity.participant_total = row["participant_total"].as<int>();
  // Who was named stays named, though every one of them was erased.
  if (!told.openings.participants.has_value()) {
    activity.facts.participant_count = activity.participant_total;
  }
  activity.record_time = pg::TimeFromMicros(row["record_micros"]);
  if (!row["void_position"].is_null()) {
    told.void_position = row["void_position"].as<int64_t>();
    activity.void_time = pg::TimeFromMicros(row["void_micros"]);
    if (!row["void_reason"].is_null()) activity.void_reason = pg::BytesFrom(row["void_reason"]);
  }
  activity.participation = {.confirmed_count = row["confirmed_count"].as<int>(),
                            .disputed_count = row["disputed_count"].as<int>()};
  for (const int field : NumbersFrom<int>(row["redacted_fields"])) {
    activity.redacted_fields.push_back(static_cast<RedactedField>(field));
  }
  return told;
}

std::vector<ToldActivity> FindActivities(pqxx::transaction_base& tx, const std::string& log,
                                         const std::vector<std::string>& activity_ids,
                                         const VisitCodec& visits) {
  std::vector<ToldActivity> told;
  if (activity_ids.empty()) return told;
  for (const pqxx::row& row :
       tx.exec_params(sql::kFindActivities, log, pg::ToArray(activity_ids))) {
    told.push_back(ToldActivityFrom(row, visits));
  }
  return told;
}

}  // namespace xinqiao::ledger
