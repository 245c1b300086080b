import type { AuditNote, ToolPresenter } from '@ownerbot/conversation';
import { dayOf } from '@ownerbot/shop';
import { demoMark } from '../../replies/provenance';
import type { Advice } from '../advice';
import { contentOf, readBrief, readGiven, sourceOf, type BuiltBrief, type GivenAdvice } from '../given-advice';
import { qualityOf } from '../quality';
import { memoDocument } from './memo-document';

/** Says in a line that the memo comes, and has it printed from the advice that the request holds. */
export const adviceMemoPresenter: ToolPresenter = {
  progress: (_run, { texts }) => texts.html('advice.memo.progress'),
  answer(_response, context, { payload }) {
    const given = readGiven(payload['given']);
    if (given === null) throw new TypeError('a memo is made of an advice');
    const brief = readBrief(payload['brief']);
    const advice = contentOf(given, context);
    const isDemo = brief !== null && (brief.mode === 'DEMO' || brief.data.parts.some(({ mode }) => mode === 'DEMO'));
    const headline = context.texts.html('advice.memo.headline', { title: advice.title });
    const shown = isDemo ? demoMark(context, 'DEMO', headline) : headline;
    return {
      html: shown,
      file: {
        type: 'pdf',
        filename: `${isDemo ? 'DEMO_' : ''}advice_${given.topic.toLowerCase()}_${dayOf(context.now, context.timezone)}.pdf`,
        mime: 'application/pdf',
        caption: shown,
        model: memoDocument(advice, brief, isDemo, context),
      },
      audit: [auditNote(given, advice, brief)],
    };
  },
};

/** Never the words: which topic, out of what, how good, and what its figures were made of. */
function auditNote(given: GivenAdvice, advice: Advice, brief: BuiltBrief | null): AuditNote {
  const quality = qualityOf(given, advice, brief?.data ?? null);
  const asked = { tools: brief?.data.parts.map(({ tool }) => tool) ?? [], missing: brief?.data.missing.map(({ tool, reason, code }) => ({ tool, reason, code })) ?? [] };
  return { eventType: 'advice_memo_made', severity: 'info', fields: { topic: given.topic, source: sourceOf(given), quality: quality.level, basis: quality.basis, confidence: quality.confidence, ...asked } };
}
