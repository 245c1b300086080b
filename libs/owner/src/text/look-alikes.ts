/** Cyrillic letters and the Latin ones that look the same; upper and lower case differ in which letters are twins. */
const PAIRS = 'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX аa еe оo рp сc уy хx кk мm тt нh вb іi ІI јj ѕs';
const toLatinMap = new Map(PAIRS.split(' ').map(([cyrillic = '', latin = '']) => [cyrillic, latin]));
const toCyrillicMap = new Map([...toLatinMap].map(([cyrillic, latin]) => [latin, cyrillic]));

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;

/** Rewrites the Cyrillic twins of Latin letters: ids and codes are always Latin. */
export function toLatin(text: string): string {
  return [...text].map((letter) => toLatinMap.get(letter) ?? letter).join('');
}

/** A word that mixes alphabets is rewritten to the one most of its letters belong to; others stay as they are. */
export function unmixAlphabets(word: string): string {
  const letters = [...word];
  const cyrillic = letters.filter((letter) => CYRILLIC.test(letter)).length;
  const latin = letters.filter((letter) => LATIN.test(letter)).length;
  if (cyrillic === 0 || latin === 0) return word;
  const map = cyrillic >= latin ? toCyrillicMap : toLatinMap;
  return letters.map((letter) => map.get(letter) ?? letter).join('');
}
