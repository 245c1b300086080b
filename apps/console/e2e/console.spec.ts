import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { leakCheck, waitFor } from '@ownerbot/testing';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './support/browser';
import { startConsoleSystem, type ConsoleSystem } from './support/console-system';

jest.setTimeout(240_000);

const PICTURES = process.env['CONSOLE_PICTURES'] ?? path.join(os.tmpdir(), 'ownerbot-console-pictures');

let system: ConsoleSystem;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  system = await startConsoleSystem('redis');
  await system.buryUpdates(30, { code: 'DECISION_FAILED', message: 'deciding update 17 failed', text: '/help' });
  await system.buryUpdates(20, { code: 'STORE_QUERY_FAILED', message: 'query commit-turn was refused (23505)', text: '/kpi' });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU' });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && !/status of 422/.test(line.text()) && complaints.push(line.text()));
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const picture = (name: string) => page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: false });
const go = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
const cause = (code: string) => page.locator(`article[data-code="${code}"]`);

test('an operator logs in, replays the letters of one cause by canary, drains the other, and finds it all in the audit', async () => {
  await page.goto(system.consoleUrl);
  await page.getByLabel('Токен').fill(system.tokens.anna);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Обзор' }).waitFor();
  for (const name of ['worker', 'notifier', 'ingest', 'console']) await page.locator(`[data-process="${name}"][data-state="well"]`).waitFor();
  await page.getByText('50', { exact: true }).first().waitFor();
  await picture('overview');

  await go('Мёртвые письма');
  await cause('DECISION_FAILED').getByText('30', { exact: true }).waitFor();
  await cause('STORE_QUERY_FAILED').getByText('20', { exact: true }).waitFor();
  await picture('dead-letters');

  await cause('DECISION_FAILED').getByRole('button', { name: 'Повторить' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Будет повторено 30 из 30').waitFor();
  await dialog.getByLabel('Писем в секунду').fill('100');
  await picture('replay');
  await dialog.getByRole('button', { name: 'Повторить' }).click();
  await page.locator('[data-type="replay"][data-state="done"]').waitFor({ timeout: 60_000 });
  await page.getByText('Всего 30: сделано 30').waitFor();
  await cause('DECISION_FAILED').waitFor({ state: 'detached' });

  await cause('STORE_QUERY_FAILED').getByRole('button', { name: 'Отбросить все' }).click();
  await dialog.getByLabel('Причина').fill('исправлено в новой версии');
  await dialog.getByLabel('Да, отбросить 20 писем').check();
  await dialog.getByRole('button', { name: 'Отбросить', exact: true }).click();
  await page.locator('[data-type="drain"][data-state="done"]').waitFor({ timeout: 60_000 });
  await page.getByText('Мёртвых писем с такими условиями нет').waitFor();
  await picture('operations');

  await go('Журнал');
  await page.getByText('action: dead-letters.drain').first().waitFor();
  await page.getByText('action: dead-letters.replay').first().waitFor();
  await picture('audit');
  expect(await system.deeds()).toEqual(['login anna', 'dead-letters.replay anna', 'dead-letters.drain anna']);

  // The replayed updates have been answered.
  await waitFor(async () => (await system.sandbox.posts('10000001')).filter(({ direction }) => direction === 'out').length >= 30, { what: 'the answers', timeoutMs: 60_000 });
});

test('a request is followed from its update to its message', async () => {
  await go('Запросы');
  await page.getByRole('row', { name: /Открыть запрос/ }).first().press('Enter');
  const timeline = page.getByRole('dialog');
  await timeline.getByText('сообщение', { exact: true }).first().waitFor();
  await picture('request');
  await page.keyboard.press('Escape');
  await timeline.waitFor({ state: 'detached' });
});

test('the mode is switched in the settings', async () => {
  await go('Настройки');
  await page.getByLabel('Поставить на время работы').selectOption('AUTO');
  await page.getByRole('button', { name: 'Сохранить' }).first().click();
  await page.getByText('Сейчас действует AUTO').waitFor();
  await page.getByRole('button', { name: 'Тема' }).click();
  await picture('settings-dark');
  await page.getByRole('button', { name: 'Тема' }).click();
  await page.getByLabel('Поставить на время работы').selectOption('');
  await page.getByRole('button', { name: 'Сохранить' }).first().click();
  await page.getByText('Сейчас действует DEMO').waitFor();
});

test('the raw queues are shown by Bull Board, in the page of their own', async () => {
  const raw = await page.context().newPage();
  await raw.goto(`${system.consoleUrl}/raw`);
  await raw.getByText('inbox-0').first().waitFor();
  await raw.screenshot({ path: path.join(PICTURES, 'raw.png') });
  await raw.close();
});

test('a letter is opened by keyboard; an edit that breaks its schema is refused with the field; it is discarded with a reason', async () => {
  await system.buryUpdates(1, { code: 'DECISION_FAILED', message: 'deciding update 17 failed', text: '/help' });
  await page.goto(`${system.consoleUrl}/dead-letters?view=letters`);
  await page.getByRole('row', { name: /Открыть письмо/ }).first().press('Enter');
  const letter = page.getByRole('dialog');
  await letter.getByRole('button', { name: 'Изменить' }).click();
  await letter.getByRole('textbox').fill('{"botId": ');
  await letter.getByText('Это не JSON').waitFor();
  await letter.getByRole('textbox').fill('{"botId": "1"}');
  await letter.getByRole('button', { name: 'Повторить с изменением' }).click();
  await letter.getByRole('alert').getByText(/PAYLOAD_INVALID/).waitFor();
  await letter.getByRole('button', { name: 'Отмена' }).click();
  await letter.getByRole('button', { name: 'Отбросить' }).click();
  await letter.getByLabel('Причина').fill('не нужно');
  await letter.getByLabel('Причина').press('Enter');
  await letter.getByText('отброшены').waitFor();
  expect((await system.deeds()).at(-1)).toBe('dead-letters.discard anna');
});

test('on a phone every page fits its width, in English too', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [path_, name] of [['/', 'overview'], ['/dead-letters?state=any&view=letters', 'dead-letters'], ['/requests', 'requests'], ['/proposals', 'proposals'], ['/audit', 'audit'], ['/settings', 'settings']] as const) {
    await page.goto(`${system.consoleUrl}${path_}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    expect([path_, await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')]).toEqual([path_, true]);
    await picture(`phone-${name}`);
  }
  await page.getByRole('button', { name: 'Разделы' }).click();
  await page.getByText('EN', { exact: true }).last().click();
  await page.getByRole('button', { name: 'Log out' }).waitFor();
  await picture('phone-menu');
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Operators' }).waitFor();
});

test('a viewer sees the letters and nothing to act with', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByLabel('Token').fill(system.tokens.boris);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await system.buryUpdates(1, { code: 'DECISION_FAILED', message: 'deciding update 17 failed', text: '/help' });
  await go('Dead letters');
  await cause('DECISION_FAILED').getByRole('button', { name: 'Show' }).waitFor();
  expect(await page.getByRole('button', { name: /Replay|Drain/ }).count()).toBe(0);
});

test('the pages have complained of nothing', () => {
  expect(complaints).toEqual([]);
});

leakCheck();
