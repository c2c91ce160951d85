#include "common/resource/policy_version.h"

#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/message_differencer.h"

namespace kam::resource {

int64_t PolicyVersion(const google::protobuf::Message* before,
                      const google::protobuf::Message& after) {
  if (before == nullptr) return 1;
  google::protobuf::util::MessageDifferencer differencer;
  const google::protobuf::Descriptor& type = *after.GetDescriptor();
  for (const char* field :
       {"name", "etag", "create_time", "update_time", "version"}) {
    differencer.IgnoreField(type.FindFieldByName(field));
  }
  const int64_t version = before->GetReflection()->GetInt64(
      *before, type.FindFieldByName("version"));
  return version + (differencer.Compare(*before, after) ? 0 : 1);
}

}  // namespace kam::resource
