// The request rules, from the top: docs/request-handling.md. What every mirror and every registry is asked, it is taken to say yes to.

import * as answer from "./answer";
import { isAuthority } from "./authority";
import * as client from "./client";
import * as headers from "./headers";
import { extend, giveBack } from "./memory";
import * as policy from "./policy";
import * as target from "./target";
import { copy, equals, indexOf, isSame, lastIndexOf, lower, put, startsWith } from "./text";

const COLON: u8 = 0x3A;
const AMPERSAND: u8 = 0x26;

/** Answers the request whose headers have been fetched. */
export function decide(): void {
  findPseudo(":path");
  target.read(headers.value, headers.valueLength);
  findPseudo(":method");
  if (!equals(headers.value, headers.valueLength, "GET") && !equals(headers.value, headers.valueLength, "HEAD")) {
    return target.isAscii() ? answer.methodNotAllowed() : answer.refused();
  }
  findPseudo(":authority");
  if (!isAuthority(headers.value, headers.valueLength)) return answer.refused();

  const place = placeOfRequest();
  const named = upstreamOfHost();
  const routed = policy.routeUpstream(place);
  const upstream = named != 0 ? named : routed != 0 ? routed : policy.ownUpstream();
  const isOurs = named == 0 && routed == 0;
  if (policy.isSet(policy.providerRegistry(place)) && isTakenByProvider(place, isOurs)) {
    return answer.redirect(policy.redirectStatus(), "provider-registry", writeUrl(policy.providerRegistry(place), 0));
  }
  switch (target.kind) {
    case target.Kind.Refused: return answer.refused();
    case target.Kind.Root: return page("info", policy.infoPage());
    case target.Kind.Privacy: return page("privacy", policy.privacyPage());
    case target.Kind.Ping: return answer.ping();
    case target.Kind.Catalog: return answer.catalog();
    case target.Kind.V1: return answer.notFound("v1");
    case target.Kind.Other: return artifact(place);
    case target.Kind.Blob: if (policy.isSet(policy.mirrorBefore(place))) return mirror(place); break;
  }
  if (target.kind == target.Kind.Signature && policy.isSet(policy.signatures(upstream))) {
    return answer.redirect(policy.redirectStatus(), "signatures", writeUrl(policy.signatures(upstream), policy.repositoryPrefix(upstream)));
  }
  answer.redirect(
    policy.redirectStatus(), target.kind == target.Kind.Blob ? "upstream-by-policy" : "upstream",
    writeUrl(policy.registry(upstream), policy.repositoryPrefix(upstream)));
}

/** Finds one of the headers that every request has; a text without length when the host has none. */
function findPseudo(name: string): void {
  headers.find(put(name), name.length);
}

function placeOfRequest(): usize {
  const place = policy.place(client.place());
  const list = policy.alternatives(place);
  let alternative = policy.startOf(list);
  for (let left = policy.countOf(list); left > 0; left--, alternative += policy.ALTERNATIVE_SIZE) {
    if (headers.haveAll(alternative)) return policy.place(policy.alternativePlace(alternative));
  }
  return place;
}

/** The upstream of the host name that the request came by, its port aside and in any case; 0 when it has none of its own. */
function upstreamOfHost(): usize {
  const list = policy.hosts();
  if (policy.countOf(list) == 0) return 0;
  findPseudo(":authority");
  const colon = lastIndexOf(headers.value, headers.valueLength, COLON);
  const isPort = colon > 0 && load<u8>(headers.value + headers.valueLength - 1) != 0x5D;
  const length = isPort ? colon : headers.valueLength;
  const name = extend(length);
  for (let i = 0; i < length; i++) store<u8>(name + i, lower(load<u8>(headers.value + i)));
  let host = policy.startOf(list);
  for (let left = policy.countOf(list); left > 0; left--, host += policy.HOST_SIZE) {
    if (isSame(policy.startOf(host), policy.countOf(host), name, length)) return policy.hostUpstream(host);
  }
  return 0;
}

/** Rule 10: what the registry that the client's provider runs is asked before all else. */
function isTakenByProvider(place: usize, isOurs: bool): bool {
  switch (target.kind) {
    case target.Kind.Blob:
    case target.Kind.ManifestByDigest: return true;
    case target.Kind.Signature:
    case target.Kind.Registry: return policy.trustsTags(place) && isOurs;
    default: return false;
  }
}

function page(rule: string, url: usize): void {
  if (!policy.isSet(url)) return answer.notFound("not-found");
  answer.redirect(307, rule, copy(policy.startOf(url), policy.countOf(url)));
}

function mirror(place: usize): void {
  const before = policy.mirrorBefore(place);
  const after = policy.mirrorAfter(place);
  const url = copy(policy.startOf(before), policy.countOf(before));
  put("sha256:");
  copy(target.hex, 64);
  copy(policy.startOf(after), policy.countOf(after));
  answer.redirect(policy.redirectStatus(), "mirror", url);
}

/** Rule 2 for the one path of pages.health, and rule 13. */
function artifact(place: usize): void {
  const health = policy.healthPath();
  if (policy.isSet(health) && isSame(target.at, target.pathLength, policy.startOf(health), policy.countOf(health))) {
    return answer.plain(200, "health", "text/plain", "ok\n");
  }
  const list = policy.artifacts(place);
  let entry = policy.startOf(list);
  for (let left = policy.countOf(list); left > 0; left--, entry += policy.ARTIFACT_SIZE) {
    const length = policy.countOf(entry);
    if (target.pathLength < length || !isSame(target.at, length, policy.startOf(entry), length) || !headers.haveAll(policy.artifactHeaders(entry))) continue;
    const isProviders = policy.isForEverybody(entry) && policy.isSet(policy.providerArtifacts(place));
    const base = isProviders ? policy.providerArtifacts(place) : policy.artifactBase(entry);
    const url = copy(policy.startOf(base), policy.countOf(base));
    copy(target.at, target.length);
    return answer.redirect(policy.redirectStatus(), isProviders ? "provider-artifact" : "artifact", url);
  }
  answer.notFound("not-found");
}

/** Rule 7: <registry>/v2/<prefix>/<rest>?<query>. A path that carries the prefix already gets no second one. */
function writeUrl(registry: usize, prefix: usize): usize {
  const rest = target.at + 4;
  const restLength = target.pathLength - 4;
  const url = copy(policy.startOf(registry), policy.countOf(registry));
  put("/v2/");
  const length = prefix == 0 ? 0 : policy.countOf(prefix);
  if (length > 0) {
    const at = policy.startOf(prefix);
    const isThere = restLength > length && load<u8>(rest + length) == 0x2F && isSame(rest, length, at, length);
    if (!isThere) {
      copy(at, length);
      put("/");
    }
  }
  copy(rest, restLength);
  writeQuery();
  return url;
}

/** The query less every parameter named ns, which containerd adds for registries that proxy others. */
function writeQuery(): void {
  if (target.pathLength == target.length) return;
  const end = target.at + target.length;
  let at = target.at + target.pathLength + 1;
  const question = put("?");
  let isFirst = true;
  while (at <= end) {
    const ampersand = indexOf(at, <i32>(end - at), AMPERSAND);
    const length = ampersand < 0 ? <i32>(end - at) : ampersand;
    if (!equals(at, length, "ns") && !startsWith(at, length, "ns=")) {
      if (!isFirst) put("&"); // also behind an empty parameter
      copy(at, length);
      isFirst = false;
    }
    at += length + 1;
  }
  if (extend(0) == question + 1) giveBack(1); // nothing is left of it
}
