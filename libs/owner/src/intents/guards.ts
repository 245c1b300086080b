import type { Analysis } from './analyse';
import { CHANGEABLE_CLASSES, CHANGES, type classify, NEGATION_WORDS, NEUTRALS, WHY, WRITES, WRITES_AT_START } from './lexicon/lexicon';

/** Why a sentence must not be answered by a read. */
export type Guard = 'change' | 'negated' | 'changeQuestion' | 'why';

const CONNECTIVES = new Set(['and', 'then', 'или', 'or', 'и', 'потом', 'затем']);
const MODALS = new Set([
  'please', 'can', 'could', 'would', 'you', 'i', 'we', 'want', 'need', 'to', 'us', 'lets', 'should', 'how', 'do', 'just', 'now', 'must', 'will', 'like', "let's",
  'help', 'me', 'my', 'us', ...NEGATION_WORDS,
]);
const FOR_ME = new Set(['мне', 'нам', 'me', 'us', 'сюда']);
/** "Отправь мне kpi": to deliver an answer is no change. */
const DELIVERIES = new Set(['отправь', 'отправьте', 'отправить', 'напиши', 'напишите', 'передай', 'send', 'write', 'tell', 'сообщи', 'сообщите', 'переведи', 'выставь']);
const QUESTION_STARTS = [
  'стоит ли', 'нужно ли', 'надо ли', 'можно ли', 'имеет ли', 'зачем', 'почему', 'что будет если', 'а что если', 'что если', 'как', 'когда лучше', 'should i', 'should we', 'what if', 'why',
  'how do', 'how to', 'how can', 'is it worth', 'what happens if',
];

/**
 * The safety rules of intents as far as there are no writes yet: whoever asks for a change, asks about one or forbids
 * one gets an honest answer, never the figures of something else.
 */
export function guardOf(analysis: Analysis): Guard | null {
  const { words } = analysis;
  const at = words.findIndex((word, index) => isWrite(words, index) || isNeutralWrite(analysis, word));
  if (at >= 0) {
    if (isNegated(words, at)) return 'negated';
    return startsWithQuestion(words) ? 'changeQuestion' : 'change';
  }
  if (asksByNoun(analysis)) return startsWithQuestion(words) ? 'changeQuestion' : 'change';
  return words.some((word) => WHY.has(word)) ? 'why' : null;
}

function isWrite(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  if (DELIVERIES.has(word) && FOR_ME.has(words[at + 1] ?? '')) return false;
  if (WRITES.has(word)) return true;
  return WRITES_AT_START.has(word) && canStartCommand(words, at) && !isNounHere(words, at);
}

/** "Change in revenue", "mark-up": followed by "in", "of" or nothing it is a noun. */
function isNounHere(words: readonly string[], at: number): boolean {
  return ['in', 'of', undefined].includes(words[at + 1]);
}

/** At the beginning, behind modals and politeness, or behind a connective. */
function canStartCommand(words: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= 0; before -= 1) {
    const word = words[before] ?? '';
    if (CONNECTIVES.has(word)) return true;
    if (!MODALS.has(word)) return false;
  }
  return true;
}

function isNeutralWrite({ tokens }: Analysis, word: string): boolean {
  if (!NEUTRALS.has(word)) return false;
  return tokens.some((token) => CHANGES.has(token.word) || (token.meaning !== null && CHANGEABLE_CLASSES.has(nameOf(token.meaning))));
}

/** "Цены +5%", "отмена заказа OB-1003", "всё на 3 % дешевле": no verb, but a change all the same. */
function asksByNoun({ tokens, hasPercent, orderIds }: Analysis): boolean {
  const names = new Set(tokens.flatMap(({ meaning }) => (meaning ? [nameOf(meaning)] : [])));
  const changeWord = tokens.some(({ word }) => CHANGES.has(word));
  if (hasPercent && (changeWord || names.has('prices') || names.has('discounts') || names.has('coupons')) && !tokens.some(({ word }) => isPastReport(word))) return true;
  return changeWord && (orderIds.length > 0 || names.has('order') || names.has('prices'));
}

const isPastReport = (word: string): boolean => /(?:ял|зил|сил|чил|вил|нул|рнул|менил)(?:|а|и|о|ись|ась|ось|ся)$/.test(word);

function isNegated(words: readonly string[], at: number): boolean {
  return words.slice(Math.max(0, at - 3), at).some((word) => NEGATION_WORDS.has(word));
}

function startsWithQuestion(words: readonly string[]): boolean {
  const text = words.join(' ');
  return QUESTION_STARTS.some((start) => text === start || text.startsWith(`${start} `));
}

function nameOf(meaning: NonNullable<ReturnType<typeof classify>>): string {
  return meaning.type === 'concept' ? meaning.concept : meaning.type === 'topic' ? meaning.topic : 'filler';
}
