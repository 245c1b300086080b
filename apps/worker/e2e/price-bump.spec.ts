import { leakCheck, SYSTEM_OWNER, waitFor, type SandboxPost } from '@ownerbot/testing';
import { dataOf, ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { startSisSystem, type SisSystem } from './support/sis-system';

interface Product {
  readonly product_id: number;
  readonly base_price: string | null;
}

let system: SisSystem;
let chat: OwnerChat;
beforeAll(async () => {
  system = await startSisSystem({ backend: 'postgres', env: { SIS_APPLY_TIMEOUT_SEC: '5', SIS_RETRY_BACKOFF_BASE_SEC: '0.1' } });
  chat = ownerChat(system, SYSTEM_OWNER);
});
beforeEach(() => system.sis.reset());
afterAll(() => system.stop());

/** By buttons alone, as a person finds it: menu, prices, all templates of prices, the template, its question, the preview. */
async function previewBump(): Promise<SandboxPost> {
  await chat.ask('/menu');
  for (const button of ['ui:prices', 'tpl:cat:prices', 'tpl:run:PRC_BUMP']) await chat.tap(button);
  await chat.shown(/На сколько процентов поднять/);
  const before = (await chat.posts()).length;
  await chat.tap('tpl:ps:');
  return waitFor(async () => (await chat.posts()).slice(before).find((post) => dataOf(post, 'confirm:') !== undefined), { what: 'the preview', timeoutMs: 30_000 });
}

/** Presses Apply below the preview, twice as people do, and waits until its message tells the end. */
async function apply(preview: SandboxPost): Promise<string> {
  const id = preview.message.message_id;
  const data = dataOf(preview, 'confirm:') ?? '';
  await Promise.all([system.sandbox.press(SYSTEM_OWNER, id, data), chat.pressRaw(data, id)]);
  const end = (post: SandboxPost) => post.message.message_id === id && /Готово|не известно|ничего не изменилось/i.test(textOf(post));
  return textOf(await waitFor(async () => (await chat.posts()).find(end), { what: 'the end of the change', timeoutMs: 60_000 }));
}

const priceOf = async (productId: number): Promise<string | null | undefined> => (await system.sis.rows<Product>('products')).find((row) => row.product_id === productId)?.base_price;

/** Hoodie 12 costs 80.00 before and 84.00 after one bump of five percent; after two it would cost 89.00. */
async function expectOneBump(): Promise<void> {
  expect(await system.sis.operations()).toMatchObject([{ path: '/ownerbot/v1/actions/prices/bump/apply', state: 'committed', executions: 1 }]);
  expect(await system.sandbox.call('GET', '/sim/journal')).toHaveLength(1);
  expect(await priceOf(12)).toBe('84.00');
}

test('a price bump is previewed, confirmed, committed, and visible in the next report', async () => {
  const before = await system.sis.stateHash();
  const preview = await previewBump();
  expect(textOf(preview)).toMatch(/Поднять все цены на 5 %[^]*Изменится: 58[^]*10,00 € → 11,00 €[^]*Источник: SIS/);
  expect(await system.sis.stateHash()).toBe(before);
  expect(await apply(preview)).toMatch(/Готово[^]*Изменено: 58/);
  await expectOneBump();
  const settled = (await chat.posts()).find((post) => post.message.message_id === preview.message.message_id);
  expect(settled && dataOf(settled, 'confirm:')).toBeUndefined();
  await chat.ask('остатки');
  await chat.tap('tpl:run:PRD_NO_PHOTO');
  expect(textOf(await chat.shown(/^Без фото: 2/))).toContain('84,00 €');
});

test('SIS restarted between preview and confirm: one bump', async () => {
  const preview = await previewBump();
  await system.sis.restart(500);
  await waitFor(() => system.sis.isOpen(), { what: 'SIS to be back' });
  expect(await apply(preview)).toMatch(/Готово/);
  await expectOneBump();
});

test('SIS away from before the confirm until after the commit began: one bump, once it is back', async () => {
  const preview = await previewBump();
  await system.sis.restart(3_000);
  expect(await apply(preview)).toMatch(/Готово/);
  await expectOneBump();
});

test('SIS restarted amid the apply: one bump', async () => {
  const preview = await previewBump();
  await system.sis.faults({ fault: 'slow', params: { ms: 60_000 }, match: { kind: 'apply' }, times: 1 });
  const end = apply(preview);
  await waitFor(async () => (await system.sandbox.call<object[]>('GET', '/sim/faults')).length === 0, { what: 'the apply to be executing', timeoutMs: 20_000 });
  await system.sis.restart(100);
  expect(await end).toMatch(/Готово/);
  await expectOneBump();
});

test('the answer of the apply lost: one bump, and the owner hears how it was found out', async () => {
  const preview = await previewBump();
  await system.sis.faults({ fault: 'drop_after_apply', match: { kind: 'apply' }, times: 1 });
  expect(await apply(preview)).toMatch(/Готово[^]*Ответ магазина потерялся/);
  await expectOneBump();
});

leakCheck();
