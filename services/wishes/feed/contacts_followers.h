// Follows every log of contacts.

#ifndef XINQIAO_SERVICES_WISHES_FEED_CONTACTS_FOLLOWERS_H_
#define XINQIAO_SERVICES_WISHES_FEED_CONTACTS_FOLLOWERS_H_

#include <grpcpp/channel.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "libs/feed/follower.h"
#include "libs/feed/positions.h"
#include "services/wishes/app/link_store.h"

namespace xinqiao::wishes {

// A thread that looks which logs there are and starts a follower for each new
// one: contacts has one log per ledger root, and registry tells of the roots
// while the service runs. Its destructor stops all of them.
class ContactsFollowers {
 public:
  struct Deps {
    LinkStore& store;
    std::shared_ptr<grpc::Channel> channel;  // To contacts.
    feed::Positions& positions;
    feed::Sink& sink;  // Shared by the followers: must be thread-safe.
  };

  // Everything in `deps` outlives the object.
  explicit ContactsFollowers(Deps deps);
  ~ContactsFollowers();

  ContactsFollowers(const ContactsFollowers&) = delete;
  ContactsFollowers& operator=(const ContactsFollowers&) = delete;

 private:
  void Work();
  void StartMissing();

  const Deps deps_;
  std::map<std::string, feed::Follower> followers_;  // By log. Of the thread.
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;  // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_FEED_CONTACTS_FOLLOWERS_H_
