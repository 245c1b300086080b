import { t } from '../../i18n.js';
import { currentRoom, on, store, tell } from '../data/store.js';
import { byId, fill, h, onceAFrame } from '../ui/dom.js';
import { dayName } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { bubble } from './bubble.js';

const shownPosts = 300;
const nearEndPx = 120;

/** The messages of the open chat. It follows the talk while its end is in view. */
export function startMessages() {
  const scroller = byId('scroller');
  const jump = byId('jump');
  jump.setAttribute('aria-label', t('toBottom'));
  jump.append(icon('down'));
  jump.addEventListener('click', () => scroller.scrollTo({ top: scroller.scrollHeight, behavior: 'smooth' }));
  scroller.addEventListener('scroll', () => (jump.hidden = isNearEnd(scroller)));
  // A photo that loads later, or a keyboard that opens on a phone, must not push the newest message out of view.
  let wasNearEnd = true;
  scroller.addEventListener('scroll', () => (wasNearEnd = isNearEnd(scroller)));
  const follow = new ResizeObserver(() => wasNearEnd && toEnd(scroller));
  follow.observe(byId('messages'));
  follow.observe(scroller);

  let shownRoom = null;
  const draw = onceAFrame(() => {
    const isOther = shownRoom !== store.currentId;
    const stay = !isOther && !isNearEnd(scroller);
    const top = scroller.scrollTop;
    drawAll();
    shownRoom = store.currentId;
    if (stay) scroller.scrollTop = top;
    else toEnd(scroller);
    wasNearEnd = !stay;
  });
  on('room', draw);
  on('post', (post) => post.chat_id === store.currentId && draw());
  on('typing', () => drawTyping());
}

const isNearEnd = (scroller) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEndPx;
const toEnd = (scroller) => (scroller.scrollTop = scroller.scrollHeight);

/** Keeps the element of a message that has not changed: a spoiler stays open, a recording plays on. */
let kept = new Map();

function drawAll() {
  const room = currentRoom();
  const place = byId('messages');
  if (!room) return fill(place, notice(t('noChat')));
  if (!room.isLoaded) return fill(place, notice(h('i', { class: 'spinner' }), t('loading')));
  const posts = [...room.posts.values()].filter((post) => post.deleted_at === null).sort((a, b) => a.seq - b.seq).slice(-shownPosts);
  if (posts.length === 0) return fill(place, empty());
  const next = new Map();
  const nodes = posts.flatMap((post, index) => {
    const day = new Date(post.at).toDateString();
    const isNewDay = index === 0 || new Date(posts[index - 1].at).toDateString() !== day;
    const isTail = posts[index + 1]?.message.from?.id !== post.message.from?.id;
    const key = `${post.chat_id}/${post.message.message_id}/${isTail}/${room.speakerId}`;
    const before = kept.get(key);
    // Every change of a message brings a new post object.
    const element = before?.post === post ? before.element : bubble(room, post, isTail);
    next.set(key, { post, element });
    return [isNewDay ? h('div', { class: 'day' }, h('span', null, dayName(post.at))) : null, element];
  });
  kept = next;
  fillKeeping(place, nodes.filter(Boolean));
  drawTyping();
}

/** Puts the nodes in place, but moves none that stands right already: a moved element would lose its focus. */
function fillKeeping(place, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...place.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => place.children[index] !== node && place.insertBefore(node, place.children[index] ?? null));
}

function drawTyping() {
  const place = byId('messages');
  place.querySelector('.typing-bubble')?.remove();
  if (currentRoom()?.typing) place.append(h('div', { class: 'typing-bubble', 'aria-hidden': 'true' }, h('b'), h('b'), h('b')));
}

const notice = (...children) => h('div', { class: 'empty' }, children);

function empty() {
  return notice(
    h('img', { src: '/favicon.svg', alt: '', width: 64, height: 64 }),
    h('h2', null, t('emptyTitle')),
    h('p', null, t('emptyText')),
    h('div', { class: 'examples' }, t('examples').split('|').map((text) => h('button', { class: 'example', type: 'button', onclick: () => tell('say', text) }, text))),
  );
}
