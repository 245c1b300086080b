import type { CleanText } from './clean-text';
import { CONNECTIVES, isSign, type Token } from './tokens';
import type { Value } from './value';

/** What the owner dictates to the team: it is cut from the original, and nothing in it is read. */
const SAYS = new Set(['что', 'that', 'to', 'о', 'saying']);
const ABOUT = new Set(['about', 'по', 'про', 'о', 'об', 'насчет', 'on', 're', 'regarding', 'заказу', 'заказ']);
const FURTHEST = 6;

/** "Передай менеджерам: проверьте склад", "tell the team about OB-1020: call back", "объявление: завтра инвентаризация". */
export function findMessage(tokens: readonly Token[], text: CleanText): Value | null {
  for (const [at, { concept }] of tokens.entries()) {
    const found = concept !== null && TELLING.has(concept.name) ? messageBehind(tokens, at, text) : null;
    if (found !== null) return found;
  }
  return null;
}

const TELLING: ReadonlySet<string> = new Set(['tell', 'announce', 'send', 'say', 'announcement', 'message_word']);

function messageBehind(tokens: readonly Token[], at: number, text: CleanText): Value | null {
  const verb = tokens[at]?.concept?.name;
  let cursor = at + 1;
  const isNote = verb === 'announcement' || verb === 'announce';
  let heard = false;
  for (let steps = 0; steps < FURTHEST && cursor < tokens.length; steps += 1, cursor += 1) {
    const token = tokens[cursor];
    if (token === undefined) break;
    const name = token.concept?.name;
    // "Сообщи команде и клиентам", "сообщи команде и подними цены": the team is not all of it.
    if (heard && (CONNECTIVES.has(token.word) || name === 'customer')) return null;
    if (name === 'team') heard = true;
    if (token.word === ':' || (token.word === '-' && (heard || isNote))) return tailOf('message', tokens, cursor + 1, text, cursor);
    if (heard && token.word === ',' && !SAYS.has(tokens[cursor + 1]?.word ?? '') && tokens[cursor + 1]?.word !== 'чтобы') return null;
    if (heard && SAYS.has(token.word) && token.word !== 'о') return tailOf('message', tokens, cursor + 1, text, cursor);
    // "About OB-1020": the order that it is about.
    if (heard && ABOUT.has(token.word) && tokens.slice(cursor + 1, cursor + 3).some(({ code }) => code?.kind === 'order_id')) continue;
    const isPart = name === 'team' || (!heard && name === 'scope_all') || name === 'silent' || name === 'announcement' || name === 'message_word' || name === 'chat' || name === 'order' || name === 'order_value' || token.code?.kind === 'order_id' || token.word === ',' || token.word === '"';
    const isPassed = token.concept?.class === 'polite' || (!heard && token.concept?.class === 'filler');
    if (!isPart && !isPassed) return heard && !isNote && verb !== 'send' ? tailOf('message', tokens, cursor, text, cursor) : null;
    if (token.word === '"' && heard) return tailOf('message', tokens, cursor, text, cursor);
  }
  return null;
}

/** What was written from `start` on, up to and not including `end`; null: nothing that says anything. `from`: where the words before it end. */
export function tailOf(kind: 'message' | 'reason', tokens: readonly Token[], start: number, text: CleanText, from: number, end = tokens.length): Value | null {
  const first = tokens.findIndex((token, at) => at >= start && !(isSign(token) && /^[:,"\-\s]$/.test(token.word)));
  const last = tokens[end - 1];
  const begin = tokens[first];
  if (first < 0 || first >= end || begin === undefined || last === undefined) return null;
  const whole = text.written(begin.start, last.end).trim().replace(/^["«“„]+|["»”]+$/gu, '').trim();
  // A message keeps its lines and its spaces; a reason is a note of one line.
  const written = kind === 'reason' ? whole.replace(/\s+/gu, ' ') : whole;
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(written) ? null : { kind, from, to: tokens.length, text: written, data: null, sign: null };
}
