import type { ReplyContext } from '@ownerbot/conversation';

/** Events that have words of their own; any other is told by its name. */
const KNOWN = [
  'tool_call_started', 'tool_call_finished', 'upstream_call_started', 'upstream_call_finished', 'upstream_unavailable', 'access_denied',
  'request_refused', 'settings_changed', 'action_previewed', 'action_noop', 'action_confirmed', 'action_denied',
  'action_cancelled', 'action_expired', 'action_executing', 'action_attempt', 'action_committed', 'action_failed',
  'action_unknown', 'action_reconciled', 'action_settled_by_owner', 'action_contradiction', 'action_exception', 'confirm_payload_corrupted',
  'team_message_delivery', 'team_chat_migrated', 'chat_blocked', 'chat_migrated', 'job_dead', 'overload',
  'operator_action', 'sis_db_drift', 'sis_db_role', 'retrospective',
];

export function eventWords(eventType: string, { texts }: ReplyContext): string {
  const name = eventType.replaceAll('_', ' ');
  return texts.html('events.type', { type: KNOWN.includes(eventType) ? eventType : 'other', name });
}

/** The tool by its name, as the panel of the tools has it, and how it ended, where the event tells. */
export function eventFacts(fields: Readonly<Record<string, unknown>>, context: ReplyContext): string {
  const textOf = (name: string): string[] => (typeof fields[name] === 'string' && fields[name] !== '' ? [String(fields[name])] : []);
  const status = textOf('status').map((name) => (OUTCOMES.includes(name) ? context.texts.text('events.outcome', { status: name }) : name));
  return [...textOf('tool'), ...textOf('method'), ...status, ...[...textOf('error_code'), ...textOf('code')].map((code) => code.replaceAll('_', ' '))].join(', ');
}

const OUTCOMES = ['ok', 'error'];
const SHORT_ID = 8;
export const shortCorrelation = (id: string): string => id.slice(-SHORT_ID);
