import { readFigure } from '../../parsers/numbers/read-figure';
import { isNumber, type Token } from './tokens';
import type { Value, ValueKind } from './value';

/** Ids in words, as a transcript has them: "товары три и восемь", "заказ тысяча семнадцать". */
const NOUNS: Readonly<Record<string, ValueKind>> = { goods: 'product_ids', look: 'look_ids', campaign: 'campaign_id' };
/** One order: "заказов пять" is a count. */
const ONE_ORDER = new Set(['заказ', 'заказа', 'заказу', 'заказом', 'заказе', 'order']);
const LABELS = new Set(['номер', 'номером', 'номера', 'номеру', 'number', 'id', '№', '#']);
const BETWEEN = new Set([',', 'и', 'and']);
const UNIT = /^(?:%|процент\p{L}*|percent|евро|euros?|доллар\p{L}*|штук\p{L}*|шт|час\p{L}*|hours?|дн\p{L}*|день|days?|недел\p{L}*|weeks?|раз|раза|месяц\p{L}*|months?)$/u;
/** Numbers of orders are longer than counts. */
const SMALLEST_ORDER = 100;

export function findSpokenIds(tokens: readonly Token[], orderPrefix: string): Value[] {
  return tokens.flatMap(({ concept, word }, at): Value[] => {
    const kind = ONE_ORDER.has(word) ? 'order_id' : NOUNS[concept?.name ?? ''];
    if (kind === undefined) return [];
    const list = readList(tokens, LABELS.has(tokens[at + 1]?.word ?? '') ? at + 2 : at + 1, kind === 'product_ids' || kind === 'look_ids');
    if (list === null) return [];
    const [first = 0] = list.ids;
    if (kind === 'order_id' && first < SMALLEST_ORDER) return [];
    const text = kind === 'order_id' ? `${orderPrefix}${first}`.toUpperCase() : list.ids.join(', ');
    return [{ kind, from: at + 1, to: list.to, text, data: text, sign: null }];
  });
}

/** Whole numbers in words from `start` on; the last one is none of them if a unit follows. */
function readList(tokens: readonly Token[], start: number, isMany: boolean): { ids: number[]; to: number } | null {
  const words = tokens.map(({ word }) => word);
  const ids: number[] = [];
  let to = start;
  for (let at = start; at < tokens.length; ) {
    const token = tokens[at];
    const figure = token === undefined || token.code !== null || isNumber(token) ? null : readFigure(words, at);
    if (figure === null || figure.length === 0 || !figure.value.isInteger() || UNIT.test(words[at + figure.length] ?? '')) break;
    ids.push(figure.value.toNumber());
    to = at + figure.length;
    at = BETWEEN.has(words[to] ?? '') ? to + 1 : to;
    if (!isMany) break;
  }
  return ids.length === 0 ? null : { ids, to };
}
