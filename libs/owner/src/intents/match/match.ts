import type { ParseContext } from '../../parsers/parser';
import type { Sentence } from '../sentence/analyse';
import { isSign, type Token } from '../sentence/tokens';
import { overlap, type Value } from '../sentence/value';
import type { Reading, ReadingTable } from './readings';
import { fillSlots, type Filled } from './slots';
import { conceptsOf, isNamedPeriod } from './concepts-of';

/** A reading that a sentence allows, and how much of the sentence it explains. */
export interface Candidate {
  readonly reading: Reading;
  readonly filled: readonly Filled[];
  readonly missing: readonly string[];
  readonly specificity: number;
  /** Share of the content that is explained. */
  readonly coverage: number;
  readonly confidence: number;
  /** Words that it cannot explain. */
  readonly unexplained: readonly Token[];
  /** Whether a value of the sentence is among those. */
  readonly leavesValue: boolean;
}

/** Says nothing of its own in any request; and what says nothing in a request for figures. */
const NEVER_CONTENT: ReadonlySet<string> = new Set(['filler', 'polite', 'connective']);
const NO_CONTENT_OF_READS: ReadonlySet<string> = new Set([...NEVER_CONTENT, 'read_filler', 'scope', 'read_verb']);
/** Enough to be offered, not to run. */
const OFFERED_ONLY = 0.5;
/** A rival as specific as this share of the best makes the case doubtful. */
const RIVAL_FROM = 0.8;

/** Every reading that holds, the best first; one for each request. */
export function matchReadings(sentence: Sentence, table: ReadingTable, context: ParseContext): Candidate[] {
  const present = conceptsOf(sentence);
  const found = table.readings.flatMap((reading) => score(reading, sentence, { present, table, context }) ?? []).sort(better);
  // Of the phrases of one request the one that explains most.
  const byReach = found.toSorted((one, other) => other.confidence - one.confidence);
  const best = found.filter((candidate) => byReach.find((other) => keyOf(other) === keyOf(candidate)) === candidate);
  return best.map((candidate) => ({ ...candidate, confidence: candidate.confidence * marginOf(candidate, best) })).sort((one, other) => other.confidence - one.confidence || better(one, other));
}

/** Two phrases of one template with the same values set are one request. */
export function keyOf({ reading: { target, phrase } }: Pick<Candidate, 'reading'>): string {
  return target.type === 'template' ? `${target.template.templateId} ${JSON.stringify(phrase.set)}` : target.notOffered.id;
}

const better = (one: Candidate, other: Candidate): number => other.specificity - one.specificity || other.coverage - one.coverage || one.missing.length - other.missing.length;

function marginOf(candidate: Candidate, all: readonly Candidate[]): number {
  const rival = all.find((other) => other !== candidate && other.coverage >= candidate.coverage && keyOf(other) !== keyOf(candidate));
  return rival !== undefined && rival.specificity > RIVAL_FROM * candidate.specificity ? OFFERED_ONLY : 1;
}

interface Scale {
  readonly present: ReadonlySet<string>;
  readonly table: ReadingTable;
  readonly context: ParseContext;
}

function score(reading: Reading, sentence: Sentence, { present, table, context }: Scale): Candidate | null {
  const { phrase, explains, isWrite } = reading;
  if (phrase.all.some((concept) => !present.has(concept))) return null;
  if (phrase.any.some((group) => !group.some((concept) => present.has(concept)))) return null;
  if (phrase.not.some((concept) => present.has(concept))) return null;
  if (phrase.ordered && !isOrdered(phrase.all, sentence.tokens)) return null;
  const filled = fillSlots([...reading.required, ...reading.optional], sentence, context);
  const missing = reading.required.filter((spec) => !filled.some((one) => one.spec === spec)).map(({ slot }) => slot);
  const taken = [...filled.map(({ value }) => value), ...sentence.values.filter((value) => needsNoSlot(value, reading, missing))];
  if (isWrite && missing.length > 0 && missing.length === reading.required.length && !isCommanded(sentence, explains)) return null;
  const content = contentOf(sentence, isWrite).filter(({ at }) => !taken.some(({ from, to }) => from <= at && at < to));
  const unexplained = content.filter(({ token }) => !isExplained(token, explains));
  if (unexplained.some(({ token }) => token.concept?.class === 'write_verb')) return null;
  const tail = sentence.values.find(({ kind }) => kind === 'message' || kind === 'reason');
  const isTailLeft = tail !== undefined && !filled.some(({ value }) => value === tail);
  const left = partsOf(unexplained, sentence.values) + (isTailLeft ? 1 : 0);
  const total = left + partsOf(content.filter((one) => !unexplained.includes(one)), sentence.values);
  const coverage = total === 0 ? 1 : (total - left) / total;
  const leavesValue = isTailLeft || unexplained.some(({ at }) => sentence.values.some((value) => isSaid(value) && overlap(value, { from: at, to: at + 1 })));
  const leavesSubject = unexplained.some(({ token }) => token.concept?.isSubject === true);
  const specificity = [...explains].reduce((sum, concept) => sum + (present.has(concept) ? table.weightOf(concept) : 0), 0) + reading.required.length - missing.length;
  const confidence = leavesValue || leavesSubject ? Math.min(coverage, OFFERED_ONLY) : coverage;
  return { reading, filled, missing, specificity, coverage, confidence, unexplained: unexplained.map(({ token }) => token), leavesValue };
}

/** "Сегодня" beside a report of now says nothing more; "вдвое" is no number, so the number is asked for. */
function needsNoSlot(value: Value, { isWrite, required, optional, explains }: Reading, missing: readonly string[]): boolean {
  const { kind, data } = value;
  if (isNamedPeriod(value, explains)) return true;
  if (kind === 'factor') return isWrite && required.some(({ slot, kinds }) => missing.includes(slot) && (kinds.includes('percent') || kinds.includes('money')));
  const isToday = typeof data === 'object' && data !== null && 'period' in data && typeof data.period === 'object' && data.period !== null && 'preset' in data.period && data.period.preset === 'today';
  return kind === 'period' && isToday && !isWrite && ![...required, ...optional].some(({ kinds }) => kinds.includes('period'));
}

/** "My time zone" names a setting and commands nothing: without a verb and without any value it asks for no change. */
function isCommanded({ tokens, values }: Sentence, explains: ReadonlySet<string>): boolean {
  return values.some(({ kind }) => kind === 'factor') || tokens.some(({ concept }) => concept !== null && explains.has(concept.name) && (concept.class === 'write_verb' || COMMANDING.has(concept.name)));
}

/** Verbs that ask for a report as well as for a change. */
const COMMANDING = new Set(['make', 'give', 'open', 'throw_off', 'say']);

/** How many things are said: the words of one value are one. */
function partsOf(content: readonly { readonly at: number }[], values: readonly Value[]): number {
  return new Set(content.map(({ at }) => values.find(({ from, to }) => from <= at && at < to)?.from ?? `word ${at}`)).size;
}

const isSaid = ({ from, to }: Value): boolean => to > from;
const isExplained = ({ concept }: Token, explains: ReadonlySet<string>): boolean => concept !== null && explains.has(concept.name);

function contentOf({ tokens }: Sentence, isWrite: boolean): { token: Token; at: number }[] {
  const passed = isWrite ? NEVER_CONTENT : NO_CONTENT_OF_READS;
  return tokens.flatMap((token, at) => ((isSign(token) && !SIGNS_WITH_CONTENT.has(token.word)) || passed.has(token.concept?.class ?? '') || (!isWrite && token.concept?.name === 'would') ? [] : [{ token, at }]));
}

/** Left over, these mean something: a sign, a unit, a limit. */
const SIGNS_WITH_CONTENT = new Set(['%', '€', '$', '₴', '<', '>', '<=', '>=', '≤', '≥', '+']);

function isOrdered(concepts: readonly string[], tokens: readonly Token[]): boolean {
  let from = 0;
  return concepts.every((name) => {
    const at = tokens.findIndex(({ concept }, index) => index >= from && concept?.name === name);
    from = at + 1;
    return at >= 0;
  });
}
