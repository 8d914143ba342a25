#include "services/ledger/domain/note.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/crypto/signature.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::HasSubstr;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// The example of the format's first implementation, and its key.
constexpr char kExample[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
    "E6RyyBwJnAM=\n";
constexpr char kExampleKey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

Note Sample() {
  return {.text = "a\n\n— b\n心\n",
          .signatures = {{.name = "log/1", .key_id = "abcd", .signature = "\x01"},
                         {.name = "见证", .key_id = std::string(4, '\0'), .signature = "xy"}}};
}

void ExpectMalformed(const std::string& text) {
  EXPECT_TRUE(absl::IsInvalidArgument(ParseNote(text).status())) << absl::CHexEscape(text);
}

TEST(NoteTest, TheExampleOfTheFormatVerifies) {
  const auto note = ParseNote(kExample);
  ASSERT_THAT(note, IsOk());
  const auto key = ParseNoteKey(kExampleKey);
  ASSERT_THAT(key, IsOk());
  ASSERT_EQ(note->signatures.size(), 1U);
  EXPECT_EQ(note->signatures[0].name, "PeterNeumann");
  EXPECT_EQ(note->signatures[0].key_id, key->Id());
  EXPECT_TRUE(crypto::Verify(key->public_key, note->text, note->signatures[0].signature));
  EXPECT_EQ(FormatNote(*note), kExample);
}

// The blank line and the dash in the text are part of it: signatures follow the
// last blank line.
TEST(NoteTest, WhatIsFormattedIsParsed) {
  EXPECT_THAT(ParseNote(FormatNote(Sample())), IsOkAndHolds(Sample()));
}

TEST(NoteTest, WhatIsNoNoteIsRefused) {
  const std::string line = FormatSignatureLine(Sample().signatures[0]);
  ASSERT_THAT(ParseNote(absl::StrCat("a\n\n", line)), IsOk());
  for (const std::string& text : std::vector<std::string>{
           "",
           "\n",
           "\n\n",
           "a",
           "a\n",
           "a\n\n",
           "a\n\n\n",
           absl::StrCat("a\n", line),
           absl::StrCat("a\n\n", line.substr(0, line.size() - 1)),
           absl::StrCat("a\n\n", line, "\n"),
           absl::StrCat("a\n\n", line, "b\n"),
           absl::StrCat("a\n\n ", line),
           absl::StrCat("a\r\n\n", line),
           absl::StrCat("a\tb\n\n", line),
           absl::StrCat(std::string("a\0b\n\n", 5), line),
           absl::StrCat("\xff\n\n", line),
           absl::StrCat(std::string(1 << 20, 'a'), "\n\n", line),
       }) {
    ExpectMalformed(text);
  }
}

TEST(NoteTest, TheLineAtFaultIsTold) {
  const std::string line = FormatSignatureLine(Sample().signatures[0]);
  EXPECT_THAT(ParseNote(absl::StrCat("a\nb\x01\n\n", line)).status().message(),
              HasSubstr("line 2: "));
  EXPECT_THAT(ParseNote(absl::StrCat("a\nb\n\n", line, "c\n")).status().message(),
              HasSubstr("line 5: "));
}

TEST(NoteTest, SignatureLinesAreStrict) {
  ASSERT_THAT(ParseSignatureLine("— a YWJjZGU="), IsOk());
  for (const std::string& line : std::vector<std::string>{
           "",
           "—",
           "— ",
           "— a",
           "— a ",
           "-- a YWJjZGU=",
           "—  YWJjZGU=",
           "— a  YWJjZGU=",
           "— a YWJjZGU= ",
           "— a YWJjZGU=\n",
           "— a YWJjZGU",   // Not padded.
           "— a YWJjZGV=",  // A stray bit.
           "— a YWJjZA==",  // A key id alone.
           "— a YWJj",      // Not even that.
           "— a YWJj\nZGU=",
           "— a -_JjZGU=",  // The alphabet of URLs.
           "— a+b YWJjZGU=",
           "— a\xE3\x80\x80 YWJjZGU=",
           "— a\xC2\xA0 YWJjZGU=",
           "— \xff YWJjZGU=",
       }) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseSignatureLine(line).status()))
        << absl::CHexEscape(line);
  }
}

TEST(NoteTest, KeysAreStrict) {
  const NoteKey key = {.name = "w", .type = '\x04', .public_key = std::string(32, '\x07')};
  const std::string bytes = absl::StrCat("\x04", key.public_key);
  const std::string id = absl::BytesToHexString(key.Id());
  EXPECT_THAT(ParseNoteKey(absl::StrCat("w+", id, "+", absl::Base64Escape(bytes))),
              IsOkAndHolds(key));
  const std::string other_type = absl::StrCat("\x02", key.public_key);
  const NoteKey of_other_type = {.name = "w", .type = '\x02', .public_key = key.public_key};
  for (const std::string& text : std::vector<std::string>{
           "",
           "w",
           absl::StrCat("w+", id),
           absl::StrCat("w+", id, "+"),
           absl::StrCat("+", id, "+", absl::Base64Escape(bytes)),
           absl::StrCat("v+", id, "+", absl::Base64Escape(bytes)),
           absl::StrCat("w+00000000+", absl::Base64Escape(bytes)),
           absl::StrCat("w+", id, "+", absl::Base64Escape(bytes.substr(1))),
           absl::StrCat("w+", id, "+", absl::Base64Escape(bytes), "+"),
           absl::StrCat("w+", absl::BytesToHexString(of_other_type.Id()), "+",
                        absl::Base64Escape(other_type)),
       }) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseNoteKey(text).status())) << text;
  }
}

}  // namespace
}  // namespace xinqiao::ledger
