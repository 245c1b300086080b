import { t } from '../../i18n.js';
import { h } from '../ui/dom.js';

/** Shows a text with its entities. Each becomes an element around text nodes; addresses are links only when they are http, tg or mailto. */
export function formatted(text, entities = [], onCommand = () => undefined) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, sorted, 0, text.length, onCommand);
}

function between(text, entities, from, to, onCommand) {
  const nodes = [];
  let at = from;
  let rest = entities.filter((entity) => entity.offset >= from && entity.offset + entity.length <= to);
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const end = entity.offset + entity.length;
    // A block begins a line of its own: the line break before it, and the one after it, would be seen as empty lines.
    const gap = text.slice(at, entity.offset);
    if (gap) nodes.push(isBlock(entity) ? gap.replace(/\n$/, '') : gap);
    const inner = others.filter((other) => other.offset < end && other.offset + other.length <= end);
    nodes.push(wrap(entity, text.slice(entity.offset, end), between(text, inner, entity.offset, end, onCommand), onCommand));
    at = isBlock(entity) && text[end] === '\n' && end < to ? end + 1 : end;
    rest = others.filter((other) => other.offset >= end);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const isBlock = ({ type }) => type === 'pre' || type.endsWith('blockquote');

const tags = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code' };

function wrap(entity, raw, children, onCommand) {
  switch (entity.type) {
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strikethrough':
    case 'code':
      return h(tags[entity.type], null, children);
    case 'pre':
      return h('pre', null, entity.language ? h('span', { class: 'language' }, entity.language) : null, h('code', null, children));
    case 'blockquote':
      return h('blockquote', null, children);
    case 'expandable_blockquote':
      return expandable(children);
    case 'spoiler':
      return spoiler(children);
    case 'text_link':
      return link(entity.url, children);
    case 'url':
      return link(raw, children);
    case 'email':
      return link(`mailto:${raw}`, children);
    case 'bot_command':
      return h('button', { class: 'command', type: 'button', onclick: () => onCommand(raw) }, children);
    case 'mention':
    case 'hashtag':
      return h('span', { class: 'mention' }, children);
    default:
      return h('span', null, children);
  }
}

function link(address, children) {
  const isSafe = /^(https?:|tg:|mailto:)/i.test(address);
  return isSafe ? h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, children) : h('span', null, children);
}

function spoiler(children) {
  const hidden = h('span', { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': t('spoiler') }, children);
  const reveal = () => {
    hidden.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) hidden.removeAttribute(name);
  };
  hidden.addEventListener('click', reveal, { once: true });
  hidden.addEventListener('keydown', (event) => (event.key === 'Enter' || event.key === ' ') && reveal());
  return hidden;
}

function expandable(children) {
  const quote = h('blockquote', { class: 'expandable' }, children);
  quote.addEventListener('click', () => quote.classList.toggle('open'));
  return quote;
}
