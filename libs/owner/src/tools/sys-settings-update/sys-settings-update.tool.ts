import type { ActionResult, OwnChange as OwnCommit } from '@ownerbot/actions';
import { ShopError } from '@ownerbot/shop';
import { editSettings, type Db } from '@ownerbot/storage';
import { AnyText, Count, ListOf, OneOf, Optional, Tz, validationError } from '@ownerbot/tools';
import { ownAction, type OwnChange } from '../acting/own-action';
import { ActionPreviewOutput } from '../acting/preview-output';

const LOCALES = ['ru', 'en'] as const;
const FIELDS = ['locale', 'timezone'] as const;

/** At least one of them. */
export class SysSettingsUpdatePayload {
  @Optional() @OneOf(LOCALES) readonly locale?: (typeof LOCALES)[number];
  @Optional() @Tz() readonly timezone?: string;
}

export class SettingDiff {
  @OneOf(FIELDS) readonly field: (typeof FIELDS)[number];
  @AnyText() readonly before: string;
  @AnyText() readonly after: string;
}

export class SysSettingsUpdateOutput extends ActionPreviewOutput {
  @ListOf(() => SettingDiff, FIELDS.length) readonly diffs: readonly SettingDiff[];
  @Count() readonly settings_version: number;
}

/** Language and time zone of the asking owner; the shop's own are the operator's. */
export const sysSettingsUpdate = ownAction<SysSettingsUpdatePayload>({
  name: 'sys_settings_update',
  version: '1.0',
  group: 'systems',
  payload: SysSettingsUpdatePayload,
  output: SysSettingsUpdateOutput,
  auditFields: [...FIELDS],
  conflictGroups: ({ ownerUserId }) => [`settings:${ownerUserId}`],
  sources: ['settings'],
  execution: { type: 'own', apply },
  async preview(payload, context): Promise<OwnChange> {
    const asked = FIELDS.filter((field) => payload[field] !== undefined);
    if (asked.length === 0) throw validationError(FIELDS.map((path) => ({ path, rule: 'at_least_one', allowed: FIELDS.join(', ') })));
    const now = await context.own.settings(String(context.actor.owner_user_id));
    const diffs = asked.flatMap((field) => {
      const after = payload[field] ?? '';
      return after === now[field] ? [] : [{ field, before: now[field], after }];
    });
    const patch = Object.fromEntries(diffs.map(({ field, after }) => [field, after]));
    return {
      commit: diffs.length === 0 ? null : { patch, settings_version: now.settings_version },
      understood: { ...payload },
      targets: diffs.map(({ field }) => field),
      rests: { settings_version: now.settings_version },
      canBeUndone: true,
      tells: { diffs, settings_version: now.settings_version },
    };
  },
});

async function apply(tx: Db, { proposal, commit, now }: OwnCommit): Promise<ActionResult> {
  const { patch, settings_version: seenVersion } = commit;
  const fields = typeof patch === 'object' && patch !== null ? Object.entries(patch).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : [];
  const version = await editSettings(tx, {
    of: 'owner',
    userId: proposal.ownerUserId,
    patch: Object.fromEntries(fields),
    seenVersion: Number(seenVersion),
    at: now,
    correlationId: proposal.correlationId,
    by: proposal.ownerUserId,
  });
  if (version === null) throw new ShopError('PREVIEW_STALE', 'the settings have changed since the preview');
  return { affected_count: fields.length, settings_version: version, applied: fields.map(([field]) => field) };
}
