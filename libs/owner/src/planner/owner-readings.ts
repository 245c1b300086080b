import { type Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';
import { holdsWords, type Extractor, type GroundKind, type TextReadings } from '@ownerbot/planner';
import { analyse, type Sentence } from '../intents/sentence/analyse';
import type { ValueKind } from '../intents/sentence/value';
import { idsParser } from '../parsers/text/ids';
import { timezoneParser } from '../parsers/time/timezone';
import { normalise } from '../text/normalise';
import { daysOf, figuresOf, numbersIn, periodsIn } from './numbers-in';

/** How the owner's words are read when a language model claims that something stands in them: by the same parsers that read a request. */
export function ownerReadings(context: ReplyContext): TextReadings {
  let last: { readonly text: string; readonly sentence: Sentence } | null = null;
  const read = (text: string): Sentence => {
    if (last?.text !== text) last = { text, sentence: analyse(text, context) };
    return last.sentence;
  };
  return {
    holds: holdsOf(read, context),
    wantsAll: (text) => read(text).tokens.some(({ concept }) => concept?.name === 'scope_all'),
    targetsIn: (text) => [...new Set(idsIn(read(text), context))],
    signIn: (text) => signOf(read(text)),
  };
}

type Read = (text: string) => Sentence;

function holdsOf(read: Read, context: ReplyContext): Readonly<Record<GroundKind, Extractor>> {
  const anyFigure = (figures: readonly Decimal[], value: unknown): boolean => isNumeral(value) && figures.some((one) => one.equals(value));
  return {
    id: (text, value) => [...idsIn(read(text), context), ...textsOf(read(text), ['campaign_id'])].includes(String(value)),
    order_id: (text, value) => typeof value === 'string' && textsOf(read(text), ['order_id']).includes(value.trim().toUpperCase()),
    phone: (text, value) => holdsPhone(read(text), value),
    code: (text, value) => typeof value === 'string' && (textsOf(read(text), ['coupon_code']).includes(value.trim().toUpperCase()) || holdsWords(text, value)),
    // A bare number may be either; which one was meant, the tool that was chosen says, and the preview shows it.
    percent: (text, value) => anyFigure(figuresOf(read(text), ['percent', 'number']), value),
    amount: (text, value) => anyFigure(figuresOf(read(text), ['money', 'number']), value),
    number: (text, value) => anyFigure(numbersIn(read(text), context), value),
    period: (text, value) => {
      const days = daysOf(value, context);
      return days !== null && periodsIn(read(text), context).some(({ from, to }) => from === days.from && to === days.to);
    },
    date: (text, value) => periodsIn(read(text), context).some(({ from, to }) => from === value || to === value),
    name: (text, value) => holdsName(text, value, read(text), context),
    message: holdsWords,
  };
}

const isNumeral = (value: unknown): value is number | string => (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,12})?$/.test(value));

const textsOf = ({ values }: Sentence, kinds: readonly ValueKind[]): string[] => values.flatMap(({ kind, text }) => (kinds.includes(kind) ? [text] : []));

const PRODUCTS = idsParser({ of: 'product' });
const LOOKS = idsParser({ of: 'look' });

/** Numbers of products and looks, as decimal text. */
function idsIn(sentence: Sentence, context: ReplyContext): string[] {
  const read = (kind: ValueKind, parser: typeof PRODUCTS): string[] =>
    textsOf(sentence, [kind]).flatMap((text) => {
      const parsed = parser.parse(text, context);
      return parsed.ok && Array.isArray(parsed.value) ? parsed.value.map(String) : [];
    });
  return [...read('product_ids', PRODUCTS), ...read('look_ids', LOOKS)];
}

/** The digits are those of a phone in the text; a national zero or an international one in front does not count. */
function holdsPhone(sentence: Sentence, value: unknown): boolean {
  const digits = typeof value === 'string' ? value.replace(/\D/g, '').replace(/^0{1,2}(?=\d{6})/, '') : '';
  return digits !== '' && textsOf(sentence, ['phone']).includes(digits);
}

const LONGEST_NAME = 3;
const ZONES = timezoneParser();

/** A name as it was written, whatever the case; a phone or an order id; a currency by its word, a time zone by its city. */
function holdsName(text: string, value: unknown, sentence: Sentence, context: ReplyContext): boolean {
  if (typeof value !== 'string') return false;
  if (holdsWords(text.toLowerCase(), value.toLowerCase()) || holdsPhone(sentence, value) || textsOf(sentence, ['order_id']).includes(value.trim().toUpperCase())) return true;
  if (sentence.tokens.some(({ concept }) => concept?.means === value)) return true;
  if (!value.includes('/')) return false;
  const words = normalise(text).split(/[^\p{L}\p{N}/-]+/u);
  return words.some((_word, at) => Array.from({ length: LONGEST_NAME }, (_one, n) => words.slice(at, at + n + 1).join(' ')).some((name) => isZone(name, value, context)));
}

function isZone(name: string, zone: string, context: ReplyContext): boolean {
  const read = ZONES.parse(name, context);
  return read.ok && read.value === zone;
}

/** Of verbs and of typed signs together: they must not contradict each other. */
function signOf({ tokens, values }: Sentence): 'plus' | 'minus' | 'both' | null {
  const signs = new Set([...tokens.flatMap(({ concept }) => concept?.sign ?? []), ...values.flatMap(({ kind, sign }) => (sign !== null && ['percent', 'money', 'number'].includes(kind) ? [sign] : []))]);
  const [only] = signs;
  return only === undefined ? null : signs.size > 1 ? 'both' : only;
}
