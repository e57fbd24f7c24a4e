# Whether all servers answer alike: figures of servers that do different work mean nothing. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

# Status, Location and Cache-Control of every request of a scenario, one a line.
answers() {
  awk -F '\t' -v url="http://127.0.0.1:${ports[$2]}" '
    NR > 1 { print "next" }
    {
      print "url = \"" url $2 "\""
      print "header = \"X-Forwarded-For: " $1 "\""
      print "output = /dev/null"
      print "write-out = \"%{http_code} %header{location} %header{cache-control}\\n\""
    }' "$work/$1.tsv" | curl --silent --config - || failed "$2 doesn't answer"
}

check_answers() {
  local server first=${servers[0]}
  for server in "${servers[@]}"; do
    # Asked twice: Fairlead asks its mirrors in between, and answers what it knows then.
    answers "$1" "$server" >"$work/$1.$server.answers"
    answers "$1" "$server" >"$work/$1.$server.answers"
    check_kinds "$1" "$server"
    if ! cmp -s "$work/$1.$first.answers" "$work/$1.$server.answers"; then
      echo "run: $first and $server answer differently. Client, path, kind, then the two answers:" >&2
      paste "$work/$1.tsv" "$work/$1.$first.answers" "$work/$1.$server.answers" | awk -F '\t' '$4 != $5 && shown++ < 5 { print $1, $2, $3 "\n  " $4 "\n  " $5 }' >&2
      exit 1
    fi
  done
}

# What no comparison shows, above all not when only one server is measured: AWS's clients are sent to a bucket, Google's to the upstream.
check_kinds() {
  paste "$work/$1.tsv" "$work/$1.$2.answers" | awk -F '\t' -v server="$2" -v mirrors="$mirrors_url/prod-registry-k8s-io-" -v upstream="$mirrors_url/v2/" '
    { split($4, answer, " ") }
    answer[1] == 307 && answer[3] == "no-store" && index(answer[2], $3 ~ /^aws/ ? mirrors : $3 ~ /^gcp/ ? upstream : "http") == 1 { next }
    { wrong = 1; if (shown++ < 5) print "run: " server " answered \"" $4 "\" to a client in " $3 ": " $1 " " $2 > "/dev/stderr" }
    END { exit wrong }' || failed "$2 doesn't do the work"
}
