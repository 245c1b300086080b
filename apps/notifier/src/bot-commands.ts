import { composeDomains, conversationTexts, listedCommands } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { ownerDomain } from '@ownerbot/owner';
import type { CommandLists } from './announce-commands';

/** The commands of the platform and of all domains; Russian is the default language of the chat. */
export function botCommands(): CommandLists {
  const composed = composeDomains([ownerDomain], [platformTexts, conversationTexts]);
  const ru = listedCommands(composed, 'ru');
  return { default: ru, byLanguage: { ru, en: listedCommands(composed, 'en') } };
}
