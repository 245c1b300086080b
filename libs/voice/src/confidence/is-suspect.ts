/** What recognisers invent over silence and music. */
const CREDITS = [
  /субтитры\s+(?:сделал|создавал|делал|подогнал|предоставлен)/,
  /редактор\s+субтитров/,
  /^(?:продолжение\s+следует|спасибо\s+за\s+просмотр|подписывайтесь\s+на\s+канал|до\s+новых\s+встреч)$/,
  /^(?:thanks?(?:\s+you)?\s+for\s+watching|please\s+subscribe|subtitles\s+by.*|to\s+be\s+continued)$/,
  /amara\s*org/,
];
const MAX_CHARACTERS_PER_SECOND = 25;
const MIN_LETTERS = 2;
const REPEATS = 3;

/** Whether a text looks invented rather than heard: it counts as confidence 0 then. */
export function isSuspect(text: string, { seconds, biasPrompt }: { readonly seconds: number; readonly biasPrompt: string }): boolean {
  const words = wordsOf(text);
  const plain = words.join(' ');
  if ((plain.match(/\p{L}/gu) ?? []).length < MIN_LETTERS) return true;
  if ([...text.trim()].length > Math.max(1, seconds) * MAX_CHARACTERS_PER_SECOND) return true;
  if (biasPrompt !== '' && plain === wordsOf(biasPrompt).join(' ')) return true;
  return repeatsItself(words) || CREDITS.some((form) => form.test(plain));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** One phrase of any length three times in a row. */
function repeatsItself(words: readonly string[]): boolean {
  for (let length = 1; length * REPEATS <= words.length; length += 1) {
    let same = 0;
    for (let at = length; at < words.length; at += 1) {
      same = words[at] === words[at - length] ? same + 1 : 0;
      if (same === length * (REPEATS - 1)) return true;
    }
  }
  return false;
}
