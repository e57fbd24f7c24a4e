# What has to be there before anything starts: programs, feeds, cores. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

missing() {
  echo "run: $1" >&2
  exit 2
}

find_feeds() {
  local folder file
  if [[ -z $feeds ]]; then
    for folder in "${FAIRLEAD_SHARED_DATA:-}" "$repo/../shared/data"; do
      [[ -n $folder && -d $folder/feeds ]] && feeds=$folder/feeds && break
    done
    [[ -n $feeds ]] || missing "no feeds: neither \$FAIRLEAD_SHARED_DATA/feeds nor $repo/../shared/data/feeds is there. Pass --feeds DIR, a folder with
aws-ip-ranges.json (https://ip-ranges.amazonaws.com/ip-ranges.json) and gcp-cloud.json (https://www.gstatic.com/ipranges/cloud.json)."
  fi
  for file in aws-ip-ranges.json gcp-cloud.json; do
    [[ -r $feeds/$file ]] || missing "no feed: $feeds/$file can't be read. See --feeds in --help."
  done
  feeds=$(cd "$feeds" && pwd)
}

# Debian's package for each program that a bare machine lacks.
declare -A packages=([nginx]=nginx [haproxy]=haproxy [wrk]=wrk [jq]=jq [curl]=curl)

require_tools() {
  local tool wanted=(nginx wrk jq curl) lacking=()
  # /usr/sbin isn't on everyone's PATH, and nginx and haproxy are there.
  PATH=$PATH:/usr/sbin:/sbin
  ! measured haproxy || wanted+=(haproxy)
  for tool in "${wanted[@]}"; do
    command -v "$tool" >/dev/null || lacking+=("${packages[$tool]}")
  done
  ((${#lacking[@]} == 0)) || install "${lacking[@]}"
  for tool in taskset awk; do
    command -v "$tool" >/dev/null || missing "$tool is missing."
  done
  if ! taskset -c "$server_core" true 2>/dev/null || ! taskset -c "$load_core" true 2>/dev/null; then
    missing "two cores are needed, $server_core for the server and $load_core for the load."
  fi
  ! measured fairlead || require_fairlead
}

install() {
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then missing "programs are missing. As root: apt-get install $*"; fi
  echo "Installing $*" >&2
  # RUNLEVEL=1 keeps the packages' own services from starting.
  if ! { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >/dev/null; then
    missing "apt-get could not install $*."
  fi
}

# Runs it once, too: the command may build the program first, which no one should measure or wait for on one core.
require_fairlead() {
  read -ra fairlead_command <<<"$fairlead"
  command -v "${fairlead_command[0]}" >/dev/null || missing "${fairlead_command[0]} isn't there. Pass --fairlead CMD, or --only nginx,haproxy."
  fairlead_version=$("${fairlead_command[@]}" --version 2>/dev/null) || missing "'$fairlead --version' failed. Pass --fairlead CMD, or --only nginx,haproxy."
}
