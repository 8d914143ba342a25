// Client channels between the services of the suite.

#ifndef XINQIAO_LIBS_RPC_CHANNEL_H_
#define XINQIAO_LIBS_RPC_CHANNEL_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>

namespace xinqiao::rpc {

// A channel to `target` (host:port) with keepalive, so that a peer that
// vanished is noticed within 15 s even on an idle stream, and with a small
// window, so that a slow reader does not make its peer buffer megabytes.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& target);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_CHANNEL_H_
