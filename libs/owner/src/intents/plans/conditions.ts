import { CONNECTIVES, isSign, type Token } from '../sentence/tokens';
import type { Sentence } from '../sentence/analyse';

/**
 * What a condition asks. `needed`: whether the preview of the change would change anything; `rate`: the same, of the exchange rate;
 * `succeeded`: whether the change was applied; `not_needed`: whether there was nothing to change. `other`: nobody here can tell.
 */
export type ConditionKind = 'needed' | 'rate' | 'succeeded' | 'not_needed' | 'other';

/** A condition in a sentence: tokens from `from` up to, not including, `to`. */
export interface Condition {
  readonly kind: ConditionKind;
  readonly from: number;
  readonly to: number;
  /** It stands before what depends on it, not behind. */
  readonly isLeading: boolean;
}

const CHANGED = '(?:изменился|изменилась|поменялся|поменялась|сдвинулся|обновился|другой|новый|(?:has |have )?(?:changed|moved|shifted)|changes|moves|is new|is different)';
const RATE = '(?:курс|валюта|rate|new rate|exchange rate|fx rate|fx|dollar)(?: (?:доллара|доллар|валюты|валюта|евро|exchange|rate))?';
const DONE =
  '(?:получится|получилось|удастся|удалось|применится|применилось|применятся|применились|применены|применено|выполнится|выполнилось|пройдет|прошло|сработает|сработало|готово|works|worked|work|succeeds|succeeded|applied|applies|done|goes through|went through|go through)';
const WELL = '(?:хорошо|успешно|нормально|удачно|гладко|ок|well|fine|ok)';

const KINDS: readonly (readonly [ConditionKind, RegExp])[] = [
  ['not_needed', new RegExp(`^(?:это |it is |it's |is |that is )?(?:не надо|не нужно|не пора|не требуется|не потребуется|не необходимо|not needed|not necessary|not required|not due|unnecessary)$`, 'u')],
  ['not_needed', new RegExp(`^(?:менять |пересчитывать )?нечего(?: менять| пересчитывать| обновлять)?$|^(?:ничего|ничто) не (?:изменится|изменилось|поменялось|меняется)$|^nothing (?:changes|changed|change)$`, 'u')],
  ['not_needed', new RegExp(`^(?:${RATE} )?(?:не ${CHANGED}|прежний|тот же)$|^(?:${RATE}|it) (?:has not|hasn't|did not|didn't|is not) (?:changed?|moved?|new)$|^${RATE} is (?:same|unchanged)$`, 'u')],
  ['needed', /^(?:это |будет |it is |it's |is |that is )?(?:надо|нужно|пора|потребуется|требуется|понадобится|необходимо|есть смысл|needed|necessary|required|due|time)(?: будет)?$/u],
  ['rate', new RegExp(`^(?:${RATE} )${CHANGED}$|^${CHANGED} ${RATE}$`, 'u')],
  ['succeeded', new RegExp(`^(?:это |все |it |that |this |everything |all |is |it is )*(?:${DONE}(?: ${WELL})?|(?:будет )?${WELL}|goes ${WELL}|went ${WELL}|is ${WELL})$`, 'u')],
];

/** "Он поменялся", "it changed": of the rate, where the sentence names it. */
const ITS_CHANGE = new RegExp(`^(?:он|она|it) ${CHANGED}$`, 'u');

/** Words that only begin a condition where what follows is one of ours: "когда применится", "once it is done". */
const SOFT = new Set(['когда', 'once', 'when', 'после', 'after']);
const AFTERWARDS = /^(?:этого|того|применения|выполнения|изменения|that|it|this)$/u;
const THEN = new Set(['то', 'тогда', 'then']);
const NAMES_ITSELF = 'if_needed';

/** All conditions of a sentence, from left to right. */
export function conditionsOf({ tokens }: Pick<Sentence, 'tokens'>): readonly Condition[] {
  const found: Condition[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const condition = conditionAt(tokens, at);
    if (condition === null) continue;
    found.push(condition);
    at = condition.to - 1;
  }
  return found;
}

function conditionAt(tokens: readonly Token[], at: number): Condition | null {
  const token = tokens[at];
  if (token === undefined || token.code !== null) return null;
  if (token.concept?.name === NAMES_ITSELF) return placed(tokens, { kind: /изменился|сдвинулся/u.test(token.word) ? 'rate' : 'needed', from: at, to: at + 1 });
  const isHard = token.concept?.name === 'if';
  if (!isHard && !SOFT.has(token.word)) return null;
  const to = endOf(tokens, at + 1);
  const words = wordsOf(tokens.slice(at + 1, to));
  const kind = token.word === 'если' || token.word === 'if' || !isHard ? kindOf(words, tokens) : 'other';
  if (isHard) return placed(tokens, { kind, from: at, to });
  const isAfter = (token.word === 'после' || token.word === 'after') && AFTERWARDS.test(words);
  return kind === 'succeeded' || isAfter ? placed(tokens, { kind: 'succeeded', from: at, to }) : null;
}

/** What the words between "если" and the next clause ask. */
export function kindOf(words: string, tokens: readonly Token[]): ConditionKind {
  const kind = KINDS.find(([, shape]) => shape.test(words))?.[0];
  if (kind !== undefined) return kind;
  return ITS_CHANGE.test(words) && tokens.some(({ concept }) => concept?.name === 'rate') ? 'rate' : 'other';
}

/** At a sign, at "то", or where a command begins. */
function endOf(tokens: readonly Token[], from: number): number {
  const found = tokens.findIndex((token, at) => at >= from && (isSign(token) || THEN.has(token.word) || token.concept?.class === 'write_verb' || (CONNECTIVES.has(token.word) && at > from)));
  return found < 0 ? tokens.length : found;
}

const wordsOf = (tokens: readonly Token[]): string => tokens.filter(({ concept }) => concept?.name !== 'filler').map(({ word }) => word).join(' ');

/** Before what depends on it: at the beginning, behind "и", or behind a sign with a request behind it. */
function placed(tokens: readonly Token[], { kind, from, to }: Pick<Condition, 'kind' | 'from' | 'to'>): Condition {
  const before = tokens[from - 1];
  const next = tokens.slice(to).find((token) => !isSign(token));
  const isAtStart = before === undefined || CONNECTIVES.has(before.word) || before.concept?.class === 'connective';
  const goesOn = next !== undefined && !CONNECTIVES.has(next.word) && next.concept?.class !== 'connective';
  return { kind, from, to, isLeading: goesOn && (isAtStart || (before !== undefined && isSign(before))) };
}

/** The words that nothing but a condition explains, out of the way. */
export const isThen = ({ word }: Token): boolean => THEN.has(word);
