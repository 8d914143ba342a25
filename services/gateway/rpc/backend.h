// The services behind the gateway.

#ifndef XINQIAO_SERVICES_GATEWAY_RPC_BACKEND_H_
#define XINQIAO_SERVICES_GATEWAY_RPC_BACKEND_H_

#include <google/protobuf/descriptor.h>
#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

namespace xinqiao::gateway {

// One service of the suite and the way to it.
struct Backend {
  std::string name;  // "registry"
  std::shared_ptr<grpc::Channel> channel;
};

// Every proto service of package `xinqiao.NAME.v1` that is linked in, by name.
std::vector<const google::protobuf::ServiceDescriptor*> ProtoServicesOf(const std::string& name);

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_RPC_BACKEND_H_
