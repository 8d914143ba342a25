#include "services/contacts/app/contacts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_contacts_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::contacts {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// Readable stand-ins for the messages of rpc/codec.
std::string Text(const ContactLink& link) {
  return absl::StrCat(link.id, " ", static_cast<int>(link.state));
}

Encoders TextEncoders() {
  return {.contact_link = Text, .event = [](const ContactLink& link) -> std::optional<std::string> {
            if (!link.active_day.has_value()) return std::nullopt;
            return Text(link);
          }};
}

// A post of organization-1 held since 1 April; it is 17 May.
class ContactsTest : public ::testing::Test {
 protected:
  ContactsTest() {
    store_.AddOrganization("organization-1");
    store_.AddPost(post_);
  }

  NewYouth DraftYouth() const {
    return {.display_name = "林小雨",
            .phone = "13812345642",
            .birth_year = 1998,
            .organization_id = "organization-1",
            .field = "大学生",
            .request_id = "request-youth"};
  }

  // The id of a registered youth.
  std::string Registered() {
    const auto youth = contacts_.CreateYouth({}, DraftYouth());
    EXPECT_THAT(youth, IsOk());
    return youth.ok() ? youth->id : "";
  }

  // The id of a proposed link of `youth_id`.
  std::string Proposal(const std::string& youth_id) {
    EXPECT_THAT(
        contacts_.ProposeContactLink(
            {}, {.youth_id = youth_id, .post = post_.name, .request_id = "request-propose"}),
        IsOk());
    const auto page = store_.ListContactLinks({}, {.youth_id = youth_id, .links_max = 10});
    return page->links.empty() ? "" : page->links.back().id;
  }

  static Call By(const std::string& principal) { return {.principal = principal}; }

  const directory::Post post_ = {.name = {.organization_id = "organization-1", .post_id = "post-1"},
                                 .log = "log-1",
                                 .valid = {.first = Day("2017-04-01"), .end = Day("2017-06-01")}};
  xinqiao::testing::FakeContactsStore store_{TextEncoders()};
  xinqiao::testing::FakeClock clock_{"2017-05-17"};
  xinqiao::testing::FakeIds ids_;
  const PhoneSeal phones_ = {.seal =
                                 [](const std::string& phone) {
                                   return SealedPhone{.wrapped_key = "key",
                                                      .ciphertext = "sealed " + phone,
                                                      .blind_index = "index " + phone};
                                 },
                             .open = [](const SealedPhone& phone) -> absl::StatusOr<std::string> {
                               return phone.ciphertext.substr(7);
                             }};
  Contacts contacts_{{.store = store_, .clock = clock_, .ids = ids_, .phones = phones_}};
};

TEST_F(ContactsTest, KeepsThePhoneSealedAndShowsItMasked) {
  const auto youth = contacts_.CreateYouth({}, DraftYouth());
  ASSERT_THAT(youth, IsOk());
  EXPECT_EQ(youth->masked_phone, "138******42");
  EXPECT_EQ(store_.GetYouth({}, youth->id)->masked_phone, "");
  EXPECT_THAT(contacts_.GetYouth({}, youth->id), IsOkAndHolds(*youth));
}

TEST_F(ContactsTest, YouthMayHaveNoPhone) {
  NewYouth draft = DraftYouth();
  draft.phone.clear();
  const auto youth = contacts_.CreateYouth({}, draft);
  ASSERT_THAT(youth, IsOk());
  EXPECT_EQ(youth->masked_phone, "");
  draft.request_id = "request-other";
  EXPECT_THAT(contacts_.CreateYouth({}, draft), IsOk());
}

TEST_F(ContactsTest, RefusesUnderAgeByTheBusinessYear) {
  NewYouth draft = DraftYouth();
  draft.birth_year = 2003;
  EXPECT_THAT(contacts_.CreateYouth({}, draft), FailsWith("UNDER_AGE"));
  clock_.SetDay("2018-01-01");
  EXPECT_THAT(contacts_.CreateYouth({}, draft), IsOk());
}

TEST_F(ContactsTest, RefusesAPhoneInUseAndAnUnknownOrganization) {
  Registered();
  NewYouth other = DraftYouth();
  other.request_id = "request-other";
  EXPECT_THAT(contacts_.CreateYouth({}, other), FailsWith("PHONE_IN_USE"));
  other.phone = "13900000000";
  other.organization_id = "organization-2";
  EXPECT_THAT(contacts_.CreateYouth({}, other), FailsWith("ORGANIZATION_UNKNOWN"));
}

TEST_F(ContactsTest, ProposalsAndRefusalsNeverLeaveContacts) {
  const std::string youth_id = Registered();
  const std::string link_id = Proposal(youth_id);
  EXPECT_THAT(
      contacts_.DeclineContactLink(By("youths/" + youth_id),
                                   {.name = {youth_id, link_id}, .request_id = "request-decline"}),
      IsOk());
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(ContactsTest, AcceptingAndWithdrawingGoToTheLogOfThePost) {
  const std::string youth_id = Registered();
  const std::string link_id = Proposal(youth_id);
  EXPECT_THAT(
      contacts_.AcceptContactLink(By("youths/" + youth_id),
                                  {.name = {youth_id, link_id}, .request_id = "request-accept"}),
      IsOk());
  clock_.SetDay("2017-05-20");
  EXPECT_THAT(
      contacts_.WithdrawContactLink(By("youths/" + youth_id), {.name = {youth_id, link_id},
                                                               .request_id = "request-withdraw"}),
      IsOk());
  using Event = xinqiao::testing::FakeContactsStore::Event;
  EXPECT_THAT(store_.events(),
              ElementsAre(Event{"log-1", link_id + " 1"}, Event{"log-1", link_id + " 3"}));
  const auto page = contacts_.ListContactLinks({}, {.youth_id = youth_id, .links_max = 10});
  EXPECT_EQ(page->links[0].active_day, Day("2017-05-17"));
  EXPECT_EQ(page->links[0].inactive_day, Day("2017-05-20"));
}

// A permission guard: without it a cadre could accept in a youth's name.
TEST_F(ContactsTest, NobodyActsForTheYouth) {
  const std::string youth_id = Registered();
  const std::string link_id = Proposal(youth_id);
  const LinkAct act = {.name = {youth_id, link_id}, .request_id = "request-act"};
  for (const std::string& principal :
       {std::string(), std::string("people/p"), std::string("youths/other"), youth_id}) {
    EXPECT_THAT(contacts_.AcceptContactLink(By(principal), act), FailsWith("NOT_THE_YOUTH"));
    EXPECT_THAT(contacts_.DeclineContactLink(By(principal), act), FailsWith("NOT_THE_YOUTH"));
    EXPECT_THAT(contacts_.WithdrawContactLink(By(principal), act), FailsWith("NOT_THE_YOUTH"));
  }
  EXPECT_THAT(store_.events(), IsEmpty());
}

// A permission guard.
TEST_F(ContactsTest, AnotherYouthReadsNothing) {
  const std::string youth_id = Registered();
  const LinkQuery links = {.youth_id = youth_id, .links_max = 10};
  for (const std::string& principal :
       {std::string(), std::string("people/p"), "youths/" + youth_id}) {
    EXPECT_THAT(contacts_.GetYouth(By(principal), youth_id), IsOk()) << principal;
    EXPECT_THAT(contacts_.ListContactLinks(By(principal), links), IsOk()) << principal;
  }
  EXPECT_THAT(contacts_.GetYouth(By("youths/other"), youth_id), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(contacts_.ListContactLinks(By("youths/other"), links), FailsWith("NOT_THE_YOUTH"));
}

TEST_F(ContactsTest, PostMustBeHeldWhenProposedAndWhenAccepted) {
  const std::string youth_id = Registered();
  const std::string link_id = Proposal(youth_id);
  clock_.SetDay("2017-06-01");
  EXPECT_THAT(contacts_.ProposeContactLink(
                  {}, {.youth_id = youth_id, .post = post_.name, .request_id = "request-late"}),
              FailsWith("POST_NOT_VALID"));
  EXPECT_THAT(
      contacts_.AcceptContactLink(By("youths/" + youth_id),
                                  {.name = {youth_id, link_id}, .request_id = "request-accept"}),
      FailsWith("POST_NOT_VALID"));
}

TEST_F(ContactsTest, OneOpenLinkOfYouthAndPost) {
  const std::string youth_id = Registered();
  const std::string link_id = Proposal(youth_id);
  const NewContactLink again = {
      .youth_id = youth_id, .post = post_.name, .request_id = "request-again"};
  EXPECT_THAT(contacts_.ProposeContactLink({}, again), FailsWith("LINK_EXISTS"));
  EXPECT_THAT(
      contacts_.DeclineContactLink(By("youths/" + youth_id),
                                   {.name = {youth_id, link_id}, .request_id = "request-decline"}),
      IsOk());
  EXPECT_THAT(contacts_.ProposeContactLink({}, again), IsOk());
}

TEST_F(ContactsTest, RetryOfAnAcceptanceGetsTheFirstAnswerAfterTheWithdrawal) {
  const std::string youth_id = Registered();
  const std::string link_id = Proposal(youth_id);
  const Call call = By("youths/" + youth_id);
  const LinkAct accept = {.name = {youth_id, link_id}, .request_id = "request-accept"};
  const auto first = contacts_.AcceptContactLink(call, accept);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(contacts_.WithdrawContactLink(
                  call, {.name = {youth_id, link_id}, .request_id = "request-withdraw"}),
              IsOk());
  EXPECT_THAT(contacts_.AcceptContactLink(call, accept), IsOkAndHolds(*first));
}

}  // namespace
}  // namespace xinqiao::contacts
