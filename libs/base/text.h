// What text the suite accepts and stores.

#ifndef XINQIAO_LIBS_BASE_TEXT_H_
#define XINQIAO_LIBS_BASE_TEXT_H_

#include "absl/strings/string_view.h"

namespace xinqiao {

// Whether `text` is well-formed UTF-8: no surrogates, no overlong forms.
bool IsUtf8(absl::string_view text);

// What is wrong with `text` as something to store and show, or "" if nothing
// is. Refused are malformed UTF-8, U+0000 and other control characters (tab
// and line breaks pass), and characters that change the direction of writing.
absl::string_view TextProblem(absl::string_view text);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_TEXT_H_
