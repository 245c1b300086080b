import { language, setLanguage, t } from '../../i18n.js';
import { on, store, tell } from '../data/store.js';
import { openRoom } from '../data/sync.js';
import { avatar } from '../ui/avatar.js';
import { byId, fill, h, onceAFrame } from '../ui/dom.js';
import { brief, clock, titleOf } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { newGroupDialog, newPersonDialog } from './new-chat.js';

const shownRooms = 200;

/** The left column: all chats, the newest talk first. */
export function startChatList() {
  const list = h('div', { class: 'chat-list', role: 'list' });
  fill(
    byId('sidebar'),
    h(
      'header',
      { class: 'sidebar-head' },
      h('img', { src: '/favicon.svg', alt: '', width: 34, height: 34 }),
      h('div', { class: 'sidebar-title' }, h('strong', null, t('sandbox')), h('span', null, 'Telegram · OwnerBot')),
      h('button', { class: 'chip', type: 'button', title: t('otherLanguage'), 'aria-label': t('otherLanguage'), onclick: switchLanguage }, t('otherLanguageShort')),
    ),
    list,
    h(
      'footer',
      { class: 'sidebar-foot' },
      h('div', { class: 'sidebar-buttons' }, h('button', { class: 'button', type: 'button', title: t('addPerson'), 'aria-label': t('addPerson'), onclick: newPersonDialog }, icon('person'), t('addPersonShort')), h('button', { class: 'button', type: 'button', title: t('addGroup'), 'aria-label': t('addGroup'), onclick: newGroupDialog }, icon('group'), t('addGroupShort'))),
      h('p', { class: 'fine' }, t('sandboxNote')),
    ),
  );
  const draw = onceAFrame(() => fill(list, rooms().map(item)));
  on('rooms typing room', draw);
}

function switchLanguage() {
  setLanguage(language() === 'ru' ? 'en' : 'ru');
  location.reload();
}

function rooms() {
  const weight = (room) => room.last?.seq ?? 0;
  return [...store.rooms.values()].sort((a, b) => weight(b) - weight(a)).slice(0, shownRooms);
}

function item(room) {
  const isCurrent = room.chat.id === store.currentId;
  const last = room.last && room.last.deleted_at === null ? room.last : null;
  return h(
    'button',
    { class: `chat-item${isCurrent ? ' current' : ''}`, type: 'button', role: 'listitem', 'aria-current': isCurrent ? 'true' : null, onclick: () => choose(room.chat.id) },
    avatar(room.chat),
    h('span', { class: 'chat-name' }, room.chat.type === 'private' ? null : icon('group'), titleOf(room.chat)),
    h('time', { class: 'chat-time' }, last ? clock(last.at) : ''),
    h('span', { class: `chat-last${room.typing ? ' typing' : ''}` }, room.typing ? `${t('typing')}…` : last ? brief(last.message) : `id ${room.chat.id}`),
    room.unread > 0 ? h('span', { class: 'badge' }, room.unread > 99 ? '99+' : room.unread) : null,
  );
}

function choose(chatId) {
  byId('app').dataset.view = 'room';
  tell('leave-editing');
  void openRoom(chatId);
}
