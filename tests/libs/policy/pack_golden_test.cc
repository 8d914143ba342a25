// Rule packs as they were published once, in tests/golden/rule_packs.
//
// Each file is the bytes of one xinqiao.policy.v1.RulePack in a registry's feed. A
// province keeps such bytes for decades, and whoever follows the feed from its
// beginning reads all of them: every later version reads each of these files as
// well as the first one did. So no file is ever changed or removed, and a change
// that fails here is wrong, not the file. What is added to the contract is added
// here by a further file:
//
//   protoc -Iproto -Itools/node_modules/google-proto-files
//     --encode=xinqiao.policy.v1.RulePack proto/xinqiao/policy/v1/pack.proto
//     < pack.textproto > tests/golden/rule_packs/NAME.binpb

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "libs/policy/pack_codec.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

constexpr char kFolder[] = "tests/golden/rule_packs";

std::vector<std::filesystem::path> Files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    files.push_back(entry.path());
  }
  return files;
}

v1::RulePack Load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  v1::RulePack pack;
  EXPECT_TRUE(pack.ParseFromString({std::istreambuf_iterator<char>(file), {}})) << path;
  return pack;
}

// The names of all fields that are set, and of all values of enums.
void Collect(const Message& message, std::set<std::string>& names) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    names.insert(field->full_name());
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Collect(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                     : reflection.GetMessage(message, field),
                names);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        names.insert((field->is_repeated() ? reflection.GetRepeatedEnum(message, field, i)
                                           : reflection.GetEnum(message, field))
                         ->full_name());
      }
    }
  }
}

// The names of all fields of `type` and below, and of all values of enums but 0.
void CollectAll(const google::protobuf::Descriptor& type, std::set<std::string>& names) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!names.insert(field.full_name()).second) continue;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      CollectAll(*field.message_type(), names);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      for (int v = 1; v < field.enum_type()->value_count(); ++v) {
        names.insert(field.enum_type()->value(v)->full_name());
      }
    }
  }
}

TEST(PackGoldenTest, EveryPackThatWasPublishedIsReadForEver) {
  ASSERT_GE(Files().size(), 5u);
  for (const std::filesystem::path& path : Files()) {
    EXPECT_THAT(ReadRulePack(Load(path)).unread, IsEmpty()) << path;
  }
}

TEST(PackGoldenTest, WhatItSaidIsWhatItSays) {
  for (const std::filesystem::path& path : Files()) {
    v1::RulePack pack = Load(path);
    const v1::RulePack again = EncodeRulePack(ReadRulePack(pack).value);
    // What only the registry says.
    pack.clear_name();
    pack.clear_version();
    pack.clear_publish_time();
    pack.clear_superseded_by();
    pack.clear_withdrawal_reason();
    pack.clear_publisher();
    EXPECT_EQ(again.DebugString(), pack.DebugString()) << path;
    EXPECT_EQ(again.SerializeAsString(), pack.SerializeAsString()) << path;
  }
}

// A failure asks for a further file with what was added.
TEST(PackGoldenTest, TogetherTheyUseEveryFieldAndEveryValue) {
  std::set<std::string> used;
  for (const std::filesystem::path& path : Files()) Collect(Load(path), used);
  std::set<std::string> all;
  CollectAll(*v1::RulePack::descriptor(), all);
  EXPECT_THAT(used, IsSupersetOf(all));
}

}  // namespace
}  // namespace xinqiao::policy
