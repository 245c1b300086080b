import { request } from 'node:http';
import { leakCheck, waitFor } from '@ownerbot/testing';
import { consoleInTest, type ConsoleInTest, type Visitor } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
let url: string;
beforeEach(async () => {
  world = await consoleInTest();
  url = await world.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => world.close());

/** Reads a stream of events until it is cut or ends. */
function listen(visitor: Visitor) {
  let text = '';
  let isOver = false;
  const cookie = Object.entries(visitor.cookies).map(([name, value]) => `${name}=${value}`).join('; ');
  const stream = request(`${url}/api/live`, { headers: { cookie } }, (answer) => {
    answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
    answer.once('close', () => (isOver = true));
  });
  stream.on('error', () => (isOver = true));
  stream.end();
  return { text: () => text, isOver: () => isOver, cut: () => stream.destroy() };
}

test('a page hears of the overview at once and again when it changes', async () => {
  const stream = listen(await world.loggedIn('boris'));
  await waitFor(() => stream.text().includes('event: overview'), { what: 'the first look' });
  await world.queues.pause('tools');
  await waitFor(() => /"queue":"tools"[^}]*"paused":true/.test(stream.text()), { what: 'the news' });
  stream.cut();
});

test('the stream ends with the session', async () => {
  const boris = await world.loggedIn('boris');
  const stream = listen(boris);
  await waitFor(() => stream.text().includes('event: overview'), { what: 'the first look' });
  await boris.send('DELETE', '/api/session');
  await waitFor(() => stream.isOver(), { what: 'its end' });
});

leakCheck();
