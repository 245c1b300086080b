const root = '/sandbox/api';

/** The sandbox refused, or cannot be reached; `message` says why. */
export class ApiError extends Error {}

export async function send(method, path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(root + path, {
    method,
    headers: body === undefined || isForm ? undefined : { 'content-type': 'application/json' },
    body: body === undefined || isForm ? body : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer.error?.message ?? String(response.status));
  return answer;
}

export const api = {
  state: () => send('GET', '/state'),
  messages: (chat) => send('GET', `/chats/${chat}/messages?limit=300`),
  commands: (chat) => send('GET', `/chats/${chat}/commands`),
  calls: (after) => send('GET', `/calls?after=${after}&limit=200`),
  write: (chat, message) => send('POST', `/chats/${chat}/messages`, message),
  edit: (chat, id, text) => send('PUT', `/chats/${chat}/messages/${id}`, { text }),
  sendFile: (chat, form) => send('POST', `/chats/${chat}/files`, form),
  press: (chat, press) => send('POST', `/chats/${chat}/presses`, press),
  setBlocked: (chat, blocked) => send('PUT', `/chats/${chat}/blocked`, { blocked }),
  migrate: (chat) => send('POST', `/chats/${chat}/migrate`),
  addPerson: (person) => send('POST', '/persons', person),
  addGroup: (group) => send('POST', '/chats', group),
  addFault: (rule) => send('POST', '/faults', rule),
  removeFault: (id) => send('DELETE', `/faults/${id}`),
  clearFaults: () => send('DELETE', '/faults'),
  reset: () => send('POST', '/reset'),
  fileUrl: (fileId) => `${root}/files/${encodeURIComponent(fileId)}`,
  eventsUrl: `${root}/events`,
};
