#include "libs/config/env.h"

#include <cstdlib>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace xinqiao {

Env Env::OfProcess() {
  return Env([](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  });
}

std::string Env::String(const std::string& name) {
  const std::optional<std::string> value = lookup_(name);
  if (!value.has_value() || value->empty()) problems_.push_back(absl::StrCat(name, " is not set"));
  return value.value_or("");
}

std::string Env::FileContents(const std::string& name) {
  const std::string path = String(name);
  if (path.empty()) return "";
  std::ifstream file(path);
  std::string text;
  // Not by iterators, which would raise what a folder's name leads to.
  for (char c = 0; file.get(c);) text.push_back(c);
  if (!file.is_open() || file.bad())
    problems_.push_back(absl::StrCat(name, ": cannot read ", path));
  absl::StripAsciiWhitespace(&text);
  return text;
}

int Env::Int(const std::string& name, int otherwise, int min, int max) {
  const std::optional<std::string> text = lookup_(name);
  if (!text.has_value()) return otherwise;
  int value = 0;
  if (absl::SimpleAtoi(*text, &value) && min <= value && value <= max) return value;
  problems_.push_back(absl::StrCat(name, " is ", *text, ", want ", min, "..", max));
  return otherwise;
}

absl::Status Env::status() const {
  if (problems_.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(problems_, "; "));
}

}  // namespace xinqiao
