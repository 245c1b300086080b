import type { CommitPayload, TeamMessage } from '@ownerbot/actions';
import { escapeHtml } from '@ownerbot/telegram';
import { AnyText, Count, Flag, ListOf, OneOf, Optional, OrderId, rule, TextOfLines, ToolError, validationError } from '@ownerbot/tools';
import { ownAction, type OwnChange } from '../acting/own-action';
import { ActionPreviewOutput } from '../acting/preview-output';
import { MOST_CHARACTERS, teamText } from './team-text';

const LABELS = ['person', 'group'] as const;
const MOST_RECIPIENTS = 200;

export class NotifyTeamPayload {
  @TextOfLines(1, 1000) readonly message: string;
  /** Added to the text where it is not in it. */
  @Optional() @OrderId() readonly order_id?: string;
  /** Without a sound. */
  @Flag() readonly silent: boolean = false;
  /** Of the recipients these alone: those that an earlier message did not reach. */
  @Optional()
  @rule('list', `1..${MOST_RECIPIENTS} chat ids`, (value) => Array.isArray(value) && value.length >= 1 && value.length <= MOST_RECIPIENTS && value.every((one) => typeof one === 'string' && /^-?\d{1,20}$/.test(one)), { type: 'list', of: { type: 'text', min: 1, max: 21 }, min: 1, max: MOST_RECIPIENTS })
  readonly recipients?: readonly string[];
}

export class TeamRecipient {
  @AnyText() readonly chat_id: string;
  @OneOf(LABELS) readonly label: (typeof LABELS)[number];
}

export class NotifyTeamOutput extends ActionPreviewOutput {
  @ListOf(() => TeamRecipient, MOST_RECIPIENTS) readonly recipients: readonly TeamRecipient[];
  @Count() readonly recipients_count: number;
  @AnyText() readonly final_text: string;
}

/** A message to the managers' chats, as it is shown before it is sent. Nothing of it goes through the shop. */
export const notifyTeam = ownAction<NotifyTeamPayload>({
  name: 'notify_team',
  version: '1.1',
  group: 'team',
  payload: NotifyTeamPayload,
  output: NotifyTeamOutput,
  auditFields: ['silent', 'order_id'],
  conflictGroups: ({ proposalId }) => [`team:${proposalId}`],
  sources: ['config.MANAGER_CHAT_IDS', 'settings'],
  execution: { type: 'team', messages: ({ commit }) => messagesOf(commit) },
  async preview({ message, order_id: orderId, silent, recipients: wanted }, context): Promise<OwnChange> {
    const { recipients: all, sender } = await context.own.team(String(context.actor.owner_user_id));
    if (all.length === 0) throw new ToolError('CONFIG_MISSING', 'no chats of managers are set', { key: 'MANAGER_CHAT_IDS' });
    const recipients = wanted === undefined ? all : all.filter((one) => wanted.includes(one));
    if (wanted?.some((one) => !all.includes(one)) === true) throw validationError([{ path: 'recipients', rule: 'one_of', allowed: 'chats of MANAGER_CHAT_IDS' }]);
    const finalText = teamText({ message, orderId: orderId ?? null, sender: sender ?? context.tenant.project, correlationId: context.correlationId, isDemo: context.mode === 'DEMO' });
    if (finalText.length > MOST_CHARACTERS) throw validationError([{ path: 'message', rule: 'text', allowed: `at most ${MOST_CHARACTERS} characters with its header` }]);
    return {
      commit: { recipients, final_text: finalText, silent },
      understood: { silent, ...(orderId === undefined ? {} : { order_id: orderId }) },
      targets: recipients,
      rests: {},
      canBeUndone: false,
      tells: { recipients: recipients.map((chatId) => ({ chat_id: chatId, label: labelOf(chatId) })), recipients_count: recipients.length, final_text: finalText },
    };
  },
});

/** Groups and channels have ids below 0. */
export function labelOf(chatId: string): (typeof LABELS)[number] {
  return chatId.startsWith('-') ? 'group' : 'person';
}

function messagesOf({ recipients, final_text: text, silent }: CommitPayload): TeamMessage[] {
  if (!Array.isArray(recipients) || typeof text !== 'string') throw new TypeError('a team message without text or recipients');
  return recipients.map((chatId) => ({ chatId: String(chatId), html: escapeHtml(text), silent: silent === true }));
}
