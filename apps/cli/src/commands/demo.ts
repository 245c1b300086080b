import { Command } from 'commander';
import { codeOf, messageOf, systemClock } from '@ownerbot/runtime';
import { checkDemo, dropDemo, resetDemo, seedDemo, type DemoCheckResult, type DemoGuardSettings, type SeedResult } from '@ownerbot/shop';
import { openDatabase, type Database } from '@ownerbot/storage';
import type { AllSettings } from '../all-settings';
import { withDatabase } from '../local-database';
import { runCommand } from '../run-command';
import { wholeEnvironment } from '../whole-environment';

type DemoOptions = { json?: boolean; whereAllowed?: boolean };
type DemoContext = { db: Database; settings: DemoGuardSettings; seed: string };

/** `ownerbot demo …`: makes, checks and takes away the demo shop. */
export function demoCommand(): Command {
  const demo = new Command('demo').description('the demo shop: its own schema, its own data, never in production');
  const add = <Result>(name: string, description: string, work: (context: DemoContext, options: DemoOptions) => Promise<Result>, text: (result: Result) => string) =>
    demo
      .command(name)
      .description(description)
      .option('--json', 'print the result as JSON')
      .action((options: DemoOptions) =>
        runCommand(options, async ({ env, printer }) => {
          const settings = wholeEnvironment(env);
          const result = await withDemo(settings, printer.note, (context) => work(context, options));
          printer.result(result, () => text(result));
          if (isFailedCheck(result)) process.exitCode = 1;
        }),
      );
  add('seed', 'create the shop; does nothing when it is there', (context, options) => (options.whereAllowed === true ? seedUnlessRefused(context) : seedDemo(context)), renderSeed).option(
    '--where-allowed',
    'in production and beside a real shop: do nothing, successfully',
  );
  add('reset', 'drop the shop and seed it again; edits are lost', resetDemo, renderSeed);
  add('drop', 'take the shop away', dropDemo, (result) => result.outcome);
  add('check', 'compare its figures with those that the seed must give', (context) => checkDemo({ ...context, clock: systemClock, timezone: 'Europe/Berlin' }), renderCheck);
  return demo;
}

/** What `ownerbot up` does: seeds where the guards allow it, and says nothing of a shop that is not wanted. */
export async function seedWhereAllowed(settings: AllSettings, databaseUrl: string, say: (text: string) => void): Promise<void> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'ownerbot demo', maxConnections: 1 });
  try {
    const { outcome } = await seedUnlessRefused({ db, settings: guardOf(settings), seed: settings.demo.seed });
    if (outcome !== 'refused') say(outcome === 'seeded' ? '✓ demo shop made' : '✓ demo shop is there');
  } finally {
    await db.close();
  }
}

/** A deployment runs this without knowing which shop it is for. */
type SeedAttempt = SeedResult | { readonly outcome: 'refused'; readonly why: string };

async function seedUnlessRefused(context: DemoContext): Promise<SeedAttempt> {
  try {
    return await seedDemo(context);
  } catch (error) {
    if (codeOf(error) !== 'DEMO_COMMAND_REFUSED') throw error;
    return { outcome: 'refused', why: messageOf(error) };
  }
}

function renderSeed(result: SeedAttempt): string {
  return result.outcome === 'refused' ? `nothing seeded: ${result.why}` : `${result.outcome}: seed ${result.seed}, version ${result.version}`;
}

function guardOf(settings: AllSettings): DemoGuardSettings {
  return { appEnv: settings.process.appEnv, upstreamMode: settings.shop.upstreamMode, autoFallback: settings.shop.autoFallback };
}

async function withDemo<Result>(settings: AllSettings, note: (text: string) => void, work: (context: DemoContext) => Promise<Result>): Promise<Result> {
  return withDatabase({ databaseUrl: settings.store.databaseUrl, home: settings.process.home }, note, async (url) => {
    const db = openDatabase({ url, applicationName: 'ownerbot demo', maxConnections: 2 });
    try {
      return await work({ db, settings: guardOf(settings), seed: settings.demo.seed });
    } finally {
      await db.close();
    }
  });
}

function renderCheck(result: DemoCheckResult): string {
  const wrong = result.findings.filter((finding) => !finding.ok);
  const lines = wrong.map((finding) => `✗ ${finding.name}: expected ${JSON.stringify(finding.expected)}, found ${JSON.stringify(finding.found)}`);
  return [...lines, wrong.length === 0 ? `✓ ${result.findings.length} checks hold` : `${wrong.length} of ${result.findings.length} checks fail`].join('\n');
}

function isFailedCheck(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}
