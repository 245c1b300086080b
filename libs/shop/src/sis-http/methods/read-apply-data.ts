import { ActionApplyData } from '../../methods/actions/action-apply';
import { isInstant } from '../../instants';
import { tryReadData } from '../wire/read-data';
import { isJsonObject, textOf, type JsonObject } from '../wire/read-json';

const DONE = ['committed', 'already_rolled_back'] as const;

/**
 * The result of an apply. Whatever else it lacks, an answer that says that the change was made is never refused: what is missing is
 * filled with "nothing known". Null when it does not say so.
 */
export function readApplyData(value: unknown, known: { readonly at: string }): ActionApplyData | null {
  if (!isJsonObject(value)) return null;
  const status = DONE.find((one) => one === value['status']);
  if (status === undefined) return null;
  const whole = tryReadData(ActionApplyData, value);
  return whole.ok ? whole.data : filled(value, status, known.at);
}

function filled(value: JsonObject, status: ActionApplyData['status'], at: string): ActionApplyData {
  const finished = value['finished_at'];
  const affected = value['affected_count'];
  return {
    status,
    operation_id: textOf(value['operation_id']) ?? '',
    job_id: textOf(value['job_id']),
    action_id: textOf(value['action_id']),
    affected_count: typeof affected === 'number' && Number.isSafeInteger(affected) && affected >= 0 ? affected : 0,
    target_set_hash: textOf(value['target_set_hash']) ?? '',
    examples: [],
    side_effects: { coupons_disabled: [], compare_at_cleared: 0, rollback_available: false },
    rollback_available: value['rollback_available'] === true,
    rollback_job_id: textOf(value['rollback_job_id']),
    finished_at: isInstant(finished) ? finished : at,
    summary: textOf(value['summary']) ?? '',
  };
}
