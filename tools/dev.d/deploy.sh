# shellcheck shell=bash
# What a deployment takes from here: certificates for development, and images.

CERT_TRUST_DOMAIN=xinqiao.local
CERT_CA_DAYS=3650
CERT_DAYS=90
CERT_RENEW_SECONDS=$((30 * 24 * 3600))

# A development authority and one certificate for each service: DIR/ca.crt, DIR/ca.key, and
# DIR/SERVICE/{tls.crt,tls.key,ca.crt}, named as in a Kubernetes TLS secret. Quick when done: the
# authority stays, and a certificate is made anew once less than 30 days of it are left.
verb_certs() {
  local dir service
  case ${1:-} in -*) usage ;; esac
  dir=$(realpath -m "${1:-.run/certs}")
  mkdir -p "$dir"
  exec {cert_lock}>"$dir/lock"
  flock "$cert_lock"
  cert_authority "$dir"
  for service in "${SERVICES[@]}"; do cert_service "$dir" "$service"; done
  exec {cert_lock}>&-
  say "certificates are in $dir; ca.key signs them all, keep it here"
  say "the development identity serves loopback only and does not read them; mutual TLS will"
}

cert_authority() {
  local dir=$1
  if cert_lasts "$dir/ca.crt" "$dir/ca.key"; then return 0; fi
  say "make a development authority, valid for $CERT_CA_DAYS days"
  cert_openssl "$dir" req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout "$dir/new.key" -out "$dir/new.crt" -days "$CERT_CA_DAYS" \
    -subj "/O=Xinqiao development/CN=Xinqiao development authority" \
    -addext "subjectAltName=URI:spiffe://$CERT_TRUST_DOMAIN" \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign'
  cert_place "$dir/new.key" "$dir/ca.key"
  cert_place "$dir/new.crt" "$dir/ca.crt"
}

# The service is the URI; the DNS names are what callers dial in the cluster and on one machine.
cert_service() {
  local dir=$1 service=$2
  local own=$dir/$service
  mkdir -p "$own"
  if cert_lasts "$own/tls.crt" "$own/tls.key" && cmp -s "$dir/ca.crt" "$own/ca.crt" &&
    openssl verify -CAfile "$dir/ca.crt" "$own/tls.crt" >/dev/null 2>&1; then
    return 0
  fi
  say "make a certificate for $service, valid for $CERT_DAYS days"
  cert_openssl "$dir" req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout "$own/new.key" -out "$own/new.csr" -subj "/O=Xinqiao development/CN=$service" \
    -addext "subjectAltName=URI:spiffe://$CERT_TRUST_DOMAIN/$service,DNS:$service,DNS:localhost,IP:127.0.0.1" \
    -addext 'basicConstraints=critical,CA:FALSE' -addext 'keyUsage=critical,digitalSignature' \
    -addext 'extendedKeyUsage=serverAuth,clientAuth'
  cert_openssl "$dir" x509 -req -in "$own/new.csr" -copy_extensions copyall -days "$CERT_DAYS" \
    -CA "$dir/ca.crt" -CAkey "$dir/ca.key" -set_serial "0x$(openssl rand -hex 16)" -out "$own/new.crt"
  rm "$own/new.csr"
  install -m 644 "$dir/ca.crt" "$own/new.ca"
  cert_place "$own/new.ca" "$own/ca.crt"
  cert_place "$own/new.key" "$own/tls.key"
  cert_place "$own/new.crt" "$own/tls.crt"
}

# A process that watches the files never reads half of one.
cert_place() {
  if [[ $1 == *.key ]]; then chmod 600 "$1"; else chmod 644 "$1"; fi
  mv "$1" "$2"
}

# Certificate $1 is valid long enough, and key $2 is its own.
cert_lasts() {
  [[ -s $1 && -s $2 ]] || return 1
  openssl x509 -in "$1" -noout -checkend "$CERT_RENEW_SECONDS" >/dev/null 2>&1 || return 1
  cmp -s <(openssl x509 -in "$1" -noout -pubkey 2>/dev/null) <(openssl pkey -in "$2" -pubout 2>/dev/null)
}

# openssl tells of its progress on standard error; that is shown only when it fails.
cert_openssl() {
  local dir=$1
  shift
  (umask 077 && openssl "$@" 2>"$dir/openssl.log") || die "openssl $1: $(<"$dir/openssl.log")"
  rm -f "$dir/openssl.log"
}

IMAGE_FOLDER=.run/images
IMAGE_USER=65532:65532

# One OCI archive for each service, or those named: .run/images/SERVICE.tar, which holds the server,
# the libraries it loads and nothing else: no shell, no package manager.
verb_images() {
  local services=("$@") service
  case ${1:-} in -*) usage ;; esac
  for service in "$@"; do
    [[ " ${SERVICES[*]} " == *" $service "* ]] || die "$service is no service: ${SERVICES[*]}"
  done
  if [[ $# -eq 0 ]]; then services=("${SERVICES[@]}"); fi
  build release "${services[@]/%/_server}"
  with_scratch
  mkdir -p "$IMAGE_FOLDER"
  for service in "${services[@]}"; do image "$service"; done
  if [[ -d $scratch/storage ]]; then as_builder rm -rf "$scratch/storage" "$scratch/run"; fi
  clean_scratch
  (cd "$IMAGE_FOLDER" && sha256sum -- *.tar >SHA256SUMS)
  ls -lh "$IMAGE_FOLDER" >&2
  say "load one with podman load -i, or skopeo copy oci-archive:$IMAGE_FOLDER/registry.tar"
}

# The same sources and packages give the same image, whenever it is made.
image() {
  local service=$1 container version
  local root=$scratch/$service archive=$IMAGE_FOLDER/$service.tar
  say "image $service"
  version=$(git describe --always --dirty 2>/dev/null || echo unknown)
  image_root "$service" "$root"
  image_starts "$service" "$root"
  container=$(builder from scratch)
  builder copy -q "$container" "$root" / >/dev/null
  builder config --user "$IMAGE_USER" --entrypoint "[\"/usr/bin/${service}_server\"]" \
    --stop-signal SIGTERM --label "org.opencontainers.image.title=xinqiao-$service" \
    --label "org.opencontainers.image.revision=$version" \
    --label "org.opencontainers.image.licenses=Apache-2.0" "$container"
  rm -f "$archive.new"
  builder commit -q --timestamp 0 "$container" "oci-archive:$archive.new:xinqiao/$service:$version" \
    >/dev/null
  image_plain "$archive"
  builder rm "$container" >/dev/null
  rm -rf "$root"
}

image_root() {
  local binary=build/release/bin/${1}_server root=$2 file
  install -D -s -m 755 "$binary" "$root/usr/bin/${1}_server"
  if ldd "$binary" | grep 'not found' >&2; then die "${1}_server misses libraries"; fi
  while read -r file; do
    install -D -m 755 "$(readlink -f "$file")" "$root$file"
  done < <(ldd "$binary" | awk '$2 == "=>" { print $3 } $1 ~ "^/" { print $1 }')
  install -D -m 644 /usr/share/zoneinfo/Asia/Shanghai "$root/usr/share/zoneinfo/Asia/Shanghai"
  mkdir -p "$root/tmp"
  # Times are in the layer; those of copies differ from run to run.
  find "$root" -exec touch -h -d @0 {} +
}

# Packs the archive again without the times and owners of this run.
image_plain() {
  local parts=$scratch/parts
  mkdir "$parts"
  tar -xf "$1.new" -C "$parts"
  tar -cf "$1.plain" -C "$parts" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner .
  rm -r "$parts" "$1.new"
  mv "$1.plain" "$1"
}

# A server without configuration says what it misses: so every library was found.
image_starts() {
  local said
  said=$(as_root chroot "$2" "/usr/bin/${1}_server" 2>&1 || true)
  [[ $said == "$1: INVALID_ARGUMENT: XINQIAO_IDENTITY is not set"* ]] ||
    die "${1}_server does not start in its image: $said"
}

builder() {
  as_builder buildah --root "$scratch/storage" --runroot "$scratch/run" --storage-driver vfs "$@"
}

# Who is not root builds in a user namespace of its own.
as_builder() {
  if [[ $EUID -eq 0 || $1 == buildah ]]; then "$@"; else buildah unshare "$@"; fi
}
