// Loopback ports for tests of what listens.

#ifndef XINQIAO_TESTS_SUPPORT_PORT_H_
#define XINQIAO_TESTS_SUPPORT_PORT_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

namespace xinqiao::testing {

// A port of 127.0.0.1 that is in use while this lives.
class BusyPort {
 public:
  BusyPort() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(socket_, generic, size), 0);
    EXPECT_EQ(listen(socket_, 1), 0);
    EXPECT_EQ(getsockname(socket_, generic, &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~BusyPort() { close(socket_); }

  BusyPort(const BusyPort&) = delete;
  BusyPort& operator=(const BusyPort&) = delete;

  int port() const { return port_; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  const int socket_;
  int port_ = 0;
};

// The address of a port that was free just now; the system hands out others first.
inline std::string FreeAddress() { return BusyPort().address(); }

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_PORT_H_
