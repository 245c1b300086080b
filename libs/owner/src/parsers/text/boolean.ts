import { normalise } from '../../text/normalise';
import { parsed, refused, type Parser } from '../parser';

const YES = new Set('да вкл включить включи включено ага yes y on true enable enabled'.split(' '));
const NO = new Set('нет выкл выключить выключи выключено не no n off false disable disabled'.split(' '));

/** `да`, `нет`, `вкл`, `выкл`, `yes`, `no`, `on`, `off`. */
export function booleanParser(): Parser {
  return {
    parse: (text) => {
      const word = normalise(text.replace(/(?<!\p{L})(?:пожалуйста|please)(?!\p{L})/giu, ' ')).replace(/[^\p{L}]+/gu, '');
      return YES.has(word) ? parsed(true) : NO.has(word) ? parsed(false) : refused('parse.boolean');
    },
    accepts: (value) => typeof value === 'boolean',
    edges: () => [true, false],
    show: (value, { texts }) => texts.text('parse.show.boolean', { value: value === true ? 'yes' : 'no' }),
  };
}
