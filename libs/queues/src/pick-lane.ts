/**
 * The lane of a key: the same key always has the same lane, on every process and version, and keys spread evenly.
 * FNV-1a of the UTF-8 bytes, then a final mix, because the low bits of bare FNV-1a follow the last character.
 * @param key what must keep its order, usually a chat id.
 * @param lanes 1..256.
 * @returns 0..lanes-1.
 */
export function pickLane(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % lanes;
}
