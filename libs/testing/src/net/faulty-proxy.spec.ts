import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { leakCheck } from '../leak-check';
import { waitFor } from '../wait-for';
import { faultyProxy, type FaultyProxy } from './faulty-proxy';

let echo: Server;
let proxy: FaultyProxy;
const open: Socket[] = [];
beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await faultyProxy({ port: (echo.address() as AddressInfo).port });
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

function client(): { socket: Socket; said: () => string; isClosed: () => boolean } {
  const socket = connect(proxy.port, '127.0.0.1');
  open.push(socket);
  let said = '';
  socket.setEncoding('utf8').on('data', (text: string) => (said += text));
  socket.on('error', () => undefined);
  return { socket, said: () => said, isClosed: () => socket.closed };
}

test('it forwards both ways, and addresses can be led through it', async () => {
  const { socket, said } = client();
  socket.write('hello');
  await waitFor(() => said() === 'hello', { what: 'the echo' });
  expect(proxy.through('postgres://u:p@db.example:5432/x')).toBe(`postgres://u:p@127.0.0.1:${proxy.port}/x`);
});

test('a cut breaks connections and refuses new ones until it is healed', async () => {
  const first = client();
  first.socket.write('a');
  await waitFor(() => first.said() === 'a', { what: 'the echo' });
  proxy.cut();
  await waitFor(first.isClosed, { what: 'the break' });
  const second = client();
  await waitFor(second.isClosed, { what: 'the refusal' });
  proxy.heal();
  const third = client();
  third.socket.write('c');
  await waitFor(() => third.said() === 'c', { what: 'the echo' });
});

test('a black hole keeps connections open and swallows what is said; healed, they are broken', async () => {
  const { socket, said, isClosed } = client();
  socket.write('a');
  await waitFor(() => said() === 'a', { what: 'the echo' });
  proxy.blackHole();
  await new Promise((resolve) => socket.write('lost', resolve));
  const second = client();
  await once(second.socket, 'connect');
  expect([said(), isClosed(), second.isClosed()]).toEqual(['a', false, false]);
  proxy.heal();
  await waitFor(isClosed, { what: 'the break' });
});

test('slow data arrive later and in order', async () => {
  proxy.slow(60);
  const began = performance.now();
  const { socket, said } = client();
  socket.write('a');
  socket.write('b');
  await waitFor(() => said() === 'ab', { what: 'the echo' });
  expect(performance.now() - began).toBeGreaterThanOrEqual(119);
});

leakCheck();
