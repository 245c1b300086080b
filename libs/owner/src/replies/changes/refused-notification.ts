import type { Reply, ReplyContext, RunFacts } from '@ownerbot/conversation';
import type { ErrorInfo } from '@ownerbot/tools';
import { isObject } from '../../catalogue/read-fields';
import { templateButton } from '../buttons';
import { followUps } from '../follow-ups';

/** Why a change of notifications cannot be previewed: which incident is meant, or which value does not fit; null: the code's own text says it. */
export function refusedNotification(error: ErrorInfo, context: ReplyContext, run: RunFacts): Reply | null {
  if (!run.tool.startsWith('ntf_')) return null;
  if (error.code === 'SCOPE_REQUIRED') return whichIncident(error, context, run);
  const [field] = error.details?.fields ?? [];
  if (error.code !== 'VALIDATION_ERROR' || field === undefined || field.rule === 'unknown') return null;
  const least = run.tool === 'ntf_escalation_rules_set' ? '1' : '0';
  return { html: context.texts.html('ntf_set.refused', { field: variantOf(field), min: least }), buttons: [[templateButton(context, 'NTF_STATUS')]] };
}

function variantOf({ path, rule }: { readonly path: string; readonly rule: string }): string {
  if (rule === 'at_least_one') return path.startsWith('notify_') ? 'no_type' : 'nothing';
  return rule === 'boolean' ? 'switch' : path;
}

function whichIncident({ details }: ErrorInfo, context: ReplyContext, run: RunFacts): Reply {
  const { texts } = context;
  const incidents = Array.isArray(details?.['incidents']) ? details['incidents'].filter(isObject) : [];
  const requests = incidents.map(({ incident_id: id, cause }) => ({ label: texts.text('ntf_note.which_button', { cause: String(cause) }), tool: run.tool, payload: { incident_id: id } }));
  const { buttons, keep } = followUps(context, run.id, requests);
  return { html: texts.html('ntf_note.which'), buttons: buttons.map((button) => [button]), keep };
}
