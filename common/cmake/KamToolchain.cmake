# Speeds the build where the tools are there. Sanitizers link into every program; KamTargets.cmake compiles them into our own code.

find_program(KAM_CCACHE ccache)
if(KAM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths are hashed relative to the sources, so that clones share the cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${KAM_CCACHE})
endif()

foreach(linker mold lld)
  find_program(KAM_LINKER_${linker} NAMES ld.${linker} ${linker})
  if(KAM_LINKER_${linker})
    add_link_options(-fuse-ld=${linker})
    break()
  endif()
endforeach()

if(KAM_SANITIZER)
  add_link_options(-fsanitize=${KAM_SANITIZER})
endif()
