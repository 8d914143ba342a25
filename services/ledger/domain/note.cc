#include "services/ledger/domain/note.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kNoteBytesMax = 1 << 20;
constexpr size_t kKeyIdBytes = 4;
constexpr size_t kPublicKeyBytes = 32;
constexpr char kDash[] = "— ";

// Characters above ASCII that Unicode calls white space, in UTF-8.
constexpr absl::string_view kSpaces[] = {
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20; }

bool IsName(absl::string_view name) {
  return !name.empty() && IsUtf8(name) && std::none_of(name.begin(), name.end(), [](char c) {
    return IsControl(c) || c == ' ' || c == '+';
  }) && std::none_of(std::begin(kSpaces), std::end(kSpaces), [&](absl::string_view space) {
    return absl::StrContains(name, space);
  });
}

// Only the one form that base64 has for given bytes: no other padding, no
// stray bits.
std::optional<std::string> FromBase64(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes) || absl::Base64Escape(bytes) != text) return std::nullopt;
  return bytes;
}

absl::Status Malformed(size_t line, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", problem));
}

// OK if the bytes may stand in a note.
absl::Status CheckBytes(absl::string_view text) {
  if (text.size() > kNoteBytesMax) return absl::InvalidArgumentError("larger than 1 MiB");
  size_t line = 0;
  for (const absl::string_view content : absl::StrSplit(text, '\n')) {
    ++line;
    if (!IsUtf8(content)) return Malformed(line, "not UTF-8");
    if (std::any_of(content.begin(), content.end(), IsControl)) {
      return Malformed(line, "a control character");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<NoteSignature> ParseSignatureLine(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, kDash)) {
    return absl::InvalidArgumentError("a signature begins with a long dash and a space");
  }
  const std::pair<absl::string_view, absl::string_view> words =
      absl::StrSplit(line, absl::MaxSplits(' ', 1));
  if (!IsName(words.first)) return absl::InvalidArgumentError("not the name of a key");
  const std::optional<std::string> bytes = FromBase64(words.second);
  if (!bytes.has_value() || bytes->size() <= kKeyIdBytes) {
    return absl::InvalidArgumentError("not a key id and a signature in base64");
  }
  return NoteSignature{.name = std::string(words.first),
                       .key_id = bytes->substr(0, kKeyIdBytes),
                       .signature = bytes->substr(kKeyIdBytes)};
}

absl::StatusOr<Note> ParseNote(absl::string_view text) {
  RETURN_IF_ERROR(CheckBytes(text));
  const size_t blank = text.rfind("\n\n");
  if (blank == absl::string_view::npos) {
    return absl::InvalidArgumentError("no blank line before the signatures");
  }
  Note note = {.text = std::string(text.substr(0, blank + 1)), .signatures = {}};
  absl::string_view lines = text.substr(blank + 2);
  size_t number = 1 + static_cast<size_t>(std::count(note.text.begin(), note.text.end(), '\n'));
  if (!absl::ConsumeSuffix(&lines, "\n")) {
    return absl::InvalidArgumentError("a signature line must end with a line feed");
  }
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    ++number;
    absl::StatusOr<NoteSignature> signature = ParseSignatureLine(line);
    if (!signature.ok()) return Malformed(number, signature.status().message());
    note.signatures.push_back(*std::move(signature));
  }
  return note;
}

std::string FormatSignatureLine(const NoteSignature& signature) {
  return absl::StrCat(kDash, signature.name, " ",
                      absl::Base64Escape(absl::StrCat(signature.key_id, signature.signature)),
                      "\n");
}

std::string FormatNote(const Note& note) {
  std::string text = absl::StrCat(note.text, "\n");
  for (const NoteSignature& signature : note.signatures) {
    absl::StrAppend(&text, FormatSignatureLine(signature));
  }
  return text;
}

std::string NoteKey::Id() const {
  return crypto::Sha256(absl::StrCat(name, "\n", std::string(1, type), public_key))
      .substr(0, kKeyIdBytes);
}

absl::StatusOr<NoteKey> ParseNoteKey(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('+', 2));
  if (parts.size() != 3 || !IsName(parts[0])) {
    return absl::InvalidArgumentError("not name+hash+key");
  }
  const std::optional<std::string> bytes = FromBase64(parts[2]);
  if (!bytes.has_value() || bytes->size() != 1 + kPublicKeyBytes) {
    return absl::InvalidArgumentError("the key is not a type and 32 bytes in base64");
  }
  NoteKey key = {
      .name = std::string(parts[0]), .type = bytes->front(), .public_key = bytes->substr(1)};
  if (key.type != '\x01' && key.type != '\x04') {
    return absl::InvalidArgumentError("the key is neither Ed25519 nor one for cosignature/v1");
  }
  if (parts[1] != absl::BytesToHexString(key.Id())) {
    return absl::InvalidArgumentError("the hash is not that of the name and the key");
  }
  return key;
}

}  // namespace xinqiao::ledger
