#pragma once

#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/support/channel_arguments.h"

namespace kam::rpc {

// Settings of every client channel: keepalive, message sizes, and retries of
// what is safe to retry (UNAVAILABLE only).
grpc::ChannelArguments ChannelSettings();

// The service config behind them, as gRPC's JSON.
std::string RetryServiceConfig();

// A channel to `address`, such as "dns:///account:7401" or "127.0.0.1:7400".
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address);

}  // namespace kam::rpc
