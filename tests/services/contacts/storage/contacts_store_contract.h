// What every ContactsStore does, as tests. Instantiate per implementation.

#ifndef XINQIAO_TESTS_SERVICES_CONTACTS_STORAGE_CONTACTS_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_CONTACTS_STORAGE_CONTACTS_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/contacts/app/contacts_store.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::contacts {

// A store with a way to set the scene and to see what it tells the feed.
class ContactsScene {
 public:
  virtual ~ContactsScene() = default;

  virtual ContactsStore& store() = 0;
  virtual void AddOrganization(const std::string& organization_id, const std::string& log) = 0;
  // Of an organization added before, whose log it has.
  virtual void AddPost(const directory::Post& post) = 0;
  // "log payload" of every event so far, in order.
  virtual std::vector<std::string> Events() = 0;
};

// Readable stand-ins for the messages of rpc/codec. An event for every state
// but "declined", so that the suite sees what the encoder decides.
inline std::string LinkText(const ContactLink& link) {
  return absl::StrCat(link.id, " state ", static_cast<int>(link.state));
}
inline Encoders TextEncoders() {
  return {.contact_link = LinkText,
          .event = [](const ContactLink& link) -> std::optional<std::string> {
            if (link.state == LinkState::kDeclined) return std::nullopt;
            return absl::StrCat("event of ", LinkText(link));
          }};
}

inline std::string TestId(int group, int number) {
  return absl::StrFormat("%08d-0000-7000-8000-%012d", group, number);
}

class ContactsStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<ContactsScene>()>> {
 protected:
  ContactsStoreContract() {
    scene_->AddOrganization(organization_id_, log_);
    scene_->AddPost(post_);
  }

  // A call whose request has digest `c` 32 times.
  static Call WithDigest(char c) { return {.request_digest = std::string(32, c)}; }

  Youth NewOne() {
    const int n = ++last_;
    return {.id = TestId(1, n),
            .display_name = "林小雨",
            .phone = {.wrapped_key = absl::StrCat("key ", n),
                      .ciphertext = std::string("sealed\0", 7) + std::to_string(n),
                      .blind_index = std::string(31, 'i') + static_cast<char>(n)},
            .birth_year = 1998,
            .organization_id = organization_id_,
            .field = "大学生",
            .industry = "教育",
            .create_time = absl::FromUnixMicros(1494993600123456)};
  }

  Write NewWrite() {
    const int n = ++last_;
    return {.request_id = TestId(2, n),
            .change_id = TestId(3, n),
            .now = absl::FromUnixMicros(1494993600123456)};
  }

  std::string InsertedYouth() {
    const Youth youth = NewOne();
    EXPECT_THAT(store().InsertYouth(call_, youth, NewWrite().request_id, AdmitAll),
                xinqiao::testing::IsOk());
    return youth.id;
  }

  ContactLink LinkOf(const std::string& youth_id) {
    return {.id = TestId(4, ++last_),
            .youth_id = youth_id,
            .post = post_.name,
            .log = log_,
            .create_time = absl::FromUnixMicros(1494993600123456)};
  }

  ContactLink InsertedLink(const std::string& youth_id) {
    const ContactLink link = LinkOf(youth_id);
    EXPECT_THAT(store().InsertContactLink(call_, Ends(link), NewWrite(),
                                          [&](const ProposalFacts&) { return link; }),
                xinqiao::testing::IsOk());
    return link;
  }

  static LinkEnds Ends(const ContactLink& link) {
    return {.youth_id = link.youth_id, .post_id = link.post.post_id};
  }
  static LinkName Name(const ContactLink& link) {
    return {.youth_id = link.youth_id, .contact_link_id = link.id};
  }

  static absl::Status AdmitAll(const YouthFacts&) { return absl::OkStatus(); }
  static absl::Status Refuse(const YouthFacts&) { return absl::FailedPreconditionError("no"); }
  static absl::StatusOr<ContactLink> ActiveSinceMay(const ContactLink& link,
                                                    const std::optional<directory::Post>&) {
    ContactLink after = link;
    after.state = LinkState::kActive;
    after.active_day = xinqiao::testing::Day("2017-05-17");
    return after;
  }
  static absl::StatusOr<ContactLink> Declined(const ContactLink& link,
                                              const std::optional<directory::Post>&) {
    ContactLink after = link;
    after.state = LinkState::kDeclined;
    return after;
  }
  static absl::StatusOr<ContactLink> NeverChange(const ContactLink&,
                                                 const std::optional<directory::Post>&) {
    return absl::InternalError("asked");
  }

  ContactsStore& store() { return scene_->store(); }

  int last_ = 0;
  const std::string organization_id_ = TestId(5, 1);
  const std::string log_ = TestId(5, 2);
  const Call call_ = WithDigest('a');
  const directory::Post post_ = {
      .name = {.organization_id = organization_id_, .post_id = TestId(5, 3)},
      .log = log_,
      .valid = {.first = xinqiao::testing::Day("2017-04-01"), .end = kOpenEnd}};
  std::unique_ptr<ContactsScene> scene_ = GetParam()();
};

TEST_P(ContactsStoreContract, KeepsAYouthWithoutTheMaskedPhone) {
  Youth youth = NewOne();
  youth.masked_phone = "138******42";
  Youth kept = youth;
  kept.masked_phone.clear();
  EXPECT_THAT(store().InsertYouth(call_, youth, NewWrite().request_id, AdmitAll),
              xinqiao::testing::IsOkAndHolds(kept));
  EXPECT_THAT(store().GetYouth({}, youth.id), xinqiao::testing::IsOkAndHolds(kept));
}

TEST_P(ContactsStoreContract, KeepsYouthsWithoutAPhone) {
  for (int i = 0; i < 2; ++i) {
    Youth youth = NewOne();
    youth.phone = {};
    EXPECT_THAT(store().InsertYouth(call_, youth, NewWrite().request_id,
                                    [](const YouthFacts& facts) {
                                      EXPECT_FALSE(facts.phone_in_use);
                                      return absl::OkStatus();
                                    }),
                xinqiao::testing::IsOkAndHolds(youth));
  }
}

TEST_P(ContactsStoreContract, UnknownYouthIsNotFound) {
  EXPECT_THAT(store().GetYouth({}, TestId(9, 9)), xinqiao::testing::FailsWith("YOUTH_NOT_FOUND"));
}

TEST_P(ContactsStoreContract, RuleForAYouthSeesTheFacts) {
  const Youth first = NewOne();
  EXPECT_THAT(store().InsertYouth(call_, first, NewWrite().request_id,
                                  [](const YouthFacts& facts) {
                                    EXPECT_TRUE(facts.organization_known);
                                    EXPECT_FALSE(facts.phone_in_use);
                                    return absl::OkStatus();
                                  }),
              xinqiao::testing::IsOk());
  Youth second = NewOne();
  second.phone.blind_index = first.phone.blind_index;
  second.organization_id = TestId(9, 9);
  EXPECT_EQ(store()
                .InsertYouth(call_, second, NewWrite().request_id,
                             [](const YouthFacts& facts) {
                               EXPECT_FALSE(facts.organization_known);
                               EXPECT_TRUE(facts.phone_in_use);
                               return absl::FailedPreconditionError("no");
                             })
                .status()
                .message(),
            "no");
  EXPECT_THAT(store().GetYouth({}, second.id), xinqiao::testing::FailsWith("YOUTH_NOT_FOUND"));
}

TEST_P(ContactsStoreContract, RepeatedRegistrationReturnsTheFirstWithoutAsking) {
  const Youth first = NewOne();
  const std::string request_id = NewWrite().request_id;
  ASSERT_THAT(store().InsertYouth(call_, first, request_id, AdmitAll), xinqiao::testing::IsOk());
  EXPECT_THAT(store().InsertYouth(call_, NewOne(), request_id, Refuse),
              xinqiao::testing::IsOkAndHolds(first));
  EXPECT_THAT(store().InsertYouth(WithDigest('b'), NewOne(), request_id, AdmitAll),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(ContactsStoreContract, RuleForAProposalSeesTheFacts) {
  const std::string youth_id = InsertedYouth();
  const ContactLink link = LinkOf(youth_id);
  EXPECT_THAT(
      store().InsertContactLink(call_, Ends(link), NewWrite(),
                                [&](const ProposalFacts& facts) -> absl::StatusOr<ContactLink> {
                                  EXPECT_TRUE(facts.youth_known);
                                  EXPECT_EQ(facts.post, post_);
                                  EXPECT_FALSE(facts.link_open);
                                  return link;
                                }),
      xinqiao::testing::IsOkAndHolds(Answer{.bytes = LinkText(link)}));
  const auto refuse_open = [](const ProposalFacts& facts) -> absl::StatusOr<ContactLink> {
    EXPECT_TRUE(facts.link_open);
    return absl::FailedPreconditionError("no");
  };
  EXPECT_EQ(
      store().InsertContactLink(call_, Ends(link), NewWrite(), refuse_open).status().message(),
      "no");
  const auto refuse_unknown = [](const ProposalFacts& facts) -> absl::StatusOr<ContactLink> {
    EXPECT_FALSE(facts.youth_known);
    EXPECT_FALSE(facts.post.has_value());
    return absl::FailedPreconditionError("no");
  };
  EXPECT_EQ(store()
                .InsertContactLink(call_, {.youth_id = TestId(9, 1), .post_id = TestId(9, 2)},
                                   NewWrite(), refuse_unknown)
                .status()
                .message(),
            "no");
}

TEST_P(ContactsStoreContract, DeclinedLinkIsNotOpen) {
  const ContactLink link = InsertedLink(InsertedYouth());
  ASSERT_THAT(store().ChangeContactLink(call_, Name(link), NewWrite(), Declined),
              xinqiao::testing::IsOk());
  const ContactLink next = LinkOf(link.youth_id);
  EXPECT_THAT(
      store().InsertContactLink(call_, Ends(next), NewWrite(),
                                [&](const ProposalFacts& facts) -> absl::StatusOr<ContactLink> {
                                  EXPECT_FALSE(facts.link_open);
                                  return next;
                                }),
      xinqiao::testing::IsOk());
}

TEST_P(ContactsStoreContract, ProposalHasNoEvent) {
  InsertedLink(InsertedYouth());
  EXPECT_THAT(scene_->Events(), ::testing::IsEmpty());
}

TEST_P(ContactsStoreContract, ChangeIsKeptWithItsEvent) {
  const ContactLink link = InsertedLink(InsertedYouth());
  EXPECT_THAT(store().ChangeContactLink(
                  call_, Name(link), NewWrite(),
                  [&](const ContactLink& before, const std::optional<directory::Post>& post) {
                    EXPECT_EQ(before, link);
                    EXPECT_EQ(post, post_);
                    return ActiveSinceMay(before, post);
                  }),
              xinqiao::testing::IsOkAndHolds(Answer{.bytes = link.id + " state 1"}));
  ContactLink active = link;
  active.state = LinkState::kActive;
  active.active_day = xinqiao::testing::Day("2017-05-17");
  const auto page = store().ListContactLinks({}, {.youth_id = link.youth_id, .links_max = 10});
  ASSERT_THAT(page, xinqiao::testing::IsOk());
  EXPECT_THAT(page->links, ::testing::ElementsAre(active));
  EXPECT_THAT(scene_->Events(),
              ::testing::ElementsAre(absl::StrCat(log_, " event of ", LinkText(active))));
}

TEST_P(ContactsStoreContract, ChangeWithoutAnEventTellsTheFeedNothing) {
  const ContactLink link = InsertedLink(InsertedYouth());
  EXPECT_THAT(store().ChangeContactLink(call_, Name(link), NewWrite(), Declined),
              xinqiao::testing::IsOk());
  EXPECT_THAT(scene_->Events(), ::testing::IsEmpty());
}

TEST_P(ContactsStoreContract, RefusedChangeChangesNothing) {
  const ContactLink link = InsertedLink(InsertedYouth());
  const Write write = NewWrite();
  EXPECT_EQ(store().ChangeContactLink(call_, Name(link), write, NeverChange).status().message(),
            "asked");
  const auto page = store().ListContactLinks({}, {.youth_id = link.youth_id, .links_max = 10});
  EXPECT_THAT(page->links, ::testing::ElementsAre(link));
  EXPECT_THAT(scene_->Events(), ::testing::IsEmpty());
  // Were the refusal kept, the retry would not be asked again.
  EXPECT_THAT(store().ChangeContactLink(call_, Name(link), write, Declined),
              xinqiao::testing::IsOk());
}

TEST_P(ContactsStoreContract, LinkOfAnotherYouthIsNotFound) {
  const ContactLink link = InsertedLink(InsertedYouth());
  EXPECT_THAT(
      store().ChangeContactLink(call_, {.youth_id = InsertedYouth(), .contact_link_id = link.id},
                                NewWrite(), NeverChange),
      xinqiao::testing::FailsWith("CONTACT_LINK_NOT_FOUND"));
}

TEST_P(ContactsStoreContract, RepeatedRequestsReturnTheFirstAnswerWithoutAsking) {
  const std::string youth_id = InsertedYouth();
  const ContactLink link = LinkOf(youth_id);
  const Write propose = NewWrite();
  const auto first = store().InsertContactLink(call_, Ends(link), propose,
                                               [&](const ProposalFacts&) { return link; });
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  const Write accept = NewWrite();
  const auto accepted = store().ChangeContactLink(call_, Name(link), accept, ActiveSinceMay);
  ASSERT_THAT(accepted, xinqiao::testing::IsOk());
  const auto never_propose = [](const ProposalFacts&) -> absl::StatusOr<ContactLink> {
    return absl::InternalError("asked");
  };
  EXPECT_THAT(store().InsertContactLink(call_, Ends(link), propose, never_propose),
              xinqiao::testing::IsOkAndHolds(*first));
  EXPECT_THAT(store().ChangeContactLink(call_, Name(link), accept, NeverChange),
              xinqiao::testing::IsOkAndHolds(*accepted));
  EXPECT_THAT(store().ChangeContactLink(WithDigest('b'), Name(link), accept, NeverChange),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
  EXPECT_THAT(scene_->Events(), ::testing::SizeIs(1));
}

TEST_P(ContactsStoreContract, ListsTheLinksOfOneYouthPageByPage) {
  const std::string youth_id = InsertedYouth();
  InsertedLink(InsertedYouth());
  std::vector<ContactLink> links;
  for (int i = 0; i < 3; ++i) {
    links.push_back(InsertedLink(youth_id));
    ASSERT_THAT(store().ChangeContactLink(call_, Name(links.back()), NewWrite(), Declined),
                xinqiao::testing::IsOk());
    links.back().state = LinkState::kDeclined;
  }
  const auto first = store().ListContactLinks({}, {.youth_id = youth_id, .links_max = 2});
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  EXPECT_THAT(first->links, ::testing::ElementsAre(links[0], links[1]));
  EXPECT_EQ(first->next_id, links[1].id);
  const auto second = store().ListContactLinks(
      {}, {.youth_id = youth_id, .after_id = first->next_id, .links_max = 2});
  ASSERT_THAT(second, xinqiao::testing::IsOk());
  EXPECT_THAT(second->links, ::testing::ElementsAre(links[2]));
  EXPECT_EQ(second->next_id, "");
}

}  // namespace xinqiao::contacts

#endif  // XINQIAO_TESTS_SERVICES_CONTACTS_STORAGE_CONTACTS_STORE_CONTRACT_H_
