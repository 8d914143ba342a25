// Changes messages in ways that keep them messages.

#ifndef XINQIAO_TESTS_FUZZ_MESSAGE_MUTATOR_H_
#define XINQIAO_TESTS_FUZZ_MESSAGE_MUTATOR_H_

#include <google/protobuf/message.h>

#include <random>

namespace xinqiao::fuzz {

// Changes one field somewhere in `message`: a number becomes another, small or
// extreme; an enum another of its values; an element of a list is dropped, copied
// or moved; a field is cleared. Texts stay: bytes are for libFuzzer to change.
void Mutate(google::protobuf::Message& message, std::mt19937& random);

}  // namespace xinqiao::fuzz

#endif  // XINQIAO_TESTS_FUZZ_MESSAGE_MUTATOR_H_
