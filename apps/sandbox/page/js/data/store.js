/** What the page knows. Changes are told by topic: rooms, room, posts, typing, press, faults, calls, delivery, link, commands. */
export const store = {
  bot: null,
  persons: new Map(),
  rooms: new Map(),
  currentId: null,
  faults: [],
  calls: [],
  delivery: null,
  /** connecting, live, lost */
  link: 'connecting',
  commands: [],
};

const keptCalls = 200;
const listeners = new Map();

export function on(topics, listener) {
  for (const topic of topics.split(' ')) listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export const currentRoom = () => store.rooms.get(store.currentId);

/** Takes a room in, or what changed of it; its messages stay. */
export function takeRoom(view) {
  const known = store.rooms.get(view.chat.id);
  const room = known ?? { posts: new Map(), isLoaded: false, unread: 0, typing: null, speakerId: null, last: null };
  Object.assign(room, { chat: view.chat, memberIds: view.member_ids, isBlocked: view.blocked, migratedTo: view.migrated_to });
  if (view.last_post) room.last = view.last_post;
  room.speakerId ??= view.member_ids[0] ?? null;
  store.rooms.set(view.chat.id, room);
  return room;
}

export function takePost(post) {
  const room = store.rooms.get(post.chat_id);
  if (!room) return null;
  room.posts.set(post.message.message_id, post);
  if (!room.last || room.last.seq <= post.seq) room.last = post;
  return room;
}

export function takeCalls(calls) {
  store.calls = [...store.calls, ...calls].slice(-keptCalls);
}
