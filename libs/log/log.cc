#include "libs/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdint>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace xinqiao::log {
namespace {

std::string& Service() {
  static std::string& service = *new std::string("xinqiao");
  return service;
}

spdlog::logger& Logger() {
  static spdlog::logger& logger = *[] {
    auto* made = new spdlog::logger("xinqiao", std::make_shared<spdlog::sinks::stdout_sink_mt>());
    made->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                      spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return logger;
}

void AppendQuoted(std::string& out, absl::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (static_cast<uint8_t>(c) < 0x20) {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<uint8_t>(c));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

std::string Members(absl::string_view service, absl::string_view event, const Fields& fields) {
  std::string out = "\"service\":";
  AppendQuoted(out, service);
  out += ",\"event\":";
  AppendQuoted(out, event);
  for (const auto& [key, value] : fields) {
    out.push_back(',');
    AppendQuoted(out, key);
    out.push_back(':');
    AppendQuoted(out, value);
  }
  return out;
}

void Write(spdlog::level::level_enum level, absl::string_view event, const Fields& fields) {
  Logger().log(level, "{}", Members(Service(), event, fields));
}

}  // namespace

void Init(absl::string_view service) { Service() = std::string(service); }

void Info(absl::string_view event, const Fields& fields) {
  Write(spdlog::level::info, event, fields);
}

void Warn(absl::string_view event, const Fields& fields) {
  Write(spdlog::level::warn, event, fields);
}

void Error(absl::string_view event, const Fields& fields) {
  Write(spdlog::level::err, event, fields);
}

std::string ToJson(absl::string_view service, absl::string_view event, const Fields& fields) {
  return absl::StrCat("{", Members(service, event, fields), "}");
}

}  // namespace xinqiao::log
