#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "kam/account/v1/interaction.pb.h"

namespace kam::bench {

// An interaction with a note of the usual length, `number` weeks back.
account::v1::Interaction MakeInteraction(int number);

// Accounts made for measuring, each with 20 contacts, 10 assigned members, an
// active plan of 30 actions and 10 interactions with notes: the size that the
// joint view is measured at. All are alike but for their ids.
class SampleAccounts {
 public:
  static constexpr int kAccounts = 20;
  static constexpr int kContacts = 20;
  static constexpr int kMembers = 10;
  static constexpr int kActions = 30;
  static constexpr int kInteractions = 10;

  // Makes the programme `program` with its accounts in the suite behind the
  // channel, unless it is there. Errors as of the rpcs.
  static absl::StatusOr<SampleAccounts> Make(
      const std::shared_ptr<grpc::Channel>& suite, absl::string_view program);

  // The name of the programme.
  const std::string& program() const { return program_; }
  // Names of the accounts.
  std::vector<std::string> names() const;
  // Name of a further account, for what is written while measuring.
  std::string writing_account() const;

 private:
  explicit SampleAccounts(std::string program) : program_(std::move(program)) {}

  absl::Status MakeMembers(const std::shared_ptr<grpc::Channel>& suite) const;
  absl::Status MakeAccount(const std::shared_ptr<grpc::Channel>& suite,
                           int number) const;
  absl::Status MakeRelations(const std::shared_ptr<grpc::Channel>& suite,
                             const std::string& account) const;
  absl::Status MakeTeam(const std::shared_ptr<grpc::Channel>& suite,
                        const std::string& account) const;
  absl::Status MakePlan(const std::shared_ptr<grpc::Channel>& suite,
                        const std::string& account) const;

  const std::string program_;
};

}  // namespace kam::bench
