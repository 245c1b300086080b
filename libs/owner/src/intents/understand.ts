import type { ParseContext } from '../parsers/parser';
import { clausesOf } from './clauses';
import { contraries, signContradicts, without } from './conflict';
import { asksWhy, endsAsQuestion, guardOf, namesCommand, type Guard } from './guards';
import { keyOf, matchReadings, type Candidate } from './match/match';
import type { ReadingTable } from './match/readings';
import type { Meant } from './meant';
import { planOf, type MeantPlan } from './plans/plan-of';
import type { Sentence } from './sentence/analyse';
import { isBareNumber } from './sentence/find-amounts';

/** What is to be done with a sentence. Pure; nothing here knows how it is told. */
export type Understanding =
  | { readonly type: 'run'; readonly meant: Meant }
  /** Several requests that belong together: one change at most, with what stands before and behind it. */
  | { readonly type: 'plan'; readonly plan: MeantPlan }
  /** One question with the readings as buttons. */
  | { readonly type: 'choose'; readonly why: 'which' | 'unit' | 'conflict' | 'several' | 'sure' | 'unexplained'; readonly among: readonly Meant[]; readonly word: string | null }
  /** `namesWrite`: a change that the shop offers is named, so it could be asked for plainly. */
  | { readonly type: 'guarded'; readonly guard: Guard; readonly near: readonly Meant[]; readonly namesWrite: boolean }
  | { readonly type: 'why' }
  | { readonly type: 'not_offered'; readonly id: string; readonly instead: readonly string[] }
  /** A change is asked for, and nobody knows which. */
  | { readonly type: 'unknown_change'; readonly word: string | null; readonly near: readonly Meant[] }
  | { readonly type: 'nothing' };

/** From this confidence on a read runs, or a change is previewed; below it, down to the second one, both are only offered. */
const READ_FROM = 0.6;
const WRITE_FROM = 0.9;
const WRITE_OFFERED_FROM = 0.5;
const OFFERED_FROM = 0.4;
const MOST_CHOICES = 3;

/** `isForwarded`: these are somebody's words, so nothing changes by them. */
export function understand(sentence: Sentence, table: ReadingTable, context: ParseContext, { isForwarded = false } = {}): Understanding {
  const candidates = matchReadings(sentence, table, context);
  const [best] = candidates;
  const plan = isForwarded || isWhole(best) ? null : planOf(sentence, table, context);
  if (plan !== null) return { type: 'plan', plan };
  const isChange = namesCommand(sentence) || (best !== undefined && best.reading.isWrite && best.confidence >= OFFERED_FROM);
  const guard = !isChange ? null : isForwarded ? 'forwarded' : guardOf(sentence);
  if (guard !== null) return guarded(guard, candidates, sentence);
  if (asksWhy(sentence)) return { type: 'why' };
  const parts = severalOf(sentence, best, table, context);
  if (parts !== null) return { type: 'choose', why: 'several', among: parts, word: null };
  const conflict = conflictOf(sentence, best, table, context);
  if (conflict !== null) return { type: 'choose', why: 'conflict', among: conflict, word: null };
  const own = candidates.filter(({ reading }) => reading.target.type === 'template');
  return isChange ? changeOf(own, candidates, sentence) : readOf(own, candidates, sentence);
}

/** How sure the best reading is; 0 for what is guarded or not understood. */
export function confidenceOf(sentence: Sentence, table: ReadingTable, context: ParseContext): number {
  const understood = understand(sentence, table, context);
  return understood.type === 'run' ? understood.meant.candidate.confidence : 0;
}

function guarded(guard: Guard, candidates: readonly Candidate[], sentence: Sentence): Understanding {
  const named = notOfferedOf(candidates);
  if ((guard === 'narrowing' || guard === 'exclusion') && named !== null) return named;
  const previews = candidates.filter(({ reading: { target } }) => target.type === 'template' && target.template.previewOnly);
  return { type: 'guarded', guard, near: meant(previews, sentence), namesWrite: candidates.some(({ reading }) => reading.isWrite) };
}

function readOf(own: readonly Candidate[], candidates: readonly Candidate[], sentence: Sentence): Understanding {
  const [best] = own;
  if (best !== undefined && best.confidence >= READ_FROM && !hasNegation(best)) return { type: 'run', meant: { candidate: best, sentence } };
  const named = notOfferedOf(candidates);
  if (named !== null) return named;
  const likely = own.filter((one) => Math.max(one.coverage, one.confidence) >= OFFERED_FROM && !hasNegation(one)).slice(0, MOST_CHOICES);
  const word = best?.unexplained[0]?.word ?? null;
  return likely.length === 0 ? { type: 'nothing' } : { type: 'choose', why: word === null ? 'which' : 'unexplained', among: meant(likely, sentence), word };
}

/** "Не показывай выручку": a negation that the reading does not explain. */
const hasNegation = ({ unexplained }: Candidate): boolean => unexplained.some(({ concept }) => concept?.class === 'negation');

function changeOf(own: readonly Candidate[], candidates: readonly Candidate[], sentence: Sentence): Understanding {
  const writes = own.filter(({ reading }) => reading.isWrite);
  const [best] = writes;
  if (best !== undefined && best.unexplained.length === 0 && !best.leavesValue) {
    const units = unitsOf(best, writes);
    if (units.length > 1) return { type: 'choose', why: 'unit', among: meant(units, sentence), word: null };
    if (best.confidence < WRITE_FROM) return { type: 'choose', why: 'which', among: meant(writes.filter(({ unexplained }) => unexplained.length === 0).slice(0, MOST_CHOICES), sentence), word: null };
    if (endsAsQuestion(sentence)) return { type: 'choose', why: 'sure', among: meant([best], sentence), word: null };
    return { type: 'run', meant: { candidate: best, sentence } };
  }
  const named = notOfferedOf(candidates);
  if (named !== null) return named;
  const word = best?.unexplained[0] ?? firstUnknown(sentence);
  const said = word === undefined ? null : (word.code?.text ?? word.word);
  // A change of everything is never offered in place of one that was narrowed by a word nobody understood.
  const narrow = writes.filter((one) => one.coverage >= WRITE_OFFERED_FROM && !changesAll(one)).slice(0, MOST_CHOICES);
  if (narrow.length > 0) return { type: 'choose', why: 'unexplained', among: meant(narrow, sentence), word: said };
  return { type: 'unknown_change', word: said, near: meant(writes.slice(0, MOST_CHOICES), sentence) };
}

export const changesAll = ({ reading: { target } }: Candidate): boolean => target.type === 'template' && target.template.payload['scope_all'] === true;

const firstUnknown = ({ tokens }: Sentence) => tokens.find(({ concept, word, code }) => concept === null && code === null && /\p{L}/u.test(word));

/** "Подними цены на 5": the same bare number in several units. */
function unitsOf(best: Candidate, writes: readonly Candidate[]): readonly Candidate[] {
  const bare = best.filled.find(({ value, spec }) => isBareNumber(value) && spec.kinds.some((kind) => kind === 'percent' || kind === 'money'));
  if (bare === undefined) return [best];
  const rivals = writes.filter((other) => other.unexplained.length === 0 && other.filled.some(({ value, spec }) => value === bare.value && spec.kinds[0] !== bare.spec.kinds[0]));
  return [best, ...rivals].sort((one, other) => Number(isPercent(other)) - Number(isPercent(one))).slice(0, MOST_CHOICES);
}

const isPercent = ({ filled }: Candidate): boolean => filled.some(({ spec }) => spec.kinds[0] === 'percent');

function notOfferedOf(candidates: readonly Candidate[]): Extract<Understanding, { type: 'not_offered' }> | null {
  const best = candidates.filter(({ reading, coverage }) => reading.target.type === 'not_offered' && coverage >= OFFERED_FROM).sort((one, other) => other.specificity - one.specificity)[0];
  return best?.reading.target.type === 'not_offered' ? { type: 'not_offered', id: best.reading.target.notOffered.id, instead: best.reading.target.notOffered.instead } : null;
}

/** One reading explains all of the sentence: it is one request. */
const isWhole = (best: Candidate | undefined): boolean => best !== undefined && best.unexplained.length === 0 && !best.leavesValue;

/** Requests that stand beside each other, in the spoken order; null: it is one. */
function severalOf(sentence: Sentence, best: Candidate | undefined, table: ReadingTable, context: ParseContext): Meant[] | null {
  if (isWhole(best)) return null;
  const clauses = clausesOf(sentence);
  if (clauses.length < 2) return null;
  const found = clauses.flatMap((clause): Meant[] => {
    const [candidate] = matchReadings(clause, table, context).filter(({ reading }) => reading.target.type === 'template');
    if (candidate === undefined || guardOf(clause) !== null) return [];
    const isSure = candidate.reading.isWrite ? candidate.unexplained.length === 0 && !candidate.leavesValue : candidate.confidence >= READ_FROM && !namesCommand(clause);
    return isSure ? [{ candidate, sentence: clause }] : [];
  });
  const different = found.filter((one, at) => found.findIndex((other) => keyOf(other.candidate) === keyOf(one.candidate)) === at || one.candidate.filled.length > 0);
  return different.length >= 2 ? different : null;
}

/** The two readings of a sentence that asks for contrary things. */
function conflictOf(sentence: Sentence, best: Candidate | undefined, table: ReadingTable, context: ParseContext): Meant[] | null {
  const pair = contraries(sentence);
  if (pair !== null) return pair.flatMap((name) => bestWrite(without(sentence, name), table, context));
  if (best === undefined || !best.reading.isWrite || !signContradicts(best, sentence)) return null;
  const unsigned = { ...sentence, values: sentence.values.map((value) => ({ ...value, sign: null })) };
  const words = unsigned.tokens.flatMap(({ concept }) => (concept !== null && concept.sign !== null ? [concept] : []));
  const [verb] = words;
  const contrary = verb?.opposite[0];
  const swapped = contrary === undefined || verb === undefined ? [] : bestWrite(renamed(unsigned, verb.name, contrary), table, context);
  return [...bestWrite(unsigned, table, context), ...swapped];
}

function bestWrite(sentence: Sentence, table: ReadingTable, context: ParseContext): Meant[] {
  const found = matchReadings(sentence, table, context).find(({ reading, unexplained }) => reading.isWrite && unexplained.length === 0);
  return found === undefined ? [] : [{ candidate: found, sentence }];
}

/** The sentence as if the contrary verb stood in it. */
function renamed(sentence: Sentence, name: string, contrary: string): Sentence {
  const sign = (from: 'plus' | 'minus' | null) => (from === 'plus' ? 'minus' : 'plus');
  return { ...sentence, tokens: sentence.tokens.map((token) => (token.concept?.name === name ? { ...token, concept: { ...token.concept, name: contrary, sign: sign(token.concept.sign) } } : token)) };
}

const meant = (candidates: readonly Candidate[], sentence: Sentence): Meant[] => candidates.map((candidate) => ({ candidate, sentence }));
