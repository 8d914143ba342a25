#include "services/ledger/storage/batch_rows.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/storage/entry_rows.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kNumberBytes = 8;
constexpr size_t kUuidBytes = 16;

// Rows of what is not an activity.
class OtherRows {
 public:
  void Add(int64_t position, absl::Time record_time, const Voiding& voiding) {
    void_activity_ids_.Add(voiding.activity_id);
    void_positions_.Add(position);
    void_times_.Add(pg::ToText(record_time));
  }

  void Add(int64_t position, absl::Time record_time, const Stating& stating) {
    statement_activity_ids_.Add(stating.activity_id);
    statement_youth_ids_.Add(stating.youth_id);
    statement_positions_.Add(position);
    statements_.Add(static_cast<int>(stating.statement));
    statement_times_.Add(pg::ToText(record_time));
  }

  void Insert(pqxx::transaction_base& tx, const std::string& log) {
    if (!void_positions_.empty()) {
      tx.exec_params0(sql::kAppendVoids, log, void_activity_ids_.Finish(), void_positions_.Finish(),
                      void_times_.Finish());
    }
    if (!statement_positions_.empty()) {
      tx.exec_params0(sql::kAppendStatements, log, statement_activity_ids_.Finish(),
                      statement_youth_ids_.Finish(), statement_positions_.Finish(),
                      statements_.Finish(), statement_times_.Finish());
    }
  }

 private:
  pg::ArrayText void_activity_ids_, void_positions_, void_times_;
  pg::ArrayText statement_activity_ids_, statement_youth_ids_, statement_positions_, statements_;
  pg::ArrayText statement_times_;
};

void InsertBooks(pqxx::transaction_base& tx, const std::string& log, const NewEntry& entry,
                 const BooksChange& change) {
  tx.exec_params0(sql::kAppendBooks, log, entry.position, change.organization_id,
                  pg::ToText(change.period.first), pg::ToText(change.period.end), change.closed,
                  change.author.organization_id, change.author.post_id,
                  pg::ToText(entry.draft->record_time));
}

std::string ToNumberArray(const std::vector<int64_t>& numbers) {
  pg::ArrayText array;
  for (const int64_t number : numbers) array.Add(number);
  return array.Finish();
}

void Erase(pqxx::transaction_base& tx, const std::string& log, const NewEntry& entry,
           const Redaction& redaction) {
  const RedactionRows& rows = *entry.redaction;
  const auto has = [&](RedactedField field) {
    return std::find(redaction.fields.begin(), redaction.fields.end(), field) !=
           redaction.fields.end();
  };
  std::vector<int64_t> fields;
  for (const RedactedField field : redaction.fields) fields.push_back(static_cast<int>(field));
  tx.exec_params0(sql::kAppendRedactions, log, redaction.activity_id, entry.position,
                  ToNumberArray(fields));
  const std::string leaves =
      rows.leaves.empty() ? std::string() : pg::ToBytea(PackLeaves(rows.leaves));
  tx.exec_params0(sql::kEraseOpenings, log, rows.position, has(RedactedField::kText),
                  has(RedactedField::kCircumstances), has(RedactedField::kEvidenceUris),
                  pg::NullIfEmpty(leaves));
  if (rows.void_position > 0) tx.exec_params0(sql::kEraseReason, log, rows.void_position);
  if (has(RedactedField::kParticipant)) {
    tx.exec_params0(sql::kEraseParticipant, log, redaction.participant_id, redaction.activity_id);
  }
  if (!rows.statement_positions.empty()) {
    const std::string positions = ToNumberArray(rows.statement_positions);
    tx.exec_params0(sql::kEraseStatements, log, redaction.activity_id, positions);
    tx.exec_params0(sql::kEraseYouths, log, positions);
  }
}

std::string BigEndian(int64_t number) {
  std::string bytes(kNumberBytes, '\0');
  auto rest = static_cast<uint64_t>(number);
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, rest >>= 8) {
    *byte = static_cast<char>(rest & 0xff);
  }
  return bytes;
}

int64_t FromBigEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<int64_t>(number);
}

}  // namespace

std::string PackRequest(const KeptRequest& request) {
  return absl::StrCat(
      BigEndian(request.position), BigEndian(request.tree_size),
      absl::HexStringToBytes(absl::StrReplaceAll(request.activity_id, {{"-", ""}})));
}

absl::StatusOr<KeptRequest> UnpackRequest(absl::string_view digest, absl::string_view answer) {
  constexpr size_t kFixedBytes = 2 * kNumberBytes;
  if (answer.size() != kFixedBytes && answer.size() != kFixedBytes + kUuidBytes) {
    return absl::InternalError("a kept request has a wrong size");
  }
  KeptRequest request = {.digest = std::string(digest),
                         .position = FromBigEndian(answer.substr(0, kNumberBytes)),
                         .tree_size = FromBigEndian(answer.substr(kNumberBytes, kNumberBytes))};
  answer.remove_prefix(kFixedBytes);
  if (answer.empty()) return request;
  const std::string digits = absl::BytesToHexString(answer);
  const absl::string_view view = digits;
  request.activity_id = absl::StrJoin({view.substr(0, 8), view.substr(8, 4), view.substr(12, 4),
                                       view.substr(16, 4), view.substr(20)},
                                      "-");
  return request;
}

void InsertBatch(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                 const RowTypes& types, const VisitCodec& visits) {
  OtherRows others;
  for (const NewEntry& entry : batch.entries) {
    const Draft& draft = *entry.draft;
    if (const auto* voiding = std::get_if<Voiding>(&draft.what)) {
      others.Add(entry.position, draft.record_time, *voiding);
    } else if (const auto* stating = std::get_if<Stating>(&draft.what)) {
      others.Add(entry.position, draft.record_time, *stating);
    } else if (const auto* change = std::get_if<BooksChange>(&draft.what)) {
      InsertBooks(tx, log, entry, *change);
    }
  }

  if (batch.new_epoch.has_value()) {
    const Epoch& epoch = *batch.new_epoch;
    tx.exec_params0(sql::kAppendEpoch, log, epoch.number, epoch.id, epoch.first_position,
                    static_cast<int>(epoch.algorithm), batch.begun_after);
  }
  AppendEntries(tx, log, batch, types, visits);
  others.Insert(tx, log);
  for (const NewTile& tile : batch.tiles) {
    tx.exec_params0(sql::kAppendTile, log, tile.level, tile.index, pg::ToBytea(tile.hashes),
                    pg::ToBytea(tile.root));
  }
  // Last: what they erase may have been written in this batch.
  for (const NewEntry& entry : batch.entries) {
    if (const auto* redaction = std::get_if<Redaction>(&entry.draft->what)) {
      Erase(tx, log, entry, *redaction);
    }
  }
}

}  // namespace xinqiao::ledger
