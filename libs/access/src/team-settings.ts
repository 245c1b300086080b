import { Setting, settingTypes } from '@ownerbot/runtime';

/** Whom the owner can write to through the bot. They receive; what they send is denied. */
export class TeamSettings {
  @Setting({
    key: 'MANAGER_CHAT_IDS',
    type: settingTypes.list(settingTypes.telegramId({ positive: false })),
    readBy: ['worker'],
    default: Object.freeze([]),
    defaultText: 'empty: team messages are not offered',
    about: 'Telegram ids of the chats that receive team messages: people, or groups that the bot is in',
  })
  readonly managerChatIds: readonly string[];
}
