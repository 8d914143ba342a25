find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)

# The google/api and google/rpc protos that tools/dev setup takes from npm.
set(XINQIAO_GOOGLEAPIS ${PROJECT_SOURCE_DIR}/build/googleapis)

# xinqiao_proto_library(NAME PROTOS ... DEPS ... [ROOT dir] [NO_GRPC])
#
# Messages of the PROTOS under ROOT (proto/ unless given), and gRPC stubs for every file that
# declares a service. NO_GRPC makes messages only and does not link gRPC.
function(xinqiao_proto_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NO_GRPC" "ROOT" "PROTOS;DEPS")
  if(NOT arg_ROOT)
    set(arg_ROOT ${PROJECT_SOURCE_DIR}/proto)
  endif()
  set(out ${PROJECT_BINARY_DIR}/proto)
  file(MAKE_DIRECTORY ${out})
  set(imports -I ${arg_ROOT})
  foreach(folder ${PROJECT_SOURCE_DIR}/proto ${XINQIAO_GOOGLEAPIS})
    if(NOT folder STREQUAL arg_ROOT)
      list(APPEND imports -I ${folder})
    endif()
  endforeach()

  set(generated)
  set(tables)
  foreach(proto ${arg_PROTOS})
    set(source ${arg_ROOT}/${proto})
    if(NOT EXISTS ${source})
      message(FATAL_ERROR "${source} is missing; tools/dev setup fetches what is not ours")
    endif()
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(outputs ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(flags --cpp_out=${out})
    # A file that gains its first service needs new build rules.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(STRINGS ${source} services REGEX "^service ")
    if(services)
      # Nothing may refer to a file that only declares a service; its descriptor is asked for by
      # name, so the linker must keep it.
      string(REPLACE "_" "_5f" table ${proto})
      string(REPLACE "/" "_2f" table ${table})
      string(REPLACE "." "_2e" table ${table})
      list(APPEND tables LINKER:--undefined=descriptor_table_${table})
    endif()
    if(services AND NOT arg_NO_GRPC)
      # First, as in the file that protoc writes: Ninja wants both to begin with the same output.
      list(PREPEND outputs ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      list(APPEND flags --grpc_out=${out} --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN})
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc ${imports} --dependency_out=${out}/${stem}.d ${flags} ${source}
      DEPENDS ${source}
      DEPFILE ${out}/${stem}.d
      COMMENT "protoc ${proto}"
      VERBATIM)
    list(APPEND generated ${outputs})
  endforeach()

  add_library(${name} STATIC ${generated})
  target_include_directories(${name} SYSTEM PUBLIC ${out})
  target_compile_options(${name} PRIVATE -w)
  target_link_libraries(${name} PUBLIC ${arg_DEPS} protobuf::libprotobuf)
  target_link_options(${name} INTERFACE ${tables})
  if(NOT arg_NO_GRPC)
    target_link_libraries(${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()
