// Texts are bytes of an address and a length. Literals of the source are UTF-16 in the module's data; all of them are ASCII.

import { extend } from "./memory";

/** A character of a literal. */
@inline
export function charOf(literal: string, index: i32): u8 {
  return <u8>load<u16>(changetype<usize>(literal) + (<usize>index << 1));
}

/** Whether a text is this literal. */
export function equals(at: usize, length: i32, literal: string): bool {
  return length == literal.length && startsWith(at, length, literal);
}

/** Whether a text begins with this literal. */
export function startsWith(at: usize, length: i32, literal: string): bool {
  if (length < literal.length) return false;
  for (let i = 0; i < literal.length; i++) if (load<u8>(at + i) != charOf(literal, i)) return false;
  return true;
}

/** Whether a text ends with this literal. */
export function endsWith(at: usize, length: i32, literal: string): bool {
  return length >= literal.length && startsWith(at + length - literal.length, literal.length, literal);
}

/** Whether two texts are the same. */
export function isSame(at: usize, length: i32, other: usize, otherLength: i32): bool {
  return length == otherLength && memory.compare(at, other, length) == 0;
}

/** Where a byte is first in a text; -1 when it isn't. */
export function indexOf(at: usize, length: i32, byte: u8): i32 {
  for (let i = 0; i < length; i++) if (load<u8>(at + i) == byte) return i;
  return -1;
}

/** Where a byte is last in a text; -1 when it isn't. */
export function lastIndexOf(at: usize, length: i32, byte: u8): i32 {
  for (let i = length - 1; i >= 0; i--) if (load<u8>(at + i) == byte) return i;
  return -1;
}

/** A letter's lower case. */
@inline
export function lower(c: u8): u8 {
  return c - 0x41 < 26 ? c | 0x20 : c;
}

/** The value of a hex digit; -1 when it is none. */
export function hexOf(c: u8): i32 {
  if (c - 0x30 < 10) return c - 0x30;
  const letter = (c | 0x20) - 0x61;
  return letter < 6 ? <i32>letter + 10 : -1;
}

/** Writes a literal right behind what was written last, and says where. */
export function put(literal: string): usize {
  const to = extend(literal.length);
  for (let i = 0; i < literal.length; i++) store<u8>(to + i, charOf(literal, i));
  return to;
}

/** Writes a text right behind what was written last, and says where. */
export function copy(at: usize, length: i32): usize {
  const to = extend(length);
  memory.copy(to, at, length);
  return to;
}
