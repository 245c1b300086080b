import { h } from './dom.js';
import { icon } from './icons.js';
import { titleOf } from './format.js';

const colours = 8;

/** A round picture with initials; the same chat always has the same colour. */
export function avatar(chat) {
  const words = titleOf(chat).trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const initials = ends.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
  return h('span', { class: `avatar colour-${Math.abs(chat.id) % colours}`, 'aria-hidden': 'true' }, initials || '?');
}

export const botAvatar = () => h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('bolt'));
