#include "tests/fuzz/message_mutator.h"

#include <google/protobuf/descriptor.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace xinqiao::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A field of some message within the one that is changed.
struct Place {
  Message* message = nullptr;
  const FieldDescriptor* field = nullptr;
};

int Below(size_t bound, std::mt19937& random) { return static_cast<int>(random() % bound); }

// Every set field, and every field of a message that is set, at any depth.
void AddPlaces(Message& message, std::vector<Place>& places) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    places.push_back({.message = &message, .field = field});
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      for (int k = 0; k < reflection.FieldSize(message, field); ++k) {
        AddPlaces(*reflection.MutableRepeatedMessage(&message, field, k), places);
      }
    } else if (reflection.HasField(message, field)) {
      AddPlaces(*reflection.MutableMessage(&message, field), places);
    }
  }
}

int64_t Number(std::mt19937& random) {
  constexpr std::array<int64_t, 6> kExtremes = {0,
                                                -1,
                                                std::numeric_limits<int32_t>::max(),
                                                std::numeric_limits<int32_t>::min(),
                                                std::numeric_limits<int64_t>::max(),
                                                std::numeric_limits<int64_t>::min()};
  if (random() % 4 == 0) return kExtremes[random() % kExtremes.size()];
  return Below(random() % 2 == 0 ? 12 : 4000, random);
}

int EnumNumber(const FieldDescriptor& field, std::mt19937& random) {
  const auto& values = *field.enum_type();
  return values.value(Below(static_cast<size_t>(values.value_count()), random))->number();
}

void MutateList(const Place& place, int size, std::mt19937& random) {
  const google::protobuf::Reflection& reflection = *place.message->GetReflection();
  const int at = Below(static_cast<size_t>(size), random);
  switch (random() % 4) {
    case 0:
      reflection.SwapElements(place.message, place.field, at, size - 1);
      reflection.RemoveLast(place.message, place.field);
      break;
    case 1:
      reflection.SwapElements(place.message, place.field, at,
                              Below(static_cast<size_t>(size), random));
      break;
    default:
      if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Message* added = reflection.AddMessage(place.message, place.field);
        added->CopyFrom(reflection.GetRepeatedMessage(*place.message, place.field, at));
      } else if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        reflection.AddEnumValue(place.message, place.field, EnumNumber(*place.field, random));
      } else if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        const std::string copy = reflection.GetRepeatedString(*place.message, place.field, at);
        reflection.AddString(place.message, place.field, copy);
      }
  }
}

void MutateOne(const Place& place, std::mt19937& random) {
  const google::protobuf::Reflection& reflection = *place.message->GetReflection();
  switch (place.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(place.message, place.field, random() % 2 == 0);
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      reflection.SetEnumValue(place.message, place.field, EnumNumber(*place.field, random));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(place.message, place.field, static_cast<int32_t>(Number(random)));
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.SetInt64(place.message, place.field, Number(random));
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (random() % 4 == 0) {
        reflection.ClearField(place.message, place.field);
      } else {
        reflection.MutableMessage(place.message, place.field);
      }
      break;
    default:
      break;
  }
}

}  // namespace

void Mutate(Message& message, std::mt19937& random) {
  std::vector<Place> places;
  AddPlaces(message, places);
  const Place& place = places[random() % places.size()];
  if (!place.field->is_repeated()) return MutateOne(place, random);
  const int size = place.message->GetReflection()->FieldSize(*place.message, place.field);
  if (size > 0) {
    MutateList(place, size, random);
  } else if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    place.message->GetReflection()->AddEnumValue(place.message, place.field,
                                                 EnumNumber(*place.field, random));
  }
}

}  // namespace xinqiao::fuzz
