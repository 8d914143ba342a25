// Pages of a list in the order of its ids.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_PAGE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_PAGE_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace xinqiao::registry {

// Which page a caller asks for.
struct PageRequest {
  std::string cursor;  // The last id of the page before; "" for the first page.
  int size = 100;
};

// What a store is asked for: at most `limit` values whose ids are larger.
struct Range {
  std::string after_id;  // "" from the start.
  int limit = 0;
};

template <typename T>
struct Page {
  std::vector<T> items;
  std::string next_cursor;  // "" on the last page.
};

// One more than a page holds tells whether another follows.
inline Range RangeOf(const PageRequest& request) {
  return {.after_id = request.cursor, .limit = request.size + 1};
}

// The page of `request` out of what a store gave for RangeOf(request).
template <typename T>
Page<T> PageOf(const PageRequest& request, std::vector<T> items, std::string T::*id) {
  Page<T> page{.items = std::move(items)};
  const auto size = static_cast<size_t>(request.size);
  if (page.items.size() > size) {
    page.items.resize(size);
    page.next_cursor = page.items.back().*id;
  }
  return page;
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_PAGE_H_
