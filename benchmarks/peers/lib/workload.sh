# The same feeds and the same requests for every server, in each one's own format. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

repository_prefix=k8s-artifacts-prod/images

prepare_workload() {
  jq -rn -f "$here/feeds.jq" --slurpfile aws "$feeds/aws-ip-ranges.json" --slurpfile gcp "$feeds/gcp-cloud.json" >"$work/prefixes.tsv" || missing "the feeds in $feeds can't be read."
  awk -f "$here/requests.awk" "$work/prefixes.tsv" >"$work/mixed.tsv" || missing "the feeds in $feeds aren't whole."
  # The one client is in AWS: its decision takes every step there is.
  awk -F '\t' '$3 == "aws4" { print; exit }' "$work/mixed.tsv" >"$work/one.tsv"

  # Google's clients are served from the upstream, so one word is enough for its regions.
  awk -F '\t' '{ print $1, ($2 == "aws" ? $3 : "google") }' "$work/prefixes.tsv" >"$work/addresses.map"
  awk '{ print $0 ";" }' "$work/addresses.map" >"$work/geo.conf"

  awk -F '\t' '$2 == "aws" && $3 != "GLOBAL" { print $3 }' "$work/prefixes.tsv" | sort -u >"$work/regions"
  # Where AWS's clients of no region go.
  global_region=$(grep -xm1 us-east-1 "$work/regions" || head -n 1 "$work/regions")
}

# As long as registry.k8s.io's own: http: and a port take the room of https: and amazonaws.com.
bucket_url() { echo "$mirrors_url/prod-registry-k8s-io-$1.s3.dualstack.$1/containers/images/"; }

# Once the mirrors' port is known.
prepare_buckets() {
  local region
  {
    while read -r region; do echo "$region $(bucket_url "$region")"; done <"$work/regions"
    echo "GLOBAL $(bucket_url "$global_region")"
  } >"$work/buckets.map"
  awk '{ print $1, $2 "$digest;" }' "$work/buckets.map" >"$work/buckets.conf"
}
