// Official codes of organizations: alternate keys that can be checked.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_CODE_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_CODE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao::registry {

// Numbered as in organization_service.proto; the numbers are stored.
enum class CodeScheme {
  kDivision = 1,  // GB/T 2260, six digits.
  kSchool = 2,    // Five digits or ten.
  kCredit = 3,    // GB 32100, 18 characters.
  kExternal = 4,  // The key in the system it was imported from.
};

struct OrganizationCode {
  CodeScheme scheme = CodeScheme::kExternal;
  std::string code;

  friend auto operator<=>(const OrganizationCode&, const OrganizationCode&) = default;
};

// `code` as it is kept (letters of a credit code in upper case), or why it is
// none, as a field's violation would say it ("is not ...").
struct CheckedCode {
  std::string code;
  std::string problem;  // "" if it is one.
};
CheckedCode CheckCode(CodeScheme scheme, absl::string_view code);

// The 18th character of a credit code whose first 17 are `body`; 0 if they are
// none of GB 32100's.
char CreditCheckCharacter(absl::string_view body);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_CODE_H_
