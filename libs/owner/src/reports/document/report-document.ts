import type { Report, ReportSection } from '@ownerbot/reports';
import type { ReplyContext } from '@ownerbot/conversation';
import { originOf, type Drawable } from '../../pictures/picture-parts';
import type { ReportKind } from '../../tools/dashboards/dashboard-fields';
import type { ReportView } from '../report-view';
import { reportTitle } from '../words/report-title';
import { weekSentence } from '../words/weekly-lines';
import { closingSections, signalsSection, todoSection } from './closing-sections';
import { bestSellers, comparedWeeks, dayByDay, dayFigures, trendSection, weekTable } from './figure-sections';
import { chatsSection, errorsSection, oldestOrdersSection, ordersSection, rateSection, stockSection } from './state-sections';
import { linesBlock } from './tables';

/** The document of a report. `context` is the owner's, whose zone names the moments of the provenance. */
export function reportDocument(view: ReportView, response: Drawable, context: ReplyContext): Report {
  const { texts } = context;
  return {
    version: 1,
    form: 'document',
    language: context.locale,
    title: reportTitle(view),
    subtitle: texts.text('dash.subtitle', { zone: view.data.timezone }),
    ...originOf(response, context),
    pageWords: texts.text('dash.page', { page: '{page}', pages: '{pages}' }),
    asOf: response.provenance.as_of,
    sections: [...SECTIONS[view.data.report](view), ...closingSections(view, response.warnings)],
  };
}

const SECTIONS: Readonly<Record<ReportKind, (view: ReportView) => readonly ReportSection[]>> = {
  daily: (view) => [
    dayFigures(view),
    comparedWeeks(view),
    withBlocks(trendSection(view), dayByDay(view, windowOf(view))),
    ordersSection(view),
    chatsSection(view),
    stockSection(view),
    errorsSection(view),
    ...rateSection(view),
  ],
  weekly: (view) => [
    withBlocks(weekTable(view), [], view.isUnknown('figures') ? [] : weekSentence(view)),
    trendSection(view),
    { title: view.context.texts.text('dash.doc.days'), blocks: dayByDay(view, view.data.week?.days ?? null) },
    bestSellers(view),
    ordersSection(view),
    chatsSection(view),
    errorsSection(view),
  ].filter(({ blocks }) => blocks.length > 0),
  ops: (view) => [
    signalsSection(view),
    oldestOrdersSection(view),
    chatsSection(view),
    errorsSection(view, { events: true }),
    stockSection(view),
    ...rateSection(view),
    todoSection(view),
  ],
};

function windowOf(view: ReportView): { readonly from: string; readonly to: string } | null {
  const window = view.part('trend')?.window;
  return window === null || window === undefined ? null : { from: window.from, to: window.to };
}

function withBlocks(section: ReportSection, after: ReportSection['blocks'], before: readonly string[] = []): ReportSection {
  return { ...section, blocks: [...(before.length === 0 ? [] : [linesBlock(before, 'strong')]), ...section.blocks, ...after] };
}
