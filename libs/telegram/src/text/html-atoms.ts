/**
 * Telegram's HTML as a row of atoms that must not be cut: a tag, a character reference, a character as a person sees it.
 * Source: Bot API, "HTML style".
 */
export type Atom = { readonly html: string; readonly visible: string; readonly tag?: Tag };
export type Tag = { readonly type: 'open' | 'close'; readonly name: string };

const TAG = /^<(\/?)([a-z][a-z0-9-]*)(?:\s[^<>]*)?>/i;
const REFERENCE = /^&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/i;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const LONGEST_CLUSTER = 64;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The atoms of `html`; their `html` joined is `html` again, their `visible` joined is what Telegram counts. */
export function htmlAtoms(html: string): Atom[] {
  const atoms: Atom[] = [];
  let at = 0;
  while (at < html.length) {
    const special = nextSpecial(html, at);
    if (special > at) atoms.push(...textAtoms(html.slice(at, special)));
    if (special === html.length) break;
    const atom = markupAtom(html, special);
    atoms.push(atom);
    at = special + atom.html.length;
  }
  return atoms;
}

/** What is left of `html` after entity parsing: the text whose length Telegram limits. */
export function visibleText(html: string): string {
  return html
    .replace(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?>/gi, '')
    .replace(/&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-f]{1,6});/gi, (reference) => markupAtom(reference, 0).visible);
}

function nextSpecial(html: string, from: number): number {
  for (let at = from; at < html.length; at += 1) {
    const character = html[at];
    if (character === '<' || character === '&') return at;
  }
  return html.length;
}

function markupAtom(html: string, at: number): Atom {
  const rest = html.slice(at, at + 4096);
  const tag = TAG.exec(rest);
  if (tag) return { html: tag[0], visible: '', tag: { type: tag[1] ? 'close' : 'open', name: (tag[2] ?? '').toLowerCase() } };
  const reference = REFERENCE.exec(rest);
  if (reference) return { html: reference[0], visible: decode(reference) };
  const bare = html[at] ?? '';
  return { html: bare, visible: bare };
}

function decode([whole, name, decimal, hex]: RegExpExecArray): string {
  if (name) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : whole;
}

/** A cluster of absurd length (stacked combining marks) is taken apart, so that no atom can be longer than a message. */
function* textAtoms(text: string): Generator<Atom> {
  for (const { segment } of clusters.segment(text)) {
    if (segment.length <= LONGEST_CLUSTER) yield { html: segment, visible: segment };
    else for (const point of segment) yield { html: point, visible: point };
  }
}
