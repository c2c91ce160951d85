#include "common/base/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

#include "common/base/log.h"

namespace kam {
namespace {

constexpr size_t kSha256Bytes = 32;
using Digest = std::array<unsigned char, kSha256Bytes>;

// Looked up once: OpenSSL's own look-up costs as much as a short digest.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm =
      EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

Digest Compute(absl::string_view data) {
  Digest digest;
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), digest.data(), &size, Algorithm(),
                 nullptr) != 1 ||
      size != digest.size()) {
    // Only a broken installation gets here; going on would store nonsense.
    Log(LogLevel::kError, "SHA-256 is not available");
    std::abort();
  }
  return digest;
}

}  // namespace

std::string Sha256(absl::string_view data) {
  const Digest digest = Compute(data);
  return std::string(digest.begin(), digest.end());
}

uint64_t StableHash64(absl::string_view data) {
  const Digest digest = Compute(data);
  uint64_t hash = 0;
  for (size_t i = 0; i < sizeof(hash); ++i) hash = hash << 8 | digest[i];
  return hash;
}

}  // namespace kam
