# Starts and ends the servers; each is ended by its own process id. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

servers=()
taken=' '

clean_up() {
  stop_servers
  # Twice: a server that is just being ended may still write.
  rm -rf "$work" || rm -rf "$work"
}

stop_servers() {
  local server
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; done
  for server in "${servers[@]}"; do wait "$server" 2>/dev/null || true; done
  servers=()
}

# A port on which nobody listens, below the range that the kernel gives to clients; left in $port.
choose_port() {
  while
    port=$((20000 + RANDOM % 12000))
    [[ $taken == *" $port "* ]] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
  do :; done
  taken+="$port "
}

# await WHAT LOG COMMAND...: half a minute at most.
await() {
  local i
  for ((i = 0; i < 600; i++)); do
    "${@:3}" && return 0
    kill -0 "${servers[-1]}" 2>/dev/null || break
    sleep 0.05
  done
  cat "$2" >&2
  failed "$1 did not start"
}

start_registry() {
  choose_port
  registry=127.0.0.1:$port
  cat >"$work/registry.yml" <<CONFIG
version: 0.1
log: {level: error, accesslog: {disabled: false}}
storage: {filesystem: {rootdirectory: "$corpus/registry"}, cache: {blobdescriptor: inmemory}, maintenance: {uploadpurging: {enabled: false}}}
http: {addr: "$registry", secret: a benchmark}
CONFIG
  docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  servers+=($!)
  await docker-registry "$work/registry.log" curl -sfo "$work/answer" "http://$registry/v2/"
}

# Requests that the registry has answered so far.
calls() { grep -c '"[A-Z]* /v2/' "$work/registry.log" || true; }

start_gateway() {
  local gateway_port
  choose_port
  gateway_port=$port
  choose_port
  : >"$work/gateway.log"
  "$repo/eng/radosgw" "$work/ceph" "$gateway_port" "$port" 16 >"$work/gateway.log" 2>&1 &
  servers+=($!)
  await radosgw "$work/gateway.log" grep -q 'S3 at' "$work/gateway.log"
  endpoint=http://127.0.0.1:$gateway_port
  export AWS_ACCESS_KEY_ID=AKTEST AWS_SECRET_ACCESS_KEY=SKTEST AWS_EC2_METADATA_DISABLED=true
  # What else the surroundings say of another S3 is not meant; rclone 1.60 fails where there is AWS_CA_BUNDLE.
  unset AWS_CA_BUNDLE AWS_PROFILE AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3
  # Two names for one server: with one, rclone would have the server copy by itself, which no two regions' servers do for each other's costs.
  local name
  for name in FROM TO; do
    export RCLONE_CONFIG_${name}_TYPE=s3 RCLONE_CONFIG_${name}_PROVIDER=Ceph RCLONE_CONFIG_${name}_ENDPOINT="$endpoint" RCLONE_CONFIG_${name}_ENV_AUTH=true
  done
  export RCLONE_CONFIG=$work/rclone.conf
  : >"$RCLONE_CONFIG"
}
