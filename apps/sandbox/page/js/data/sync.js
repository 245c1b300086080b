import { api } from './api.js';
import { currentRoom, store, takeCalls, takePost, takeRoom, tell } from './store.js';

const typingForMs = 5000;

/** Reads the whole state; used at the start, after a reset and whenever the line was lost. */
export async function readAll() {
  const state = await api.state();
  store.bot = state.bot;
  store.persons = new Map(state.persons.map((person) => [person.id, person]));
  store.rooms = new Map();
  state.chats.forEach(takeRoom);
  store.faults = state.faults;
  store.delivery = state.delivery;
  store.calls = [];
  takeCalls((await api.calls(Math.max(0, state.last_call_seq - 100))).calls);
  if (!store.rooms.has(store.currentId)) store.currentId = state.chats[0]?.chat.id ?? null;
  for (const topic of ['rooms', 'faults', 'calls', 'delivery']) tell(topic);
  if (state.has_sis) tell('sis-changed');
  await openRoom(store.currentId);
}

/** Shows a chat: reads its messages unless they are here. */
export async function openRoom(chatId) {
  store.currentId = chatId;
  const room = currentRoom();
  tell('rooms');
  tell('room');
  if (!room) return;
  room.unread = 0;
  if (!room.isLoaded) {
    for (const post of await api.messages(chatId)) takePost(post);
    room.isLoaded = true;
  }
  if (store.currentId !== chatId) return;
  tell('room');
  await readCommands();
}

export async function readCommands() {
  const { currentId } = store;
  store.commands = currentId === null ? [] : await api.commands(currentId);
  tell('commands');
}

const handlers = {
  post(post) {
    const room = takePost(post);
    if (!room) return;
    if (post.direction === 'out') {
      stopTyping(room);
      if (post.chat_id !== store.currentId) room.unread += 1;
    }
    tell('post', post);
    tell('rooms');
  },
  post_edited(post) {
    if (takePost(post)) tell('post', post);
    tell('rooms');
  },
  post_deleted(post) {
    if (takePost(post)) tell('post', post);
    tell('rooms');
  },
  typing({ chat_id, action }) {
    const room = store.rooms.get(chat_id);
    if (!room) return;
    stopTyping(room);
    room.typing = { action, timer: setTimeout(() => { stopTyping(room); tell('typing'); }, typingForMs) };
    tell('typing');
  },
  press_answered: (press) => tell('press', press),
  room(view) {
    takeRoom(view);
    tell('rooms');
    if (view.chat.id === store.currentId) tell('room');
  },
  persons(persons) {
    store.persons = new Map(persons.map((person) => [person.id, person]));
  },
  commands: () => void readCommands(),
  faults(faults) {
    store.faults = faults;
    tell('faults');
  },
  call(call) {
    takeCalls([call]);
    tell('calls');
  },
  delivery(delivery) {
    store.delivery = delivery;
    tell('delivery');
  },
  reset: () => void readAll(),
  sis: () => tell('sis-changed'),
  sis_request: (request) => tell('sis-request', request),
};

function stopTyping(room) {
  clearTimeout(room.typing?.timer);
  room.typing = null;
}

/** Listens to what happens. The browser connects again by itself; what was missed is read anew. */
export function listen() {
  const source = new EventSource(api.eventsUrl);
  const setLink = (link) => {
    store.link = link;
    tell('link');
  };
  source.onopen = async () => {
    try {
      await readAll();
      setLink('live');
    } catch {
      setLink('lost');
    }
  };
  source.onerror = () => {
    setLink('lost');
    // A browser gives up for good after some refusals; then we start over.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
  for (const [type, handle] of Object.entries(handlers)) source.addEventListener(type, (event) => handle(JSON.parse(event.data)));
}
