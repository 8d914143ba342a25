// Wishes in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WISHES_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WISHES_STORE_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/request_id.h"
#include "libs/base/status_macros.h"
#include "services/wishes/app/wishes_store.h"
#include "services/wishes/domain/errors.h"

namespace xinqiao::testing {

// A wishes store in memory. Not thread-safe. Held to the same contract as
// PostgresWishesStore by wishes_store_contract.h.
class FakeWishesStore final : public wishes::WishesStore {
 public:
  // What the store would tell the feed.
  struct Event {
    std::string log;
    std::string payload;

    friend bool operator==(const Event&, const Event&) = default;
  };

  explicit FakeWishesStore(wishes::Encoders encoders) : encoders_(std::move(encoders)) {}

  // What registry and contacts published.
  void AddPost(const directory::Post& post) { posts_[post.name.post_id] = post; }
  void AddLink(const wishes::AppealEnds& ends, const Period& active) {
    links_[{ends.youth_id, ends.post_id}].push_back(active);
  }

  absl::StatusOr<wishes::Appeal> InsertAppeal(const Call& call, const wishes::AppealEnds& ends,
                                              const wishes::Write& write,
                                              wishes::Bring bring) override {
    ASSIGN_OR_RETURN(const std::optional<std::string> found, FindId(call, write.request_id));
    if (found.has_value()) return wishes::AsCreated(appeals_.at(*found));
    ASSIGN_OR_RETURN(
        const wishes::Appeal appeal,
        bring({.post = FindPost(ends.post_id), .links = links_[{ends.youth_id, ends.post_id}]}));
    appeals_[appeal.id] = appeal;
    events_.push_back({.log = appeal.log, .payload = encoders_.appeal_created(appeal)});
    made_[write.request_id] = {.digest = call.request_digest, .id = appeal.id};
    return appeal;
  }

  absl::StatusOr<wishes::Appeal> GetAppeal(const Call& /*call*/,
                                           const wishes::AppealName& name) override {
    const auto found = appeals_.find(name.appeal_id);
    if (found == appeals_.end() || found->second.youth_id != name.youth_id) {
      return wishes::errors::AppealNotFound();
    }
    return found->second;
  }

  absl::StatusOr<wishes::AppealPage> ListAppeals(const Call& /*call*/,
                                                 const wishes::AppealQuery& query) override {
    wishes::AppealPage page;
    for (auto appeal = appeals_.upper_bound(query.after_id); appeal != appeals_.end(); ++appeal) {
      if (appeal->second.youth_id != query.youth_id) continue;
      if (static_cast<int>(page.appeals.size()) == query.appeals_max) {
        page.next_id = page.appeals.back().id;
        break;
      }
      page.appeals.push_back(appeal->second);
    }
    return page;
  }

  absl::StatusOr<wishes::Reply> InsertReply(const Call& call, const wishes::ReplyEnds& ends,
                                            const wishes::Write& write,
                                            wishes::Respond respond) override {
    ASSIGN_OR_RETURN(const std::optional<std::string> found, FindId(call, write.request_id));
    if (found.has_value()) return replies_.at(*found);
    ASSIGN_OR_RETURN(const wishes::Appeal appeal, GetAppeal(call, ends.appeal));
    ASSIGN_OR_RETURN(const wishes::Answered answered,
                     respond({.appeal = appeal, .post = FindPost(ends.post_id)}));
    replies_[answered.reply.id] = answered.reply;
    appeals_[appeal.id] = answered.appeal;
    events_.push_back(
        {.log = appeal.log, .payload = encoders_.reply_created(answered.reply, answered.appeal)});
    made_[write.request_id] = {.digest = call.request_digest, .id = answered.reply.id};
    return answered.reply;
  }

  absl::StatusOr<wishes::ReplyPage> ListReplies(const Call& /*call*/,
                                                const wishes::ReplyQuery& query) override {
    wishes::ReplyPage page;
    for (auto reply = replies_.upper_bound(query.after_id); reply != replies_.end(); ++reply) {
      if (reply->second.appeal != query.appeal) continue;
      if (static_cast<int>(page.replies.size()) == query.replies_max) {
        page.next_id = page.replies.back().id;
        break;
      }
      page.replies.push_back(reply->second);
    }
    return page;
  }

  const std::vector<Event>& events() const { return events_; }

 private:
  struct Made {
    std::string digest;
    std::string id;
  };

  absl::StatusOr<std::optional<std::string>> FindId(const Call& call,
                                                    const std::string& request_id) const {
    const auto found = made_.find(request_id);
    if (found == made_.end()) return std::nullopt;
    if (found->second.digest != call.request_digest) return RequestIdReused(request_id);
    return found->second.id;
  }

  std::optional<directory::Post> FindPost(const std::string& post_id) const {
    const auto found = posts_.find(post_id);
    if (found == posts_.end()) return std::nullopt;
    return found->second;
  }

  const wishes::Encoders encoders_;
  std::map<std::string, directory::Post> posts_;
  std::map<std::pair<std::string, std::string>, std::vector<Period>> links_;
  std::map<std::string, wishes::Appeal> appeals_;
  std::map<std::string, wishes::Reply> replies_;
  std::map<std::string, Made> made_;
  std::vector<Event> events_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WISHES_STORE_H_
