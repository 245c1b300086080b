import type { ActionFacts } from '@ownerbot/conversation';
import { escapeHtml } from '@ownerbot/telegram';
import { followUps } from '../../replies/follow-ups';
import type { ActionWords } from '../acting/action-words';
import { labelOf } from './notify-team.tool';

const SHOWN = 10;

/** The very text that will be sent, and to whom. */
export const notifyTeamWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('notify.progress'),
  title: ({ commit }, { texts }) => texts.html('notify.title', { sound: commit['silent'] === true ? 'silent' : 'loud' }),
  effect: ({ commit }, context) => {
    const chats = idsOf(commit['recipients']);
    return [
      context.texts.html('notify.recipients', { count: chats.length }),
      ...chats.slice(0, SHOWN).map((chatId) => context.texts.html('notify.recipient', { kind: labelOf(chatId), chat: chatId })),
      ...(chats.length > SHOWN ? [context.texts.html('notify.more', { count: context.formats.integer(chats.length - SHOWN) })] : []),
    ];
  },
  details: ({ commit }, { texts }) => ['', texts.html('notify.text'), `<blockquote>${escapeHtml(String(commit['final_text']))}</blockquote>`, ''],
  followUps: (action, context) => {
    const missed = missedBy(action);
    if (missed.length === 0) return {};
    const label = context.texts.text('notify.again', { count: context.formats.integer(missed.length) });
    const { buttons, keep } = followUps(context, `team:${action.proposalId}`, [{ label, tool: 'notify_team', payload: { ...action.asked, recipients: missed } }]);
    return { buttons: [[...buttons]], keep };
  },
};

/** Whom the message certainly did not reach. */
function missedBy({ result }: ActionFacts): string[] {
  const failed = result?.['failed'];
  if (!Array.isArray(failed)) return [];
  return failed.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'chat_id' in one && typeof one.chat_id === 'string' ? [one.chat_id] : []));
}

function idsOf(recipients: unknown): string[] {
  return Array.isArray(recipients) ? recipients.map((one) => String(one)) : [];
}
