# Medians, ratios, and what is required. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

print_facts() {
  printf '%-10s %s\n' machine "$(nproc --all) cores, $(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)" \
    kernel "$(uname -sr)" blobs "$(<"$corpus/made"), $(du -sb "$corpus/blobs" | awk '{ printf "%.1f GB", $1 / 1e9 }') in $(wc -l <"$corpus/images") images, $(wc -l <"$corpus/indexes.sums") tags" \
    fairlead "$("$program" --version)"
  ! measured folders || printf '%-10s %s\n' skopeo "$(skopeo --version | awk '{ print $3 }')" registry "$(docker-registry --version | awk '{ print $3 }')"
  ! measured buckets || printf '%-10s %s\n' rclone "$(rclone --version | awk 'NR == 1 { print $2 }')" radosgw "$(radosgw --version | awk '{ print $3 }')"
}

# Ratios are taken within a round, and their median from those: what slows the machine down for a while slows all of a round.
print_verdicts() {
  echo
  awk -F '\t' -v small="$small" '
    { cpu[$1, $2] = $3; wall[$1, $2] = $4; memory[$1, $2] = $5; calls[$1, $2] = $6; if (!(($1) in seen)) { seen[$1]; order[++n] = $1 }; if ($2 > rounds) rounds = $2 }
    END {
      printf "%-16s %10s %10s %10s %10s   median of %d\n", "", "CPU s", "wall s", "MB", "calls", rounds
      for (i = 1; i <= n; i++) printf "%-16s %10.2f %10.2f %10.0f %10d\n", order[i], median(cpu, order[i]), median(wall, order[i]), median(memory, order[i]), median(calls, order[i])
      print ""
      if ("fairlead" in seen) {
        for (r = 1; r <= rounds; r++) {
          one["", r] = cpu["fairlead", r] / cpu["skopeo", r]
          two["", r] = cpu["fairlead-two", r] / (cpu["skopeo", r] + cpu["skopeo-second", r])
          again["", r] = cpu["fairlead-again", r] / cpu["fairlead", r] * 100
          asked["", r] = calls["fairlead-again", r] / calls["fairlead", r] * 100
          slower["", r] = wall["fairlead", r] / wall["skopeo", r]
        }
        verdict("CPU, one folder, fairlead/skopeo", median(one, ""), 1.0, "")
        verdict("CPU, two folders, fairlead/skopeo twice", median(two, ""), 0.6, "")
        verdict("CPU with nothing to do, of the first run", median(again, ""), 5, " %")
        verdict("calls with nothing to do, of the first run", median(asked, ""), 5, " %")
        note("wall, one folder, fairlead/skopeo", median(slower, ""))
      }
      if ("fairlead-s3" in seen) {
        for (r = 1; r <= rounds; r++) { one["", r] = cpu["fairlead-s3", r] / cpu["rclone", r]; slower["", r] = wall["fairlead-s3", r] / wall["rclone", r] }
        note("CPU, bucket to bucket, fairlead/rclone", median(one, ""))
        note("wall, bucket to bucket, fairlead/rclone", median(slower, ""))
      }
      for (i = 1; i <= n; i++) if (order[i] ~ /^fairlead/) for (r = 1; r <= rounds; r++) if (memory[order[i], r] > most) most = memory[order[i], r]
      verdict("memory of fairlead, the most of all runs", most, 250, " MB", "always")
      exit (above > 0)
    }
    function median(values, name,   r, i, v, sorted) {
      for (r = 1; r <= rounds; r++) {
        v = values[name, r]
        for (i = r; i > 1 && sorted[i - 1] > v; i--) sorted[i] = sorted[i - 1]
        sorted[i] = v
      }
      r--
      return r % 2 ? sorted[(r + 1) / 2] : (sorted[r / 2] + sorted[r / 2 + 1]) / 2
    }
    function note(what, value) { printf "%-46s %8.3f\n", what, value }
    function verdict(what, value, required, unit, always) {
      if (small == "yes" && always == "") { note(what, value); return }
      printf "%-46s %8.3f%s, required at most %s%s: %s\n", what, value, unit, required, unit, (value > required ? "not met" : "ok")
      above += (value > required)
    }' "$work/measurements.tsv"
}
