import { loadSettings, SettingsError } from '@ownerbot/runtime';
import { QueueSettings } from './settings';

const load = (env: Record<string, string>): QueueSettings => loadSettings({ process: 'worker', classes: { queues: QueueSettings }, env }).queues;

test.each([
  [{}, 'postgres', 4, 2],
  [{ REDIS_URL: 'redis://127.0.0.1' }, 'redis', 16, 8],
  [{ REDIS_SENTINELS: 'redis://a:1, redis://b:2' }, 'redis', 16, 8],
  [{ QUEUE_BACKEND: 'postgres', INBOX_LANES: '7' }, 'postgres', 7, 2],
])('defaults follow the backend: %j', (env, backend, inbox, outbox) => {
  const settings = load(env as Record<string, string>);
  expect([settings.backend, settings.inboxLanes, settings.outboxLanes]).toEqual([backend, inbox, outbox]);
});

test.each([
  [{ QUEUE_BACKEND: 'redis' }, 'QUEUE_BACKEND'],
  [{ QUEUE_BACKEND: 'postgres', REDIS_URL: 'redis://h' }, 'QUEUE_BACKEND'],
  [{ REDIS_URL: 'redis://h', REDIS_SENTINELS: 'redis://s' }, 'REDIS_URL, REDIS_SENTINELS'],
  [{ REDIS_URL: 'http://h' }, 'REDIS_URL'],
  [{ INBOX_LANES: '0' }, 'INBOX_LANES'],
  [{ OUTBOX_LANES: '65' }, 'OUTBOX_LANES'],
])('what does not fit is refused with its key: %j', (env, key) => {
  const attempt = (): unknown => load(env as Record<string, string>);
  expect(attempt).toThrow(SettingsError);
  expect(attempt).toThrow(key);
});
