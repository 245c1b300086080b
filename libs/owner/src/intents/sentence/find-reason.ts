import type { CleanText } from './clean-text';
import { tailOf } from './find-tails';
import { CONNECTIVES, isSign, type Token } from './tokens';
import { overlap, type Value } from './value';

/**
 * Why an order is flagged, as it was written: behind "причина", "because", a colon, or right behind the order where nothing else can be
 * meant ("отметь заказ 1017 клиент жалуется"). `values`: what the words name.
 */
export function findReason(tokens: readonly Token[], values: readonly Value[], text: CleanText): Value | null {
  if (!tokens.some(({ concept }) => concept?.name === 'mark' || concept?.name === 'flag_noun')) return null;
  const named = tokens.findIndex(({ concept, word }) => concept?.name === 'reason_noun' || ['из-за', 'потому'].includes(word));
  if (named > 0) {
    const keepsWord = tokens[named]?.word === 'из-за';
    const skipped = ['что', ':', 'of', '-', 'is', 'because'].includes(tokens[named + 1]?.word ?? '') && !keepsWord ? named + 2 : keepsWord ? named : named + 1;
    return tailOf('reason', tokens, skipped, text, tokens[named - 1]?.word === ',' ? named - 1 : named);
  }
  const colon = tokens.findIndex(({ word }, at) => at > 0 && (word === ':' || word === '-') && (tokens[at - 1]?.code?.kind === 'order_id' || word === ':'));
  return colon > 0 ? tailOf('reason', tokens, colon + 1, text, colon) : behindTheOrder(tokens, values, text);
}

/** "Как проблемный", "as it came damaged": lead to the reason and are none of it. */
const LEADS: readonly (readonly string[])[] = [['так', 'как'], ['как'], ['as'], ['since'], ['поскольку'], ['что']];
const COMMANDS = new Set(['mark', 'put', 'add', 'make', 'flag_noun']);
/** More than one word, or one that is led to: a single word may mean anything. */
const FEWEST_WORDS = 2;

function behindTheOrder(tokens: readonly Token[], values: readonly Value[], text: CleanText): Value | null {
  const [order, second] = values.filter(({ kind }) => kind === 'order_id');
  const command = tokens.findLastIndex(({ concept }) => concept?.name === 'mark' || concept?.name === 'flag_noun');
  if (order === undefined || second !== undefined) return null;
  const start = Math.max(order.to, command + 1);
  if (!tokens.slice(0, start).every((token, at) => (order.from <= at && at < order.to) || isOfTheCommand(token))) return null;
  const first = start + tokens.slice(start).findIndex((token) => !isPassed(token));
  const end = tokens.findLastIndex((token) => !isPassed(token)) + 1;
  if (first < start || end <= first) return null;
  const lead = LEADS.find((words) => words.every((word, n) => tokens[first + n]?.word === word)) ?? [];
  const begin = first + lead.length;
  const reason = tokens.slice(begin, end);
  const isLed = lead.length > 0 || tokens.slice(start, first).some(({ word }) => word === ',');
  if (reason.filter((token) => !isSign(token)).length < (isLed ? 1 : FEWEST_WORDS)) return null;
  if (endsInDoubt(text) || beginsInDoubt(reason) || isTimed(values, begin) || reason.some(isDoubtful)) return null;
  return tailOf('reason', tokens, begin, text, start, end);
}

const isOfTheCommand = ({ concept }: Token): boolean => concept !== null && (concept.class === 'polite' || concept.class === 'filler' || concept.name === 'order' || COMMANDS.has(concept.name));
/** Neither a reason begins nor ends with these. */
const isPassed = (token: Token): boolean => isSign(token) || token.concept?.class === 'polite' || (token.concept?.class === 'filler' && !PREPOSITIONS.has(token.word) && token.word !== 'так');

const PREPOSITIONS = new Set('у на в во с со по о об до для из к ко за при под между после через перед of to for on in by with from at until till after before'.split(' '));
const TAKEN_BACK = new Set(['нет', 'хотя', 'впрочем', 'точнее', 'вернее', 'стой', 'погоди', 'no', 'actually', 'though', 'wait']);
const FORBIDDING: ReadonlySet<string> = new Set(['write_verb', 'hypothetical', 'exclusion', 'narrowing', 'question']);
const TIMES: ReadonlySet<string> = new Set(['period', 'duration', 'clock']);
/** So near its beginning a word for what became of the order says that this is to be changed: "отметь заказ 1017 как оплаченный". */
const STATUS_REACH = 3;

/** Whatever might be another wish than a reason: a second request, a condition, a time, a status. */
function beginsInDoubt(reason: readonly Token[]): boolean {
  const [first] = reason;
  if (first === undefined || CONNECTIVES.has(first.word) || PREPOSITIONS.has(first.word) || first.concept?.class === 'negation' || first.concept?.class === 'scope') return true;
  return reason.slice(0, STATUS_REACH).some(({ concept }) => concept !== null && (concept.name.startsWith('status_') || concept.name === 'order_state'));
}

const endsInDoubt = ({ text }: CleanText): boolean => /\?\s*$/.test(text);
const isTimed = (values: readonly Value[], begin: number): boolean => values.some(({ kind, from, to }) => TIMES.has(kind) && overlap({ from, to }, { from: begin, to: begin + 1 }));
const isDoubtful = ({ word, code, concept }: Token): boolean => code !== null || word === '"' || TAKEN_BACK.has(word) || FORBIDDING.has(concept?.class ?? '');
