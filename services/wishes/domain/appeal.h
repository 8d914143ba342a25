// What youths bring to their cadres (诉求), and the replies. Pure.

#ifndef XINQIAO_SERVICES_WISHES_DOMAIN_APPEAL_H_
#define XINQIAO_SERVICES_WISHES_DOMAIN_APPEAL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "libs/directory/post.h"

namespace xinqiao::wishes {

enum class AppealKind { kQuestion, kSuggestion, kMicroWish };

enum class AppealState { kSubmitted, kAnswered };

// What a caller asks to bring: well-formed, not yet accepted.
struct NewAppeal {
  std::string youth_id;
  AppealKind kind = AppealKind::kQuestion;
  directory::PostName post;
  std::string category;
  std::string text;
  std::string request_id;
};

// Something a youth brought to a cadre. Personal data.
struct Appeal {
  std::string id;
  std::string youth_id;
  AppealKind kind = AppealKind::kQuestion;
  directory::PostName post;  // The cadre addressed.
  std::string owner_id;      // The organization that owns it: always exactly one.
  std::string log;           // Where its events go, for ever.
  std::string category;
  std::string text;
  AppealState state = AppealState::kSubmitted;
  absl::Time create_time;
  std::optional<absl::Time> first_reply_time;

  friend bool operator==(const Appeal&, const Appeal&) = default;
};

// Names an appeal as its resource name does.
struct AppealName {
  std::string youth_id;
  std::string appeal_id;

  friend bool operator==(const AppealName&, const AppealName&) = default;
};

// What a caller asks to reply: well-formed, not yet accepted.
struct NewReply {
  AppealName appeal;
  directory::PostName post;
  std::string text;
  std::string request_id;
};

// A cadre's reply. Never changes. Personal data.
struct Reply {
  std::string id;
  AppealName appeal;
  directory::PostName post;
  std::string text;
  absl::Time create_time;
  bool first = false;

  friend bool operator==(const Reply&, const Reply&) = default;
};

// What an appeal is decided on.
struct AppealFacts {
  std::optional<directory::Post> post;
  std::vector<Period> links;  // When the youth and the post were linked.
};

// What a reply is decided on.
struct ReplyFacts {
  Appeal appeal;
  std::optional<directory::Post> post;
};

// A reply, and its appeal after it.
struct Answered {
  Reply reply;
  Appeal appeal;
};

// OK unless `principal` is another youth: NOT_THE_YOUTH.
absl::Status CheckIsNoOtherYouth(absl::string_view principal, absl::string_view youth_id);

// OK unless `principal` is a youth: NOT_A_CADRE.
absl::Status CheckIsNoYouth(absl::string_view principal);

// OK if an appeal may be brought to the post of `name` on `day`, else
// POST_UNKNOWN, POST_NOT_VALID or NO_ACTIVE_LINK.
absl::Status CheckAppeal(const AppealFacts& facts, const directory::PostName& name,
                         absl::CivilDay day);

// `reply` as it enters the record on `day`, first or not; POST_UNKNOWN or
// POST_NOT_VALID if its post may not reply. Only a first reply changes the
// appeal.
absl::StatusOr<Answered> AddReply(const ReplyFacts& facts, Reply reply, absl::CivilDay day);

// The appeal as it was when it was brought.
Appeal AsCreated(Appeal appeal);

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_DOMAIN_APPEAL_H_
