/** Numbers in words, Russian and English, in the forms that stand before "дней" or a month. Ordinals are kept apart: they never are quantities. */
const UNITS: Record<string, number> = {
  один: 1, одну: 1, одного: 1, одной: 1, два: 2, две: 2, двух: 2, три: 3, трех: 3, четыре: 4, четырех: 4, пять: 5, пяти: 5, шесть: 6, шести: 6,
  семь: 7, семи: 7, восемь: 8, восьми: 8, девять: 9, девяти: 9, одному: 1, одним: 1, двум: 2, двумя: 2, трем: 3, тремя: 3, четырем: 4, четырьмя: 4, пятью: 5, шестью: 6, семью: 7,
  восемью: 8, девятью: 9, тройка: 3, тройку: 3, пятерка: 5, пятерку: 5, двое: 2, трое: 3, четверо: 4, пятеро: 5,
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9,
};
const TEENS: Record<string, number> = {
  десять: 10, десяти: 10, десятью: 10, десятка: 10, десятку: 10, одиннадцать: 11, одиннадцати: 11, двенадцать: 12, двенадцати: 12, тринадцать: 13, тринадцати: 13, четырнадцать: 14,
  четырнадцати: 14, пятнадцать: 15, пятнадцати: 15, шестнадцать: 16, шестнадцати: 16, семнадцать: 17, семнадцати: 17, восемнадцать: 18,
  восемнадцати: 18, девятнадцать: 19, девятнадцати: 19,
  ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
};
const TENS: Record<string, number> = {
  двадцать: 20, двадцати: 20, двадцатью: 20, тридцать: 30, тридцати: 30, тридцатью: 30, сорок: 40, сорока: 40, пятьдесят: 50, пятидесяти: 50, шестьдесят: 60, шестидесяти: 60,
  семьдесят: 70, семидесяти: 70, восемьдесят: 80, восьмидесяти: 80, девяносто: 90, девяноста: 90,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
};
const HUNDREDS: Record<string, number> = { сто: 100, ста: 100, двести: 200, двухсот: 200, триста: 300, трехсот: 300, четыреста: 400, пятьсот: 500, шестьсот: 600, семьсот: 700, восемьсот: 800, девятьсот: 900, hundred: 100 };

const ORDINAL_STEMS: readonly [string, number][] = [
  ['перв', 1], ['втор', 2], ['трет', 3], ['четверт', 4], ['пят', 5], ['шест', 6], ['седьм', 7], ['восьм', 8], ['девят', 9], ['десят', 10],
  ['одиннадцат', 11], ['двенадцат', 12], ['тринадцат', 13], ['четырнадцат', 14], ['пятнадцат', 15], ['шестнадцат', 16], ['семнадцат', 17],
  ['восемнадцат', 18], ['девятнадцат', 19], ['двадцат', 20], ['тридцат', 30],
];
const ORDINAL_ENDINGS = ['ого', 'ое', 'ому', 'ье', 'ьего', 'ьему'];
const ORDINAL_DIGITS = /^(\d{1,2})(?:st|nd|rd|th|-(?:й|го|е|я|му|ого|ое))$/;
const ORDINALS = new Map(ORDINAL_STEMS.flatMap(([stem, value]) => ORDINAL_ENDINGS.map((ending) => [stem + ending, value] as const)));

export type Numeral = { value: number; length: number; isOrdinal: boolean };

/** The number that begins at `start`, in digits or in words, and how many words it takes. */
export function readNumeral(words: readonly string[], start: number): Numeral | null {
  const first = words[start] ?? '';
  if (/^\d{1,9}$/.test(first)) return { value: Number(first), length: 1, isOrdinal: false };
  const written = ORDINAL_DIGITS.exec(first);
  if (written) return { value: Number(written[1]), length: 1, isOrdinal: true };
  let value = 0;
  let at = start;
  for (const table of [HUNDREDS, TENS]) {
    const part = table[words[at] ?? ''];
    if (part === undefined) continue;
    value += part;
    at += 1;
  }
  const ordinal = ORDINALS.get(words[at] ?? '');
  if (ordinal !== undefined) return { value: value + ordinal, length: at - start + 1, isOrdinal: true };
  const last = UNITS[words[at] ?? ''] ?? (value % 100 === 0 ? TEENS[words[at] ?? ''] : undefined);
  if (last !== undefined) {
    value += last;
    at += 1;
  }
  return at === start ? null : { value, length: at - start, isOrdinal: false };
}
