# What the command line says. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

# Cores are fixed: one for the server that is measured, one for everything that loads it.
server_core=0
load_core=1
connections=64

usage() {
  cat <<USAGE
Usage: benchmarks/peers/run [OPTION ...]

Measures CPU time per redirect of nginx, HAProxy and Fairlead doing the same work, and prints the ratios.
nginx counts by a short, buffered log; nginx-debian has Debian's settings: its default log, unbuffered, and no compiled expressions.

  --rounds N        rounds per scenario, every server once in each (default 7)
  --seconds S       seconds a server is loaded in a round (default 4)
  --warm-up S       seconds each server is loaded before the first round of a scenario (default 15)
  --scenario NAME   one: the same client and blob every time; mixed: 1,000 clients and blobs; both (default)
  --only LIST       of nginx,nginx-debian,haproxy,fairlead: measure only these
  --require RATIO   exit 1 when the median of Fairlead/nginx is above this in any scenario (default 1.0);
                    the aims, 0.85 x nginx and 1.0 x HAProxy, are reported as met or not met
  --fairlead CMD    how Fairlead is run (default: fairlead at the root of the repository)
  --feeds DIR       folder of aws-ip-ranges.json and gcp-cloud.json
                    (default: \$FAIRLEAD_SHARED_DATA/feeds, else ../shared/data/feeds beside the repository)
  --json FILE       write every measurement and the medians there, too
  --help            this text

Exit codes: 0 done; 1 a server failed, answers differ, or the ratio is above what is required; 2 wrong usage, or something is missing.

Examples:
  benchmarks/peers/run
  benchmarks/peers/run --only fairlead --scenario one --rounds 3 --warm-up 5
  benchmarks/peers/run --require 0.85 --json peers.json
USAGE
}

wrong_usage() {
  echo "run: $1" >&2
  echo "Try: benchmarks/peers/run --help" >&2
  exit 2
}

is_count() { [[ $1 =~ ^[1-9][0-9]{0,4}$ ]]; }

parse_options() {
  rounds=7 seconds=4 warm_up=15 scenarios=(one mixed) servers=(nginx nginx-debian haproxy fairlead)
  require=1.0 fairlead=$repo/fairlead feeds='' json=''
  while (($# > 0)); do
    case $1 in
      --help | -h) usage && exit 0 ;;
      --rounds | --seconds | --warm-up | --scenario | --only | --require | --fairlead | --feeds | --json) ;;
      *) wrong_usage "unknown option $1" ;;
    esac
    (($# > 1)) || wrong_usage "$1 needs a value"
    case $1 in
      --rounds) rounds=$2 ;;
      --seconds) seconds=$2 ;;
      --warm-up) warm_up=$2 ;;
      --scenario) parse_scenarios "$2" ;;
      --only) parse_servers "$2" ;;
      --require) require=$2 ;;
      --fairlead) fairlead=$2 ;;
      --feeds) feeds=$2 ;;
      --json) json=$2 ;;
    esac
    shift 2
  done
  is_count "$rounds" || wrong_usage "--rounds $rounds: expected a whole number from 1"
  is_count "$seconds" || wrong_usage "--seconds $seconds: expected a whole number from 1"
  is_count "$warm_up" || wrong_usage "--warm-up $warm_up: expected a whole number from 1"
  [[ $require =~ ^[0-9]+(\.[0-9]+)?$ ]] || wrong_usage "--require $require: expected a ratio such as 0.85"
  # Now and not after minutes of measuring.
  [[ -z $json ]] || { : >"$json"; } 2>/dev/null || wrong_usage "--json $json: can't be written"
}

parse_scenarios() {
  case $1 in
    one | mixed) scenarios=("$1") ;;
    both) scenarios=(one mixed) ;;
    *) wrong_usage "--scenario $1: expected one, mixed or both" ;;
  esac
}

parse_servers() {
  local server named
  IFS=, read -ra named <<<"$1"
  servers=()
  for server in nginx nginx-debian haproxy fairlead; do
    [[ ,$1, != *,$server,* ]] || servers+=("$server")
  done
  ((${#servers[@]} > 0 && ${#servers[@]} == ${#named[@]})) || wrong_usage "--only $1: expected some of nginx,nginx-debian,haproxy,fairlead, each once"
}

# Whether a server is measured in this run.
measured() { [[ " ${servers[*]} " == *" $1 "* ]]; }
