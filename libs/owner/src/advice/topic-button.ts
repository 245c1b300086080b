import type { ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { buildCallback } from '@ownerbot/telegram';
import { playbookOf } from './playbooks/owner-playbooks';
import type { AdviceTopic } from './topics';

/** Asks for the advice of a topic. */
export function topicButton(topic: AdviceTopic, { locale }: Pick<ReplyContext, 'locale'>): ReplyButton {
  return { text: playbookOf(topic).button[locale], data: buildCallback({ type: 'advice-topic', topic }) };
}
