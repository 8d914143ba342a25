#include "services/gateway/rpc/backend.h"

#include <google/protobuf/descriptor_database.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace xinqiao::gateway {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::ServiceDescriptor;

std::vector<const ServiceDescriptor*> ProtoServicesOf(const std::string& name) {
  // The pool builds files on demand and cannot list them; its database can.
  std::vector<std::string> files;
  DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
  const std::string folder = absl::StrCat("xinqiao/", name, "/v1/");
  std::vector<const ServiceDescriptor*> services;
  for (const std::string& file : files) {
    if (!absl::StartsWith(file, folder)) continue;
    const FileDescriptor* descriptor = DescriptorPool::generated_pool()->FindFileByName(file);
    for (int i = 0; i < descriptor->service_count(); ++i) {
      services.push_back(descriptor->service(i));
    }
  }
  std::sort(services.begin(), services.end(),
            [](const ServiceDescriptor* a, const ServiceDescriptor* b) {
              return a->full_name() < b->full_name();
            });
  return services;
}

}  // namespace xinqiao::gateway
