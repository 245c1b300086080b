import type { MessageEntity } from '../../state/telegram-types';

const patterns: [type: string, pattern: RegExp][] = [
  ['url', /(?<![\w@.])(?:https?:\/\/)[^\s<>"]+[^\s<>".,;:!?)]/gi],
  ['email', /(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['bot_command', /(?<![\w/<>@])\/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/g],
  ['mention', /(?<![\w@./])@[A-Za-z]\w{3,31}(?!\w)/g],
  ['hashtag', /(?<![\w#&/])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];

/** Finds what Telegram marks in a plain text by itself: commands, addresses, mentions, hashtags. */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!found.some((other) => overlap(other, entity))) found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

const overlap = (a: MessageEntity, b: MessageEntity): boolean => a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** The marks of a text that also carries formatting: only where no formatting stands. */
export function addFoundEntities(text: string, entities: MessageEntity[]): MessageEntity[] {
  const verbatim = entities.filter(({ type }) => ['pre', 'code', 'text_link', 'url'].includes(type));
  const found = findEntities(text).filter((entity) => !verbatim.some((other) => overlap(other, entity)));
  return [...entities, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
