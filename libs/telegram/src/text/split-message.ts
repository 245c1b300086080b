import { type Atom, htmlAtoms, visibleText } from './html-atoms';
import { TEXT_LIMIT } from './limits';

/** A border counts as good when the part before it is at least this full; else a heading would travel alone. */
const GOOD_FILL = 0.25;

type Border = 'section' | 'line' | 'word';

/**
 * Splits a message into parts that Telegram takes: each at most `limit` UTF-16 units after entity parsing, cut at a section
 * (blank line), else a line, else a word, outside formatting where that is possible; tags that a cut runs through are closed and
 * opened again, with their attributes. More than one part: each ends with its number, `1/3`. A blank part would be refused by
 * Telegram and is left out, so blank text gives no part at all.
 */
export function splitMessage(html: string, limit: number = TEXT_LIMIT): string[] {
  if (visibleText(html).length <= limit) return visibleText(html).trim() === '' ? [] : [html];
  const atoms = htmlAtoms(html);
  for (let digits = 1; ; digits += 1) {
    const parts = splitAtoms(atoms, limit - numberLength(digits));
    if (parts.length === 1) return parts;
    if (String(parts.length).length <= digits) return parts.map((part, at) => `${part}\n\n${at + 1}/${parts.length}`);
  }
}

/** Splits without numbering: the visible text of the parts, joined, is the visible text of the whole (but for blank parts). */
export function splitHtml(html: string, limit: number): string[] {
  return splitAtoms(htmlAtoms(html), limit);
}

function numberLength(digits: number): number {
  return '\n\n/'.length + 2 * digits;
}

function splitAtoms(atoms: readonly Atom[], limit: number): string[] {
  if (limit < 2) throw new RangeError('a part needs room for at least one character');
  const parts: string[] = [];
  let open: Atom[] = [];
  let from = 0;
  while (from < atoms.length) {
    const to = partEnd(atoms, from, open.length, limit);
    const part = renderPart(atoms.slice(from, to), open);
    open = part.open;
    if (!part.isBlank) parts.push(part.html);
    from = to;
  }
  return parts;
}

/** Index after the last atom of the part that begins at `from`. */
function partEnd(atoms: readonly Atom[], from: number, openTags: number, limit: number): number {
  const outside = new Map<Border, number>();
  const anywhere = new Map<Border, number>();
  let hard = from;
  let length = 0;
  let depth = openTags;
  let before = '';
  let border: Border | undefined;
  for (let at = from; at < atoms.length; at += 1) {
    const atom = atoms[at];
    if (!atom) break;
    if (length + atom.visible.length > limit) return bestEnd(outside, anywhere) ?? Math.max(hard, from + 1);
    length += atom.visible.length;
    if (atom.tag) depth += atom.tag.type === 'open' ? 1 : -1;
    hard = at + 1;
    // The tags that close right after a border belong to the part before it.
    if (atom.tag?.type !== 'close') border = borderAfter(before, atom.visible);
    if (border && length >= limit * GOOD_FILL) {
      anywhere.set(border, at + 1);
      if (depth <= 0) outside.set(border, at + 1);
    }
    if (atom.visible !== '') before = atom.visible;
  }
  return atoms.length;
}

function bestEnd(outside: Map<Border, number>, anywhere: Map<Border, number>): number | undefined {
  return outside.get('section') ?? outside.get('line') ?? outside.get('word')
    ?? anywhere.get('section') ?? anywhere.get('line') ?? anywhere.get('word');
}

function borderAfter(before: string, visible: string): Border | undefined {
  if (visible === '\n' || visible === '\r\n') return before === visible ? 'section' : 'line';
  return visible === ' ' || visible === '\t' ? 'word' : undefined;
}

function renderPart(atoms: readonly Atom[], reopened: readonly Atom[]): { html: string; open: Atom[]; isBlank: boolean } {
  const open = [...reopened];
  for (const atom of atoms) {
    if (atom.tag?.type === 'open') open.push(atom);
    if (atom.tag?.type === 'close') closeTag(open, atom.tag.name);
  }
  const html = [
    ...reopened.map((atom) => atom.html),
    ...atoms.map((atom) => atom.html),
    ...open.toReversed().map((atom) => `</${atom.tag?.name ?? ''}>`),
  ].join('');
  return { html, open, isBlank: atoms.every((atom) => atom.visible.trim() === '') };
}

function closeTag(open: Atom[], name: string): void {
  const at = open.findLastIndex((atom) => atom.tag?.name === name);
  if (at >= 0) open.splice(at, 1);
}
