#include "libs/rpc/malformed.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <map>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "libs/base/text.h"

namespace xinqiao::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr int kDepthMax = 32;

// The path of the first string field in `bytes` that is not UTF-8.
std::optional<std::string> BrokenText(const google::protobuf::Descriptor& type,
                                      absl::string_view bytes, int depth) {
  CodedInputStream input(reinterpret_cast<const uint8_t*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  std::map<int, int> seen;  // How many values of each field came before.
  while (const uint32_t tag = input.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&input, tag)) return std::nullopt;
      continue;
    }
    uint32_t size = 0;
    std::string value;
    if (!input.ReadVarint32(&size) || !input.ReadString(&value, static_cast<int>(size))) {
      return std::nullopt;
    }
    const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    if (field == nullptr) continue;
    const int index = seen[field->number()]++;
    const std::string name =
        field->is_repeated() ? absl::StrCat(field->name(), "[", index, "]") : field->name();
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsUtf8(value)) return name;
    if (field->type() == FieldDescriptor::TYPE_MESSAGE && depth < kDepthMax) {
      const auto inner = BrokenText(*field->message_type(), value, depth + 1);
      if (inner.has_value()) return absl::StrCat(name, ".", *inner);
    }
  }
  return std::nullopt;
}

}  // namespace

absl::Status WhyMalformed(const google::protobuf::Descriptor& type, absl::string_view bytes) {
  const std::optional<std::string> field = BrokenText(type, bytes, 0);
  if (field.has_value()) {
    return InvalidFields("xinqiao", {{.field = *field, .description = "is not well-formed UTF-8"}});
  }
  return MakeError(absl::StatusCode::kInvalidArgument, {"xinqiao", "MALFORMED_REQUEST"},
                   absl::StrCat("the request is not a ", type.full_name()),
                   {{"type", type.full_name()}});
}

}  // namespace xinqiao::rpc
