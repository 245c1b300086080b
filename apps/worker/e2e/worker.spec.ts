import { leakCheck, startSystem, SYSTEM_OWNER, waitFor, type SandboxPost, type System } from '@ownerbot/testing';

const STRANGER = '20000002';

describe.each(['postgres', 'redis'] as const)('the worker among the real processes on %s', (backend) => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ backend });
  });
  afterAll(() => system.stop());

  const answers = async (): Promise<SandboxPost[]> => (await system.sandbox.posts(SYSTEM_OWNER)).filter((post) => post.direction === 'out');
  /** Writes, and waits for the next answer. */
  async function ask(text: string): Promise<SandboxPost> {
    const before = (await answers()).length;
    await system.sandbox.write(SYSTEM_OWNER, text);
    return waitFor(async () => (await answers())[before], { what: `an answer to ${text}`, timeoutMs: 20_000 });
  }

  test('a person asks for figures, an order and the menu, and gets them', async () => {
    expect((await ask('kpi вчера')).message.text).toMatch(/DEMO[^]*€/);
    expect((await ask('заказ OB-1003')).message.text).toContain('OB-1003');
    expect((await ask('/start')).message.reply_markup?.inline_keyboard.length).toBeGreaterThan(1);
    expect((await ask('/help')).message.text).toMatch(/OB-1003/);
    expect((await ask('/cancel')).message.text).not.toBe('');
    expect((await ask('/systems')).message.text).toContain('0.1.0');
  });

  test('a chart comes as its figures and as a picture below them, and a press sends it as a file', async () => {
    const text = await ask('/trend 7');
    expect(text.message.text).toMatch(/DEMO[^]*€/);
    const next = async (what: 'photo' | 'document'): Promise<SandboxPost> => waitFor(async () => (await answers()).find(({ message }) => what in message), { what: `the ${what}`, timeoutMs: 20_000 });
    const picture = await next('photo');
    expect(picture.message).toMatchObject({ caption: expect.stringMatching(/^DEMO · Выручка и заказы за 7 дней\n/) as string, reply_to_message: { message_id: text.message.message_id } });
    const file = picture.message.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    await system.sandbox.press(SYSTEM_OWNER, picture.message.message_id, file);
    expect((await next('document')).message).toMatchObject({ document: { file_name: expect.stringMatching(/^DEMO_chart_trend_.*\.png$/) as string } });
  });

  test('a press redraws the panel in place', async () => {
    const panel = await ask('/menu');
    await system.sandbox.press(SYSTEM_OWNER, panel.message.message_id, 'ui:systems');
    const edited = await waitFor(async () => (await answers()).find((post) => post.message.message_id === panel.message.message_id && post.edits.length > 0), { what: 'the edited panel' });
    expect(edited.message.text).toContain('0.1.0');
  });

  test('a stranger gets nothing', async () => {
    await system.sandbox.inject([
      { update_id: 900_001, message: { message_id: 1, date: 1_770_000_000, chat: { id: Number(STRANGER), type: 'private', first_name: 'S' }, from: { id: Number(STRANGER), is_bot: false, first_name: 'S' }, text: 'kpi' } },
    ]);
    await ask('/help');
    expect((await system.sandbox.posts(STRANGER)).filter((post) => post.direction === 'out')).toEqual([]);
  });

  test('it tells how it is and what it counts', async () => {
    const health = await fetch(`${system.workerUrl}/health`);
    expect(await health.json()).toMatchObject({ live: true, ready: true });
    const metrics = await (await fetch(`${system.workerUrl}/metrics`)).text();
    for (const name of ['turns_total', 'turn_seconds', 'tool_runs_total']) expect(metrics).toContain(`ownerbot_${name}`);
  });

  test('stopped while it works, it ends in good order and loses nothing', async () => {
    const before = (await answers()).length;
    await Promise.all([1, 2, 3, 4, 5].map(() => system.sandbox.write(SYSTEM_OWNER, 'заказ OB-1003')));
    expect(await system.apps.worker.stop()).toBe(0);
    await system.apps.worker.start();
    await waitFor(async () => (await answers()).length >= before + 5, { what: 'five answers', timeoutMs: 40_000 });
  });
});

leakCheck();
