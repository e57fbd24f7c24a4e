# What is copied: images in a registry's own storage, the same bytes on every machine. Sourced by ../run.
# What one file of lib/ sets, another reads: checked as a whole from run.
# shellcheck shell=bash disable=SC2034,SC2154

# Fills $corpus: blobs/sha256:HEX, and registry/, which docker-registry serves; $corpus/made says what it is made of.
make_corpus() {
  local what="$blobs blobs of 1 KB to 1 MB, $large of $large_bytes bytes"
  corpus=${corpus:-$work/corpus}
  if [[ -e $corpus/made ]]; then
    [[ $(<"$corpus/made") == "$what" ]] || wrong_usage "--corpus $corpus has $(<"$corpus/made")"
    return 0
  fi
  echo "Making $what" >&2
  mkdir -p "$corpus"/{layers,configs,manifests,indexes,blobs}
  plan_images
  make_layers
  make_configs
  make_manifests
  make_indexes
  fill_registry
  echo "$what" >"$corpus/made"
}

# A line for each image: name, size of its config, sizes of its layers. Seven layers on average, and five platforms a tag, as registry.k8s.io has
# them (one call for a tag's digest then stands against some 46 for what is in it); sizes even between 1 KB and 1 MB, the large layers one each in
# the first images.
plan_images() {
  awk -v blobs="$blobs" -v large="$large" -v large_bytes="$large_bytes" '
    function size() { return 1000 + int(rand() * 999001) }
    BEGIN {
      srand(4)
      split("amd64 arm arm64 ppc64le s390x", platforms, " ")
      for (image = 1; blobs > 1; image++) {
        layers = 1 + int(rand() * 13)
        if (layers > blobs - 1) layers = blobs - 1
        if (blobs - 1 - layers == 1) layers++ # a config alone is no image
        line = sprintf("image-%04d-%s %d", 1 + int((image - 1) / 5), platforms[1 + (image - 1) % 5], 1000 + int(rand() * 9000))
        for (i = 0; i < layers; i++) line = line " " size()
        if (image <= large) line = line " " large_bytes
        blobs -= 1 + layers
        print line
      }
    }' >"$corpus/images"
}

# Bytes that look random, out of a cipher: layers are compressed, so nothing in them repeats. Files are named image.number.
make_layers() {
  local image config sizes number size
  while read -r image config sizes; do
    number=0
    for size in $sizes; do
      number=$((number + 1))
      head -c "$size" <&3 >"$corpus/layers/$image.$(printf %02d $number)"
    done
  done <"$corpus/images" 3< <(openssl enc -aes-128-ctr -K 00000000000000000000000000000004 -iv 0 -in /dev/zero 2>/dev/null)
  digests layers
}

# digests FOLDER: writes $corpus/FOLDER.sums: digest, size and name of each file.
digests() {
  (cd "$corpus/$1" && find . -type f -printf '%s %f\n' | sort -k 2) >"$corpus/$1.sizes"
  (cd "$corpus/$1" && cut -d ' ' -f 2 "$corpus/$1.sizes" | xargs sha256sum) | cut -d ' ' -f 1 | paste -d ' ' - "$corpus/$1.sizes" >"$corpus/$1.sums"
}

make_configs() {
  awk -v folder="$corpus/configs" '
    FILENAME ~ /layers.sums$/ { image = $3; sub(/\..*/, "", image); ids[image] = ids[image] (ids[image] == "" ? "" : ",") "\"sha256:" $1 "\""; next }
    {
      platform = $1
      sub(/.*-/, "", platform)
      text = "{\"architecture\":\"" platform "\",\"os\":\"linux\",\"config\":{\"Labels\":{\"name\":\"" $1 "\",\"padding\":\"%s\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" ids[$1] "]}}"
      padding = ""
      while (length(padding) < $2 - length(text)) padding = padding "0123456789abcdef"
      printf text, padding > (folder "/" $1)
      close(folder "/" $1)
    }' "$corpus/layers.sums" "$corpus/images"
  digests configs
}

make_manifests() {
  awk -v folder="$corpus/manifests" '
    function descriptor(type, digest, size) { return "{\"mediaType\":\"application/vnd.oci.image." type "\",\"digest\":\"sha256:" digest "\",\"size\":" size "}" }
    FILENAME ~ /layers.sums$/ { image = $3; sub(/\..*/, "", image); layers[image] = layers[image] (layers[image] == "" ? "" : ",") descriptor("layer.v1.tar+gzip", $1, $2); next }
    {
      printf "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":%s,\"layers\":[%s]}", descriptor("config.v1+json", $1, $2), layers[$3] > (folder "/" $3)
      close(folder "/" $3)
    }' "$corpus/layers.sums" "$corpus/configs.sums"
  digests manifests
}

make_indexes() {
  awk -v folder="$corpus/indexes" '
    {
      split($3, part, "-")
      file = folder "/image-" part[2]
      if (file != last) { if (last != "") end(); printf "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[" > file } else printf "," > file
      printf "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"sha256:%s\",\"size\":%d,\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}", $1, $2, part[3] > file
      last = file
    }
    END { end() }
    function end() { printf "]}" > last; close(last) }' "$corpus/manifests.sums"
  digests indexes
}

# docker-registry's own layout (distribution, registry/storage/paths.go): one repository, a tag an image. Pushing would take longer than measuring.
fill_registry() {
  local root=$corpus/registry/docker/registry/v2
  local repository=$root/repositories/bench/images
  cat "$corpus"/{layers,configs,manifests,indexes}.sums | awk -v root="$root/blobs/sha256" '{ print root "/" substr($1, 1, 2) "/" $1 }' | xargs mkdir -p
  cat "$corpus"/{layers,configs}.sums | awk -v root="$repository/_layers/sha256" '{ print root "/" $1 }' >"$corpus/links"
  cat "$corpus"/{manifests,indexes}.sums | awk -v root="$repository/_manifests/revisions/sha256" '{ print root "/" $1 }' >>"$corpus/links"
  awk -v root="$repository/_manifests/tags" '{ print root "/" $3 "/index/sha256/" $1; print root "/" $3 "/current/" $1 }' "$corpus/indexes.sums" >>"$corpus/links"
  sed 's|/current/.*|/current|' "$corpus/links" | xargs mkdir -p
  # The last part of a path is the digest; beside "current" alone it is not a folder's name.
  awk '{ digest = $0; sub(/.*\//, "", digest); sub(/\/current\/.*/, "/current"); printf "sha256:%s", digest > ($0 "/link"); close($0 "/link") }' "$corpus/links"
  local kind digest name
  for kind in layers configs manifests indexes; do
    while read -r digest _ name; do
      ln "$corpus/$kind/$name" "$root/blobs/sha256/${digest:0:2}/$digest/data"
      [[ $kind == manifests || $kind == indexes ]] || ln "$corpus/$kind/$name" "$corpus/blobs/sha256:$digest"
    done <"$corpus/$kind.sums"
  done
}
