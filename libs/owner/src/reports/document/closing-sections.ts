import type { ReportSection } from '@ownerbot/reports';
import type { PartState } from '../../tools/dashboards/dashboard-fields';
import type { ReportView } from '../report-view';
import { checklist, todoLine } from '../words/checklist';
import { noteLines, partName } from '../words/notes';
import { signalsOf } from '../words/signals';
import { capital } from './charts';
import { column, linesBlock, RIGHT } from './tables';

/** What must be known of the report, and where each of its parts comes from. */
export function closingSections(view: ReportView, warnings: readonly { readonly code: string }[]): readonly ReportSection[] {
  const { texts } = view.context;
  const notes = noteLines(view, warnings);
  return [
    ...(notes.length === 0 ? [] : [{ title: texts.text('dash.doc.notes'), blocks: [linesBlock(notes)] }]),
    {
      title: texts.text('dash.doc.sources'),
      blocks: [
        {
          kind: 'table',
          columns: [column(view, 'part', 0.24), column(view, 'source', 0.28), column(view, 'window', 0.18), column(view, 'as_of', 0.13), column(view, 'complete', 0.17)],
          rows: view.data.parts.map((part) => ({ cells: [capital(partName(part.code, view.context)), part.sources.join(', ') || '—', windowOf(part, view), momentOf(part, view), texts.text('dash.doc.completeness', { state: stateOf(part) })] })),
        },
      ],
    },
  ];
}

const stateOf = ({ status, completeness }: PartState): string => (status === 'ok' ? (completeness ?? 'complete') : status);

function windowOf({ window }: PartState, { context: { formats } }: ReportView): string {
  return window === null || window.granularity === 'instant' ? '—' : formats.range(window.from, window.to);
}

function momentOf({ as_of: asOf }: PartState, { context: { formats } }: ReportView): string {
  return asOf === null ? '—' : formats.moment(asOf);
}

/** The seven totals against their limits. */
export function signalsSection(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  return {
    title: texts.text('dash.doc.signals'),
    blocks: [
      {
        kind: 'table',
        columns: [column(view, 'signal', 0.4), column(view, 'total', 0.15, RIGHT), column(view, 'limit', 0.15, RIGHT), column(view, 'verdict', 0.3)],
        rows: signalsOf(view).map(({ signal, total, limit, state }) => ({ cells: [texts.text('dash.signal.name', { signal }), formats.integer(total), formats.integer(limit), texts.text('dash.doc.verdict', { state })] })),
      },
    ],
  };
}

export function todoSection(view: ReportView): ReportSection {
  const { texts } = view.context;
  const todos = checklist(view);
  const isUnknown = signalsOf(view).some(({ state }) => state === 'unknown');
  const title = texts.text('dash.doc.todo');
  if (todos.length > 0) return { title, blocks: [linesBlock(todos.map((todo) => todoLine(todo, view)), 'numbered')] };
  return { title, blocks: isUnknown ? [] : [linesBlock([texts.text('dash.todo.none')])] };
}
