import { cutsOf, partOf } from '../clauses';
import type { Sentence } from '../sentence/analyse';
import { isSign, type Token } from '../sentence/tokens';
import { conditionsOf, isThen, type ConditionKind } from './conditions';

/** One request of a sentence with what it depends on. */
export interface PlanClause {
  readonly sentence: Sentence;
  readonly condition: ConditionKind | null;
}

/** Cuts a sentence into requests and conditions; null: a condition stands where it belongs to nothing, or to two. */
export function clausesOfPlan(sentence: Sentence): readonly PlanClause[] | null {
  const conditions = conditionsOf(sentence);
  const isInside = (at: number): boolean => conditions.some(({ from, to }) => from < at && at < to);
  const edges = [...new Set([0, ...cutsOf(sentence).filter((at) => !isInside(at)), ...conditions.flatMap(({ from, to }) => [from, to]), sentence.tokens.length])].sort((one, other) => one - other);
  const clauses: { sentence: Sentence; condition: ConditionKind | null }[] = [];
  let leading: ConditionKind | null = null;
  for (const [n, from] of edges.entries()) {
    const to = edges[n + 1];
    if (to === undefined) break;
    const condition = conditions.find((one) => one.from === from);
    if (condition !== undefined) {
      const last = clauses.at(-1);
      if (condition.isLeading ? leading !== null : last === undefined || last.condition !== null) return null;
      if (condition.isLeading) leading = condition.kind;
      else if (last !== undefined) last.condition = condition.kind;
      continue;
    }
    const part = partOf(sentence, from, to);
    if (!part.tokens.some(saysSomething)) continue;
    clauses.push({ sentence: part, condition: leading });
    leading = null;
  }
  return leading === null ? clauses : null;
}

const saysSomething = (token: Token): boolean => !isSign(token) && !isThen(token) && !EMPTY.has(token.concept?.class ?? '');
const EMPTY: ReadonlySet<string> = new Set(['filler', 'connective', 'polite']);
