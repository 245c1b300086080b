import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { createBroadcasts, type Broadcasts } from '@ownerbot/operations';
import { SettingsError, systemClock } from '@ownerbot/runtime';
import { openDatabase, requireMigrations, type BroadcastFacts } from '@ownerbot/storage';
import { botIdOf } from '@ownerbot/telegram';
import { withDatabase } from '../local-database';
import { actorOf } from '../operators/actor';
import { runOperator, type OperatorOptions } from '../operators/run-operator';
import { table } from '../output/printer';
import type { CommandContext } from '../run-command';
import { wholeEnvironment } from '../whole-environment';
import { timeOf } from './dlq/render';

const AS = ['--as <name>', 'who does it, for the audit; default: the user of this machine'] as const;
const JSON_OPTION = ['--json', 'print the result as JSON'] as const;

export function broadcastCommand(): Command {
  const broadcast = new Command('broadcast').description('one text for many chats: start, follow, pause, resume, cancel').enablePositionalOptions();
  broadcast.addCommand(startCommand());
  broadcast.addCommand(
    new Command('list')
      .description('the latest broadcasts and how far they are')
      .option(...JSON_OPTION)
      .action((options: OperatorOptions) =>
        runOperator(options, (context) =>
          withBroadcasts(context, async ({ list }) => {
            const items = await list();
            context.printer.result({ items }, () => render(items));
          }),
        ),
      ),
  );
  broadcast.addCommand(oneCommand('show', 'how far one is', (broadcasts, id) => broadcasts.show(id)));
  broadcast.addCommand(oneCommand('pause', 'nobody more is sent it, within a second', (broadcasts, id, options) => broadcasts.pause(actorOf(options), id)));
  broadcast.addCommand(oneCommand('resume', 'it goes on', (broadcasts, id, options) => broadcasts.resume(actorOf(options), id)));
  broadcast.addCommand(oneCommand('cancel', 'it ends; who has not been sent it never will be', (broadcasts, id, options) => broadcasts.cancel(actorOf(options), id)));
  return broadcast;
}

interface StartOptions extends OperatorOptions {
  readonly textFile: string;
  readonly chatsFile: string;
  readonly silent?: boolean;
}

function startCommand(): Command {
  return new Command('start')
    .description('sends a text to many chats, each at most once, at BROADCAST_RATE')
    .requiredOption('--text-file <file>', "the text, in Telegram's HTML")
    .requiredOption('--chats-file <file>', 'ids of the chats, one in a line')
    .option('--silent', 'without a sound')
    .option(...AS)
    .option(...JSON_OPTION)
    .action((options: StartOptions) =>
      runOperator(options, async (context) => {
        const { botToken } = wholeEnvironment(context.env).telegram;
        if (botToken === undefined) throw new SettingsError([{ key: 'BOT_TOKEN', found: 'nothing', allowed: 'the token that BotFather gave' }]);
        const text = (await readFile(options.textFile, 'utf8')).trim();
        const chatIds = (await readFile(options.chatsFile, 'utf8')).split(/\s+/).filter((line) => line !== '');
        await withBroadcasts(context, async (broadcasts) => {
          const started = await broadcasts.start(actorOf(options), botIdOf(botToken), { text, chatIds, silent: options.silent === true });
          context.printer.result(started, () => render([started]));
        });
      }),
    );
}

function oneCommand(name: string, description: string, act: (broadcasts: Broadcasts, id: string, options: OperatorOptions) => Promise<BroadcastFacts>): Command {
  return new Command(name)
    .description(description)
    .argument('<id>')
    .option(...AS)
    .option(...JSON_OPTION)
    .action((id: string, options: OperatorOptions) =>
      runOperator(options, (context) =>
        withBroadcasts(context, async (broadcasts) => {
          const facts = await act(broadcasts, id, options);
          context.printer.result(facts, () => render([facts]));
        }),
      ),
    );
}

function withBroadcasts<T>({ env, printer }: CommandContext, work: (broadcasts: Broadcasts) => Promise<T>): Promise<T> {
  const settings = wholeEnvironment(env);
  return withDatabase({ databaseUrl: settings.store.databaseUrl, home: settings.process.home }, printer.note, async (url) => {
    const db = openDatabase({ url, applicationName: 'ownerbot broadcast', maxConnections: 1 });
    try {
      await requireMigrations(db);
      return await work(createBroadcasts({ db, clock: systemClock }));
    } finally {
      await db.close();
    }
  });
}

function render(items: readonly BroadcastFacts[]): string {
  const rows = items.map(({ id, state, total, recipients: { sent = 0, failed = 0, unconfirmed = 0, cancelled = 0, waiting = 0, queued = 0, sending = 0 }, createdAt, requestedBy }) => [
    id, state, String(total), String(sent), String(failed), String(unconfirmed), String(cancelled), String(waiting + queued + sending), timeOf(createdAt), requestedBy,
  ]);
  return table(['id', 'state', 'recipients', 'sent', 'failed', 'unconfirmed', 'cancelled', 'to go', 'started', 'by'], rows);
}
