# Warms up, then measures in rounds, one server after the other. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

# Leaves $work/measurements.tsv: scenario, round, server, its CPU time in microseconds, requests, and the share of its core that others took.
measure() {
  local scenario server round
  clock=$(getconf CLK_TCK)
  : >"$work/measurements.tsv"
  for scenario in "${scenarios[@]}"; do
    check_answers "$scenario"
    for server in "${servers[@]}"; do load "$scenario" "$server" "$warm_up"; done
    # After the warm-up and after the rounds: what was measured in between was the whole work.
    check_answers "$scenario"
    print_head "$scenario"
    for ((round = 1; round <= rounds; round++)); do
      measure_round "$scenario" "$round"
      print_round "$scenario" "$round"
    done
    print_round "$scenario" median
    check_answers "$scenario"
  done
}

# Each round begins with the next server, so that none always follows the same one.
measure_round() {
  local i server cpu core others
  for ((i = 0; i < ${#servers[@]}; i++)); do
    server=${servers[(i + $2) % ${#servers[@]}]}
    cpu=$(cpu_ticks "${pids[$server]}") core=$(core_ticks)
    load "$1" "$server" "$seconds"
    cpu=$(($(cpu_ticks "${pids[$server]}") - cpu)) core=$(core_ticks "$core")
    others=$(awk -v cpu="$cpu" '{ others = ($1 - cpu) / $2; print (others > 0 ? others : 0) }' <<<"$core")
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$server" $((cpu * (1000000 / clock))) "$requests" "$others" >>"$work/measurements.tsv"
  done
}

# Ticks that the server's core was busy, and all its ticks, so far; or since the given ones. What the server didn't use of them, others did.
core_ticks() {
  awk -v core="cpu$server_core" -v since="${1:-0 0}" '
    BEGIN { split(since, past, " ") }
    # proc_stat(5): user nice system idle iowait irq softirq steal.
    $1 == core { busy = $2 + $3 + $4 + $7 + $8 + $9; print busy - past[1], busy + $5 + $6 - past[2] }' /proc/stat
}

# load SCENARIO SERVER SECONDS; leaves the number of answers in $requests.
load() {
  local output url=http://127.0.0.1:${ports[$2]} client path arguments=()
  if [[ $1 == one ]]; then
    IFS=$'\t' read -r client path _ <"$work/one.tsv"
    arguments=(--header "X-Forwarded-For: $client" "$url$path")
  else
    arguments=(--script "$here/rotate.lua" "$url" -- "$work/$1.tsv")
  fi
  output=$(taskset -c "$load_core" wrk --threads 1 --connections "$connections" --duration "${3}s" --timeout 10s "${arguments[@]}") || failed "wrk failed on $2"
  # wrk says so only where there were any.
  ! grep -E 'Socket errors|Non-2xx' <<<"$output" >&2 || failed "$2 failed under load"
  requests=$(awk '/ requests in / { print $1 }' <<<"$output")
  ((requests > 0)) || failed "$2 answered nothing"
}
