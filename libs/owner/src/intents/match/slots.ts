import type { InputStep, TemplateFile } from '../../catalogue/template-file';
import type { ParseContext } from '../../parsers/parser';
import type { Sentence } from '../sentence/analyse';
import { isBareNumber } from '../sentence/find-amounts';
import { isSign, type Token } from '../sentence/tokens';
import { overlap, type Value, type ValueKind } from '../sentence/value';

/** Kinds of value that a slot takes, the surest first; `number` stands for a number without a unit, `word` for words that its parser reads. */
type Kinds = readonly (ValueKind | 'word')[];

const BY_SLOT: Readonly<Record<string, Kinds>> = {
  order_id: ['order_id'], product_ids: ['product_ids'], look_ids: ['look_ids'], q: ['phone'], code: ['coupon_code'], campaign_id: ['campaign_id'],
  period: ['period'], a: ['period'], b: ['period'], limit: ['count'], since_hours: ['wait'], threshold_hours: ['wait', 'hours'], stock_lte: ['stock_limit'], low_stock_lte: ['stock_limit'],
  max_uses: ['uses'], message: ['message'], reason: ['reason'], window_hours: ['duration'],
};
const BY_PARSER: Readonly<Record<string, Kinds>> = {
  percent: ['percent', 'number'], money: ['money', 'number'], integer: ['number'], decimal: ['number'], duration: ['duration'], period: ['period'], order_id: ['order_id'], phone: ['phone'], time: ['clock'],
  enum: ['word'], boolean: ['word'], timezone: ['word'],
};
/** Slots whose value stands behind its own word: "срок поставки 10 дней". */
const BEHIND: Readonly<Record<string, string>> = { lead_time_days: 'lead_time', safety_stock_days: 'safety_stock' };

export interface SlotSpec {
  readonly slot: string;
  readonly kinds: Kinds;
  /** Null: the value goes into the payload as it is. */
  readonly step: { readonly at: number; readonly input: InputStep } | null;
}

/** `set`: what the phrase fixes already decides which of several steps of one key is meant. */
export function slotSpecs({ inputs }: Pick<TemplateFile, 'inputs'>, slots: readonly string[], set: Readonly<Record<string, unknown>>): SlotSpec[] {
  return slots.map((slot) => {
    const at = inputs.findIndex((input) => input.slot === slot && (input.when === null || input.when.in.includes(set[input.when.key])));
    const input = inputs[at];
    return { slot, kinds: BY_SLOT[slot] ?? BY_PARSER[input?.parserType ?? ''] ?? [], step: input === undefined ? null : { at, input } };
  });
}

export interface Filled {
  readonly spec: SlotSpec;
  readonly value: Value;
}

/** Gives each slot the first value of the sentence that it can take and that no other slot has. */
export function fillSlots(specs: readonly SlotSpec[], sentence: Sentence, context: ParseContext): Filled[] {
  const filled: Filled[] = [];
  for (const spec of specs.toSorted((one, other) => rank(one) - rank(other))) {
    const isFree = (value: Value): boolean => !filled.some((one) => overlap(one.value, value) || one.value === value);
    const value = spec.kinds.flatMap((kind) => (kind === 'word' ? wordsFor(spec, sentence, context) : valuesFor(spec, kind, sentence)).filter(isFree))[0];
    if (value !== undefined) filled.push({ spec, value });
  }
  return filled;
}

/** What has a word of its own first; periods last, for "2 days" of "longer than 2 days" is no period. */
const rank = ({ slot, kinds }: SlotSpec): number => (slot in BEHIND ? 0 : kinds[0] === 'period' ? 2 : 1);

function valuesFor({ slot }: SlotSpec, kind: ValueKind, { tokens, values }: Sentence): Value[] {
  const after = BEHIND[slot];
  const start = after === undefined ? 0 : tokens.findIndex(({ concept }) => concept?.name === after);
  return start < 0 ? [] : values.filter((one) => one.kind === kind && one.from >= start && (kind !== 'number' || isBareNumber(one)));
}

const LONGEST_NAME = 3;

/** Words that stand for a value of the step: by their concept ("гривна" is UAH), or because its parser reads them. */
function wordsFor({ step }: SlotSpec, { tokens, text: said }: Sentence, context: ParseContext): Value[] {
  if (step === null) return [];
  const { parser } = step.input;
  const meant = tokens.flatMap(({ concept }, from) => (concept !== null && concept.means !== null && parser.accepts(concept.means) ? [wordValue(from, from + 1, concept.means)] : []));
  return meant.length > 0 ? meant : tokens.flatMap((_token, from) => longestName(tokens, from, (run) => parser.parse(said.slice(run[0]?.start, run.at(-1)?.end), context).ok, said));
}

/** The longest run of words from `from` on that the parser reads. */
function longestName(tokens: readonly Token[], from: number, reads: (run: readonly Token[]) => boolean, said: string): Value[] {
  for (let length = LONGEST_NAME; length >= 1; length -= 1) {
    const run = tokens.slice(from, from + length);
    if (run.length === length && run.every(isName) && reads(run)) return [wordValue(from, from + length, said.slice(run[0]?.start, run.at(-1)?.end))];
  }
  return [];
}

const wordValue = (from: number, to: number, text: string): Value => ({ kind: 'number', from, to, text, data: null, sign: null });
const isName = (token: Token): boolean => token.code === null && (!isSign(token) || token.word === '/') && token.concept?.class !== 'filler' && token.concept?.class !== 'read_filler';
