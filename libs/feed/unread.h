// What of an owner's feed this version is too old to read.

#ifndef XINQIAO_LIBS_FEED_UNREAD_H_
#define XINQIAO_LIBS_FEED_UNREAD_H_

#include "absl/strings/string_view.h"

namespace xinqiao::feed {

// Somebody has to update the process: says so in the log, and counts it in
// xinqiao_feed_unread_total. `what` names a resource, `why` a part of it.
// Thread-safe.
void ReportUnread(absl::string_view source, absl::string_view what, absl::string_view why);

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_UNREAD_H_
