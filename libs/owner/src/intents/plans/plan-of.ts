import type { ParseContext } from '../../parsers/parser';
import { contraries, signContradicts } from '../conflict';
import { endsAsQuestion, guardOf, namesCommand } from '../guards';
import { keyOf, matchReadings, type Candidate } from '../match/match';
import type { ReadingTable } from '../match/readings';
import type { Sentence } from '../sentence/analyse';
import { isBareNumber } from '../sentence/find-amounts';
import type { Token } from '../sentence/tokens';
import type { Meant } from '../meant';
import { clausesOfPlan, type PlanClause } from './clauses-of-plan';
import { conditionsOf, type ConditionKind } from './conditions';
import { teamPartOf, type TeamPart } from './team-part';

export type PlanPart = { readonly kind: 'read' | 'write'; readonly meant: Meant } | TeamPart;

/** Requests that belong together, in the order in which they are done. */
export interface MeantPlan {
  readonly parts: readonly PlanPart[];
  /** The exchange rate decides, and nobody asked to see it: it is shown first. */
  readonly looksAtRate: boolean;
}

/** From so much confidence on a part is taken as it is understood; whatever is less sure is asked about, with buttons. */
const SURE_FROM = 0.9;
const READ_FROM = 0.6;
/** The change that asks by itself whether the rate has moved. */
const BY_RATE = 'sis_fx_reprice_auto';
const RATE_READ = 'sis_fx_status';

/** The plan that a sentence asks for; null: it is one request, several that are offered one by one, or nothing that can be planned. Pure. */
export function planOf(sentence: Sentence, table: ReadingTable, context: ParseContext): MeantPlan | null {
  if (endsAsQuestion(sentence)) return null;
  const clauses = clausesOfPlan(sentence);
  if (clauses === null || clauses.length > 9 || (clauses.length < 2 && clauses[0]?.condition !== 'rate')) return null;
  if (guardOf(withoutConditions(sentence)) !== null) return null;
  const parts: PartWithCondition[] = [];
  const isAboutRate = sentence.tokens.some(({ concept }) => concept?.name === RATE.name);
  for (const clause of clauses) {
    const part = partOf(clause, isAboutRate, table, context);
    if (part === null) return null;
    parts.push({ part, condition: clause.condition });
  }
  const writes = parts.filter(({ part }) => part.kind === 'write');
  return writes.length === 0 ? readsOf(parts) : writes.length === 1 ? changeOf(parts) : null;
}

interface PartWithCondition {
  readonly part: PlanPart;
  readonly condition: ConditionKind | null;
}

/** A read, a change or a message that is understood to the last word; null: it is none for certain. */
function partOf({ sentence, condition }: PlanClause, isAboutRate: boolean, table: ReadingTable, context: ParseContext): PlanPart | null {
  const team = teamPartOf({ sentence, condition }, table, context);
  if (team !== null) return team;
  for (const version of versionsOf(sentence, condition, isAboutRate)) {
    const candidates = matchReadings(version, table, context).filter(({ reading }) => reading.target.type === 'template');
    const [best] = candidates;
    if (best === undefined || !isSure(best) || (version !== sentence && toolOf(best) !== BY_RATE)) continue;
    // What has to be asked first is asked on its own.
    if (best.missing.length > 0) return null;
    if (!best.reading.isWrite) return condition === null && !namesCommand(sentence) ? { kind: 'read', meant: { candidate: best, sentence: version } } : null;
    if (toolOf(best) === 'notify_team' || isDoubtful(best, candidates, version)) return null;
    return condition === 'rate' && toolOf(best) !== BY_RATE ? null : { kind: 'write', meant: { candidate: best, sentence: version } };
  }
  return null;
}

const isSure = ({ confidence, reading, unexplained, leavesValue }: Candidate): boolean => confidence >= (reading.isWrite ? SURE_FROM : READ_FROM) && unexplained.length === 0 && !leavesValue;

/** The same questions that a change on its own is asked: contrary words, a sign against the verb, a number without its unit. */
function isDoubtful(best: Candidate, candidates: readonly Candidate[], sentence: Sentence): boolean {
  if (contraries(sentence) !== null || signContradicts(best, sentence)) return true;
  const bare = best.filled.find(({ value, spec }) => isBareNumber(value) && spec.kinds.some((kind) => kind === 'percent' || kind === 'money'));
  return bare !== undefined && candidates.some((other) => other !== best && other.reading.isWrite && other.unexplained.length === 0 && other.filled.some(({ value }) => value === bare.value));
}

/** What stands around it says what the request is about: "если курс изменился, пересчитай" recalculates by the rate. */
function versionsOf(sentence: Sentence, condition: ConditionKind | null, isAboutRate: boolean): readonly Sentence[] {
  return [sentence, ...(condition === 'needed' ? [withConcept(sentence, NEEDED)] : []), ...(isAboutRate ? [withConcept(sentence, RATE)] : [])];
}

const RATE = { name: 'rate', class: 'noun', isSubject: true } as const;
const NEEDED = { name: 'if_needed', class: 'phrase', isSubject: false } as const;

function withConcept(sentence: Sentence, concept: typeof RATE | typeof NEEDED): Sentence {
  const end = sentence.tokens.at(-1)?.end ?? 0;
  const token: Token = { word: '', start: end, end, code: null, concept: { ...concept, sign: null, opposite: [], means: null } };
  return { ...sentence, tokens: [...sentence.tokens, token] };
}

/** Several reads, answered in their order. A period that one of them names and another may mean too is asked about. */
function readsOf(parts: readonly PartWithCondition[]): MeantPlan | null {
  const reads = parts.map(({ part }) => part).filter((part, at, all) => all.findIndex((other) => isSame(part, other)) === at);
  if (reads.length < 2 || reads.some(({ kind }) => kind !== 'read')) return null;
  const periods = reads.map((part) => (part.kind === 'read' ? periodIn(part.meant) : 'none'));
  return periods.includes('said') && periods.includes('open') ? null : { parts: reads, looksAtRate: false };
}

/** Two words for one request. */
function isSame(one: PlanPart, other: PlanPart): boolean {
  if (one === other) return true;
  if (one.kind === 'team' || other.kind === 'team') return false;
  return keyOf(one.meant.candidate) === keyOf(other.meant.candidate) && one.meant.candidate.filled.length + other.meant.candidate.filled.length === 0;
}

function periodIn({ candidate: { reading, filled } }: Meant): 'said' | 'open' | 'none' {
  if (filled.some(({ value }) => value.kind === 'period')) return 'said';
  return [...reading.required, ...reading.optional].some(({ kinds }) => kinds[0] === 'period') ? 'open' : 'none';
}

/** Reads, then the change, then whom it is told to. */
function changeOf(parts: readonly PartWithCondition[]): MeantPlan | null {
  const at = parts.findIndex(({ part }) => part.kind === 'write');
  const write = parts[at];
  if (write === undefined || write.part.kind !== 'write') return null;
  const before = parts.slice(0, at);
  const behind = parts.slice(at + 1);
  if (before.some(({ part }) => part.kind !== 'read') || behind.some(({ part }) => part.kind !== 'team')) return null;
  if (write.condition === 'succeeded' || write.condition === 'not_needed' || write.condition === 'other') return null;
  const isByRate = toolOf(write.part.meant.candidate) === BY_RATE;
  // What was only to be looked at first is no reason to change anything.
  if (before.length > 0 && write.condition === null && !isByRate) return null;
  if (behind.some(({ condition }) => condition === 'other' || condition === 'needed' || (condition === 'rate' && !isByRate))) return null;
  const wishes = behind.map(({ part }) => (part.kind === 'team' ? part.when : ''));
  if (new Set(wishes).size < wishes.length) return null;
  const looksAtRate = write.condition === 'rate' && !before.some(({ part }) => part.kind === 'read' && toolOf(part.meant.candidate) === RATE_READ);
  if (before.length + behind.length === 0 && !looksAtRate) return null;
  return { parts: parts.map(({ part }) => part), looksAtRate };
}

function toolOf({ reading: { target } }: Candidate): string | null {
  return target.type === 'template' && target.template.tool.type === 'named' ? target.template.tool.tool : null;
}

/** What a guard would take a condition for. */
function withoutConditions(sentence: Sentence): Sentence {
  const conditions = conditionsOf(sentence);
  return { ...sentence, tokens: sentence.tokens.map((token, at) => (conditions.some(({ from, to }) => from <= at && at < to) ? { ...token, word: '', concept: null } : token)) };
}
