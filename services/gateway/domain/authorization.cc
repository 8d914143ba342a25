#include "services/gateway/domain/authorization.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/gateway/domain/errors.h"

namespace xinqiao::gateway {
namespace {

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsHexUuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !IsHex(text.substr(i, 1))) return false;
  }
  return true;
}

bool IsZero(absl::string_view digits) {
  return digits.find_first_not_of('0') == absl::string_view::npos;
}

}  // namespace

absl::StatusOr<std::string> PrincipalFrom(const std::vector<std::string>& claims) {
  if (claims.empty()) return kLocalDeveloper;
  absl::string_view id = claims.front();
  const bool known = absl::ConsumePrefix(&id, "people/") || absl::ConsumePrefix(&id, "youths/");
  if (claims.size() > 1 || !known || !IsHexUuid(id)) return errors::PrincipalMalformed();
  return claims.front();
}

std::string TraceIdFrom(const std::vector<std::string>& trace_parents) {
  if (trace_parents.size() != 1) return "";
  // version-trace id-parent id-flags: "00-" 32 "-" 16 "-" 2
  const absl::string_view value = trace_parents.front();
  if (value.size() < 55 || value[2] != '-' || value[35] != '-' || value[52] != '-') return "";
  const absl::string_view version = value.substr(0, 2);
  const absl::string_view trace_id = value.substr(3, 32);
  const absl::string_view parent_id = value.substr(36, 16);
  const absl::string_view flags = value.substr(53, 2);
  if (!IsHex(version) || !IsHex(trace_id) || !IsHex(parent_id) || !IsHex(flags)) return "";
  if (version == "ff" || IsZero(trace_id) || IsZero(parent_id)) return "";
  // Later versions may append fields, the first may not.
  if (value.size() > 55 && (version == "00" || value[55] != '-')) return "";
  return std::string(trace_id);
}

bool IsHopByHop(absl::string_view key) {
  return absl::StartsWith(key, "grpc-") || absl::StartsWith(key, ":") || key == "user-agent" ||
         key == "te" || key == "content-type" || key == "host";
}

bool PassesToBackend(absl::string_view key) {
  return !IsHopByHop(key) && !absl::StartsWith(key, "x-xinqiao-") && key != "authorization" &&
         key != "cookie";
}

bool IsSendable(absl::string_view key, absl::string_view value) {
  const bool named = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' || c == '-';
  });
  if (!named) return false;
  // The suffix alone does not make a key binary when it is sent, though it does
  // when it is read.
  if (key.size() > 4 && absl::EndsWith(key, "-bin")) return true;
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace xinqiao::gateway
