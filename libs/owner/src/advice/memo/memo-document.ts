import type { ReplyContext } from '@ownerbot/conversation';
import type { Report, ReportSection } from '@ownerbot/reports';
import { visibleText } from '@ownerbot/telegram';
import type { Advice } from '../advice';
import type { BuiltBrief } from '../given-advice';
import { briefLines } from '../write-brief';

const MOST = { brief: 10, hypotheses: 7, risks: 3, experiments: 6, actions: 3 } as const;

/** An advice as a document: hypotheses as such on each page, figures in a section of their own with where each came from. */
export function memoDocument(advice: Advice, brief: BuiltBrief | null, isDemo: boolean, context: ReplyContext): Report {
  const { texts, formats, now, timezone, locale } = context;
  const at = formats.moment(now.toISOString());
  const few = (name: Exclude<keyof typeof MOST, 'brief' | 'experiments'>, lines: readonly string[], isNumbered = false): ReportSection[] =>
    lines.length === 0 ? [] : [{ title: visibleText(texts.html(`advice.memo.${name}`)), blocks: [{ kind: 'lines', lines: lines.slice(0, MOST[name]), ...(isNumbered ? { look: 'numbered' as const } : {}) }] }];
  return {
    version: 1,
    form: 'document',
    language: locale,
    title: advice.title,
    subtitle: texts.text('advice.memo.subtitle', { at, zone: timezone }),
    marks: [...(isDemo ? [{ text: texts.text('picture.demo'), tone: 'strong' as const }] : []), { text: texts.text('advice.memo.mark'), tone: 'quiet' as const }],
    provenance: texts.text('advice.memo.footer', { at }),
    pageWords: texts.text('dash.page', { page: '{page}', pages: '{pages}' }),
    asOf: now.toISOString(),
    sections: [
      ...(brief === null ? [] : [{ title: texts.text('advice.memo.brief'), blocks: [{ kind: 'lines' as const, lines: briefLines(brief.data, context).slice(0, MOST.brief).map(visibleText) }] }]),
      ...few('hypotheses', advice.hypotheses, true),
      ...few('risks', advice.risks),
      ...(advice.experiments.length === 0
        ? []
        : [{
            title: texts.text('advice.memo.experiments'),
            blocks: advice.experiments.slice(0, MOST.experiments).flatMap(({ what, measure, stop }) => [
              { kind: 'lines' as const, lines: [what] },
              ...(measure === null || stop === null ? [] : [{ kind: 'lines' as const, look: 'quiet' as const, lines: [texts.text('advice.memo.measure', { measure }), texts.text('advice.memo.stop', { stop })] }]),
            ]),
          }]),
      ...few('actions', advice.actions.map(({ title }) => title[locale])),
    ],
  };
}
