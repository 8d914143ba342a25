#include "services/contacts/app/contacts.h"

#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/phone.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"

namespace xinqiao::contacts {

absl::StatusOr<Youth> Contacts::CreateYouth(const Call& call, NewYouth draft) {
  const absl::Time now = deps_.clock.Now();
  const absl::CivilDay day = BusinessDay(now);
  const int birth_year = draft.birth_year;
  const Youth youth = {
      .id = deps_.ids.NewId(),
      .display_name = std::move(draft.display_name),
      .phone = draft.phone.empty() ? SealedPhone() : deps_.phones.seal(draft.phone),
      .birth_year = birth_year,
      .organization_id = std::move(draft.organization_id),
      .field = std::move(draft.field),
      .industry = std::move(draft.industry),
      .create_time = now,
  };
  const auto admit = [&](const YouthFacts& facts) -> absl::Status {
    RETURN_IF_ERROR(CheckAge(birth_year, day));
    return CheckYouth(facts);
  };
  ASSIGN_OR_RETURN(Youth created, deps_.store.InsertYouth(call, youth, draft.request_id, admit));
  return WithMaskedPhone(std::move(created));
}

absl::StatusOr<Youth> Contacts::GetYouth(const Call& call, const std::string& youth_id) {
  RETURN_IF_ERROR(CheckIsNoOtherYouth(call.principal, youth_id));
  ASSIGN_OR_RETURN(Youth youth, deps_.store.GetYouth(call, youth_id));
  return WithMaskedPhone(std::move(youth));
}

absl::StatusOr<Answer> Contacts::ProposeContactLink(const Call& call, const NewContactLink& draft) {
  const absl::Time now = deps_.clock.Now();
  const std::string id = deps_.ids.NewId();
  const Write write = {.request_id = draft.request_id, .change_id = deps_.ids.NewId(), .now = now};
  const auto propose = [&](const ProposalFacts& facts) -> absl::StatusOr<ContactLink> {
    RETURN_IF_ERROR(CheckProposal(facts, draft.post, BusinessDay(now)));
    return ContactLink{.id = id,
                       .youth_id = draft.youth_id,
                       .post = draft.post,
                       .log = facts.post->log,
                       .create_time = now};
  };
  return deps_.store.InsertContactLink(
      call, {.youth_id = draft.youth_id, .post_id = draft.post.post_id}, write, propose);
}

absl::StatusOr<Answer> Contacts::AcceptContactLink(const Call& call, const LinkAct& act) {
  return ActOnLink(call, act,
                   [](const ContactLink& link, const std::optional<directory::Post>& post,
                      absl::CivilDay day) { return Accept(link, post, day); });
}

absl::StatusOr<Answer> Contacts::DeclineContactLink(const Call& call, const LinkAct& act) {
  return ActOnLink(call, act,
                   [](const ContactLink& link, const std::optional<directory::Post>& /*post*/,
                      absl::CivilDay /*day*/) { return Decline(link); });
}

absl::StatusOr<Answer> Contacts::WithdrawContactLink(const Call& call, const LinkAct& act) {
  return ActOnLink(call, act,
                   [](const ContactLink& link, const std::optional<directory::Post>& /*post*/,
                      absl::CivilDay day) { return Withdraw(link, day); });
}

absl::StatusOr<LinkPage> Contacts::ListContactLinks(const Call& call, const LinkQuery& query) {
  RETURN_IF_ERROR(CheckIsNoOtherYouth(call.principal, query.youth_id));
  return deps_.store.ListContactLinks(call, query);
}

absl::StatusOr<Answer> Contacts::ActOnLink(const Call& call, const LinkAct& act,
                                           ChangeOnDay change) {
  RETURN_IF_ERROR(CheckIsYouth(call.principal, act.name.youth_id));
  const absl::Time now = deps_.clock.Now();
  const Write write = {.request_id = act.request_id, .change_id = deps_.ids.NewId(), .now = now};
  return deps_.store.ChangeContactLink(
      call, act.name, write,
      [&](const ContactLink& link, const std::optional<directory::Post>& post) {
        return change(link, post, BusinessDay(now));
      });
}

absl::StatusOr<Youth> Contacts::WithMaskedPhone(Youth youth) const {
  if (youth.phone.ciphertext.empty()) return youth;
  ASSIGN_OR_RETURN(const std::string phone, deps_.phones.open(youth.phone));
  youth.masked_phone = MaskPhone(phone);
  return youth;
}

}  // namespace xinqiao::contacts
