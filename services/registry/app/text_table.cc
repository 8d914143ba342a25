#include "services/registry/app/text_table.h"

#include <algorithm>

namespace xinqiao::registry {
namespace {

constexpr size_t kBlockSize = size_t{64} << 10;

}  // namespace

absl::string_view TextPool::Keep(absl::string_view text) {
  if (text.empty()) return "";
  if (text.size() > free_size_) {
    free_size_ = std::max(kBlockSize, text.size());
    blocks_.push_back(std::make_unique<char[]>(free_size_));
    free_ = blocks_.back().get();
  }
  char* const kept = free_;
  std::copy(text.begin(), text.end(), kept);
  free_ += text.size();
  free_size_ -= text.size();
  return {kept, text.size()};
}

uint32_t TextTable::Number(absl::string_view text) {
  if (const auto found = Find(text); found.has_value()) return *found;
  const auto number = static_cast<uint32_t>(texts_.size());
  const absl::string_view kept = pool_.Keep(text);
  texts_.push_back(kept);
  numbers_.emplace(kept, number);
  return number;
}

std::optional<uint32_t> TextTable::Find(absl::string_view text) const {
  const auto found = numbers_.find(text);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

}  // namespace xinqiao::registry
