import type { CleanText } from './clean-text';
import { CONNECTIVES, isSign, type Token } from './tokens';
import type { Value } from './value';

/** Words that the owner dictates: the message to the team, the reason of a flag. They are cut from the original, and nothing in them is read. */
const SAYS = new Set(['что', 'that', 'to', 'о', 'saying']);
const ABOUT = new Set(['about', 'по', 'про', 'о', 'об', 'насчет', 'on', 're', 'regarding', 'заказу', 'заказ']);
const FURTHEST = 6;

/** "Передай менеджерам: проверьте склад", "tell the team about OB-1020: call back", "объявление: завтра инвентаризация". */
export function findMessage(tokens: readonly Token[], text: CleanText): Value | null {
  const at = tokens.findIndex(({ concept }) => concept?.name === 'tell' || concept?.name === 'announce' || concept?.name === 'send' || concept?.name === 'say' || concept?.name === 'announcement' || concept?.name === 'message_word');
  if (at < 0) return null;
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

/** "Отметь OB-1017: ждёт звонка", "…, причина: адрес", "because of the address". */
export function findReason(tokens: readonly Token[], text: CleanText): Value | null {
  if (!tokens.some(({ concept }) => concept?.name === 'mark' || concept?.name === 'flag_noun')) return null;
  const named = tokens.findIndex(({ concept, word }) => concept?.name === 'reason_noun' || ['из-за', 'потому'].includes(word));
  if (named > 0) {
    const keepsWord = tokens[named]?.word === 'из-за';
    const skipped = ['что', ':', 'of', '-', 'is', 'because'].includes(tokens[named + 1]?.word ?? '') && !keepsWord ? named + 2 : keepsWord ? named : named + 1;
    return tailOf('reason', tokens, skipped, text, tokens[named - 1]?.word === ',' ? named - 1 : named);
  }
  const colon = tokens.findIndex(({ word }, at) => at > 0 && (word === ':' || word === '-') && (tokens[at - 1]?.code?.kind === 'order_id' || word === ':'));
  return colon > 0 ? tailOf('reason', tokens, colon + 1, text, colon) : null;
}

function tailOf(kind: 'message' | 'reason', tokens: readonly Token[], start: number, text: CleanText, from: number): Value | null {
  const first = tokens.findIndex((token, at) => at >= start && !(isSign(token) && /^[:,"\-\s]$/.test(token.word)));
  const last = tokens.at(-1);
  const begin = tokens[first];
  if (first < 0 || begin === undefined || last === undefined) return null;
  const written = text.written(begin.start, last.end).trim().replace(/^["«“„]+|["»”]+$/gu, '').trim();
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(written) ? null : { kind, from, to: tokens.length, text: written, data: null, sign: null };
}
