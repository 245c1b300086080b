import type { ReplyContext } from '@ownerbot/conversation';
import type { NotifyMessage } from '@ownerbot/notifications';
import { templateButton } from '../../replies/buttons';
import { followUps, type FollowUp } from '../../replies/follow-ups';
import type { TemplateId } from '../../templates';
import type { Cause } from '../escalation/causes';
import { MINUTE_MS } from '../hours';
import type { NotificationPresenter } from '../notification-presenter';
import { alertReply } from './alert';

interface CauseFigures {
  readonly count?: number;
  readonly minimum?: number;
  readonly hours?: number;
  readonly all?: number | null;
  readonly examples?: readonly string[];
}

interface Due {
  readonly incidents: readonly { readonly incident_id: string; readonly cause: Cause; readonly since: string; readonly first: CauseFigures; readonly now: CauseFigures; readonly repeat: number; readonly of: number }[];
}

interface Over {
  readonly cause: Cause;
  readonly since: string;
  readonly closed_at: string | null;
}

/** What stands behind each cause. */
const LISTS: Readonly<Record<Cause, TemplateId>> = { fx_failed: 'PRC_FX_STATUS', out_of_stock: 'PRD_OUT_OF_STOCK', stuck_orders_severe: 'ORD_STUCK_LIST', errors_spike: 'SYS_LAST_ERRORS', unanswered_chats_severe: 'TEAM_UNANSWERED_6H' };
const SNOOZES = [12, 24] as const;

/** What has been bad for too long, since when, and how it stands; or that it is over. A press asks for a preview, and nothing happens before its confirm. */
export const presentEscalation: NotificationPresenter = (message, context) => (message.variant === 'over' ? over(message, context) : due(message, context));

function due(message: NotifyMessage, context: ReplyContext): ReturnType<NotificationPresenter> {
  const { texts, formats } = context;
  const { incidents } = message.figures as unknown as Due;
  const sections = incidents.map(({ cause, since, first, now, repeat, of }) => [
    texts.html('ntf.esc.cause', { cause, since: formats.moment(since) }),
    ...(now.count === undefined ? [] : [texts.html('ntf.esc.figures', { cause, now: formats.integer(now.count), first: formats.integer(first.count ?? null), hours: formats.integer(now.hours ?? null), all: formats.integer(now.all ?? null) })]),
    ...((now.examples ?? []).length === 0 ? [] : [texts.html('ntf.ops.examples', { examples: (now.examples ?? []).join(', ') })]),
    ...(repeat === 0 ? [] : [texts.html('ntf.esc.repeat', { n: formats.integer(repeat), of: formats.integer(of) })]),
  ]);
  const requests: FollowUp[] = [
    ...incidents.map(({ incident_id: id, cause }) => ({ label: texts.text('ntf.esc.ack', { cause, several: incidents.length > 1 ? 'yes' : 'no' }), tool: 'ntf_escalation_ack', payload: { incident_id: id } })),
    ...SNOOZES.map((hours) => ({ label: texts.text('ntf.esc.snooze', { hours: formats.integer(hours) }), tool: 'ntf_escalation_snooze', payload: { hours } })),
  ];
  const { buttons, keep } = followUps(context, message.dedupKey, requests);
  const acks = buttons.slice(0, incidents.length).map((one) => [one]);
  const lists = incidents.map(({ cause }) => templateButton(context, LISTS[cause]));
  return alertReply(
    message,
    { headline: texts.html('ntf.esc.title', { variant: message.variant === 'repeat' ? 'repeat' : 'stage' }), sections, buttons: [...acks, buttons.slice(incidents.length), ...lists.map((one) => [one]), [templateButton(context, 'TEAM_PING_MANAGER')]], keep },
    context,
  );
}

function over(message: NotifyMessage, context: ReplyContext): ReturnType<NotificationPresenter> {
  const { texts, formats } = context;
  const { cause, since, closed_at: closedAt } = message.figures as unknown as Over;
  const minutes = closedAt === null ? null : (Date.parse(closedAt) - Date.parse(since)) / MINUTE_MS;
  return alertReply(message, { headline: texts.html('ntf.esc.over', { cause }), sections: [[texts.html('ntf.esc.lasted', { since: formats.moment(since), age: formats.age(minutes) })]], buttons: [] }, context);
}
