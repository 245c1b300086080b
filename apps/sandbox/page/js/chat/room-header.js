import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { currentRoom, on, store, tell } from '../data/store.js';
import { openRoom } from '../data/sync.js';
import { avatar, botAvatar } from '../ui/avatar.js';
import { byId, fill, h, onceAFrame } from '../ui/dom.js';
import { titleOf } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { confirmDialog, openMenu, toast } from '../ui/overlays.js';

/** The line over the messages: whom one talks to, what the bot is doing, what can be done with the chat. */
export function startRoomHeader() {
  const draw = onceAFrame(drawHeader);
  on('room typing rooms', draw);
  on('link room', drawNotice);
  drawHeader();
  drawNotice();
}

function drawHeader() {
  const room = currentRoom();
  const back = h('button', { class: 'icon-button back', type: 'button', 'aria-label': t('back'), title: t('back'), onclick: showList }, icon('back'));
  const panel = h('button', { class: 'icon-button', id: 'panel-button', type: 'button', 'aria-label': t('openPanel'), title: t('openPanel'), onclick: () => tell('toggle-panel') }, icon('tune'));
  if (!room) return fill(byId('room-header'), back, h('div', { class: 'who' }, h('strong', null, t('noChat'))), panel);
  const isPrivate = room.chat.type === 'private';
  const menu = h('button', { class: 'icon-button', type: 'button', 'aria-label': t('chatMenu'), title: t('chatMenu'), 'aria-haspopup': 'menu' }, icon('more'));
  menu.addEventListener('click', () => openMenu(menu, menuItems(room)));
  const speaker = isPrivate ? h('span', { class: 'speaker-chip' }, `${t('speaker')}: ${titleOf(room.chat)}`) : null;
  return fill(
    byId('room-header'),
    back,
    isPrivate ? botAvatar() : avatar(room.chat),
    h('div', { class: 'who' }, h('strong', null, isPrivate ? (store.bot?.first_name ?? '') : titleOf(room.chat)), statusLine(room)),
    speaker,
    panel,
    menu,
  );
}

function statusLine(room) {
  if (room.typing) return h('span', { class: 'status busy' }, `${activity(room.typing.action)}`, h('i', { class: 'dots' }, h('b'), h('b'), h('b')));
  if (room.migratedTo) return h('span', { class: 'status' }, t('migratedStatus'));
  if (room.isBlocked) return h('span', { class: 'status warn' }, t('blockedStatus'));
  if (room.chat.type !== 'private') return h('span', { class: 'status' }, t('members', { count: room.memberIds.length + 1 }));
  return h('span', { class: 'status' }, t('bot'));
}

function activity(action) {
  if (action.startsWith('upload')) return t('uploading');
  return action.startsWith('record') ? t('recording') : t('typing');
}

function showList() {
  byId('app').dataset.view = 'list';
  byId('sidebar').querySelector('.chat-item')?.focus();
}

function menuItems(room) {
  const isPrivate = room.chat.type === 'private';
  const block = isPrivate ? (room.isBlocked ? 'unblock' : 'block') : room.isBlocked ? 'bringBack' : 'kick';
  return [
    ...(room.migratedTo ? [] : [{ icon: room.isBlocked ? 'reply' : 'close', label: t(block), act: () => attempt(api.setBlocked(room.chat.id, !room.isBlocked)) }]),
    ...(room.chat.type === 'group' && !room.migratedTo ? [{ icon: 'group', label: t('migrate'), act: () => attempt(api.migrate(room.chat.id)) }] : []),
    { icon: 'trash', label: t('resetAll'), danger: true, act: () => confirmDialog(t('resetAll'), t('resetQuestion'), t('resetAll'), () => attempt(api.reset())) },
  ];
}

async function attempt(work) {
  try {
    await work;
  } catch (error) {
    toast(t('failed', { why: error.message }), 'error');
  }
}

function drawNotice() {
  const notice = byId('notice');
  const room = currentRoom();
  const isLost = store.link === 'lost';
  const isConnecting = store.link === 'connecting';
  notice.hidden = !(isLost || isConnecting || room?.isBlocked || room?.migratedTo);
  notice.className = `notice${isLost ? ' bad' : ''}`;
  if (isLost) fill(notice, h('i', { class: 'spinner' }), t('lost'));
  else if (isConnecting) fill(notice, h('i', { class: 'spinner' }), t('connecting'));
  else if (room?.migratedTo) fill(notice, t('migratedNote'), h('button', { class: 'link', type: 'button', onclick: () => openRoom(room.migratedTo) }, t('goThere')));
  else if (room?.isBlocked) fill(notice, t('blockedNote'), h('button', { class: 'link', type: 'button', onclick: () => attempt(api.setBlocked(room.chat.id, false)) }, t(room.chat.type === 'private' ? 'unblock' : 'bringBack')));
}
