import { t } from '../../i18n.js';
import { store, tell } from '../data/store.js';
import { h } from '../ui/dom.js';
import { brief, clock, nameOf } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { formatted } from './entities.js';
import { keyboard } from './keyboard.js';
import { media } from './media.js';

/** One message as it is shown. `isTail` ends a run of messages of one sender. */
export function bubble(room, post, isTail) {
  const { message } = post;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return h('div', { class: 'service', 'data-message': message.message_id }, brief(message));
  const isMine = post.direction === 'in' && (room.chat.type === 'private' || message.from?.id === room.speakerId);
  const body = media(message);
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const isOnlyPhoto = message.photo && !text;
  return h(
    'article',
    { class: ['message', isMine ? 'mine' : 'theirs', isTail && 'tail', isOnlyPhoto && 'bare', post.direction === 'out' && 'from-bot'].filter(Boolean).join(' '), 'data-message': message.message_id },
    h(
      'div',
      { class: 'bubble', tabindex: '-1' },
      room.chat.type !== 'private' && !isMine ? h('span', { class: 'author' }, nameOf(message.from)) : null,
      message.reply_to_message ? quote(message.reply_to_message) : null,
      body,
      text ? h('div', { class: 'text', dir: 'auto' }, formatted(text, entities, (command) => tell('say', command))) : null,
      h('span', { class: 'meta' }, message.edit_date ? h('span', { class: 'edited' }, t('edited')) : null, h('time', { datetime: new Date(post.at).toISOString(), title: clock(post.at, true) }, clock(post.at))),
      actions(post, isMine),
    ),
    keyboard(room, message),
  );
}

function quote(message) {
  const author = message.from?.id === store.bot?.id ? store.bot.first_name : nameOf(message.from);
  const jump = () => document.querySelector(`[data-message="${message.message_id}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  return h('button', { class: 'quote', type: 'button', onclick: jump }, h('b', null, author), h('span', null, brief(message)));
}

function actions(post, isMine) {
  const reply = h('button', { class: 'act', type: 'button', 'aria-label': t('reply'), title: t('reply'), onclick: () => tell('reply-to', post) }, icon('reply'));
  const edit = isMine && post.message.text ? h('button', { class: 'act', type: 'button', 'aria-label': t('edit'), title: t('edit'), onclick: () => tell('edit', post) }, icon('edit')) : null;
  return h('span', { class: 'acts' }, reply, edit);
}
