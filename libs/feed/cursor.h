// How far a service has applied a feed.

#ifndef XINQIAO_LIBS_FEED_CURSOR_H_
#define XINQIAO_LIBS_FEED_CURSOR_H_

#include <cstdint>
#include <string>

namespace xinqiao::feed {

// A place in one log of one owner.
struct Cursor {
  std::string source;  // "registry", "contacts", "ledger" or "wishes".
  std::string log;
  std::string epoch;  // "" before the first event.
  int64_t position = 0;

  friend bool operator==(const Cursor&, const Cursor&) = default;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_CURSOR_H_
