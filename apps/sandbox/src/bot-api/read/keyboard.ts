import { limits } from '../../state/limits';
import type { InlineButton, InlineKeyboard } from '../../state/telegram-types';
import { badRequest } from '../errors';
import { isRecord, type Params } from './params';

/** Other markups are accepted and change nothing in the sandbox: the bot uses inline keyboards alone. */
const otherMarkups = ['keyboard', 'remove_keyboard', 'force_reply'];

/** Reads `reply_markup`. An inline keyboard without buttons is none. */
export function readKeyboard(params: Params): InlineKeyboard | undefined {
  const value = params.json('reply_markup', "can't parse reply keyboard markup JSON object");
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw badRequest('object expected as reply markup');
  if (otherMarkups.some((name) => name in value)) return undefined;
  const rows = value['inline_keyboard'];
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  const keyboard = rows.map(readRow).filter((row) => row.length > 0);
  if (keyboard.flat().length > limits.buttonsPerKeyboard) throw badRequest('reply markup is too long');
  return keyboard.length > 0 ? { inline_keyboard: keyboard } : undefined;
}

function readRow(row: unknown): InlineButton[] {
  if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  return row.map(readButton);
}

function readButton(button: unknown): InlineButton {
  if (!isRecord(button)) throw badRequest("can't parse inline keyboard button: expected an Object");
  const { text, callback_data: data, url } = button;
  if (typeof text !== 'string') throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"');
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (typeof url === 'string' && url !== '') return { text, url: checkUrl(url) };
  if (typeof data !== 'string' || data === '') throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (Buffer.byteLength(data) > limits.callbackDataBytes) throw badRequest('BUTTON_DATA_INVALID');
  return { text, callback_data: data };
}

function checkUrl(url: string): string {
  if (/^(https?:\/\/|tg:\/\/)?[^\s/]+\.?[^\s]*$/i.test(url) && URL.canParse(url.includes('://') ? url : `http://${url}`)) return url;
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}
