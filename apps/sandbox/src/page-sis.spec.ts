import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './test-support/browser';
import { sandboxInTest, stopAll, until, type TestSandbox } from './test-support/sandbox-in-test';

jest.setTimeout(60_000);

let browser: Browser | undefined;
let sandbox: TestSandbox;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

async function openPanel(options: Parameters<typeof sandboxInTest>[0] = { sis: {} }): Promise<void> {
  if (!browser) throw new Error('there is no browser');
  sandbox = await sandboxInTest(options);
  complaints = [];
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(sandbox.url);
  await page.getByText('Пока тихо').waitFor();
  await page.getByRole('button', { name: 'Панель неполадок и вызовов' }).click();
  await page.getByRole('tab', { name: 'SIS' }).click();
}
afterEach(async () => {
  await page.close();
  await stopAll();
  expect(complaints).toEqual([]);
});

const ask = (path: string, init: RequestInit = {}): Promise<number> => {
  const headers = { 'x-ownerbot-key': 'sim-local-key', 'x-api-key': 'sim-local-key', 'x-actor-tg-id': '10000001', 'idempotency-key': 'a-key-of-the-test' };
  return fetch(`${sandbox.sis?.url}/ownerbot/v1/${path}`, { ...init, headers }).then(({ status }) => status, () => 0);
};

test('a fault is turned on, strikes, and is turned off; the request that it hit is shown', async () => {
  await openPanel();
  await page.getByText('SIS отвечает исправно').waitFor();
  await page.getByRole('combobox', { name: 'Что сделает SIS' }).selectOption({ label: 'Ответ с заданным кодом' });
  await page.getByRole('spinbutton', { name: 'Код ответа' }).fill('504');
  await page.getByRole('combobox', { name: 'На какие запросы' }).selectOption({ label: 'Чтения' });
  await page.getByRole('spinbutton', { name: 'Сколько запросов' }).fill('2');
  await page.getByRole('button', { name: 'Включить' }).click();
  await page.locator('.sis .active-faults li', { hasText: 'Чтения · Код ответа: 504' }).waitFor();
  expect(await ask('chats/queue?shop_id=1')).toBe(504);
  expect(await ask('ping?shop_id=1')).toBe(200);
  await page.locator('.sis .call', { hasText: 'GET chats/queue' }).getByText('504', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Выключить: Ответ с заданным кодом' }).click();
  await page.getByText('SIS отвечает исправно').waitFor();
  expect(await ask('chats/queue?shop_id=1')).toBe(200);
});

test('a restart is seen going down and coming back, with the keyboard alone', async () => {
  await openPanel();
  const seconds = page.getByRole('spinbutton', { name: 'Недоступен, с' });
  await seconds.fill('1');
  await seconds.press('Enter');
  await page.locator('.chip', { hasText: 'недоступен' }).waitFor();
  expect(await ask('ping?shop_id=1')).toBe(0);
  await page.locator('.chip', { hasText: 'работает' }).waitFor();
  await until(async () => (await ask('ping?shop_id=1')) === 200, 'it answers again');
});

test('prices, operations and the clock follow what happens', async () => {
  await openPanel({ sis: { now: new Date('2026-03-18T11:00:00Z') } });
  const body = JSON.stringify({ shop_id: 1, actor_tg_id: 10_000_001, product_ids: [3], mode: 'set', value: '66.00' });
  expect(await ask('actions/prices/adjust/apply', { method: 'POST', body })).toBe(200);
  await page.locator('summary', { hasText: 'Цены и остатки' }).click();
  await page.locator('tr', { hasText: 'Леггинсы «Штиль»' }).getByText('66.00').waitFor();
  await page.locator('summary', { hasText: 'Операции' }).click();
  await page.locator('.sis-operation', { hasText: 'prices/adjust' }).getByText('выполнена 1 раз').waitFor();
  await page.getByRole('button', { name: '+1 день' }).click();
  await page.locator('.sis-clock', { hasText: '19 мар' }).waitFor();
  await page.getByRole('button', { name: 'Пустить', exact: true }).click();
  await page.locator('.sis-clock', { hasText: 'идут' }).waitFor();
});

test('without a simulator the panel says so', async () => {
  await openPanel({});
  await page.getByText('Симулятор SIS здесь не запущен').waitFor();
});
