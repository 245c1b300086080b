const EXCERPT_LENGTH = 80;

/** The first 80 characters, each group of digits (of any script) replaced by `#`: no phone or card number reaches the audit. */
export function maskExcerpt(text: string): string {
  const excerpt = Array.from(text.slice(0, EXCERPT_LENGTH * 2)).slice(0, EXCERPT_LENGTH).join('');
  return excerpt.replace(/\p{Nd}+/gu, '#');
}
