// How a phone is shown.

#ifndef XINQIAO_LIBS_BASE_PHONE_H_
#define XINQIAO_LIBS_BASE_PHONE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao {

// "199******12": the first three and the last two digits. Of what is too short
// for that, none. "" for "".
std::string MaskPhone(absl::string_view phone);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_PHONE_H_
