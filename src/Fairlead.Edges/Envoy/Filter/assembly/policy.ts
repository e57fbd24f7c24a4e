// The compiled policy, as the program writes it (FilterConfiguration.cs has the layout): numbers are little-endian and of 32 bits where nothing else is said, texts and lists are an
// offset into the whole and a length or count.

const MAGIC: u32 = 0x32574C46; // "FLW2"

export const PROXY_SIZE = 20;
export const V6_SIZE = 20;
export const V4_SIZE = 8;
export const HOST_SIZE = 32;
export const ARTIFACT_SIZE = 28;
export const ALTERNATIVE_SIZE = 12;
export const HEADER_SIZE = 16;
export const TEXT_SIZE = 8;
const PLACE_SIZE = 56;

export const enum Source { Connection, List, Forwarded }

/** Where it lies; 0 before there is one. */
export let base: usize = 0;
let size: usize = 0;

/** Takes a configuration for the policy, if it is one, and whole: from then on every offset and count in it is believed. */
export function use(at: usize, length: usize): bool {
  if (length < 12 || load<u32>(at) != MAGIC || load<u32>(at, 4) != <u32>length - 4 || load<u32>(at + length - 4) != sumOf(at, length - 4)) return false;
  base = at;
  size = length;
  return true;
}

/** Whether it is this very configuration. */
export function isInUse(at: usize, length: usize): bool {
  return length == size && memory.compare(at, base, length) == 0;
}

/** FNV-1a of 32 bits (RFC 9923): against damage, not against whoever writes Envoy's configuration. */
function sumOf(at: usize, length: usize): u32 {
  let sum: u32 = 0x811C9DC5;
  for (let i: usize = 0; i < length; i++) sum = (sum ^ load<u8>(at + i)) * 0x01000193;
  return sum;
}

/** Where an offset leads. */
@inline
function follow(field: usize): usize {
  return base + load<u32>(field);
}

/** A text, or the first entry of a list. */
export function startOf(field: usize): usize { return follow(field); }

/** A text's length, or a list's count. */
export function countOf(field: usize): i32 { return load<i32>(field, 4); }

/** Whether a text is there that may be missing. */
export function isSet(field: usize): bool { return load<u32>(field) != 0; }

export function redirectStatus(): u32 { return load<u32>(base, 8); }
export function source(): Source { return load<i32>(base, 12); }
export function hops(): i32 { return load<i32>(base, 16); }
export function clientHeader(): usize { return base + 20; }
export function infoPage(): usize { return base + 28; }
export function privacyPage(): usize { return base + 36; }
export function healthPath(): usize { return base + 44; }
export function trustedProxies(): usize { return base + 52; }
export function v4(): usize { return base + 60; }
export function v6(): usize { return base + 68; }
export function hosts(): usize { return base + 84; }
export function ownUpstream(): usize { return base + 92; }

/** The place of this number. */
export function place(number: u32): usize { return follow(base + 76) + number * PLACE_SIZE; }

// A place: what clients get.
export function mirrorBefore(place: usize): usize { return place; }
export function mirrorAfter(place: usize): usize { return place + 8; }
export function routeUpstream(place: usize): usize { return load<u32>(place, 16) == 0 ? 0 : follow(place + 16); }
export function providerRegistry(place: usize): usize { return place + 20; }
export function trustsTags(place: usize): bool { return load<u32>(place, 28) != 0; }
export function providerArtifacts(place: usize): usize { return place + 32; }
export function artifacts(place: usize): usize { return place + 40; }
export function alternatives(place: usize): usize { return place + 48; }

// An entry of hosts: a name, and the upstream behind it.
export function hostUpstream(host: usize): usize { return host + 8; }

// An upstream.
export function registry(upstream: usize): usize { return upstream; }
export function repositoryPrefix(upstream: usize): usize { return upstream + 8; }
export function signatures(upstream: usize): usize { return upstream + 16; }

// An entry of artifacts: a path prefix, a host, whether it is for everybody, the headers that it asks for.
export function artifactBase(artifact: usize): usize { return artifact + 8; }
export function isForEverybody(artifact: usize): bool { return load<u32>(artifact, 16) != 0; }
export function artifactHeaders(artifact: usize): usize { return artifact + 20; }

// An alternative: the headers that it asks for, and a place.
export function alternativePlace(alternative: usize): u32 { return load<u32>(alternative, 8); }

// A header that is asked for: a name in lower case, and the values of which there must be one.
export function headerValues(header: usize): usize { return header + 8; }
