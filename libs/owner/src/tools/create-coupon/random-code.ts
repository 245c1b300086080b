/** Letters and digits that nobody mixes up: without I, O, 0 and 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 6;

/** `OB` and six characters. */
export function randomCode(random: (below: number) => number): string {
  return `OB${Array.from({ length: LENGTH }, () => ALPHABET.charAt(random(ALPHABET.length))).join('')}`;
}
