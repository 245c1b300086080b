import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../../fixtures/reply-context';
import { aRun, showReply } from '../../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { fxStatusPresenter } from './presenter';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

async function shown(presentation: string): Promise<string> {
  const response = await bench.ask('sis_fx_status');
  return showReply(fxStatusPresenter.answer(response, aContext({ now: new Date(NOON) }), aRun('sis_fx_status', {}, presentation)));
}

test('the state of the rate tells the rate and whether an update is due, and leads to the settings', async () => {
  const status = await shown('fx_status');
  expect(status).toMatch(/Курс сейчас: <b>/);
  expect(status).not.toContain('Расписание');
  expect(status).toContain('[Курс] [Настройки курса]');
});

test('the settings of the rate are told with their units, without the rate', async () => {
  const settings = await shown('fx_settings');
  expect(settings).toMatch(/^DEMO · <b>Настройки курса USD\/EUR<\/b>\n\nИсточник курса: <b>/);
  expect(settings).toMatch(/Расписание: .*\n.*\n.*\nПауза/);
  expect(settings).not.toContain('Курс сейчас');
});

leakCheck();
