import type { KeptValue, ReplyContext } from '@ownerbot/conversation';
import { FX_SCHEDULE_MODES, type FxSettings, type FxStatusData } from '@ownerbot/shop';
import { Decimal } from 'decimal.js';
import type { Origin } from '../replies/provenance';

/** The three settings that the panel changes. */
export type FxChoices = Pick<FxSettings, 'reprice_schedule_mode' | 'reprice_schedule_interval_hours' | 'min_rate_delta_percent'>;

/** What an owner has chosen and not saved yet, beside what holds now. */
export interface FxDraft {
  readonly owner: string;
  readonly pair: string;
  readonly now: FxChoices;
  readonly chosen: FxChoices;
  /** Of the answer that told what holds now. */
  readonly mode: string;
  readonly origin: Origin;
}

export const FX_DRAFT_TTL_SEC = 600;
export const FX_INTERVALS: readonly number[] = [6, 12, 24, 48];
/** Percent by what stands in the button; `off` is no threshold. */
export const FX_THRESHOLDS: ReadonlyMap<string, string> = new Map([['0.5', '0.5'], ['1', '1'], ['2', '2'], ['off', '0']]);

export const fxDraftKey = (chatId: string): string => `fx:${chatId}`;

export function newDraft(status: FxStatusData, answered: { readonly mode: string; readonly provenance: Origin }, owner: string): FxDraft {
  const { reprice_schedule_mode, reprice_schedule_interval_hours, min_rate_delta_percent } = status.settings;
  const now = { reprice_schedule_mode, reprice_schedule_interval_hours, min_rate_delta_percent };
  return { owner, pair: `${status.base_currency}/${status.shop_currency}`, now, chosen: now, mode: answered.mode, origin: answered.provenance };
}

export function keepDraft(draft: FxDraft, { chatId }: Pick<ReplyContext, 'chatId'>): KeptValue {
  return { key: fxDraftKey(chatId), value: draft, ttlSec: FX_DRAFT_TTL_SEC };
}

/** Once it is saved or dropped, the next press looks anew at what holds. */
export function dropDraft({ chatId }: Pick<ReplyContext, 'chatId'>): KeptValue {
  return { key: fxDraftKey(chatId), value: {}, ttlSec: 1 };
}

export function draftOf({ kept, chatId }: Pick<ReplyContext, 'kept' | 'chatId'>): FxDraft | null {
  const value = kept[fxDraftKey(chatId)];
  return typeof value === 'object' && value !== null && 'chosen' in value && 'now' in value && 'owner' in value ? (value as FxDraft) : null;
}

/** The draft with one more choice; null: no button offers this. */
export function choose(draft: FxDraft, of: 'mode' | 'int' | 'thr', value: string): FxDraft | null {
  const choice = choiceOf(of, value);
  return choice === null ? null : { ...draft, chosen: { ...draft.chosen, ...choice } };
}

function choiceOf(of: 'mode' | 'int' | 'thr', value: string): Partial<FxChoices> | null {
  switch (of) {
    case 'mode': {
      const mode = FX_SCHEDULE_MODES.find((one) => one === value);
      return mode === undefined ? null : { reprice_schedule_mode: mode };
    }
    case 'int':
      return FX_INTERVALS.includes(Number(value)) ? { reprice_schedule_interval_hours: Number(value) } : null;
    case 'thr': {
      const percent = FX_THRESHOLDS.get(value);
      return percent === undefined ? null : { min_rate_delta_percent: percent };
    }
  }
}

/** What saving asks for: the keys that differ from now. The interval counts where the schedule goes by it. */
export function changesOf({ now, chosen }: FxDraft): Partial<FxChoices> {
  const isByInterval = chosen.reprice_schedule_mode === 'interval';
  return {
    ...(chosen.reprice_schedule_mode === now.reprice_schedule_mode ? {} : { reprice_schedule_mode: chosen.reprice_schedule_mode }),
    ...(isByInterval && chosen.reprice_schedule_interval_hours !== now.reprice_schedule_interval_hours ? { reprice_schedule_interval_hours: chosen.reprice_schedule_interval_hours } : {}),
    ...(new Decimal(chosen.min_rate_delta_percent).eq(now.min_rate_delta_percent) ? {} : { min_rate_delta_percent: chosen.min_rate_delta_percent }),
  };
}
