# Tables, medians, JSON. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

print_facts() {
  printf '%s\n' "$(facts | awk -F '\t' '{ printf "%-10s %s\n", $1, $2 }')" "" "CPU time of the server per redirect, in microseconds; smaller is better."
}

facts() {
  printf '%s\t%s\n' \
    machine "$(nproc --all) cores, $(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)" \
    kernel "$(uname -sr)" \
    wrk "$(wrk -v 2>&1 | awk 'NR == 1 { print $2 }'), 1 thread, $connections connections" \
    prefixes "$(wc -l <"$work/prefixes.tsv") of AWS and Google Cloud"
  ! measured nginx || printf 'nginx\t%s\n' "$(nginx -v 2>&1 | sed 's|.*nginx/||')"
  ! measured haproxy || printf 'haproxy\t%s\n' "$(haproxy -v | awk 'NR == 1 { print $3 }')"
  ! measured fairlead || printf 'fairlead\t%s\n' "$fairlead_version"
}

compared=(nginx nginx-debian haproxy)

print_head() {
  local server
  printf '\n%-8s' "$1"
  for server in "${servers[@]}"; do printf '%17s' "$server"; done
  ! measured fairlead || for server in "${compared[@]}"; do ! measured "$server" || printf '%26s' "fairlead/$server"; done
  printf '%10s\n' others
}

# print_round SCENARIO ROUND, which may be "median".
print_round() {
  summary | awk -F '\t' -v scenario="$1" -v round="$2" '
    BEGIN { printf "%-8s", round }
    $1 != scenario || $2 != round { next }
    $3 ~ "/" { printf "%26.3f", $4; next }
    $3 == "others" { printf "%9.0f%%", $4 * 100; next }
    { printf "%17.2f", $4 }
    END { print "" }'
}

# scenario, round or "median", what (a server, fairlead/server, others), and its value (microseconds, ratio, share). Ratios are taken within a round, and their median from those:
# what slows the machine down for a while slows all servers of a round.
summary() {
  awk -F '\t' -v order="${servers[*]}" -v against="${compared[*]}" -v OFS='\t' '
    BEGIN { n = split(order, server, " "); m = split(against, peer, " ") }
    { took[$1, $2, $3] = $4 / $5; took[$1, $2, "others"] += $6 / n; if ($2 > rounds[$1]) rounds[$1] = $2 }
    END {
      for (s in rounds) {
        for (i = 1; i <= n; i++) line(s, server[i], server[i], "")
        for (i = 1; i <= m; i++) if ((s, 1, "fairlead") in took && (s, 1, peer[i]) in took) line(s, "fairlead/" peer[i], "fairlead", peer[i])
        line(s, "others", "others", "")
      }
    }
    function line(s, name, what, by,   r, i, v, value) {
      for (r = 1; r <= rounds[s]; r++) {
        v = took[s, r, what] / (by == "" ? 1 : took[s, r, by])
        print s, r, name, v
        for (i = r; i > 1 && value[i - 1] > v; i--) value[i] = value[i - 1]
        value[i] = v
      }
      r--
      print s, "median", name, r % 2 ? value[(r + 1) / 2] : (value[r / 2] + value[r / 2 + 1]) / 2
    }' "$work/measurements.tsv"
}

write_json() {
  [[ -n $json ]] || return 0
  jq -n --rawfile facts <(facts) --rawfile measurements "$work/measurements.tsv" --rawfile summary <(summary) '
    def lines($text): $text | split("\n")[] | select(. != "") | split("\t");
    {
      machine: [lines($facts) | {(.[0]): .[1]}] | add,
      measurements: [lines($measurements) | {scenario: .[0], round: (.[1] | tonumber), server: .[2], cpuMicroseconds: (.[3] | tonumber), requests: (.[4] | tonumber), othersShare: (.[5] | tonumber)}],
      medians: [lines($summary) | select(.[1] == "median")] | group_by(.[0]) | map({(.[0][0]): map({(.[2]): (.[3] | tonumber)}) | add}) | add
    }' >"$json"
}

# Foreign work fills the caches that the servers would have had to themselves: seen to make figures a third larger.
warn_of_others() {
  summary | awk -F '\t' '
    $2 == "median" && $3 == "others" && $4 > 0.05 {
      printf "\n%s: other processes took %.0f%% of the server\047s core. Trust the ratios less, and the microseconds not at all.\n", $1, $4 * 100
    }'
}

# Beyond what is required: what would be good. Not met, it is said and nothing more.
aim_nginx=0.85
aim_haproxy=1.0

# Whether Fairlead is as fast as required, in every scenario, and how it stands to the aims.
check_ratios() {
  measured fairlead && { measured nginx || measured haproxy; } || return 0
  echo
  summary | awk -F '\t' -v require="$require" -v aim_nginx="$aim_nginx" -v aim_haproxy="$aim_haproxy" -v wanted="$(measured nginx && echo ${#scenarios[@]} || echo 0)" '
    $2 != "median" { next }
    $3 == "fairlead/nginx" {
      slow = $4 > require
      printf "%s: fairlead/nginx %.3f, required at most %s: %s\n", $1, $4, require, slow ? "too slow" : "ok"
      failed += slow
      checked++
      aim($1, $3, $4, aim_nginx)
    }
    $3 == "fairlead/haproxy" { aim($1, $3, $4, aim_haproxy) }
    function aim(scenario, name, ratio, most) {
      printf "%s: %s %.3f, aim %s: %s\n", scenario, name, ratio, most, (ratio > most ? "not met" : "met")
    }
    END {
      if (checked < wanted) print "run: not every scenario gave a ratio to nginx" > "/dev/stderr"
      exit failed > 0 || checked < wanted
    }'
}
