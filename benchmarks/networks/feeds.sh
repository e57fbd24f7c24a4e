# shellcheck shell=bash
# Feeds for a table of full size, for the benchmarks that need one. Each leaves $work/policy.yaml, by which the table is compiled.
: "${repo:?}" "${work:?}"
clouds=${FAIRLEAD_SHARED_DATA:-$repo/../shared/data}/feeds

# Feeds of the real ones' size: half a million IPv4 prefixes with an ASN, ranges between them not routed, 170,000 of IPv6, and three clouds' on top.
make_feeds() {
  awk 'BEGIN {
    srand(1)
    for (at = 65536; at < 223 * 65536; at += size) {
      size = at % 256 == 0 && rand() < 0.65 ? 256 : 2 ^ int(rand() * 7.5) # two in three /16s are whole, the others in pieces
      while (at % size) size /= 2
      asn = rand() < 0.3 ? 0 : 1 + int(80000 * rand() * rand())
      last = at + size - 1
      printf "%d.%d.%d.0\t%d.%d.%d.255\t%d\t%s\tORGANISATION-%d of some length\n", at / 65536, at / 256 % 256, at % 256,
        last / 65536, last / 256 % 256, last % 256, asn, "None", asn
    }
    for (at = 0; at < 170000; at++)
      printf "2%03x:%x::\t2%03x:%x:ffff:ffff:ffff:ffff:ffff:ffff\t%d\tNone\tORGANISATION-%d of some length\n", at / 16384 + 1024, at % 16384 * 4,
        at / 16384 + 1024, at % 16384 * 4, 1 + at % 80000, 1 + at % 80000
  }' >"$work/ip2asn.tsv"
  awk 'BEGIN { srand(2); for (i = 0; i < 18000; i++) printf "%d.%d.%d.0/24\n", 1 + rand() * 222, rand() * 256, rand() * 256 }' >"$work/cloud-v4.txt"
  awk 'BEGIN { srand(3); for (i = 0; i < 6000; i++) printf "2%03x:%x:%x::/48\n", 1024 + rand() * 11, rand() * 65536, rand() * 65536 }' >"$work/cloud-v6.txt"
  cat >"$work/policy.yaml" <<POLICY
upstream: {registry: "http://127.0.0.1:9"}
networks:
  feeds:
    - {type: cidrs, name: four, network: cloud, region: eu-west-3, file: "$work/cloud-v4.txt"}
    - {type: cidrs, name: six, network: cloud, region: eu-west-3, file: "$work/cloud-v6.txt"}
    - {type: ip2asn, file: "$work/ip2asn.tsv"}
providers:
  - {name: cloud-provider, networks: [cloud], serveFrom: upstream}
POLICY
}

real_feeds() {
  cat >"$work/policy.yaml" <<POLICY
upstream: {registry: "http://127.0.0.1:9"}
networks:
  feeds:
    - {type: aws, file: "$clouds/aws-ip-ranges.json"}
    - {type: gcp, file: "$clouds/gcp-cloud.json"}
    - {type: azure, file: "$clouds/azure-service-tags.json"}
    - {type: asn-csv, name: asn-v4, file: "$FAIRLEAD_ASN_DATA/asn-ipv4.csv"}
    - {type: asn-csv, name: asn-v6, file: "$FAIRLEAD_ASN_DATA/asn-ipv6.csv"}
POLICY
}
