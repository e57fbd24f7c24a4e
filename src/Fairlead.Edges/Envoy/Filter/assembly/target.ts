// What a raw request target asks for: request rules 2 to 7 (docs/request-handling.md). Nothing is decoded.

import { charOf, endsWith, equals, hexOf, indexOf, lastIndexOf, startsWith } from "./text";

export const enum Kind { Refused, Root, Privacy, Ping, Catalog, V1, Blob, ManifestByDigest, Signature, Registry, Other }

const SLASH: u8 = 0x2F;
const DOT: u8 = 0x2E;
const PERCENT: u8 = 0x25;
const QUESTION: u8 = 0x3F;
const API_ROOT = "/v2/";
const HEX_LENGTH = 64; // of a SHA-256
const MAX_NAME = 255;

/** The whole of it. */
export let at: usize = 0;
export let length: i32 = 0;

/** Of its path: all before the question mark. */
export let pathLength: i32 = 0;

/** What it asks for. */
export let kind: Kind = Kind.Refused;

/** The hex digits of the digest that a blob is asked for by. */
export let hex: usize = 0;

/** Reads a target. */
export function read(text: usize, size: i32): void {
  at = text;
  length = size;
  const question = indexOf(at, length, QUESTION);
  pathLength = question < 0 ? length : question;
  const isSafe = isSafePath(at, pathLength) && (question < 0 || isSafeQuery(at + question + 1, length - question - 1));
  kind = !isSafe ? Kind.Refused : startsWith(at, pathLength, API_ROOT) ? kindInApi(at + API_ROOT.length, pathLength - API_ROOT.length) : kindOutsideApi();
}

/** Whether it is under /v2/, where errors are the OCI JSON body. */
export function isApi(): bool {
  return startsWith(at, length, API_ROOT) || equals(at, pathLength, "/v2");
}

/** Whether it is ASCII. The server of "serve" takes no other for a request, whatever its method. */
export function isAscii(): bool {
  for (let i = 0; i < length; i++) if (load<u8>(at + i) > 0x7F) return false;
  return true;
}

function kindOutsideApi(): Kind {
  if (equals(at, pathLength, "/")) return Kind.Root;
  if (equals(at, pathLength, "/privacy")) return Kind.Privacy;
  if (equals(at, pathLength, "/v2")) return Kind.Ping;
  if (equals(at, pathLength, "/v1") || startsWith(at, pathLength, "/v1/")) return Kind.V1;
  return Kind.Other;
}

/** <name>/<collection>/<reference>, read from the right, because a name may hold any of these words. */
function kindInApi(rest: usize, size: i32): Kind {
  if (size == 0) return Kind.Ping;
  if (load<u8>(rest + size - 1) == SLASH) return Kind.Refused;
  if (equals(rest, size, "_catalog")) return Kind.Catalog;
  const slash = lastIndexOf(rest, size, SLASH);
  if (slash <= 0) return Kind.Registry;
  const reference = rest + slash + 1;
  const referenceLength = size - slash - 1;
  if (endsWith(rest, slash, "/referrers")) return Kind.Signature;
  if (endsWith(rest, slash, "/blobs"))
    return isDigest(reference, referenceLength) && isName(rest, slash - 6) ? Kind.Blob : Kind.Registry;
  if (endsWith(rest, slash, "/manifests")) {
    if (isDigest(reference, referenceLength) && isName(rest, slash - 10)) return Kind.ManifestByDigest;
    if (isSignatureTag(reference, referenceLength)) return Kind.Signature;
  }
  return Kind.Registry;
}

/** Canonical, or with its colon encoded. */
function isDigest(text: usize, size: i32): bool {
  const isEncoded = startsWith(text, size, "sha256%3A") || startsWith(text, size, "sha256%3a");
  if (!isEncoded && !startsWith(text, size, "sha256:")) return false;
  if (size != HEX_LENGTH + (isEncoded ? 9 : 7)) return false;
  hex = text + size - HEX_LENGTH;
  return isHex(hex);
}

/** cosign's tags, and the referrers' fallback tag. */
function isSignatureTag(text: usize, size: i32): bool {
  const end = 7 + HEX_LENGTH; // "sha256-" and the digits
  if (size < end || !startsWith(text, size, "sha256-") || !isHex(text + 7)) return false;
  const suffix = text + end;
  return size == end || equals(suffix, size - end, ".sig") || equals(suffix, size - end, ".att") || equals(suffix, size - end, ".sbom");
}

function isHex(text: usize): bool {
  for (let i = 0; i < HEX_LENGTH; i++) {
    const c = load<u8>(text + i);
    if (!isDigit(c) && c - 0x61 >= 6) return false;
  }
  return true;
}

/** A repository's name: the OCI distribution specification 1.1, "Pulling manifests". */
function isName(text: usize, size: i32): bool {
  if (size <= 0 || size > MAX_NAME) return false;
  let separators = 1; // of the run that ends here; a component can't begin with one, so the start counts as one
  let separator = SLASH;
  for (let i = 0; i < size; i++) {
    const c = load<u8>(text + i);
    if (c - 0x61 < 26 || isDigit(c)) {
      separators = 0;
      continue;
    }
    separators++;
    const isDash = c == 0x2D;
    const isUnderscore = c == 0x5F;
    if (!isDash && !isUnderscore && c != SLASH && c != DOT) return false;
    const goesOn = (isDash || (isUnderscore && separators == 2)) && separator == c;
    if (separators != 1 && !goesOn) return false;
    separator = c;
  }
  return separators == 0;
}

function isSafePath(path: usize, size: i32): bool {
  return size > 0 && load<u8>(path) == SLASH && hasOnly(path, size, false) && hasPlainSegments(path, size);
}

function isSafeQuery(query: usize, size: i32): bool {
  return hasOnly(query, size, true);
}

/** pchar and slash, in a query the question mark too (RFC 3986); a path has no escapes that could mean another path to whoever decodes it next. */
function hasOnly(text: usize, size: i32, isQuery: bool): bool {
  for (let i = 0; i < size; i++) {
    const c = load<u8>(text + i);
    if (c == PERCENT) {
      if (i + 2 >= size) return false;
      const high = hexOf(load<u8>(text + i + 1));
      const low = hexOf(load<u8>(text + i + 2));
      if (high < 0 || low < 0) return false;
      if (!isQuery && !mayBeEncoded(<u8>(high << 4 | low))) return false;
      i += 2;
    } else if (!isPathCharacter(c) && !(isQuery && c == QUESTION)) {
      return false;
    }
  }
  return true;
}

function mayBeEncoded(c: u8): bool {
  return c > 0x1F && c != 0x7F && c != PERCENT && c != DOT && c != SLASH && c != 0x5C;
}

function isPathCharacter(c: u8): bool {
  if ((c | 0x20) - 0x61 < 26 || isDigit(c)) return true;
  const others = "/-._~!$&'()*+,;=:@";
  for (let i = 0; i < others.length; i++) if (charOf(others, i) == c) return true;
  return false;
}

/** No segment is empty, "." or ".."; one slash at the end may stand. */
function hasPlainSegments(path: usize, size: i32): bool {
  let start = 1;
  while (start < size) {
    const next = indexOf(path + start, size - start, SLASH);
    const segment = next < 0 ? size - start : next;
    if (segment == 0 || equals(path + start, segment, ".") || equals(path + start, segment, "..")) return false;
    start += segment + 1;
  }
  return true;
}

@inline
function isDigit(c: u8): bool {
  return c - 0x30 < 10;
}
