import { measure } from './measure';

/** Pictures of the emoji fonts, the signs that join and colour them, and flags. The signs of trade are letters like others. */
const EMOJI = /(?![\u0000-\u00ff\u2122])[\p{Extended_Pictographic}\p{Emoji_Presentation}\p{Emoji_Modifier}\ufe00-\ufe0f\u20e3]/gu;
/** Control and direction characters, and halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
const UNKNOWN = '□';

/** A text as it can be drawn: what has no glyph becomes a box, and nothing of it can turn the direction of what stands beside it. */
export function clean(text: string): string {
  const { hasGlyph } = measure();
  const seen = text.replace(/[\t\n\r\u2028\u2029]/g, ' ').replace(EMOJI, '').replace(UNSEEN, '');
  return [...seen]
    .map((char) => (hasGlyph(char.codePointAt(0) ?? 0) ? char : UNKNOWN))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
}
