# What the command line says, and what has to be there before anything starts. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

usage() {
  cat <<USAGE
Usage: benchmarks/mirror/run [OPTION ...]

Copies the same blobs with fairlead and with others, and prints CPU time (user and system, of the tool alone), wall time and the most memory:
  folders   docker-registry to a folder: skopeo sync, fairlead sync --to file:; then fairlead with nothing to do, and with two folders at once
            against skopeo twice
  buckets   bucket to bucket on Ceph's radosgw: rclone copy, fairlead sync --from s3: --to s3:

  --rounds N      how often each is done, the order turning (default 3); the median counts
  --only WHAT     folders or buckets
  --small         500 blobs and 2 of 20 MB, one round: to see whether it works; nothing is required of its ratios
  --blobs N       blobs of 1 KB to 1 MB, configs included (default 5000)
  --large N       layers of 200 MB (default 20)
  --in-buckets N  how many of those are in the buckets (default 4): the server keeps two buckets in memory
  --corpus DIR    keep the blobs there, or take those that are there
  --help          this text

It takes some 30 GB of disk under \$TMPDIR, and for buckets some 10 GB of memory. Nothing else should run on the machine.

Required: fairlead/skopeo at most 1.0 of CPU for one folder, 0.6 of skopeo twice for two; a run with nothing to do at most 5 % of the CPU and of
the calls of the first; memory under 250 MB. Exit codes: 0 done; 1 something is above that, or failed; 2 wrong usage, or something is missing.
USAGE
}

wrong_usage() {
  echo "run: $1" >&2
  echo "Try: benchmarks/mirror/run --help" >&2
  exit 2
}

missing() {
  echo "run: $1" >&2
  exit 2
}

failed() {
  echo "run: $1" >&2
  exit 1
}

parse_options() {
  rounds=3 parts=(folders buckets) blobs=5000 large=20 large_bytes=200000000 in_buckets=4 corpus='' small=no
  while (($# > 0)); do
    case $1 in
      --help | -h) usage && exit 0 ;;
      --small) small=yes rounds=1 blobs=500 large=2 large_bytes=20000000 in_buckets=2 && shift && continue ;;
      --rounds | --only | --blobs | --large | --in-buckets | --corpus) ;;
      *) wrong_usage "unknown option $1" ;;
    esac
    (($# > 1)) || wrong_usage "$1 needs a value"
    case $1 in
      --rounds) rounds=$2 ;;
      --only) parts=("$2") ;;
      --blobs) blobs=$2 ;;
      --large) large=$2 ;;
      --in-buckets) in_buckets=$2 ;;
      --corpus) corpus=$2 ;;
    esac
    shift 2
  done
  [[ ${parts[0]} =~ ^(folders|buckets)$ ]] || wrong_usage "--only ${parts[0]}: expected folders or buckets"
  local number
  for number in "$rounds" "$blobs" "$large" "$in_buckets"; do
    [[ $number =~ ^[1-9][0-9]{0,5}$ ]] || wrong_usage "$number: expected a whole number from 1"
  done
  ((in_buckets <= large)) || in_buckets=$large
}

# Whether a part is measured in this run.
measured() { [[ " ${parts[*]} " == *" $1 "* ]]; }

# Debian's package for each program that a bare machine lacks.
declare -A packages=([docker-registry]=docker-registry [skopeo]=skopeo [openssl]=openssl [/usr/bin/time]=time [curl]=curl
  [rclone]=rclone [ceph-mon]=ceph-mon [ceph-osd]=ceph-osd [radosgw]=radosgw)

require_tools() {
  local tool wanted=(docker-registry openssl /usr/bin/time curl) lacking=()
  ! measured folders || wanted+=(skopeo)
  ! measured buckets || wanted+=(rclone ceph-mon ceph-osd radosgw)
  for tool in "${wanted[@]}"; do
    command -v "$tool" >/dev/null || lacking+=("${packages[$tool]}")
  done
  if ((${#lacking[@]} > 0)); then
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then missing "programs are missing. As root: apt-get install --no-install-recommends ${lacking[*]}"; fi
    echo "Installing ${lacking[*]}" >&2
    # RUNLEVEL=1 keeps the packages' own services from starting.
    if ! { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${lacking[@]}"; } >/dev/null; then
      missing "apt-get could not install ${lacking[*]}."
    fi
  fi
  "$repo/fairlead" --version >/dev/null || failed "fairlead was not built" # builds, if need be
  # The launcher becomes the program, after having looked whether it is up to date: that is not measured.
  program=$repo/artifacts/program/fairlead
  export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
}
