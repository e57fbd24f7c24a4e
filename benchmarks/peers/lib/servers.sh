# Starts, watches and ends the servers; every one is ended by its own process id. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

declare -A ports=() pids=()

start_servers() {
  local server
  choose_port mirrors
  mirrors_url=http://127.0.0.1:${ports[mirrors]}
  prepare_buckets
  start_nginx mirrors "$load_core"
  for server in "${servers[@]}"; do
    choose_port "$server"
    case $server in
      nginx | nginx-debian) start_nginx "$server" "$server_core" ;;
      haproxy) start_haproxy ;;
      fairlead) start_fairlead ;;
    esac
  done
}

# A port on which nobody listens, below the range that the kernel gives to clients.
choose_port() {
  local port
  while
    port=$((20000 + RANDOM % 12000))
    [[ " ${ports[*]} " == *" $port "* ]] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
  do :; done
  ports[$1]=$port
}

# Fills in a template of config/.
fill() {
  local text
  text=$(<"$here/config/$1")
  text=${text//@PORT@/"${ports[$2]}"}
  text=${text//@DIR@/"$work"}
  text=${text//@FEEDS@/"$feeds"}
  text=${text//@UPSTREAM@/"$mirrors_url"}
  text=${text//@PREFIX@/"$repository_prefix"}
  text=${text//@BUCKETS@/"$(bucket_url '{region}')"}
  text=${text//@REGIONS@/"$(paste -sd, "$work/regions")"}
  text=${text//@GLOBAL@/"$global_region"}
  echo "$text"
}

# start NAME CORE COMMAND ...; taskset and the command keep the process id.
start() {
  taskset -c "$2" "${@:3}" >"$work/$1.log" 2>&1 </dev/null &
  pids[$1]=$!
}

start_nginx() {
  mkdir "$work/$1"
  cp "$work/geo.conf" "$work/buckets.conf" "$work/$1"
  fill "${1%-debian}.conf" "$1" >"$work/$1/nginx.conf"
  [[ $1 != *-debian ]] || sed -i -e 's/access_log access.log .*/access_log access.log;/' -e 's/pcre_jit on;/pcre_jit off;/' "$work/$1/nginx.conf"
  start "$1" "$2" nginx -e stderr -p "$work/$1/" -c nginx.conf
  await "$1" "http://127.0.0.1:${ports[$1]}/"
}

start_haproxy() {
  fill haproxy.cfg haproxy >"$work/haproxy.cfg"
  start haproxy "$server_core" haproxy -db -f "$work/haproxy.cfg"
  await haproxy "http://127.0.0.1:${ports[haproxy]}/"
}

start_fairlead() {
  choose_port admin
  fill policy.yaml fairlead >"$work/policy.yaml"
  start fairlead "$server_core" "${fairlead_command[@]}" serve --policy "$work/policy.yaml" --listen "127.0.0.1:${ports[fairlead]}" --admin "127.0.0.1:${ports[admin]}"
  await fairlead "http://127.0.0.1:${ports[admin]}/readyz" --fail
}

# await NAME URL [CURL-OPTION ...]: until it answers, for at most a minute.
await() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    curl --silent --output /dev/null --max-time 5 "${@:3}" "$2" && return
    kill -0 "${pids[$1]}" 2>/dev/null || break
    sleep 0.1
  done
  failed "$1 doesn't answer at $2"
}

failed() {
  local log
  echo "run: $1" >&2
  for log in "$work"/*.log; do
    [[ ! -s $log ]] || { echo "--- ${log##*/}" && tail -n 20 "$log"; } >&2
  done
  exit 1
}

# User and system time so far, in ticks, of a process with all its threads and of its children: nginx works in one.
cpu_ticks() {
  local stat fields total children child
  # proc(5): utime and stime are fields 14 and 15. The name before them may hold blanks and brackets.
  stat=$(<"/proc/$1/stat")
  read -ra fields <<<"${stat##*) }"
  total=$((fields[11] + fields[12]))
  read -rd '' -a children < <(cat "/proc/$1/task/"*/children) || :
  for child in "${children[@]}"; do
    total=$((total + $(cpu_ticks "$child")))
  done
  echo "$total"
}

clean_up() {
  local name
  for name in "${!pids[@]}"; do kill "${pids[$name]}" 2>/dev/null || :; done
  for name in "${!pids[@]}"; do wait "${pids[$name]}" 2>/dev/null || :; done
  rm -rf "$work"
}
