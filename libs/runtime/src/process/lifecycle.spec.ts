import { createLogger, silentLogger } from '../log/logger';
import { createLifecycle, startServices } from './lifecycle';
import { service, type Service } from './service';

const never = new Promise<never>(() => undefined);

function traced(names: readonly string[]): { services: Service[]; events: string[] } {
  const events: string[] = [];
  const services = names.map((name) =>
    service(name, {
      start: () => Promise.resolve(void events.push(`start ${name}`)),
      stop: () => Promise.resolve(void events.push(`stop ${name}`)),
    }),
  );
  return { services, events };
}

test('services start in order and stop in the reverse order', async () => {
  const { services, events } = traced(['db', 'queues', 'server']);
  const running = await startServices({ name: 'x', log: silentLogger, services, stopWithinMs: 1_000 });
  await running.stop();
  expect(events).toEqual(['start db', 'start queues', 'start server', 'stop server', 'stop queues', 'stop db']);
});

test('stopping twice stops once', async () => {
  const { services, events } = traced(['db']);
  const running = await startServices({ name: 'x', log: silentLogger, services, stopWithinMs: 1_000 });
  expect(running.stop()).toBe(running.stop());
  await running.stop();
  expect(events).toEqual(['start db', 'stop db']);
});

test.each([
  ['rejects', () => Promise.reject(new Error('taken'))],
  ['throws', () => { throw new Error('taken'); }],
])('when a start %s, it and those that run are stopped, the rest is not started, and its error is thrown', async (_how, start) => {
  const { services, events } = traced(['db', 'queues']);
  const failing = service('server', { start, stop: () => Promise.resolve(void events.push('stop server')) });
  const rest = traced(['last']);
  await expect(startServices({ name: 'x', log: silentLogger, services: [...services, failing, ...rest.services], stopWithinMs: 1_000 })).rejects.toThrow('taken');
  expect(events).toEqual(['start db', 'start queues', 'stop server', 'stop queues', 'stop db']);
  expect(rest.events).toEqual([]);
});

test('a service that hangs or fails while stopping is logged and left behind; the others are stopped within the deadline', async () => {
  const lines: string[] = [];
  const log = createLogger({ process: 'x', level: 'info', write: (line) => lines.push(line) });
  const { services, events } = traced(['db']);
  const hanging = service('hanging', { stop: () => never });
  const failing = service('failing', { stop: () => Promise.reject(new Error('broken')) });
  const running = await startServices({ name: 'x', log, services: [...services, failing, hanging], stopWithinMs: 150 });
  const begun = performance.now();
  await running.stop();
  expect(performance.now() - begun).toBeLessThan(1_000);
  expect(events).toEqual(['start db', 'stop db']);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ event: 'service_stop_failed', service: 'hanging', error: expect.objectContaining({ code: 'DEADLINE_PASSED' }) }),
    expect.objectContaining({ event: 'service_stop_failed', service: 'failing', error: expect.objectContaining({ message: 'broken' }) }),
  ]);
});

test('the deadline that services are handed fires and tells what remains', async () => {
  const seen: { remaining: number; fired: boolean }[] = [];
  const patient = service('patient', {
    stop: async (deadline) => {
      const remaining = deadline.remainingMs();
      await new Promise<void>((resolve) => deadline.signal.addEventListener('abort', () => resolve()));
      seen.push({ remaining, fired: deadline.signal.aborted });
    },
  });
  const running = await startServices({ name: 'x', log: silentLogger, services: [patient], stopWithinMs: 200 });
  await running.stop();
  expect(seen).toEqual([{ remaining: expect.any(Number), fired: true }]);
  expect(seen[0]?.remaining).toBeGreaterThan(100);
});

test('stopping during the start lets the start under way finish, starts nothing more and stops what was started', async () => {
  const events: string[] = [];
  let finish: () => void = () => undefined;
  const slow = service('slow', {
    start: () => new Promise<void>((resolve) => { finish = () => { events.push('start slow'); resolve(); }; }),
    stop: () => Promise.resolve(void events.push('stop slow')),
  });
  const { services, events: others } = traced(['never']);
  const lifecycle = createLifecycle({ name: 'x', log: silentLogger, services: [slow, ...services], stopWithinMs: 5_000 });
  const starting = lifecycle.start();
  const stopping = lifecycle.stop();
  finish();
  await Promise.all([starting, stopping]);
  expect(events).toEqual(['start slow', 'stop slow']);
  expect(others).toEqual([]);
});

test('stopping does not wait for a start that hangs', async () => {
  const stopped = jest.fn(() => Promise.resolve());
  const lifecycle = createLifecycle({ name: 'x', log: silentLogger, services: [service('hanging', { start: () => never, stop: stopped })], stopWithinMs: 200 });
  void lifecycle.start();
  await lifecycle.stop();
  expect(stopped).toHaveBeenCalledTimes(1);
});
