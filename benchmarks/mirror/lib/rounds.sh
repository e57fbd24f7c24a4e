# Runs the tools in rounds. Leaves $work/measurements.tsv: what, round, CPU seconds, wall seconds, most memory in MB, calls at the registry.
# Sourced by ../run. What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

# timed WHAT ROUND COMMAND...: runs it, and notes what it took: the process and those that it waited for (wait4).
timed() {
  local before=0 after=0 user system wall memory
  [[ ! -e $work/registry.log ]] || before=$(calls)
  if ! /usr/bin/time -f '%U %S %e %M' -o "$work/time" "${@:3}" >"$work/output" 2>&1; then
    tail -n 30 "$work/output" >&2
    failed "$1 failed"
  fi
  [[ ! -e $work/registry.log ]] || after=$(calls)
  read -r user system wall memory < <(tail -n 1 "$work/time")
  awk -v OFS='\t' -v what="$1" -v round="$2" -v cpu="$user $system" -v wall="$wall" -v memory="$memory" -v calls=$((after - before)) '
    BEGIN { split(cpu, part, " "); print what, round, part[1] + part[2], wall, memory * 1024 / 1000000, calls }' >>"$work/measurements.tsv"
  tail -n 1 "$work/measurements.tsv" | awk -F '\t' '{ printf "  %-16s round %s  %7.2f s CPU %8.2f s wall %6.0f MB %6d calls\n", $1, $2, $3, $4, $5, $6 }'
}

# expect FOLDER NUMBER: so many blobs came, of all that there are. Both call files by digest; skopeo puts manifests beside them.
expect() {
  local found
  found=$(find "$1" -type f -regextype posix-extended -regex '.*/(sha256:)?[0-9a-f]{64}' | wc -l)
  ((found == $2)) || failed "$found of $2 blobs are in $1"
}

clear_folders() { rm -rf "$work"/{skopeo,skopeo-2,one,two,cache} && mkdir "$work"/{skopeo,skopeo-2,one,two}; }

skopeo_round() {
  clear_folders
  timed skopeo "$1" skopeo sync --all --src docker --dest dir --src-tls-verify=false "$registry/bench/images" "$work/skopeo"
  expect "$work/skopeo" $((blobs + large))
  timed skopeo-second "$1" skopeo sync --all --src docker --dest dir --src-tls-verify=false "$registry/bench/images" "$work/skopeo-2"
}

sync_folders() {
  local folder to=()
  for folder in "${@:3}"; do to+=(--to "file://$folder"); done
  XDG_CACHE_HOME=$work/cache timed "$1" "$2" "$program" sync --from "$registry/bench/images" --plain-http "$registry" "${to[@]}"
  for folder in "${@:3}"; do expect "$folder" $((blobs + large)); done
}

fairlead_round() {
  clear_folders
  sync_folders fairlead "$1" "$work/one"
  sync_folders fairlead-again "$1" "$work/one"
  clear_folders
  sync_folders fairlead-two "$1" "$work/one" "$work/two"
}

measure_folders() {
  local round
  echo
  echo "docker-registry to folders"
  start_registry
  for ((round = 1; round <= rounds; round++)); do
    # The order turns, so that none always finds the machine as the other left it.
    if ((round % 2)); then skopeo_round "$round" && fairlead_round "$round"; else fairlead_round "$round" && skopeo_round "$round"; fi
  done
  clear_folders
  stop_servers
  rm "$work/registry.log"
}

# How many objects a bucket has.
objects() { rclone lsf "to:$1/containers/images" | wc -l; }

bucket_round() {
  local tool bucket
  for tool in "${@:2}"; do
    bucket=to-$tool-$1
    rclone mkdir "to:$bucket"
    if [[ $tool == rclone ]]; then
      timed rclone "$1" rclone copy --transfers 8 --s3-no-check-bucket from:source/containers/images "to:$bucket/containers/images"
    else
      XDG_CACHE_HOME=$work/cache timed fairlead-s3 "$1" "$program" sync \
        --from "s3://source?region=us-east-1&endpoint=$endpoint" --to "s3://$bucket?region=us-east-1&endpoint=$endpoint"
    fi
    (($(objects "$bucket") == blobs + in_buckets)) || failed "$(objects "$bucket") of $((blobs + in_buckets)) blobs are in the bucket of $tool"
    # The server keeps everything in memory: what was checked goes.
    rclone purge "to:$bucket" && radosgw-admin --conf "$work/ceph/ceph.conf" -n client.rgw gc process --include-all >"$work/answer" 2>&1
  done
}

measure_buckets() {
  local round
  echo
  echo "bucket to bucket: $blobs blobs and $in_buckets of $large_bytes bytes"
  start_gateway
  rclone mkdir to:source
  mkdir "$work/source"
  # The large ones beyond that number stay out.
  awk -v large_bytes="$large_bytes" -v most="$in_buckets" '$2 != large_bytes || ++n <= most { print "sha256:" $1 }' "$corpus/layers.sums" "$corpus/configs.sums" >"$work/source.list"
  rclone copy --transfers 8 --s3-no-check-bucket --files-from-raw "$work/source.list" "$corpus/blobs" to:source/containers/images
  for ((round = 1; round <= rounds; round++)); do
    if ((round % 2)); then bucket_round "$round" rclone fairlead; else bucket_round "$round" fairlead rclone; fi
  done
  stop_servers
}
