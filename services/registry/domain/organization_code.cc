#include "services/registry/domain/organization_code.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"

namespace xinqiao::registry {
namespace {

constexpr size_t kDivisionSize = 6;
constexpr size_t kCreditSize = 18;
constexpr size_t kExternalSizeMax = 64;

// GB/T 2260: the first two digits of every province, region and municipality.
constexpr std::array<absl::string_view, 34> kProvinces = {
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
    "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
    "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"};

// GB 32100: digits and letters, without I, O, S, V and Z, worth their place.
constexpr absl::string_view kCreditCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr int kCreditModulus = 31;
constexpr int kCreditFactor = 3;

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

std::string ProblemOfDivision(absl::string_view code) {
  if (code.size() != kDivisionSize || !AllDigits(code)) return "is not six digits (GB/T 2260)";
  if (std::find(kProvinces.begin(), kProvinces.end(), code.substr(0, 2)) == kProvinces.end()) {
    return "begins with no province of GB/T 2260";
  }
  if (code.substr(2, 2) == "00" && code.substr(4, 2) != "00") {
    return "names a county without a city (GB/T 2260)";
  }
  return "";
}

std::string ProblemOfCredit(absl::string_view code) {
  if (code.size() != kCreditSize) return "has not 18 characters (GB 32100)";
  const char check = CreditCheckCharacter(code.substr(0, kCreditSize - 1));
  if (check == 0) return "holds a character that GB 32100 does not have";
  if (check != code.back()) return "has a wrong check digit (GB 32100)";
  return "";
}

std::string ProblemOfExternal(absl::string_view code) {
  const bool fits = !code.empty() && code.size() <= kExternalSizeMax;
  const bool plain = std::all_of(code.begin(), code.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
  });
  return fits && plain ? "" : "is not 1 to 64 letters, digits, '.', '_' or '-'";
}

}  // namespace

CheckedCode CheckCode(CodeScheme scheme, absl::string_view code) {
  CheckedCode checked{.code = std::string(code)};
  switch (scheme) {
    case CodeScheme::kDivision:
      checked.problem = ProblemOfDivision(code);
      break;
    case CodeScheme::kSchool:
      if ((code.size() != 5 && code.size() != 10) || !AllDigits(code)) {
        checked.problem = "is not five or ten digits";
      }
      break;
    case CodeScheme::kCredit:
      absl::AsciiStrToUpper(&checked.code);
      checked.problem = ProblemOfCredit(checked.code);
      break;
    case CodeScheme::kExternal:
      checked.problem = ProblemOfExternal(code);
      break;
  }
  return checked;
}

char CreditCheckCharacter(absl::string_view body) {
  int sum = 0;
  int weight = 1;
  for (const char c : body) {
    const size_t worth = kCreditCharacters.find(c);
    if (worth == absl::string_view::npos) return 0;
    sum += static_cast<int>(worth) * weight;
    weight = weight * kCreditFactor % kCreditModulus;
  }
  return kCreditCharacters[static_cast<size_t>((kCreditModulus - sum % kCreditModulus) %
                                               kCreditModulus)];
}

}  // namespace xinqiao::registry
