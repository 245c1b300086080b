import { refusals } from '../errors';

export interface Tag {
  name: string;
  isEnd: boolean;
  attributes: Map<string, string>;
  /** The place after the closing bracket. */
  next: number;
}

/** Reads the tag whose `<` stands at `start`. `byteOffset` is the same place in UTF-8, as Telegram names it in refusals. */
export function readTag(html: string, start: number, byteOffset: () => number): Tag {
  const head = /^<(\/?)([^\s>/]*)/.exec(html.slice(start, start + 64));
  const isEnd = head?.[1] === '/';
  const name = (head?.[2] ?? '').toLowerCase();
  let at = start + (head?.[0].length ?? 1);
  const attributes = new Map<string, string>();
  for (;;) {
    at = skipSpace(html, at);
    if (at >= html.length) throw refusals.cantParse(`Unclosed ${isEnd ? 'end' : 'start'} tag at byte offset ${byteOffset()}`);
    if (html[at] === '>') return { name, isEnd, attributes, next: at + 1 };
    if (html[at] === '/' && html[at + 1] === '>') return { name, isEnd, attributes, next: at + 2 };
    if (isEnd) throw refusals.cantParse(`Unclosed end tag at byte offset ${byteOffset()}`);
    at = readAttribute(html, at, name, byteOffset, attributes);
  }
}

function readAttribute(html: string, start: number, tag: string, byteOffset: () => number, into: Map<string, string>): number {
  let at = start;
  while (at < html.length && !/[\s=>/"']/.test(html.charAt(at))) at += 1;
  const name = html.slice(start, at).toLowerCase();
  if (name === '') throw refusals.cantParse(`Empty attribute name in the tag "${tag}" at byte offset ${byteOffset()}`);
  const afterName = skipSpace(html, at);
  if (html[afterName] !== '=') {
    into.set(name, '');
    return at;
  }
  at = skipSpace(html, afterName + 1);
  const quote = html[at];
  if (quote !== '"' && quote !== "'") {
    const bare = /^[^\s>]*/.exec(html.slice(at))?.[0] ?? '';
    into.set(name, decodeReferences(bare));
    return at + bare.length;
  }
  const end = html.indexOf(quote, at + 1);
  if (end < 0) throw refusals.cantParse(`Unclosed start tag "${tag}" at byte offset ${byteOffset()}`);
  into.set(name, decodeReferences(html.slice(at + 1, end)));
  return end + 1;
}

function skipSpace(html: string, from: number): number {
  let at = from;
  while (at < html.length && /\s/.test(html.charAt(at))) at += 1;
  return at;
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const reference = /&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?/g;

/** Telegram knows four names and all numbers; any other `&` is itself. */
export function decodeReferences(text: string): string {
  return text.replace(reference, (whole: string, name?: string, decimal?: string, hex?: string) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(hex ?? '', 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
