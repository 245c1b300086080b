import { instant } from '@ownerbot/shop';
import type { EndedRequests, WorkRecords } from '@ownerbot/tools';
import { isUnresolved, sumOf } from './count-work';
import { deltaOf } from './delta';
import type { GapData, MissingParameterData, RetroGapsFigures } from './gaps-fields';

const NOT_IMPLEMENTED: readonly string[] = ['NOT_IMPLEMENTED', 'UPSTREAM_NOT_IMPLEMENTED'];
const DISALLOWED: readonly string[] = ['ACTION_TOOL_NOT_ALLOWED', 'PLAN_BLOCKED', 'REPORT_ONLY_ENFORCED'];
const MOST_LINES = 20;

/** What could not be done: not built or not offered, not allowed, given up for a value, not understood. */
export function gapsOf({ requests }: WorkRecords, isPreviousPartial: boolean): RetroGapsFigures {
  const now = listsOf(requests.filter(({ isCurrent }) => isCurrent));
  const before = listsOf(requests.filter(({ isCurrent }) => !isCurrent));
  const counts = { not_implemented: now.notImplemented.total, disallowed_actions: now.disallowed.total, missing_parameters: now.missing.total, unresolved: now.unresolved };
  const previous = { not_implemented: before.notImplemented.total, disallowed_actions: before.disallowed.total, missing_parameters: before.missing.total, unresolved: before.unresolved };
  return {
    not_implemented: now.notImplemented.rows.slice(0, MOST_LINES),
    not_implemented_total: counts.not_implemented,
    disallowed_actions: now.disallowed.rows.slice(0, MOST_LINES).map(({ key, ...row }) => ({ tool: key, ...row })),
    disallowed_actions_total: counts.disallowed_actions,
    missing_parameters: now.missing.rows.slice(0, MOST_LINES),
    missing_parameters_total: counts.missing_parameters,
    unresolved_count: counts.unresolved,
    previous: { partial: isPreviousPartial, ...previous },
    deltas: isPreviousPartial ? null : { not_implemented: deltaOf(counts.not_implemented, previous.not_implemented), disallowed_actions: deltaOf(counts.disallowed_actions, previous.disallowed_actions), missing_parameters: deltaOf(counts.missing_parameters, previous.missing_parameters), unresolved: deltaOf(counts.unresolved, previous.unresolved) },
  };
}

function listsOf(requests: readonly EndedRequests[]) {
  const coded = (codes: readonly string[]) => requests.filter(({ status, reason }) => status !== 'ok' && reason !== null && codes.includes(reason));
  return { notImplemented: gapRows(coded(NOT_IMPLEMENTED)), disallowed: gapRows(coded(DISALLOWED)), missing: parameterRows(requests), unresolved: sumOf(requests, isUnresolved) };
}

interface Rows<Row> {
  readonly rows: readonly Row[];
  /** Requests, of all rows. */
  readonly total: number;
}

/** By the tool; where none was reached, by the template or by the kind of request. */
function gapRows(requests: readonly EndedRequests[]): Rows<GapData> {
  const rows = new Map<string, GapData>();
  for (const { tool, templateId, kind, reason, count, lastAt } of requests) {
    const key = tool ?? templateId ?? kind ?? 'UNSPECIFIED';
    const code = reason ?? 'UNSPECIFIED';
    const known = rows.get(`${key} ${code}`);
    const last = instant(lastAt);
    rows.set(`${key} ${code}`, { key, code, count: (known?.count ?? 0) + count, last_at: known !== undefined && known.last_at > last ? known.last_at : last });
  }
  return { rows: sorted([...rows.values()], ({ key, code }) => `${key} ${code}`), total: sumOf(requests) };
}

function parameterRows(all: readonly EndedRequests[]): Rows<MissingParameterData> {
  const requests = all.filter(({ parameter }) => parameter !== null);
  const rows = new Map<string, MissingParameterData>();
  for (const { templateId, parameter, count } of requests) {
    const name = `${templateId ?? ''} ${parameter ?? ''}`;
    rows.set(name, { template_id: templateId, parameter: parameter ?? '', count: (rows.get(name)?.count ?? 0) + count });
  }
  return { rows: sorted([...rows.values()], ({ template_id, parameter }) => `${template_id ?? ''} ${parameter}`), total: sumOf(requests) };
}

function sorted<Row extends { readonly count: number }>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  return rows.toSorted((one, other) => other.count - one.count || (nameOf(one) < nameOf(other) ? -1 : 1));
}
