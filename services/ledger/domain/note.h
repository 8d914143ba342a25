// Signed notes (C2SP signed-note): a text and the signatures under it. Pure.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_NOTE_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_NOTE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xinqiao::ledger {

// One line under a note: "— name base64(key id || signature)".
struct NoteSignature {
  std::string name;
  std::string key_id;     // 4 bytes.
  std::string signature;  // With what a type puts before it, such as a time.

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

// A text and the signatures under it.
struct Note {
  std::string text;  // Ends with a line feed.
  std::vector<NoteSignature> signatures;

  friend bool operator==(const Note&, const Note&) = default;
};

// INVALID_ARGUMENT, with the line, unless `text` is a note: at most 1 MiB, UTF-8
// without control characters but line feeds, at least one signature line.
absl::StatusOr<Note> ParseNote(absl::string_view text);

// One signature line, without its line feed. INVALID_ARGUMENT if it is none.
absl::StatusOr<NoteSignature> ParseSignatureLine(absl::string_view line);

std::string FormatNote(const Note& note);
std::string FormatSignatureLine(const NoteSignature& signature);  // With its line feed.

// The key that signs or verifies: a name and an Ed25519 public key.
struct NoteKey {
  std::string name;
  char type = '\x01';      // 0x01: Ed25519; 0x04: cosignature/v1.
  std::string public_key;  // 32 bytes.

  // The first 4 bytes of SHA-256(name || "\n" || type || public key).
  std::string Id() const;

  friend bool operator==(const NoteKey&, const NoteKey&) = default;
};

// "name+hash+base64(type || key)", as C2SP writes verifier keys.
absl::StatusOr<NoteKey> ParseNoteKey(absl::string_view text);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_NOTE_H_
