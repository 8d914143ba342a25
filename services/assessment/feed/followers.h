// Brings the four feeds into the read model.

#ifndef XINQIAO_SERVICES_ASSESSMENT_FEED_FOLLOWERS_H_
#define XINQIAO_SERVICES_ASSESSMENT_FEED_FOLLOWERS_H_

#include <grpcpp/channel.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "libs/feed/follower.h"
#include "libs/feed/positions.h"
#include "services/assessment/app/assessment.h"

namespace xinqiao::assessment {

// Follows registry, and for each ledger root that registry announces the log
// of that root in contacts, ledger and wishes. Thread-safe.
class Followers final : public feed::Sink {
 public:
  struct Channels {
    std::shared_ptr<grpc::Channel> registry;
    std::shared_ptr<grpc::Channel> contacts;
    std::shared_ptr<grpc::Channel> ledger;
    std::shared_ptr<grpc::Channel> wishes;
  };

  // Starts from where `assessment` stands. `assessment` and `positions`
  // outlive the followers.
  Followers(Channels channels, Assessment& assessment, feed::Positions& positions);
  ~Followers() override;

  absl::Status Apply(const feed::Cursor& from, const feed::Cursor& to,
                     absl::Span<const feed::v1::Event> events) override;
  absl::StatusOr<feed::Cursor> Load(const std::string& source, const std::string& log) override;

 private:
  void Follow(const std::string& source, const std::string& log,
              const std::shared_ptr<grpc::Channel>& channel);
  void FollowLog(const std::string& log);

  const Channels channels_;
  Assessment& assessment_;
  feed::Positions& positions_;
  std::mutex mutex_;
  bool stopping_ = false;  // Guarded by mutex_.
  // By source and log. Guarded by mutex_.
  std::map<std::pair<std::string, std::string>, std::unique_ptr<feed::Follower>> followers_;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_FEED_FOLLOWERS_H_
