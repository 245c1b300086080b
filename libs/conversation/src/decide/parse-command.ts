/** A slash command as it was written; `name` in lower case, without the slash and the bot's name. */
export interface WrittenCommand {
  readonly name: string;
  readonly args: string;
}

const COMMAND = /^\/([a-z][a-z0-9_]{0,31})(?:@[a-z0-9_]+)?(?:\s+([^]*))?$/i;

/** Null: the text is no command. A command is the whole first word of the text, as Telegram marks it. */
export function parseCommand(text: string): WrittenCommand | null {
  const match = COMMAND.exec(text.trim());
  return match?.[1] === undefined ? null : { name: match[1].toLowerCase(), args: (match[2] ?? '').trim() };
}
