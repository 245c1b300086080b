import { OperatorSettings, readOperator, type Operator } from '@ownerbot/operations';
import { QueueSettings } from '@ownerbot/queues';
import { ConsoleAddress, DatabaseSettings, loadSettings, ProcessSettings, type Environment, type SettingFinding } from '@ownerbot/runtime';
import { ShopSettings } from '@ownerbot/shop';

const classes = {
  process: ProcessSettings,
  address: ConsoleAddress,
  database: DatabaseSettings,
  queues: QueueSettings,
  operators: OperatorSettings,
  shop: ShopSettings,
};

export type ConsoleSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError */
export function loadConsoleSettings(env: Environment): ConsoleSettings {
  return loadSettings({ process: 'console', classes, env });
}

/** Without these the console can do nothing; with `PREFLIGHT_FAIL_FAST=0` it starts all the same, to say so in `/health`. */
export function missingSettings({ database, operators }: ConsoleSettings): readonly SettingFinding[] {
  const findings: SettingFinding[] = [];
  if (database.databaseUrl === undefined) findings.push({ key: 'DATABASE_URL', found: 'nothing', allowed: 'URL with postgres://' });
  if (operators.operatorTokens === undefined) findings.push({ key: 'OPERATOR_TOKENS', found: 'nothing', allowed: 'at least one operator; `ownerbot operator-token` makes one' });
  return findings;
}

export function operatorsOf({ operators }: ConsoleSettings): readonly Operator[] {
  return (operators.operatorTokens ?? []).map(readOperator);
}
