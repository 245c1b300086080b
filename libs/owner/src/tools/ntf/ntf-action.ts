import type { NotifyKind, NotifySettings } from '@ownerbot/storage';
import { validationError, type FieldsClass, type NotificationFacts, type OwnToolDefinition, type ToolContext } from '@ownerbot/tools';
import { zoneOf } from '@ownerbot/notifications';
import { ownAction, type OwnChange } from '../acting/own-action';
import type { ActionTool } from '../acting/shop-action';
import { commitNtf } from './commit-ntf';
import { NTF_FIELDS, NtfActionOutput, type NtfDiff } from './ntf-fields';

/** What a change of notifications comes to beside its fields. */
export interface NtfEffect {
  /** What the change means, by names of the catalogue. */
  readonly notes?: readonly string[];
  readonly told?: Readonly<Record<string, unknown>>;
  /** What kinds remember from the commit on. */
  readonly states?: Partial<Readonly<Record<NotifyKind, object>>>;
  /** Ids of incidents that are acknowledged by it. */
  readonly acknowledges?: readonly string[];
  /** It changes something though no field differs. */
  readonly changes?: boolean;
  /** Why nothing would change, where it is not that all is so already. */
  readonly noop?: string;
}

export interface NtfNow {
  readonly facts: NotificationFacts;
  readonly context: ToolContext;
  readonly after: NotifySettings;
}

interface NtfParts<Payload extends object> extends Pick<OwnToolDefinition<Payload>, 'name'>, Partial<Pick<OwnToolDefinition<Payload>, 'defaultPayload' | 'timeClass'>> {
  readonly payload: FieldsClass<Payload>;
  /** Whose next runs the preview names. */
  readonly kinds: readonly NotifyKind[];
  /** The fields as the request wants them; undefined keeps what there is. */
  asks(payload: Payload, now: { facts: NotificationFacts; context: ToolContext }): Partial<{ readonly [Field in keyof NotifySettings]: NotifySettings[Field] | undefined }>;
  /** At least one of the payload's fields must be given: there is nothing else that the request could mean. */
  readonly needsOne?: readonly (keyof Payload & string)[];
  effect?(payload: Payload, now: NtfNow): Promise<NtfEffect> | NtfEffect;
}

/** A change of the asking owner's notifications: every difference is shown, and written in one step of the settings' version. */
export function ntfAction<Payload extends object>(parts: NtfParts<Payload>): ActionTool {
  const { payload: fields, kinds, asks, needsOne = [], effect, ...named } = parts;
  return ownAction<Payload>({
    version: '1.1',
    group: 'notifications',
    // What arrives unasked is agreed by the owner's own words and buttons.
    llm: 'hide',
    defaultPayload: needsOne.length === 0 ? {} : null,
    ...named,
    payload: fields,
    output: NtfActionOutput,
    conflictGroups: ({ ownerUserId }) => [`settings:${ownerUserId}`],
    sources: ['settings'],
    execution: { type: 'own', apply: commitNtf },
    async preview(payload, context): Promise<OwnChange> {
      if (needsOne.length > 0 && !needsOne.some((name) => payload[name] !== undefined)) {
        throw validationError(needsOne.map((path) => ({ path, rule: 'at_least_one', allowed: needsOne.join(', ') })));
      }
      const ownerUserId = String(context.actor.owner_user_id);
      const facts = await context.own.notifications(ownerUserId);
      const asked = asks(payload, { facts, context });
      const after: NotifySettings = { ...facts.settings, ...given(asked) };
      const diffs: NtfDiff[] = NTF_FIELDS.flatMap((field) => (facts.settings[field] === after[field] ? [] : [{ field, before: facts.settings[field], after: after[field] }]));
      const comes: NtfEffect = (await effect?.(payload, { facts, context, after })) ?? {};
      const { notes = [], told, states = {}, acknowledges = [], changes = diffs.length > 0, noop } = comes;
      const next = await context.own.nextRuns(ownerUserId, after, context.now);
      const patch = Object.fromEntries(diffs.map(({ field, after: value }) => [field, value]));
      const { settings_version: version } = facts;
      return {
        commit: changes ? { patch, settings_version: version, poll_ms: facts.poll_ms, states, acknowledges } : null,
        understood: { ...given(payload) },
        targets: [...diffs.map(({ field }) => field), ...acknowledges],
        rests: { settings_version: version },
        canBeUndone: acknowledges.length === 0,
        ...(noop === undefined ? {} : { noop }),
        tells: {
          diffs,
          settings_version: version,
          next: kinds.map((kind) => ({ kind, at: next[kind], zone: zoneOf(kind, after, facts.timezone) })),
          notes,
          ...(told === undefined ? {} : { told }),
        },
      };
    },
  });
}

function given(asked: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
