import type { ReplyContext } from '@ownerbot/conversation';

/** Events that have words of their own; any other is told by its name. */
const KNOWN = [
  'tool_call_started', 'tool_call_finished', 'upstream_call_started', 'upstream_call_finished', 'upstream_unavailable', 'access_denied', 'settings_changed',
  'proposal_created', 'proposal_confirmed', 'proposal_committed', 'proposal_cancelled', 'proposal_failed', 'job_dead',
];

export function eventWords(eventType: string, { texts }: ReplyContext): string {
  const name = eventType.replaceAll('_', ' ');
  return texts.html('events.type', { type: KNOWN.includes(eventType) ? eventType : 'other', name });
}

/** Which tool, and how it ended, where the event tells. */
export function eventFacts(fields: Readonly<Record<string, unknown>>): string {
  return ['tool', 'method', 'status', 'error_code', 'code']
    .flatMap((name) => (typeof fields[name] === 'string' && fields[name] !== '' ? [String(fields[name]).replaceAll('_', ' ')] : []))
    .join(', ');
}

const SHORT_ID = 8;
export const shortCorrelation = (id: string): string => id.slice(-SHORT_ID);
