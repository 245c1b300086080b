import type { Analysis } from './analyse';
import type { Concept, Topic } from './lexicon/concepts';
import { type Intent, type Pattern, PATTERNS, type Slot } from './patterns';

/** A pattern that holds, and how much of the sentence it explains. */
export type Candidate = { intent: Intent; pattern: Pattern; specificity: number; coverage: number; confidence: number; unexplained: readonly string[]; leftOver: readonly Slot[] };

/** A rare concept says more about a sentence than a common one. */
const weights = new Map<Concept, number>();
for (const pattern of PATTERNS) for (const concept of conceptsOf(pattern)) weights.set(concept, (weights.get(concept) ?? 0) + 1);
for (const [concept, uses] of weights) weights.set(concept, 1 + Math.log(PATTERNS.length / uses));

/** Every candidate, the best first; one for each intent. A foreign topic or a negation that nothing explains leaves none. */
export function matchPatterns(analysis: Analysis): Candidate[] {
  if (topicOf(analysis) !== null || analysis.tokens.some(({ isNegation }) => isNegation)) return [];
  const candidates = PATTERNS.flatMap((pattern) => score(pattern, analysis) ?? []).sort(
    (one, other) => other.specificity - one.specificity || other.coverage - one.coverage,
  );
  const best = candidates.filter((candidate, at) => candidates.findIndex(({ intent }) => intent === candidate.intent) === at);
  return best.map((candidate) => ({ ...candidate, confidence: Math.min(candidate.coverage * margin(candidate, best), ceiling(candidate, analysis)) }));
}

/** Words that name what is asked about. A pattern that leaves one over would answer another question. */
const SUBJECTS: ReadonlySet<Concept> = new Set([
  'compare', 'best', 'worst', 'goods', 'category', 'chat', 'unanswered', 'support', 'stock', 'noPhoto', 'noPrice', 'noVideo', 'lowStock', 'outOfStock', 'unpublished',
  'forecast', 'reorder', 'coupons', 'fx', 'funnel', 'anomaly', 'risk', 'errors', 'log', 'settings', 'contract',
]);
/** Enough to be offered, not to run. */
const OFFERED_ONLY = 0.5;

/** Neither a subject nor a value of the sentence may be left out silently. */
function ceiling({ pattern, leftOver }: Candidate, { tokens }: Analysis): number {
  if (leftOver.length > 0) return OFFERED_ONLY;
  const known = conceptsOf(pattern);
  return tokens.some(({ meaning }) => meaning?.type === 'concept' && SUBJECTS.has(meaning.concept) && !known.has(meaning.concept)) ? OFFERED_ONLY : 1;
}

/** A subject that no pattern of today can serve. */
export function topicOf({ tokens }: Analysis): Topic | null {
  for (const { meaning } of tokens) if (meaning?.type === 'topic') return meaning.topic;
  return null;
}

function score(pattern: Pattern, analysis: Analysis): Candidate | null {
  const present = new Set(analysis.tokens.flatMap(({ meaning }) => (meaning?.type === 'concept' ? [meaning.concept] : [])));
  const slots = filledSlots(analysis);
  if (pattern.all.some((concept) => !present.has(concept))) return null;
  if (pattern.any?.some((group) => !group.some((concept) => present.has(concept)))) return null;
  if (pattern.not?.some((concept) => present.has(concept))) return null;
  if (pattern.required?.some((slot) => !slots.includes(slot))) return null;

  const known = conceptsOf(pattern);
  const words = analysis.tokens.filter(({ meaning }) => meaning?.type !== 'filler');
  const isExplained = ({ meaning }: (typeof words)[number]): boolean => meaning?.type === 'concept' && known.has(meaning.concept);
  // A value that the pattern takes is no content; one that it cannot take is left over like a word.
  const leftOver = slots.filter((slot) => !pattern.required?.includes(slot) && !pattern.optional?.includes(slot));
  const total = words.length + leftOver.length;
  const specificity =
    [...present].filter((concept) => known.has(concept)).reduce((sum, concept) => sum + (weights.get(concept) ?? 0), 0) +
    (pattern.required?.length ?? 0) * REQUIRED_SLOT_WEIGHT;
  const coverage = total === 0 ? 1 : words.filter(isExplained).length / total;
  const unexplained = words.filter((token) => !isExplained(token)).map(({ word }) => word.replaceAll('_', ' '));
  return { intent: pattern.intent, pattern, specificity, coverage, confidence: coverage, unexplained, leftOver };
}

/** A value that a pattern cannot do without says as much as the rarest concept. */
const REQUIRED_SLOT_WEIGHT = 1 + Math.log(PATTERNS.length);

function margin(candidate: Candidate, candidates: readonly Candidate[]): number {
  const isDisputed = candidates.some((other) => other !== candidate && other.specificity > 0.8 * candidate.specificity);
  return isDisputed ? 0.5 : 1;
}

function filledSlots(analysis: Analysis): Slot[] {
  const slots: Slot[] = [];
  if (analysis.orderIds.length > 0) slots.push('orderId');
  if (analysis.phone !== null) slots.push('phone');
  if (analysis.periods.length > 0) slots.push('period');
  if (analysis.sinceHours !== null) slots.push('sinceHours');
  if (analysis.limit !== null) slots.push('limit');
  return slots;
}

function conceptsOf({ all, any = [], may = [] }: Pattern): Set<Concept> {
  return new Set([...all, ...any.flat(), ...may]);
}
