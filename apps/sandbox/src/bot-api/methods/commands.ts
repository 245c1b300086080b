import type { CommandScope } from '../../state/command-lists';
import { limits } from '../../state/limits';
import type { BotCommand } from '../../state/telegram-types';
import { badRequest, refusals } from '../errors';
import type { Method, MethodContext } from '../method';
import { isRecord } from '../read/params';

/** https://core.telegram.org/bots/api#setmycommands */
export const setMyCommands: Method = (context) => {
  const { world, params } = context;
  const scope = readScope(context);
  const value = params.json('commands', "can't parse commands JSON object");
  if (!Array.isArray(value)) throw badRequest('expected an Array of BotCommand');
  if (value.length > limits.commandsPerList) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  world.commands.set(scope, readLanguage(context), value.map(readCommand));
  world.bus.publish('commands', () => ({}));
  return true;
};

/** https://core.telegram.org/bots/api#getmycommands */
export const getMyCommands: Method = (context) => context.world.commands.get(readScope(context), readLanguage(context));

/** https://core.telegram.org/bots/api#deletemycommands */
export const deleteMyCommands: Method = (context) => {
  context.world.commands.remove(readScope(context), readLanguage(context));
  context.world.bus.publish('commands', () => ({}));
  return true;
};

function readCommand(value: unknown): BotCommand {
  if (!isRecord(value) || typeof value['command'] !== 'string') throw badRequest("can't parse BotCommand: Can't find field \"command\"");
  const command = value['command'].replace(/^\//, '');
  const description = typeof value['description'] === 'string' ? value['description'].trim() : '';
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command, description };
}

function readLanguage({ params }: MethodContext): string {
  const code = params.text('language_code') ?? '';
  if (code !== '' && !/^[a-z]{2}$/.test(code)) throw badRequest('LANG_CODE_INVALID');
  return code;
}

function readScope({ world, params }: MethodContext): CommandScope {
  const value = params.json('scope', "can't parse BotCommandScope JSON object");
  if (value === undefined) return { type: 'default' };
  const type = isRecord(value) ? value['type'] : undefined;
  if (!isRecord(value) || typeof type !== 'string') throw badRequest("can't parse BotCommandScope");
  switch (type) {
    case 'default':
    case 'all_private_chats':
    case 'all_group_chats':
    case 'all_chat_administrators':
      return { type };
    case 'chat':
    case 'chat_administrators':
    case 'chat_member': {
      const chatId = Number(value['chat_id']);
      if (!world.rooms.has(chatId)) throw refusals.chatNotFound();
      const scope: CommandScope = { type, chatId };
      if (type === 'chat_member') scope.userId = Number(value['user_id']);
      return scope;
    }
    default:
      throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  }
}
