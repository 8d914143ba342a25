// The order of Chinese names.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_PINYIN_H_
#define XINQIAO_SERVICES_REGISTRY_APP_PINYIN_H_

#include <string>

#include "absl/strings/string_view.h"

struct UCollator;

namespace xinqiao::registry {

// Sorts by pinyin, as CLDR has it. Thread-safe.
class PinyinOrder {
 public:
  PinyinOrder();
  ~PinyinOrder();
  PinyinOrder(const PinyinOrder&) = delete;
  PinyinOrder& operator=(const PinyinOrder&) = delete;

  // Bytes that compare as the names do. `name` is UTF-8.
  std::string SortKey(absl::string_view name) const;

 private:
  UCollator* const collator_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_PINYIN_H_
