/** A phone number, or its last digits, in a text. Digits only, for `orders_search.q`. */
const PHONE_SHAPE = /(?<![\p{L}\d])\+?\d(?:[\s().-]{0,2}\d){6,14}(?!\d)/u;
const AFTER_PHONE_WORD =
  /(?<![\p{L}])(?:телефон(?:а|у|ом|е|ный|ного)?|тел\.?|номер(?:а|у|ом)?\s+телефона|phone(?:\s+number)?)(?![\p{L}])[\s:№#]*(?:(?:на|с|заканчива\p{L}+|оканчива\p{L}+|ending|with|in|номер\p{L}*|клиента|покупателя)\s+){0,4}[….*x\s]*(?<digits>\+?\d(?:[\s().-]{0,2}\d){3,14})(?!\d)/iu;

const DATES = /^\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?:$|[\s-])|\d{4}-\d{2}-\d{2}|^\d{1,2}-\d{1,2}-\d{4}/;

export type FoundPhone = { digits: string; start: number; end: number };

/** 7 digits or more in the shape of a phone, or 4 or more after the word for it. */
export function findPhone(text: string): FoundPhone | null {
  const named = AFTER_PHONE_WORD.exec(text);
  if (named?.groups?.['digits']) return found(named.groups['digits'], named.index, named[0].length);
  const shaped = PHONE_SHAPE.exec(text);
  // Dates and ranges of dates have the shape of a phone, too.
  if (!shaped || DATES.test(shaped[0])) return null;
  return found(shaped[0], shaped.index, shaped[0].length);
}

function found(digits: string, start: number, length: number): FoundPhone {
  // The shop keeps international numbers: a national 0 or an international 00 in front would find nothing.
  return { digits: digits.replace(/\D/g, '').replace(/^0{1,2}(?=\d{6})/, ''), start, end: start + length };
}
