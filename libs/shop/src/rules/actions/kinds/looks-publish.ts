import type { LookRow } from '../../../demo/seed/rows';
import type { ActionScope } from '../../../methods/actions/action-preview';
import { cell, PLAIN_PLAN, unknownIds, unknownWarnings, type ActionPlan, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds, selectorOf } from '../scope';

const MAX_REASON = 200;
const nameOf = (isActive: boolean): string => (isActive ? 'active' : 'inactive');

/** `POST /looks/publish` (A9): shows or hides looks. */
export function planLooksPublish(planning: Planning): ActionPlan {
  const { body } = planning;
  const isActive = body.flag('target_active');
  const { scope, looks, unknown } = looksOf(planning);
  body.text('reason', { min: 0, max: MAX_REASON }, '');
  const targets = looks
    .filter((look) => look.is_active !== isActive)
    .map(
      (look): Target => ({
        id: look.look_id,
        cells: [cell('looks', look.look_id, 'is_active', look.is_active, isActive)],
        example: { id: look.look_id, label: look.title, before: nameOf(look.is_active), after: nameOf(isActive), delta_pct: null },
        deltaPct: null,
      }),
    );
  return {
    ...PLAIN_PLAN,
    scope,
    parameters: { action: 'looks/publish', target_active: isActive, ...scope },
    targets,
    rejected: unknownIds(unknown),
    warnings: unknownWarnings(unknown),
    summary: `${targets.length} looks to ${nameOf(isActive)}`,
    doneSummary: `${targets.length} looks now ${nameOf(isActive)}`,
    actionName: 'looks',
  };
}

function looksOf({ rows, body }: Planning): { scope: ActionScope; looks: readonly LookRow[]; unknown: readonly number[] } {
  if (selectorOf(body, ['look_ids', 'is_active_from']) === 'look_ids') {
    const ids = body.ids('look_ids');
    const { rows: looks, unknown } = rowsOfIds(ids, rows.looks, (look) => look.look_id);
    return { scope: { kind: 'ids', ids }, looks, unknown };
  }
  const from = body.flag('is_active_from');
  return { scope: { kind: 'status', is_active_from: from }, looks: rows.looks.filter((look) => look.is_active === from), unknown: [] };
}
