import type { MessageEntity } from '../../state/telegram-types';
import { refusals } from '../errors';
import { isKnownTag, meaningOf, type TagMeaning } from './entities-by-tag';
import { decodeReferences, readTag } from './read-tag';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

interface OpenTag {
  name: string;
  offset: number;
  meaning: TagMeaning;
}

/** Parses the HTML style of messages; refuses what Telegram refuses. https://core.telegram.org/bots/api#html-style */
export function parseHtml(html: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    const bracket = html.indexOf('<', at);
    const end = bracket < 0 ? html.length : bracket;
    text += decodeReferences(html.slice(at, end));
    if (bracket < 0) break;
    const byteOffset = (): number => Buffer.byteLength(html.slice(0, bracket));
    const tag = readTag(html, bracket, byteOffset);
    at = tag.next;
    if (tag.isEnd) closeTag(open, tag.name, text, entities, byteOffset);
    else open.push({ name: tag.name, offset: text.length, meaning: readMeaning(tag.name, tag.attributes, byteOffset) });
  }
  const unclosed = open.at(-1);
  if (unclosed) throw refusals.cantParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: tidy(entities) };
}

function readMeaning(name: string, attributes: Map<string, string>, byteOffset: () => number): TagMeaning {
  if (!isKnownTag(name)) throw refusals.cantParse(`Unsupported start tag "${name}" at byte offset ${byteOffset()}`);
  const meaning = meaningOf(name, attributes);
  if (meaning && 'refused' in meaning) throw refusals.cantParse(`${meaning.refused} at byte offset ${byteOffset()}`);
  return meaning;
}

function closeTag(open: OpenTag[], name: string, text: string, entities: MessageEntity[], byteOffset: () => number): void {
  const last = open.pop();
  if (!last) throw refusals.cantParse(`Unexpected end tag at byte offset ${byteOffset()}`);
  if (name !== '' && name !== last.name) {
    throw refusals.cantParse(`Unmatched end tag at byte offset ${byteOffset()}, expected "</${last.name}>", found "</${name}>"`);
  }
  const length = text.length - last.offset;
  if (!last.meaning || length === 0) return;
  const entity: MessageEntity = { ...last.meaning, offset: last.offset, length };
  if (entity.type === 'text_link') {
    const url = toLink(entity.url || text.slice(last.offset));
    if (!url) return;
    entity.url = url;
  }
  entities.push(entity);
}

/** Telegram drops a link whose address is none, and writes addresses in full. */
function toLink(address: string): string | undefined {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  if (isWeb && !url.hostname.includes('.') && url.hostname !== 'localhost') return undefined;
  return isWeb || url.protocol === 'tg:' || url.protocol === 'mailto:' ? url.href : undefined;
}

/** Outer entities first; `<pre><code class="language-x">` is one `pre` with its language; a language on code alone has no meaning. */
function tidy(entities: MessageEntity[]): MessageEntity[] {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length || Number(b.type === 'pre') - Number(a.type === 'pre'));
  const kept: MessageEntity[] = [];
  for (const entity of sorted) {
    const pre = kept.find((outer) => outer.type === 'pre' && outer.offset <= entity.offset && entity.offset + entity.length <= outer.offset + outer.length);
    if (pre) {
      if (entity.type === 'code' && entity.length === pre.length && entity.language) pre.language = entity.language;
      continue;
    }
    const isCode = entity.type === 'code';
    kept.push(isCode ? { type: 'code', offset: entity.offset, length: entity.length } : entity);
  }
  return kept;
}
