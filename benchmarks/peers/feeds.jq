# The clouds' feeds as they publish them -> prefix, network, region; one tab-separated line each, sorted, each once.
# Run as: jq -rn -f feeds.jq --slurpfile aws aws-ip-ranges.json --slurpfile gcp gcp-cloud.json
#
# A prefix stands once for each service in the AWS feed, always with the same region but for GLOBAL, which says nothing and loses.
[
  ($aws[0] | (.prefixes[] | [.ip_prefix, "aws", .region]), (.ipv6_prefixes[] | [.ipv6_prefix, "aws", .region])),
  ($gcp[0] | .prefixes[] | [.ipv4Prefix // .ipv6Prefix, "gcp", .scope])
]
| group_by(.[0])[]
| (map(select(.[2] != "GLOBAL" and .[2] != "global")) + .)[0]
| @tsv
