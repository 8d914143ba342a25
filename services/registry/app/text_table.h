// Texts that are kept once, and told apart by number.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_TEXT_TABLE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_TEXT_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace xinqiao::registry {

// Bytes that stay where they are as long as the pool does. Not thread-safe.
class TextPool {
 public:
  // A copy of `text`.
  absl::string_view Keep(absl::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  // Of the last block.
  size_t free_size_ = 0;
};

// Different texts, numbered from 0 on as they come. Not thread-safe.
class TextTable {
 public:
  // The number of `text`, which is a new one if nobody asked before.
  uint32_t Number(absl::string_view text);

  // Nothing if it has none yet.
  std::optional<uint32_t> Find(absl::string_view text) const;

  absl::string_view Text(uint32_t number) const { return texts_[number]; }
  size_t size() const { return texts_.size(); }

 private:
  TextPool pool_;
  std::vector<absl::string_view> texts_;
  absl::flat_hash_map<absl::string_view, uint32_t> numbers_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_TEXT_TABLE_H_
