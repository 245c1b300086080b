import { InputFile } from 'node-telegram-bot-api';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './test-support/browser';
import { anna, onePixelPng, sandboxInTest, stopAll, until, type TestSandbox } from './test-support/sandbox-in-test';

// A browser on a busy machine needs more than the five seconds of a plain test.
jest.setTimeout(60_000);

let browser: Browser | undefined;
let sandbox: TestSandbox;
let page: Page;
let complaints: string[];
let stopBot: AbortController;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

beforeEach(async () => {
  if (!browser) throw new Error('there is no browser');
  sandbox = await sandboxInTest();
  complaints = [];
  stopBot = new AbortController();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  await page.goto(sandbox.url);
  await page.getByText('Пока тихо').waitFor();
});
afterEach(async () => {
  stopBot.abort();
  await page.close();
  await stopAll();
  expect(complaints).toEqual([]);
});

const input = () => page.getByRole('textbox', { name: 'Сообщение' });
const bubble = (text: string) => page.locator('.message', { hasText: text });

/** A bot that answers every text with its echo and a button, and every press with a note and an edit. */
async function runBot({ api }: TestSandbox, signal: AbortSignal): Promise<void> {
  let offset: number | undefined;
  while (!signal.aborted) {
    const updates = await api.getUpdates({ offset, timeout: 20 }, signal).catch(() => []);
    for (const update of updates) {
      offset = update.update_id + 1;
      if ('message' in update) {
        const reply_markup = { inline_keyboard: [[{ text: 'Ещё раз', callback_data: 'again' }]] };
        await api.sendMessage({ chat_id: update.message.chat.id, text: `<b>Эхо</b>: ${update.message.text ?? 'файл'}`, parse_mode: 'HTML', reply_markup });
      }
      if ('callback_query' in update) {
        await api.answerCallbackQuery({ callback_query_id: update.callback_query.id, text: 'Готово' });
        await api.editMessageText({ chat_id: anna.id, message_id: update.callback_query.message?.message_id ?? 0, text: 'Нажато' });
      }
    }
  }
}

test('a person writes, the answer appears formatted, and a pressed button is answered and edits the message', async () => {
  const bot = runBot(sandbox, stopBot.signal);
  await input().fill('kpi вчера');
  await input().press('Enter');
  await bubble('Эхо: kpi вчера').waitFor();
  expect(await page.locator('.from-bot b').first().textContent()).toBe('Эхо');
  await page.getByRole('button', { name: 'Ещё раз' }).click();
  await page.locator('.toast', { hasText: 'Готово' }).waitFor();
  await bubble('Нажато').getByText('изменено').waitFor();
  stopBot.abort();
  await bot;
});

test('what the bot writes is text, never markup of the page', async () => {
  const nasty = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await sandbox.api.sendMessage({ chat_id: anna.id, text: nasty });
  await sandbox.control('POST', '/persons', { first_name: nasty.slice(0, 40) });
  await bubble('onerror').waitFor();
  expect(await page.locator('.message img, .message script, .chat-item img').count()).toBe(0);
  expect(await page.title()).toBe('OwnerBot · песочница');
});

test('an alert stands until it is closed, and a photo and a document can be seen', async () => {
  const sent = await sandbox.api.sendMessage({ chat_id: anna.id, text: 'Так?', reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'y' }]] } });
  await page.getByRole('button', { name: 'Да', exact: true }).click();
  await until(async () => (await sandbox.api.getUpdates()).length === 1, 'the press is in');
  const [update] = await sandbox.api.getUpdates();
  const id = update && 'callback_query' in update ? update.callback_query.id : '';
  await sandbox.api.answerCallbackQuery({ callback_query_id: id, text: 'Точно', show_alert: true });
  await page.getByRole('dialog').getByText('Точно').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await sandbox.api.sendPhoto({ chat_id: anna.id, photo: new InputFile(onePixelPng) });
  await sandbox.api.sendDocument({ chat_id: anna.id, document: new InputFile(Buffer.from('a'), { filename: 'отчёт.csv' }), reply_parameters: { message_id: sent.message_id } });
  await until(async () => (await page.evaluate<number>('document.querySelector(".photo img")?.naturalWidth')) === 1, 'the photo is shown');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Скачать: отчёт.csv' }).click()]);
  expect(download.suggestedFilename()).toBe('отчёт.csv');
  await sandbox.api.deleteMessage({ chat_id: anna.id, message_id: sent.message_id });
  await page.locator('.message', { has: page.getByText('Так?', { exact: true }) }).locator('.text').waitFor({ state: 'detached' });
});

test('a voice note is recorded with the microphone, and one is sent from a file', async () => {
  await page.getByRole('button', { name: 'Записать голосовое' }).click();
  await page.locator('.recording time', { hasText: '0:01' }).waitFor();
  await page.getByRole('button', { name: 'Отправить запись' }).click();
  await page.locator('.mine .voice').waitFor();
  await page.getByRole('button', { name: 'Прикрепить' }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('menuitem', { name: 'Голосовое из файла' }).click()]);
  await chooser.setFiles({ name: 'voice.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS') });
  await page.locator('.mine .voice').nth(1).waitFor();
  const updates = await sandbox.api.getUpdates();
  const voices = updates.flatMap((update) => ('message' in update && update.message.voice ? [update.message.voice] : []));
  expect(voices[0]?.file_size).toBeGreaterThan(1000);
  expect(voices[0]?.duration).toBeGreaterThanOrEqual(1);
  expect(voices[1]).toMatchObject({ mime_type: 'audio/ogg', file_size: 4 });
});

test('the commands of the bot are offered while a slash is typed, and keys choose one', async () => {
  await sandbox.api.setMyCommands({ commands: [{ command: 'kpi', description: 'Показатели' }, { command: 'help', description: 'Помощь' }] });
  await input().fill('/');
  await page.getByRole('option', { name: '/help Помощь' }).waitFor();
  await input().press('ArrowDown');
  await input().press('Enter');
  await page.locator('.mine', { hasText: '/help' }).waitFor();
});

test('a person edits their last message with the up key and answers to one', async () => {
  await input().fill('kpi вчра');
  await input().press('Enter');
  await bubble('kpi вчра').waitFor();
  await input().press('ArrowUp');
  await input().fill('kpi вчера');
  await input().press('Enter');
  await bubble('kpi вчера').getByText('изменено').waitFor();
  await sandbox.api.sendMessage({ chat_id: anna.id, text: 'Выручка' });
  await bubble('Выручка').hover();
  await bubble('Выручка').getByRole('button', { name: 'Ответить' }).click();
  await input().fill('спасибо');
  await input().press('Enter');
  await page.locator('.mine .quote', { hasText: 'Выручка' }).waitFor();
});

test('a fault is turned on and off in the panel, and the call that it hit is in the list', async () => {
  await page.getByRole('button', { name: 'Панель неполадок и вызовов' }).click();
  await page.getByLabel('Что случится').selectOption('server_error');
  await page.getByLabel('Метод').selectOption('sendMessage');
  await page.getByLabel('Сколько раз').fill('2');
  await page.getByRole('button', { name: 'Включить' }).click();
  await page.locator('.active-faults', { hasText: 'ещё 2 раза' }).waitFor();
  await expect(sandbox.api.sendMessage({ chat_id: anna.id, text: 'x' })).rejects.toMatchObject({ errorCode: 502 });
  await page.locator('.active-faults', { hasText: 'ещё 1 раз' }).waitFor();
  await page.getByRole('tab', { name: 'Вызовы' }).click();
  const call = page.locator('.call', { hasText: 'sendMessage' });
  await call.getByText('502').waitFor();
  await call.locator('summary').click();
  await call.getByText('"text": "x"').waitFor();
  await page.getByRole('tab', { name: 'Неполадки' }).click();
  await page.getByRole('button', { name: 'Выключить все' }).click();
  await page.getByText('Неполадок нет').waitFor();
});

test('a second person has a chat of their own, with a count of what they have not seen', async () => {
  await page.getByRole('button', { name: 'Новый человек' }).click();
  await page.getByLabel('Имя').fill('Борис');
  await page.getByRole('button', { name: 'Создать' }).click();
  await page.locator('.chat-item.current', { hasText: 'Борис' }).waitFor();
  await sandbox.api.sendMessage({ chat_id: anna.id, text: 'для Анны' });
  await page.locator('.chat-item', { hasText: 'Анна' }).locator('.badge', { hasText: '1' }).waitFor();
  expect(await bubble('для Анны').count()).toBe(0);
  await page.locator('.chat-item', { hasText: 'Анна' }).click();
  await bubble('для Анны').waitFor();
});

test('on a phone one goes from the chat to the list and back, and nothing is wider than the screen', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await sandbox.api.sendMessage({ chat_id: anna.id, text: 'длинное_слово'.repeat(40), reply_markup: { inline_keyboard: [[{ text: 'Очень длинная надпись на кнопке', callback_data: 'x' }, { text: 'Ещё одна', callback_data: 'y' }]] } });
  await bubble('длинное_слово').waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'К списку чатов' }).click();
  await page.locator('.chat-item', { hasText: 'Анна' }).click();
  await bubble('длинное_слово').waitFor();
});

test('the page speaks English when asked, and remembers it', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('All quiet').waitFor();
  await page.reload();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  const text = await page.evaluate<string>('document.body.innerText');
  // What is left is the person's name, the language switch, and the letter of the picture.
  expect(text.match(/[а-яё]+/gi)?.filter((word) => !['А', 'Анна', 'Русский'].includes(word)) ?? []).toEqual([]);
});

test('a blocked bot is told on the page, and the line is found again after it was lost', async () => {
  await sandbox.control('PUT', `/chats/${anna.id}/blocked`, { blocked: true });
  await page.getByText('Бот заблокирован и ничего не получит').waitFor();
  await page.getByRole('button', { name: 'Разблокировать бота' }).click();
  await page.locator('#notice').waitFor({ state: 'hidden' });
  const { port } = sandbox;
  await sandbox.stop();
  await page.getByText('Нет связи с песочницей').waitFor();
  complaints.length = 0;
  await sandboxInTest({ port });
  await page.locator('#notice').waitFor({ state: 'hidden' });
  complaints.length = 0;
});
