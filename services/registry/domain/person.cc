#include "services/registry/domain/person.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

constexpr size_t kUserNameBytesMin = 3;
constexpr size_t kUserNameBytesMax = 64;

bool MayFollow(char c) {
  return absl::ascii_islower(static_cast<unsigned char>(c)) ||
         absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool IsUserName(absl::string_view text) {
  return text.size() >= kUserNameBytesMin && text.size() <= kUserNameBytesMax &&
         absl::ascii_islower(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(), MayFollow);
}

absl::Status CheckPerson(const PersonFacts& facts) {
  if (facts.phone_in_use) return errors::PhoneInUse();
  if (facts.user_name_in_use) return errors::UserNameInUse();
  return absl::OkStatus();
}

}  // namespace xinqiao::registry
