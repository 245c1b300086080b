import { leakCheck } from '@ownerbot/testing';
import { openWorld, type World } from '../fixtures/world';
import { tellOverload } from './tell-overload';

let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(() => world.emptyAll());
afterAll(() => world.close());

const look = (waiting: number) => tellOverload(world.parts(), { botId: world.bot(), waiting, maxWaiting: 100 });

test('every owner is told of an overload once in an hour, however many workers see it', async () => {
  expect(await look(100)).toBe(0);
  await Promise.all([look(101), look(101)]);
  expect(await look(500)).toBe(0);
  expect((await world.settle()).map((one) => one.chatId).sort()).toEqual(['7', '8']);
  world.clock.advance(3_600_001);
  expect(await look(500)).toBe(2);
});

leakCheck();
