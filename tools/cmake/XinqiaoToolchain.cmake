# How compilers and linkers are run: ccache and mold where they are installed, and objects that
# are the same in every checkout, so that a fresh clone finds them in the cache.

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)

find_program(XINQIAO_CCACHE ccache)
if(XINQIAO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${XINQIAO_CCACHE})
endif()

find_program(XINQIAO_MOLD mold)
if(XINQIAO_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
