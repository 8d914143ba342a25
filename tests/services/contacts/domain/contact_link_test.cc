#include "services/contacts/domain/contact_link.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::contacts {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

const directory::PostName kPostName = {.organization_id = "organization-1", .post_id = "post-1"};

directory::Post HeldSinceApril() {
  return {
      .name = kPostName, .log = "log-1", .valid = {.first = Day("2017-04-01"), .end = kOpenEnd}};
}

ContactLink Proposed() {
  return {.id = "link-1", .youth_id = "youth-1", .post = kPostName, .log = "log-1"};
}

ContactLink InState(LinkState state) {
  ContactLink link = Proposed();
  link.state = state;
  if (state == LinkState::kActive || state == LinkState::kWithdrawn) {
    link.active_day = Day("2017-04-05");
  }
  if (state == LinkState::kWithdrawn) link.inactive_day = Day("2017-05-05");
  return link;
}

enum class Act { kAccept, kDecline, kWithdraw };

absl::StatusOr<ContactLink> After(const ContactLink& link, Act act, absl::CivilDay day) {
  switch (act) {
    case Act::kAccept:
      return Accept(link, HeldSinceApril(), day);
    case Act::kDecline:
      return Decline(link);
    case Act::kWithdraw:
      return Withdraw(link, day);
  }
  return absl::InternalError("no such act");
}

std::string ToString(LinkState state) {
  switch (state) {
    case LinkState::kProposed:
      return "proposed";
    case LinkState::kActive:
      return "active";
    case LinkState::kDeclined:
      return "declined";
    case LinkState::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

TEST(ContactLinkTest, EveryActInEveryState) {
  struct Case {
    LinkState state;
    Act act;
    std::string want;
  };
  const std::vector<Case> cases = {
      {LinkState::kProposed, Act::kAccept, "active"},
      {LinkState::kProposed, Act::kDecline, "declined"},
      {LinkState::kProposed, Act::kWithdraw, "LINK_NOT_ACTIVE"},
      {LinkState::kActive, Act::kAccept, "LINK_NOT_PROPOSED"},
      {LinkState::kActive, Act::kDecline, "LINK_NOT_PROPOSED"},
      {LinkState::kActive, Act::kWithdraw, "withdrawn"},
      {LinkState::kDeclined, Act::kAccept, "LINK_NOT_PROPOSED"},
      {LinkState::kDeclined, Act::kDecline, "LINK_NOT_PROPOSED"},
      {LinkState::kDeclined, Act::kWithdraw, "LINK_NOT_ACTIVE"},
      {LinkState::kWithdrawn, Act::kAccept, "LINK_NOT_PROPOSED"},
      {LinkState::kWithdrawn, Act::kDecline, "LINK_NOT_PROPOSED"},
      {LinkState::kWithdrawn, Act::kWithdraw, "LINK_NOT_ACTIVE"},
  };
  for (const Case& c : cases) {
    const auto after = After(InState(c.state), c.act, Day("2017-05-17"));
    const std::string got = after.ok() ? ToString(after->state) : ErrorReason(after.status());
    EXPECT_EQ(got, c.want) << ToString(c.state) << " act " << static_cast<int>(c.act);
  }
}

// Every sequence of five acts, against what must hold after each of them.
TEST(ContactLinkTest, NoSequenceOfActsBreaksALink) {
  constexpr int kActs = 5;
  const int sequences = 3 * 3 * 3 * 3 * 3;
  for (int sequence = 0; sequence < sequences; ++sequence) {
    ContactLink link = Proposed();
    int activations = 0;
    int rest = sequence;
    for (int i = 0; i < kActs; ++i, rest /= 3) {
      const auto after = After(link, static_cast<Act>(rest % 3), Day("2017-05-01") + i);
      if (!after.ok()) continue;
      ASSERT_NE(after->state, link.state) << sequence;
      ASSERT_NE(link.state, LinkState::kDeclined) << sequence;
      ASSERT_NE(link.state, LinkState::kWithdrawn) << sequence;
      link = *after;
      if (link.state == LinkState::kActive) ++activations;
      const bool was_active =
          link.state == LinkState::kActive || link.state == LinkState::kWithdrawn;
      ASSERT_EQ(link.active_day.has_value(), was_active) << sequence;
      ASSERT_EQ(link.inactive_day.has_value(), link.state == LinkState::kWithdrawn) << sequence;
      if (link.inactive_day.has_value()) {
        ASSERT_GE(*link.inactive_day, *link.active_day) << sequence;
      }
      ASSERT_EQ(link.post, kPostName) << sequence;
      ASSERT_EQ(link.log, "log-1") << sequence;
    }
    ASSERT_LE(activations, 1) << sequence;
  }
}

TEST(ContactLinkTest, IsActiveFromTheDayOfAcceptanceUpToTheDayOfWithdrawal) {
  const auto active = Accept(Proposed(), HeldSinceApril(), Day("2017-04-05"));
  ASSERT_THAT(active, IsOk());
  EXPECT_EQ(active->active_day, Day("2017-04-05"));
  const auto withdrawn = Withdraw(*active, Day("2017-05-01"));
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->active_day, Day("2017-04-05"));
  EXPECT_EQ(withdrawn->inactive_day, Day("2017-05-01"));
}

TEST(ContactLinkTest, NeverEndsBeforeItBegan) {
  const auto withdrawn = Withdraw(InState(LinkState::kActive), Day("2017-04-01"));
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->inactive_day, Day("2017-04-05"));
}

TEST(ContactLinkTest, IsAcceptedOnlyWhileThePostIsHeld) {
  directory::Post post = HeldSinceApril();
  post.valid.end = Day("2017-05-01");
  EXPECT_THAT(Accept(Proposed(), post, Day("2017-04-30")), IsOk());
  EXPECT_THAT(Accept(Proposed(), post, Day("2017-05-01")), FailsWith("POST_NOT_VALID"));
}

TEST(ContactLinkTest, ProposalNeedsTheYouthThePostItsLogAndNoOpenLink) {
  const ProposalFacts good = {.youth_known = true, .post = HeldSinceApril()};
  const absl::CivilDay day = Day("2017-04-05");
  EXPECT_THAT(CheckProposal(good, kPostName, day), IsOk());

  ProposalFacts facts = good;
  facts.youth_known = false;
  EXPECT_THAT(CheckProposal(facts, kPostName, day), FailsWith("YOUTH_NOT_FOUND"));
  facts = good;
  facts.post.reset();
  EXPECT_THAT(CheckProposal(facts, kPostName, day), FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(CheckProposal(good, kPostName, Day("2017-03-31")), FailsWith("POST_NOT_VALID"));
  facts = good;
  facts.post->log.clear();
  EXPECT_THAT(CheckProposal(facts, kPostName, day), FailsWith("POST_WITHOUT_LOG"));
  facts = good;
  facts.link_open = true;
  EXPECT_THAT(CheckProposal(facts, kPostName, day), FailsWith("LINK_EXISTS"));
}

}  // namespace
}  // namespace xinqiao::contacts
