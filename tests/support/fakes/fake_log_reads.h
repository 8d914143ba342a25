// Logs in memory, as auditors see them.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_READS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_READS_H_

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ledger/app/log_reads.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/domain/merkle.h"

namespace xinqiao::testing {

// One log, whose entries are "entry 1", "entry 2", ... Not thread-safe.
class FakeLogReads final : public ledger::LogReads {
 public:
  // Checkpoints are signed with `key`.
  FakeLogReads(std::string log, ledger::LogKey key) : log_(std::move(log)), key_(std::move(key)) {}

  // Begins an epoch; the first one before any entry.
  void BeginEpoch(const std::string& id, const std::string& begun_after = "",
                  ledger::HashAlgorithm algorithm = ledger::HashAlgorithm::kSha256) {
    epochs_.push_back({.epoch = {.number = static_cast<int>(epochs_.size()) + 1,
                                 .id = id,
                                 .first_position = size() + 1,
                                 .algorithm = algorithm},
                       .begun_after = begun_after});
  }

  // Appends `count` entries, and the checkpoint of the tree that ends with them.
  const ledger::StoredCheckpoint& Append(int64_t count) {
    const ledger::Epoch& epoch = epochs_.back().epoch;
    for (int64_t i = 0; i < count; ++i) {
      ledger::ExportedEntry exported;
      exported.entry.position = size() + 1;
      exported.entry.payload = absl::StrCat("entry ", exported.entry.position);
      exported.entry.leaf_hash = ledger::LeafHash(epoch.algorithm, exported.entry.payload);
      entries_.push_back(std::move(exported));
    }
    const ledger::TreeHead tree = {.origin = ledger::OriginOf(log_, epoch.id, epoch.algorithm),
                                   .size = size(),
                                   .root = RootAt(size())};
    checkpoints_[size()] = {.size = size(),
                            .root = tree.root,
                            .note = ledger::SignedCheckpoint(tree, key_),
                            .cosignatures = {},
                            .epoch_id = epoch.id};
    return checkpoints_[size()];
  }

  // Forgets everything beyond the first `size` entries, as a restored database
  // does.
  void Restore(int64_t size) {
    entries_.resize(static_cast<size_t>(size));
    checkpoints_.erase(checkpoints_.upper_bound(size), checkpoints_.end());
    std::erase_if(epochs_, [&](const auto& epoch) { return epoch.epoch.first_position > size; });
  }

  int64_t size() const { return static_cast<int64_t>(entries_.size()); }

  std::string RootAt(int64_t size) const {
    std::vector<std::string> leaves;
    for (int64_t i = 0; i < size; ++i) leaves.push_back(LeafOf(i));
    return ledger::RootOf(epochs_.back().epoch.algorithm, leaves);
  }

  absl::StatusOr<std::vector<ledger::StoredEpoch>> Epochs(const Call& /*call*/,
                                                          const std::string& log) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    return epochs_;
  }

  absl::StatusOr<std::optional<ledger::StoredCheckpoint>> GetCheckpoint(const Call& /*call*/,
                                                                        const std::string& log,
                                                                        int64_t size) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    if (checkpoints_.empty()) return std::nullopt;
    const auto found = size == 0 ? std::prev(checkpoints_.end()) : checkpoints_.find(size);
    if (found == checkpoints_.end()) return std::nullopt;
    return found->second;
  }

  absl::StatusOr<std::optional<ledger::StoredEntry>> GetEntry(const Call& /*call*/,
                                                              const std::string& log,
                                                              int64_t position) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    if (position > size()) return std::nullopt;
    return entries_[static_cast<size_t>(position - 1)].entry;
  }

  absl::StatusOr<std::vector<std::string>> Hashes(
      const Call& /*call*/, const std::string& log, ledger::HashAlgorithm algorithm,
      const std::vector<ledger::NodePlace>& places) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    std::vector<std::string> hashes;
    for (const ledger::NodePlace& place : places) {
      const int64_t width = int64_t{1} << place.level;
      if ((place.index + 1) * width > size()) return absl::InternalError("beyond the tree");
      std::vector<std::string> leaves;
      for (int64_t i = 0; i < width; ++i) leaves.push_back(LeafOf(place.index * width + i));
      hashes.push_back(ledger::RootOf(algorithm, leaves));
    }
    return hashes;
  }

  absl::Status AddCosignature(const Call& /*call*/, const std::string& log, int64_t size,
                              const std::string& witness, const std::string& line,
                              absl::Time /*now*/) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    cosignatures_[size].emplace(witness, line);
    std::vector<std::string>& lines = checkpoints_[size].cosignatures;
    lines.clear();
    for (const auto& [name, kept] : cosignatures_[size]) lines.push_back(kept);
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<ledger::ExportedEntry>> Export(
      const Call& /*call*/, const std::string& log, const ledger::ExportRange& range) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    const int64_t last = range.until_position == 0 ? size() : range.until_position;
    const auto first = entries_.begin() + std::min(range.after_position, size());
    const auto end =
        first + std::clamp<int64_t>(last - range.after_position, 0,
                                    std::min<int64_t>(range.limit, entries_.end() - first));
    return std::vector<ledger::ExportedEntry>(first, end);
  }

  absl::StatusOr<ledger::RowCounts> CountRows(const Call& /*call*/, const std::string& log,
                                              int64_t until_position) override {
    if (log != log_) return ledger::errors::LogUnknown(log);
    return ledger::RowCounts{.activities = until_position == 0 ? size() : until_position};
  }

 private:
  std::string LeafOf(int64_t i) const { return entries_[static_cast<size_t>(i)].entry.leaf_hash; }

  const std::string log_;
  const ledger::LogKey key_;
  std::vector<ledger::StoredEpoch> epochs_;
  std::vector<ledger::ExportedEntry> entries_;
  std::map<int64_t, ledger::StoredCheckpoint> checkpoints_;             // By size.
  std::map<int64_t, std::map<std::string, std::string>> cosignatures_;  // By size and witness.
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_READS_H_
