import { instant } from '@ownerbot/shop';
import { Flag, InstantText, Nested, Nullable, OneOf, Opaque, ownProvenance, type ToolContext } from '@ownerbot/tools';
import { ownRead } from '../read-tool';
import { FUNNELS, funnelOf, type Funnel, type FunnelName } from '../retro/funnels';
import { gapsOf } from '../retro/gaps';
import { RetroGapsFigures } from '../retro/gaps-fields';
import { summaryOf } from '../retro/summary';
import { RetroSummaryFigures } from '../retro/summary-fields';
import { isPreviousPartial, missingPrevious, PERIODS, PreviousWindowData, previousData, RetroWindowData, windowData, windowsOf, type PeriodDays } from '../retro/windows';

export class RetroExportPayload {
  @OneOf(PERIODS) readonly period_days: PeriodDays = 7;
  @Flag() readonly include_gaps: boolean = true;
  @Flag() readonly include_funnels: boolean = true;
  @OneOf(['json']) readonly format = 'json' as const;
}

export class RetroExportOutput {
  @OneOf([1]) readonly schema: 1;
  @InstantText() readonly generated_at: string;
  @Nested(() => RetroWindowData) readonly window: RetroWindowData;
  @Nested(() => PreviousWindowData) readonly previous_window: PreviousWindowData;
  @Nested(() => RetroSummaryFigures) readonly summary: RetroSummaryFigures;
  @Nullable() @Nested(() => RetroGapsFigures) readonly gaps: RetroGapsFigures | null;
  @Nullable() @Opaque() readonly funnels: Readonly<Record<FunnelName, Funnel>> | null;
}

/** All that is recorded of the bot's work in the last days, as a file. */
export const retroExport = ownRead<RetroExportPayload, RetroExportOutput>({
  name: 'retro_export',
  version: '1.1',
  group: 'systems',
  payload: RetroExportPayload,
  output: RetroExportOutput,
  auditFields: ['period_days', 'include_gaps', 'include_funnels'],
  async handle({ period_days: days, include_gaps, include_funnels }, context) {
    const windows = windowsOf(days, context.now);
    const [work, funnels] = await Promise.all([context.own.work(windows), include_funnels ? funnelsOf(context, windows) : null]);
    const isPartial = isPreviousPartial(work, windows);
    return {
      data: {
        schema: 1,
        generated_at: instant(context.now),
        window: windowData(days, windows),
        previous_window: previousData(windows, isPartial),
        summary: summaryOf(work, isPartial),
        gaps: include_gaps ? gapsOf(work, isPartial) : null,
        funnels,
      },
      warnings: missingPrevious(isPartial),
      provenance: ownProvenance(['audit_events'], context, { since: windows.from, filters: { period_days: days } }),
    };
  },
});

async function funnelsOf({ own }: Pick<ToolContext, 'own'>, { from, to }: { readonly from: Date; readonly to: Date }): Promise<Record<FunnelName, Funnel>> {
  const [plans, proposals, advice] = await Promise.all([own.funnel({ from, to }, FUNNELS.plans), own.funnel({ from, to }, FUNNELS.proposals), own.funnel({ from, to }, FUNNELS.advice)]);
  return { plans: funnelOf(FUNNELS.plans, plans), proposals: funnelOf(FUNNELS.proposals, proposals), advice: funnelOf(FUNNELS.advice, advice) };
}
