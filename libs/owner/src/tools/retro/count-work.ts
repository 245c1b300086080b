import type { EndedRequests, WorkRecords } from '@ownerbot/tools';
import { shareOf } from './delta';

/** The figures of one window. */
export interface WorkFigures {
  readonly totals: Readonly<Record<'requests' | 'tool_calls' | 'advice' | 'briefs' | 'memos' | 'plans_previewed' | 'plans_committed', number>>;
  readonly routing: { readonly rule: number; readonly llm: number; readonly unresolved: number; readonly llm_share_pct: number | null };
  readonly quality: Readonly<Record<'high' | 'med' | 'low', number>>;
  /** By reason, all of them. */
  readonly failures: ReadonlyMap<string, number>;
}

const STAGE_OF_PLANNER = 9;

/** What a window's records add up to; `isCurrent` says which of the two. */
export function countWork({ requests, toolCalls, milestones }: WorkRecords, isCurrent: boolean): WorkFigures {
  const own = requests.filter((one) => one.isCurrent === isCurrent);
  const milestone = (event: WorkRecords['milestones'][number]['event']): number => milestones.find((one) => one.isCurrent === isCurrent && one.event === event)?.count ?? 0;
  const routing = { rule: sumOf(own, isByRule), llm: sumOf(own, isByPlanner), unresolved: sumOf(own, isUnresolved) };
  const quality = (level: string): number => sumOf(own, (one) => one.quality === level);
  return {
    totals: {
      requests: sumOf(own),
      tool_calls: toolCalls.filter((one) => one.isCurrent === isCurrent).reduce((sum, { calls }) => sum + calls, 0),
      advice: milestone('advice_given'),
      briefs: milestone('advice_brief_built'),
      memos: milestone('advice_memo_made'),
      plans_previewed: milestone('agent_plan_previewed'),
      plans_committed: milestone('agent_plan_committed'),
    },
    routing: { ...routing, llm_share_pct: shareOf(routing.llm, routing.rule + routing.llm + routing.unresolved) },
    quality: { high: quality('high'), med: quality('med'), low: quality('low') },
    failures: countedBy(own.filter(({ status }) => status !== 'ok'), ({ reason }) => reason ?? 'UNSPECIFIED'),
  };
}

export function sumOf(groups: readonly EndedRequests[], fits: (one: EndedRequests) => boolean = () => true): number {
  return groups.filter(fits).reduce((sum, { count }) => sum + count, 0);
}

/** Buttons need no understanding, so they are not counted here. */
const wasUnderstood = ({ input, status }: EndedRequests): boolean => input !== 'button' && status !== 'unresolved';
const isByRule = (one: EndedRequests): boolean => wasUnderstood(one) && one.stage !== null && one.stage < STAGE_OF_PLANNER;
const isByPlanner = (one: EndedRequests): boolean => wasUnderstood(one) && one.stage === STAGE_OF_PLANNER;
export const isUnresolved = ({ input, status }: EndedRequests): boolean => input !== 'button' && status === 'unresolved';

function countedBy(groups: readonly EndedRequests[], nameOf: (one: EndedRequests) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of groups) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + one.count);
  return counts;
}

/** Largest first; what is as large, by name. */
export function ranked(counts: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...counts].sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1));
}
