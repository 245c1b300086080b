import type { MessageEntity } from '../../state/telegram-types';
import { badRequest, refusals } from '../errors';
import { addFoundEntities } from '../html/find-entities';
import { parseHtml, type FormattedText } from '../html/parse-html';
import { trimText } from '../html/trim-text';
import { isRecord, type Params } from './params';

export interface TextFields {
  text: 'text' | 'caption';
  entities: 'entities' | 'caption_entities';
}

/** Reads a text with its formatting: `parse_mode` HTML, or entities given as such. Returns undefined when there is no text. */
export function readFormattedText(params: Params, fields: TextFields, maxUnits: number): FormattedText | undefined {
  const raw = params.text(fields.text);
  if (raw === undefined) return undefined;
  const parsed = trimText(parse(raw, params, fields));
  if (parsed.text.length > maxUnits) throw fields.text === 'text' ? refusals.textTooLong() : refusals.captionTooLong();
  return { text: parsed.text, entities: addFoundEntities(parsed.text, parsed.entities) };
}

function parse(raw: string, params: Params, fields: TextFields): FormattedText {
  const mode = (params.text('parse_mode') ?? '').trim().toLowerCase();
  if (mode === 'html') return parseHtml(raw);
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
  const given = params.json(fields.entities, `can't parse entities JSON object`);
  return { text: raw, entities: Array.isArray(given) ? given.map((entity) => readEntity(entity, raw)) : [] };
}

function readEntity(value: unknown, text: string): MessageEntity {
  if (!isRecord(value)) throw refusals.cantParse('expected an Object');
  const { type, offset, length, url, language } = value;
  if (typeof type !== 'string' || !Number.isInteger(offset) || !Number.isInteger(length)) throw refusals.cantParse('wrong MessageEntity');
  const entity: MessageEntity = { type, offset: Number(offset), length: Number(length) };
  if (entity.offset < 0 || entity.length <= 0 || entity.offset + entity.length > text.length) {
    throw badRequest(`entity begins or ends outside of the text`);
  }
  if (typeof url === 'string') entity.url = url;
  if (typeof language === 'string') entity.language = language;
  return entity;
}
