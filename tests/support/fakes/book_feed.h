// Brings the rule packs that a fake store writes to the book in memory, as
// registry's own feed does, but at once.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_BOOK_FEED_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_BOOK_FEED_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "services/registry/app/policy_book.h"
#include "services/registry/feed/tree_codec.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::testing {

// `encoders`, which make events of messages, with those of rule packs applied to
// `book`, which outlives them, when they are encoded.
inline RegistryEncoders FeedBook(RegistryEncoders encoders, registry::PolicyBook& book) {
  const auto applied = [&book](auto encode) {
    return [&book, encode = std::move(encode)](const registry::PublishedRulePack& value) {
      std::string event = encode(value);
      registry::FeedChange change;
      EXPECT_THAT(registry::AddEvent(event, change), IsOk());
      EXPECT_THAT(book.Apply(change.book), IsOk());
      return event;
    };
  };
  encoders.policies.published = applied(std::move(encoders.policies.published));
  encoders.policies.ended = applied(std::move(encoders.policies.ended));
  return encoders;
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_BOOK_FEED_H_
