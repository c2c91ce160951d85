# The four ways to make a target. Sources are listed, never globbed.

function(_kam_own_code target)
  # -Wrestrict sees overlaps in std::string that are not there (GCC bug 105651).
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Werror
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  # Not generated code: like the library below it, it is left as it is, so that
  # one compilation (ccache's) serves every preset.
  if(KAM_SANITIZER)
    # protobuf's maps have other members where this macro is defined: the
    # library's and the generated code's are those without.
    target_compile_options(${target} PRIVATE -fsanitize=${KAM_SANITIZER} -fno-omit-frame-pointer
      -U__SANITIZE_THREAD__)
  endif()
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()

# kam_proto(NAME x ROOT dir FILES a.proto... DEPS targets... [GRPC])
# A library of generated code: messages and, with GRPC, the services of those
# files that state any. The global property KAM_PROTO_FILES gathers all files.
# Fuzzers know no services and do nothing often in generated code, which clang
# takes long to optimise.
function(kam_proto)
  cmake_parse_arguments(arg "GRPC" "NAME;ROOT" "FILES;DEPS" ${ARGN})
  set_property(GLOBAL APPEND PROPERTY KAM_PROTO_FILES ${arg_FILES})
  set(out ${PROJECT_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${out})
  set(own_root)
  if(NOT arg_ROOT MATCHES "^(${PROJECT_SOURCE_DIR}/proto|${KAM_GOOGLE_PROTOS})$")
    set(own_root --proto_path=${arg_ROOT})
  endif()
  set(sources)
  foreach(file ${arg_FILES})
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(made ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(plugin)
    file(STRINGS ${arg_ROOT}/${file} services REGEX "^service ")
    if(arg_GRPC AND services AND NOT KAM_FUZZ)
      list(APPEND made ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      set(plugin --grpc_out=${out} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${made}
      COMMAND protobuf::protoc --proto_path=${PROJECT_SOURCE_DIR}/proto
              --proto_path=${KAM_GOOGLE_PROTOS} ${own_root} --cpp_out=${out} ${plugin} ${file}
      DEPENDS ${arg_ROOT}/${file}
      COMMENT "Generating ${stem}"
      VERBATIM)
    foreach(one ${made})
      if(one MATCHES "\\.cc$")
        list(APPEND sources ${one})
      endif()
    endforeach()
  endforeach()
  add_library(${arg_NAME} STATIC ${sources})
  # Generated sources repeat the names of their file-local variables.
  set_target_properties(${arg_NAME} PROPERTIES UNITY_BUILD OFF)
  if(KAM_FUZZ)
    target_compile_options(${arg_NAME} PRIVATE -O0 -g0)
  endif()
  target_include_directories(${arg_NAME} SYSTEM PUBLIC ${out})
  target_link_libraries(${arg_NAME} PUBLIC protobuf::libprotobuf ${arg_DEPS})
  if(arg_GRPC)
    target_link_libraries(${arg_NAME} PUBLIC gRPC::grpc++)
  endif()
endfunction()

# kam_library(NAME x SOURCES a.cc... DEPS targets...)
function(kam_library)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;DEPS" ${ARGN})
  add_library(${arg_NAME} STATIC ${arg_SOURCES})
  _kam_own_code(${arg_NAME})
  target_link_libraries(${arg_NAME} PUBLIC ${arg_DEPS})
endfunction()

# kam_binary(NAME x SOURCES main.cc... DEPS targets...)
function(kam_binary)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;DEPS" ${ARGN})
  add_executable(${arg_NAME} ${arg_SOURCES})
  _kam_own_code(${arg_NAME})
  target_link_libraries(${arg_NAME} PRIVATE ${arg_DEPS})
  # Many small messages on many threads: a quarter of a view's time. Sanitizers
  # bring an allocator of their own.
  if(NOT KAM_SANITIZER)
    target_link_libraries(${arg_NAME} PRIVATE ${KAM_JEMALLOC})
  endif()
  set_target_properties(${arg_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# kam_test(NAME x_test LABEL unit|service|suite [COST seconds] SOURCES a_test.cc... DEPS targets...)
# One program a folder; CTest lists each of its cases, and begins with those
# that cost most, where it is told.
function(kam_test)
  cmake_parse_arguments(arg "" "NAME;LABEL;COST" "SOURCES;DEPS" ${ARGN})
  if(NOT arg_COST)
    set(arg_COST 0)
  endif()
  add_executable(${arg_NAME} ${arg_SOURCES})
  _kam_own_code(${arg_NAME})
  target_link_libraries(${arg_NAME} PRIVATE ${arg_DEPS} GTest::gmock_main)
  gtest_discover_tests(${arg_NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    PROPERTIES LABELS ${arg_LABEL} COST ${arg_COST} TIMEOUT 600)
endfunction()
