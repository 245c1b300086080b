import type { BotCommand, Chat } from './telegram-types';

/** Whom a list of commands is for: https://core.telegram.org/bots/api#botcommandscope */
export interface CommandScope {
  type: 'default' | 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators' | 'chat' | 'chat_administrators' | 'chat_member';
  chatId?: number;
  userId?: number;
}

export interface CommandLists {
  set(scope: CommandScope, languageCode: string, commands: BotCommand[]): void;
  get(scope: CommandScope, languageCode: string): BotCommand[];
  remove(scope: CommandScope, languageCode: string): void;
  /** The list a person sees in a chat: the narrowest scope wins, and within it the person's language. */
  shownIn(chat: Chat, languageCode: string): BotCommand[];
  clear(): void;
}

export function createCommandLists(): CommandLists {
  const lists = new Map<string, BotCommand[]>();
  const key = (scope: CommandScope, languageCode: string): string => [scope.type, scope.chatId ?? '', scope.userId ?? '', languageCode].join('|');
  return {
    set: (scope, languageCode, commands) => void lists.set(key(scope, languageCode), commands),
    get: (scope, languageCode) => lists.get(key(scope, languageCode)) ?? [],
    remove: (scope, languageCode) => void lists.delete(key(scope, languageCode)),
    shownIn(chat, languageCode) {
      const group: CommandScope = { type: chat.type === 'private' ? 'all_private_chats' : 'all_group_chats' };
      const scopes: CommandScope[] = [{ type: 'chat', chatId: chat.id }, group, { type: 'default' }];
      for (const scope of scopes) {
        for (const language of [languageCode, '']) {
          const found = lists.get(key(scope, language));
          if (found && found.length > 0) return found;
        }
      }
      return [];
    },
    clear: () => lists.clear(),
  };
}
