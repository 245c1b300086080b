import type { MessageEntity } from '../../state/telegram-types';

/** What an opening tag means. `undefined`: the tag is known but these attributes make no entity of it. */
export type TagMeaning = Omit<MessageEntity, 'offset' | 'length'> | undefined;

const plainTags: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  pre: 'pre',
  blockquote: 'blockquote',
};

export const isKnownTag = (tag: string): boolean => tag in plainTags || ['a', 'code', 'span', 'tg-emoji'].includes(tag);

/** https://core.telegram.org/bots/api#html-style. Returns a text with the reason where Telegram refuses the attributes. */
export function meaningOf(tag: string, attributes: Map<string, string>): TagMeaning | { refused: string } {
  switch (tag) {
    case 'a':
      // An empty or missing href means the text itself; the parser fills it in at the end tag.
      return { type: 'text_link', url: attributes.get('href') ?? '' };
    case 'code': {
      const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1];
      return language ? { type: 'code', language } : { type: 'code' };
    }
    case 'span':
      return attributes.get('class') === 'tg-spoiler' ? { type: 'spoiler' } : { refused: 'Tag "span" must have class "tg-spoiler"' };
    case 'tg-emoji':
      return { type: 'custom_emoji', custom_emoji_id: attributes.get('emoji-id') ?? '' };
    case 'blockquote':
      return { type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote' };
    default: {
      const type = plainTags[tag];
      return type ? { type } : undefined;
    }
  }
}
