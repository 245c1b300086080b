import { ShopError, SHOP_MODES, type ShopMode } from '@ownerbot/shop';
import { editSettings, type Db } from '@ownerbot/storage';
import { AnyText, Count, Nullable, OneOf, ToolError, type ToolContext, type UpstreamFacts } from '@ownerbot/tools';
import type { ActionResult, OwnChange as OwnCommit } from '@ownerbot/actions';
import { ownAction, type OwnChange } from '../acting/own-action';
import { ActionPreviewOutput } from '../acting/preview-output';

export const MODE_WISHES = [...SHOP_MODES, 'clear'] as const;
export type ModeWish = (typeof MODE_WISHES)[number];

export class SysUpstreamModeSetPayload {
  /** `clear`: back to the configured one. */
  @OneOf(MODE_WISHES) readonly mode: ModeWish;
}

export class SysUpstreamModeSetOutput extends ActionPreviewOutput {
  @OneOf(SHOP_MODES) readonly before: ShopMode;
  @OneOf(SHOP_MODES) readonly after: ShopMode;
  @AnyText() readonly configured: string;
  @Nullable() @OneOf(SHOP_MODES) readonly runtime_mode: ShopMode | null;
  @Count() readonly settings_version: number;
}

/** Where the figures come from, until it is set again or cleared. Every process follows with its next request. */
export const sysUpstreamModeSet = ownAction<SysUpstreamModeSetPayload>({
  name: 'sys_upstream_mode_set',
  version: '1.0',
  group: 'systems',
  payload: SysUpstreamModeSetPayload,
  output: SysUpstreamModeSetOutput,
  auditFields: ['mode'],
  conflictGroups: ['mode'],
  sources: ['config.UPSTREAM_MODE', 'settings'],
  execution: { type: 'own', apply },
  async preview({ mode }, context): Promise<OwnChange> {
    const upstream = await context.own.upstream();
    refuseWhatCannotBe(mode, upstream);
    const override = mode === 'clear' ? null : mode;
    const after = override ?? upstream.upstream_mode;
    const { settings_version: settingsVersion, runtime_mode: runtimeMode } = upstream;
    return {
      commit: changes(mode, { after, runtimeMode, context }) ? { mode_override: override, settings_version: settingsVersion } : null,
      understood: { mode },
      targets: ['upstream_mode_override'],
      rests: { settings_version: settingsVersion },
      canBeUndone: true,
      tells: { before: context.mode, after, configured: upstream.upstream_mode, runtime_mode: runtimeMode, settings_version: settingsVersion },
    };
  },
});

/** An override that is cleared goes, even where the configured mode is the same one. */
function changes(mode: ModeWish, { after, runtimeMode, context }: { after: ShopMode; runtimeMode: ShopMode | null; context: ToolContext }): boolean {
  return mode === 'clear' ? runtimeMode !== null : after !== context.mode;
}

function refuseWhatCannotBe(mode: ModeWish, { toggle_enabled: isEnabled, missing_keys: missing }: UpstreamFacts): void {
  if (!isEnabled) throw new ToolError('ACTION_CONFLICT', 'the mode may not be switched at run time', { reason: 'TOGGLE_DISABLED', key: 'UPSTREAM_RUNTIME_TOGGLE_ENABLED' });
  const key = mode === 'clear' ? null : missing[mode];
  if (key !== null) throw new ToolError('UPSTREAM_NOT_CONFIGURED', `mode ${mode} needs ${key}`, { key });
}

async function apply(tx: Db, { proposal, commit, now }: OwnCommit): Promise<ActionResult> {
  const mode = SHOP_MODES.find((one) => one === commit['mode_override']) ?? null;
  const version = await editSettings(tx, {
    of: 'tenant',
    patch: { upstream_mode_override: mode },
    seenVersion: Number(commit['settings_version']),
    at: now,
    correlationId: proposal.correlationId,
    by: proposal.ownerUserId,
  });
  if (version === null) throw new ShopError('PREVIEW_STALE', 'the settings have changed since the preview');
  return { affected_count: 1, settings_version: version, runtime_mode: mode };
}
