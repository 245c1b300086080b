const MONTHS = new Map(
  'январем январь,февралем февраль,мартом март,апрелем апрель,маем май,июнем июнь,июлем июль,августом август,сентябрем сентябрь,октябрем октябрь,ноябрем ноябрь,декабрем декабрь'
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([form = '', name = '']) => [form, name] as const),
);
const WITH = new Set(['с', 'со']);

/** "Март с февралём" is March and February: without its case, "с" would mean "since". */
export function withMonths(words: readonly string[]): string[] {
  return words.map((word, at) => MONTHS.get(word) ?? (WITH.has(word) && MONTHS.has(words[at + 1] ?? '') ? 'и' : word));
}
