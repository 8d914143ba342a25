// HTTP/2 by hand, for metadata that gRPC reads but does not write.

#ifndef XINQIAO_TESTS_SERVICES_GATEWAY_RPC_RAW_HTTP2_H_
#define XINQIAO_TESTS_SERVICES_GATEWAY_RPC_RAW_HTTP2_H_

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace xinqiao::gateway {

// Keys and values, each shorter than 127 bytes, as they are.
using RawMetadata = std::vector<std::pair<std::string, std::string>>;

// One connection, that closes its socket. Not thread-safe.
class RawHttp2 {
 public:
  enum Type : uint8_t { kData = 0, kHeaders = 1, kReset = 3, kSettings = 4, kPing = 6, kAway = 7 };
  enum Flag : uint8_t { kNone = 0, kEndStream = 1, kAck = 1, kEndHeaders = 4 };
  struct Frame {
    uint8_t type = 0;
    uint8_t flags = 0;
    uint32_t stream = 0;
    std::string payload;
  };

  static constexpr char kPreface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  explicit RawHttp2(int socket) : socket_(socket) {
    const timeval patience = {.tv_sec = 10, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  }
  ~RawHttp2() { close(socket_); }
  RawHttp2(const RawHttp2&) = delete;
  RawHttp2& operator=(const RawHttp2&) = delete;

  void Write(const std::string& bytes) { send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

  void Write(const Frame& frame) {
    const auto size = static_cast<uint32_t>(frame.payload.size());
    std::string bytes = BigEndian(size).substr(1);
    bytes.push_back(static_cast<char>(frame.type));
    bytes.push_back(static_cast<char>(frame.flags));
    Write(absl::StrCat(bytes, BigEndian(frame.stream), frame.payload));
  }

  // Nothing if the other side closed or said nothing for ten seconds.
  std::optional<Frame> Read() {
    const std::string head = Read(9);
    if (head.empty()) return std::nullopt;
    Frame frame{.type = static_cast<uint8_t>(head[3]),
                .flags = static_cast<uint8_t>(head[4]),
                .stream = Number(head.substr(5))};
    const uint32_t size = Number(absl::StrCat(std::string(1, '\0'), head.substr(0, 3)));
    frame.payload = Read(size);
    if (frame.payload.size() != size) return std::nullopt;
    return frame;
  }

  // Exactly so many bytes, or none.
  std::string Read(size_t size) {
    std::string bytes(size, '\0');
    if (recv(socket_, bytes.data(), size, MSG_WAITALL) != static_cast<ssize_t>(size)) return "";
    return bytes;
  }

  // Every entry as a literal without indexing (RFC 7541, 6.2.2).
  static std::string Headers(const RawMetadata& metadata) {
    std::string bytes;
    for (const auto& [key, value] : metadata) {
      bytes.push_back('\0');
      for (const std::string* text : {&key, &value}) {
        bytes.push_back(static_cast<char>(text->size()));
        bytes.append(*text);
      }
    }
    return bytes;
  }

  // A message as gRPC sends it: not compressed, with its size.
  static std::string Message(const std::string& bytes) {
    return absl::StrCat(std::string(1, '\0'), BigEndian(static_cast<uint32_t>(bytes.size())),
                        bytes);
  }

 private:
  static std::string BigEndian(uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<char>((number >> shift) & 0xff));
    }
    return bytes;
  }

  static uint32_t Number(const std::string& bytes) {
    uint32_t number = 0;
    for (const char c : bytes) number = number << 8 | static_cast<uint8_t>(c);
    return number;
  }

  const int socket_;
};

// An IPv4 address of `address`, "127.0.0.1:7000".
inline sockaddr_in SocketAddress(const std::string& address) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(address, ':');
  int port = 0;
  (void)absl::SimpleAtoi(parts.second, &port);
  sockaddr_in result{};
  result.sin_family = AF_INET;
  result.sin_port = htons(static_cast<uint16_t>(port));
  inet_pton(AF_INET, parts.first.c_str(), &result.sin_addr);
  return result;
}

// Makes one call of `path` with `metadata` and waits for its end. False if the
// stream was refused or the connection was lost.
inline bool CallRaw(const std::string& address, const std::string& path,
                    const RawMetadata& metadata, const std::string& message) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  RawHttp2 connection(socket);
  const sockaddr_in to = SocketAddress(address);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0) return false;
  connection.Write(RawHttp2::kPreface);
  connection.Write(RawHttp2::Frame{.type = RawHttp2::kSettings});
  RawMetadata headers = {{":method", "POST"}, {":scheme", "http"},
                         {":path", path},     {":authority", address},
                         {"te", "trailers"},  {"content-type", "application/grpc"}};
  headers.insert(headers.end(), metadata.begin(), metadata.end());
  connection.Write(RawHttp2::Frame{.type = RawHttp2::kHeaders,
                                   .flags = RawHttp2::kEndHeaders,
                                   .stream = 1,
                                   .payload = RawHttp2::Headers(headers)});
  connection.Write(RawHttp2::Frame{.type = RawHttp2::kData,
                                   .flags = RawHttp2::kEndStream,
                                   .stream = 1,
                                   .payload = RawHttp2::Message(message)});
  while (const auto frame = connection.Read()) {
    if (frame->type == RawHttp2::kAway) return false;
    if (frame->stream != 1) continue;
    if (frame->type == RawHttp2::kReset) return false;
    if (frame->type == RawHttp2::kHeaders && (frame->flags & RawHttp2::kEndStream) != 0) {
      return true;
    }
  }
  return false;
}

// A backend that answers every call with `metadata`, ahead and at the end, and
// one `message`. Serves one connection, on its own thread.
class RawBackend {
 public:
  RawBackend(RawMetadata metadata, std::string message)
      : metadata_(std::move(metadata)), message_(std::move(message)) {
    sockaddr_in local = SocketAddress("127.0.0.1:0");
    socklen_t size = sizeof(local);
    bind(listener_, reinterpret_cast<const sockaddr*>(&local), size);
    listen(listener_, 1);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&local), &size);
    address_ = absl::StrCat("127.0.0.1:", ntohs(local.sin_port));
    thread_ = std::thread([this] { Serve(); });
  }
  ~RawBackend() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }

  const std::string& address() const { return address_; }

 private:
  void Serve() {
    const int socket = accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    RawHttp2 connection(socket);
    if (connection.Read(sizeof(RawHttp2::kPreface) - 1) != RawHttp2::kPreface) return;
    connection.Write(RawHttp2::Frame{.type = RawHttp2::kSettings});
    while (auto frame = connection.Read()) {
      const bool acknowledged = (frame->flags & RawHttp2::kAck) != 0;
      if (frame->type == RawHttp2::kSettings && !acknowledged) {
        connection.Write(RawHttp2::Frame{.type = RawHttp2::kSettings, .flags = RawHttp2::kAck});
      } else if (frame->type == RawHttp2::kPing && !acknowledged) {
        frame->flags = RawHttp2::kAck;
        connection.Write(*frame);
      } else if (frame->type == RawHttp2::kData && (frame->flags & RawHttp2::kEndStream) != 0) {
        Respond(connection, frame->stream);
      }
    }
  }

  void Respond(RawHttp2& connection, uint32_t stream) const {
    RawMetadata initial = {{":status", "200"}, {"content-type", "application/grpc"}};
    initial.insert(initial.end(), metadata_.begin(), metadata_.end());
    RawMetadata trailing = {{"grpc-status", "0"}};
    trailing.insert(trailing.end(), metadata_.begin(), metadata_.end());
    connection.Write(RawHttp2::Frame{.type = RawHttp2::kHeaders,
                                     .flags = RawHttp2::kEndHeaders,
                                     .stream = stream,
                                     .payload = RawHttp2::Headers(initial)});
    connection.Write(RawHttp2::Frame{
        .type = RawHttp2::kData, .stream = stream, .payload = RawHttp2::Message(message_)});
    connection.Write(RawHttp2::Frame{.type = RawHttp2::kHeaders,
                                     .flags = RawHttp2::kEndHeaders | RawHttp2::kEndStream,
                                     .stream = stream,
                                     .payload = RawHttp2::Headers(trailing)});
  }

  const RawMetadata metadata_;
  const std::string message_;
  const int listener_ = socket(AF_INET, SOCK_STREAM, 0);
  std::string address_;
  std::thread thread_;
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_TESTS_SERVICES_GATEWAY_RPC_RAW_HTTP2_H_
