/** Repeatable draws for the seed: the same seed and key give the same number on every machine. */
export interface Draws {
  /** 32-bit unsigned hash of `<seed>/<key>`: FNV-1a over UTF-8, then a murmur finisher. */
  rnd(key: string): number;
  /** A number 0..n − 1. */
  pick(key: string, n: number): number;
}

export function drawsOf(seed: string): Draws {
  const rnd = (key: string): number => finish(fnv1a(Buffer.from(`${seed}/${key}`, 'utf8')));
  return { rnd, pick: (key, n) => rnd(key) % n };
}

function fnv1a(bytes: Uint8Array): number {
  // By index: an iterator costs ten times as much, and a seed draws tens of thousands of numbers.
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
