// Contacts in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_CONTACTS_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_CONTACTS_STORE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/request_id.h"
#include "libs/base/status_macros.h"
#include "services/contacts/app/contacts_store.h"
#include "services/contacts/domain/errors.h"

namespace xinqiao::testing {

// A contacts store in memory. Not thread-safe. Held to the same contract as
// PostgresContactsStore by contacts_store_contract.h.
class FakeContactsStore final : public contacts::ContactsStore {
 public:
  // What the store would tell the feed.
  struct Event {
    std::string log;
    std::string payload;

    friend bool operator==(const Event&, const Event&) = default;
  };

  explicit FakeContactsStore(contacts::Encoders encoders) : encoders_(std::move(encoders)) {}

  // What registry published.
  void AddOrganization(const std::string& organization_id) {
    organizations_.insert(organization_id);
  }
  void AddPost(const directory::Post& post) { posts_[post.name.post_id] = post; }

  absl::StatusOr<contacts::Youth> InsertYouth(const Call& call, const contacts::Youth& youth,
                                              const std::string& request_id,
                                              contacts::AdmitYouth admit) override {
    ASSIGN_OR_RETURN(const std::optional<Answer> found, FindAnswer(call, request_id));
    if (found.has_value()) return youths_.at(found->bytes);
    contacts::YouthFacts facts = {.organization_known =
                                      organizations_.count(youth.organization_id) > 0};
    for (const auto& [id, other] : youths_) {
      facts.phone_in_use =
          facts.phone_in_use ||
          (!youth.phone.blind_index.empty() && other.phone.blind_index == youth.phone.blind_index);
    }
    RETURN_IF_ERROR(admit(facts));
    contacts::Youth kept = youth;
    kept.masked_phone.clear();
    youths_[youth.id] = kept;
    Save(call, request_id, {.bytes = youth.id});
    return kept;
  }

  absl::StatusOr<contacts::Youth> GetYouth(const Call& /*call*/,
                                           const std::string& youth_id) override {
    const auto found = youths_.find(youth_id);
    if (found == youths_.end()) return contacts::errors::YouthNotFound();
    return found->second;
  }

  absl::StatusOr<Answer> InsertContactLink(const Call& call, const contacts::LinkEnds& ends,
                                           const contacts::Write& write,
                                           contacts::Propose propose) override {
    ASSIGN_OR_RETURN(std::optional<Answer> found, FindAnswer(call, write.request_id));
    if (found.has_value()) return *std::move(found);
    contacts::ProposalFacts facts = {.youth_known = youths_.count(ends.youth_id) > 0,
                                     .post = FindPost(ends.post_id)};
    for (const auto& [id, link] : links_) {
      facts.link_open =
          facts.link_open || (link.youth_id == ends.youth_id && link.post.post_id == ends.post_id &&
                              (link.state == contacts::LinkState::kProposed ||
                               link.state == contacts::LinkState::kActive));
    }
    ASSIGN_OR_RETURN(const contacts::ContactLink link, propose(facts));
    links_[link.id] = link;
    return Save(call, write.request_id, {.bytes = encoders_.contact_link(link)});
  }

  absl::StatusOr<Answer> ChangeContactLink(const Call& call, const contacts::LinkName& name,
                                           const contacts::Write& write,
                                           contacts::Change change) override {
    ASSIGN_OR_RETURN(std::optional<Answer> found, FindAnswer(call, write.request_id));
    if (found.has_value()) return *std::move(found);
    const auto kept = links_.find(name.contact_link_id);
    if (kept == links_.end() || kept->second.youth_id != name.youth_id) {
      return contacts::errors::ContactLinkNotFound();
    }
    ASSIGN_OR_RETURN(const contacts::ContactLink link,
                     change(kept->second, FindPost(kept->second.post.post_id)));
    kept->second = link;
    if (const auto event = encoders_.event(link); event.has_value()) {
      events_.push_back({.log = link.log, .payload = *event});
    }
    return Save(call, write.request_id, {.bytes = encoders_.contact_link(link)});
  }

  absl::StatusOr<contacts::LinkPage> ListContactLinks(const Call& /*call*/,
                                                      const contacts::LinkQuery& query) override {
    contacts::LinkPage page;
    for (auto link = links_.upper_bound(query.after_id); link != links_.end(); ++link) {
      if (link->second.youth_id != query.youth_id) continue;
      if (static_cast<int>(page.links.size()) == query.links_max) {
        page.next_id = page.links.back().id;
        break;
      }
      page.links.push_back(link->second);
    }
    return page;
  }

  const std::vector<Event>& events() const { return events_; }

 private:
  struct Kept {
    std::string digest;
    Answer answer;
  };

  absl::StatusOr<std::optional<Answer>> FindAnswer(const Call& call,
                                                   const std::string& request_id) const {
    const auto found = answers_.find(request_id);
    if (found == answers_.end()) return std::nullopt;
    if (found->second.digest != call.request_digest) return RequestIdReused(request_id);
    return found->second.answer;
  }

  Answer Save(const Call& call, const std::string& request_id, Answer answer) {
    answers_[request_id] = {.digest = call.request_digest, .answer = answer};
    return answer;
  }

  std::optional<directory::Post> FindPost(const std::string& post_id) const {
    const auto found = posts_.find(post_id);
    if (found == posts_.end()) return std::nullopt;
    return found->second;
  }

  const contacts::Encoders encoders_;
  std::set<std::string> organizations_;
  std::map<std::string, directory::Post> posts_;
  std::map<std::string, contacts::Youth> youths_;
  std::map<std::string, contacts::ContactLink> links_;
  std::map<std::string, Kept> answers_;
  std::vector<Event> events_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_CONTACTS_STORE_H_
