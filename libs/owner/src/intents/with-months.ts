const MONTHS = new Map(
  'январем январь,февралем февраль,мартом март,апрелем апрель,маем май,июнем июнь,июлем июль,августом август,сентябрем сентябрь,октябрем октябрь,ноябрем ноябрь,декабрем декабрь'
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([form = '', name = '']) => [form, name] as const),
);
const WITH = new Set(['с', 'со']);

/** What stands between the two that are compared: "отличается от января", "между январём и февралём". */
const BETWEEN = new Set(['от', 'между', 'between', 'from']);

/** "Март с февралём" is March and February: without its case, "с" would mean "since". In a comparison "от" begins no range either. */
export function withMonths(words: readonly string[], isComparison = false): string[] {
  return words.map((word, at) => MONTHS.get(word) ?? ((WITH.has(word) && MONTHS.has(words[at + 1] ?? '')) || (isComparison && BETWEEN.has(word)) ? 'и' : word));
}
