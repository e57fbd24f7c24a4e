# Prefixes (prefix, network, region) -> 1,000 requests (client address, path, kind), tab-separated and in the same order every time.
# Kinds are aws4, aws6, gcp4, gcp6 and elsewhere; every client asks for a blob of its own.

BEGIN {
  FS = OFS = "\t"
  seed = 20260729; total = 0
  names = split("pause etcd kube-apiserver kube-proxy kube-scheduler coredns/coredns ingress-nginx/controller " \
    "sig-storage/csi-provisioner sig-storage/livenessprobe autoscaling/cluster-autoscaler metrics-server/metrics-server " \
    "provider-aws/aws-ebs-csi-driver", name, " ")
  wanted["aws4"] = 400; wanted["aws6"] = 200; wanted["gcp4"] = 150; wanted["gcp6"] = 50
}

{ kind = $2 ($1 ~ /:/ ? 6 : 4); prefix[kind, count[kind]++] = $1 }

END {
  for (k = split("aws4 aws6 gcp4 gcp6", kinds, " "); k > 0; k--) draw(kinds[k])
  for (i = 0; i < 150; i++) add(between(60, 126) "." byte() "." byte() "." between(1, 254), "elsewhere")
  for (i = 0; i < 50; i++) add(inside6("2001:db8::/32"), "elsewhere")
  shuffle()
  for (i = 0; i < total; i++) print address[i], path(), of[i]
}

# Steps evenly through the prefixes of a kind, so that all regions come up.
function draw(kind,   i, p) {
  if (!count[kind]) { print "requests.awk: no prefix of kind " kind > "/dev/stderr"; exit 1 }
  for (i = 0; i < wanted[kind]; i++) {
    p = prefix[kind, int(i * count[kind] / wanted[kind])]
    add(kind ~ /6$/ ? inside6(p) : inside4(p), kind)
  }
}

function add(client, kind) { address[total] = client; of[total++] = kind }

function shuffle(   i, j, swap) {
  for (i = total - 1; i > 0; i--) {
    j = random(i + 1)
    swap = address[i]; address[i] = address[j]; address[j] = swap
    swap = of[i]; of[i] = of[j]; of[j] = swap
  }
}

function path(   hex, i) {
  for (i = 0; i < 16; i++) hex = hex sprintf("%04x", random(65536))
  return "/v2/" name[1 + random(names)] "/blobs/sha256:" hex
}

# A random address of an IPv4 prefix.
function inside4(prefix,   part, value) {
  split(prefix, part, "[./]")
  value = ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] + random(2 ^ (32 - part[5]))
  return int(value / 16777216) "." int(value / 65536) % 256 "." int(value / 256) % 256 "." value % 256
}

# A random address of an IPv6 prefix, with all eight groups.
function inside6(prefix,   half, left, right, n, m, i, group, free, text) {
  split(prefix, half, "/")
  n = split(half[1], left, ":")
  # "a:b::" splits into a, b, "", ""; "a::b" into a, "", b.
  for (i = 1; i <= 8; i++) group[i] = 0
  for (i = 1; i <= n && left[i] != ""; i++) group[i] = hexadecimal(left[i])
  for (m = 8; n > i && left[n] != ""; n--) group[m--] = hexadecimal(left[n])
  for (i = 1; i <= 8; i++) {
    free = 16 * i - half[2]
    free = free < 0 ? 0 : free > 16 ? 16 : free
    text = text (i > 1 ? ":" : "") sprintf("%x", group[i] + random(2 ^ free))
  }
  return text
}

function hexadecimal(text,   i, value) {
  for (i = 1; i <= length(text); i++) value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
  return value
}

function byte() { return random(256) }
function between(low, high) { return low + random(high - low + 1) }

# Park and Miller's generator: the same numbers in every awk, which rand() doesn't promise.
function random(limit) {
  seed = seed * 16807 % 2147483647
  return int(seed / 2147483647 * limit)
}
