import type { WorkRecords } from '@ownerbot/tools';
import { countWork, ranked, type WorkFigures } from './count-work';
import { deltaOf, shareOf } from './delta';
import type { DeltasData, RetroSummaryFigures } from './summary-fields';

const MOST_FAILURES = 20;
const MOST_TOOLS = 5;
const OTHER = 'OTHER';

/** How the bot has worked: what was asked, how it was understood, how good the answers were, and what came to nothing. */
export function summaryOf(records: WorkRecords, isPreviousPartial: boolean): RetroSummaryFigures {
  const now = countWork(records, true);
  const before = countWork(records, false);
  const failures = failuresOf(now);
  const tools = toolsOf(records, now);
  const { totals, routing, quality } = before;
  return {
    totals: now.totals,
    routing: now.routing,
    quality: now.quality,
    failures,
    top_tools: tools,
    previous: { partial: isPreviousPartial, totals, routing, quality },
    deltas: isPreviousPartial ? null : deltasOf(now, before, failures, tools),
  };
}

function failuresOf({ failures }: WorkFigures): { reason: string; count: number }[] {
  const all = ranked(failures).map(([reason, count]) => ({ reason, count }));
  if (all.length <= MOST_FAILURES) return all;
  const rest = all.slice(MOST_FAILURES - 1).reduce((sum, { count }) => sum + count, 0);
  return [...all.slice(0, MOST_FAILURES - 1), { reason: OTHER, count: rest }];
}

/** The most used ones, with what each was before, however far down it stood then. */
function toolsOf({ toolCalls }: WorkRecords, { totals }: WorkFigures) {
  const current = toolCalls.filter(({ isCurrent }) => isCurrent).sort((one, other) => other.calls - one.calls || (one.tool < other.tool ? -1 : 1));
  return current.slice(0, MOST_TOOLS).map(({ tool, calls, errors, p95Ms }) => ({
    tool,
    calls,
    share_pct: shareOf(calls, totals.tool_calls),
    errors,
    p95_ms: p95Ms,
    previous_calls: toolCalls.find((one) => !one.isCurrent && one.tool === tool)?.calls ?? 0,
  }));
}

function deltasOf(now: WorkFigures, before: WorkFigures, failures: RetroSummaryFigures['failures'], tools: RetroSummaryFigures['top_tools']): DeltasData {
  const listed = failures.filter(({ reason }) => reason !== OTHER);
  const others = failures.find(({ reason }) => reason === OTHER);
  const namedBefore = listed.reduce((sum, { reason }) => sum + (before.failures.get(reason) ?? 0), 0);
  const allBefore = [...before.failures.values()].reduce((sum, count) => sum + count, 0);
  return {
    totals: deltas(now.totals, before.totals),
    routing: deltas(countsOf(now), countsOf(before)),
    quality: deltas(now.quality, before.quality),
    failures: [
      ...listed.map(({ reason, count }) => ({ reason, ...deltaOf(count, before.failures.get(reason) ?? 0) })),
      ...(others === undefined ? [] : [{ reason: OTHER, ...deltaOf(others.count, allBefore - namedBefore) }]),
    ],
    top_tools: tools.map(({ tool, calls, previous_calls }) => ({ tool, ...deltaOf(calls, previous_calls) })),
  };
}

const countsOf = ({ routing: { rule, llm, unresolved } }: WorkFigures) => ({ rule, llm, unresolved });

function deltas<Name extends string>(now: Readonly<Record<Name, number>>, before: Readonly<Record<Name, number>>) {
  return Object.fromEntries((Object.keys(now) as Name[]).map((name) => [name, deltaOf(now[name], before[name])]));
}
