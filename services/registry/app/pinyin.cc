#include "services/registry/app/pinyin.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace xinqiao::registry {
namespace {

constexpr char kLocale[] = "zh-u-co-pinyin";

UCollator* OpenCollator() {
  UErrorCode error = U_ZERO_ERROR;
  UCollator* const collator = ucol_open(kLocale, &error);
  return U_SUCCESS(error) ? collator : nullptr;
}

}  // namespace

PinyinOrder::PinyinOrder() : collator_(OpenCollator()) {}

PinyinOrder::~PinyinOrder() {
  if (collator_ != nullptr) ucol_close(collator_);
}

std::string PinyinOrder::SortKey(absl::string_view name) const {
  // A machine without ICU's data still answers, in the order of code points.
  if (collator_ == nullptr) return std::string(name);
  // UTF-16 has no more units than UTF-8 has bytes.
  std::vector<UChar> units(name.size() + 1);
  int32_t units_size = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8WithSub(units.data(), static_cast<int32_t>(units.size()), &units_size, name.data(),
                       static_cast<int32_t>(name.size()), 0xFFFD, nullptr, &error);
  std::vector<uint8_t> key(name.size() * 4 + 16);
  const auto fill = [&] {
    return static_cast<size_t>(ucol_getSortKey(collator_, units.data(), units_size, key.data(),
                                               static_cast<int32_t>(key.size())));
  };
  size_t size = fill();
  if (size > key.size()) {
    key.resize(size);
    size = fill();
  }
  // ICU counts a final 0, which tells nothing.
  if (size > 0) --size;
  return {key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace xinqiao::registry
