import type { AuditNote, Reply, ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { buildCallback, keyboard } from '@ownerbot/telegram';
import { demoMark } from '../replies/provenance';
import { panelButton, sectionButton } from '../replies/buttons';
import { qualityLine } from '../replies/quality-line';
import { readsBeside, type Advice } from './advice';
import { contentOf, keepAdvice, keepBrief, REFRESH_EVERY_MS, sourceOf, type BuiltBrief, type GivenAdvice } from './given-advice';
import { qualityOf, type Quality } from './quality';
import { briefLines } from './write-brief';

interface Writing {
  readonly brief: BuiltBrief | null;
  /** Given now, and not shown once more with figures. */
  readonly isNew: boolean;
  /** The brief was built for this answer, and not kept from an earlier one. */
  readonly isBuilt?: boolean;
}

/** An advice as a message: hypotheses, what could go wrong, what to try; figures in a block of their own, with where each came from. */
export function writeAdvice(given: GivenAdvice, { brief, isNew, isBuilt = false }: Writing, context: ReplyContext): Reply {
  const { texts } = context;
  const advice = contentOf(given, context);
  const quality = qualityOf(given, advice, brief?.data ?? null);
  const reads = brief === null ? advice.reads : readsBeside(given.topic, advice.reads);
  const isDemo = brief !== null && (brief.mode === 'DEMO' || brief.data.parts.some(({ mode }) => mode === 'DEMO'));
  const headline = texts.html('advice.headline', { title: advice.title });
  const sections = [
    [isDemo ? demoMark(context, 'DEMO', headline) : headline],
    listed('advice.hypotheses', advice.hypotheses, context),
    listed('advice.risks', advice.risks, context),
    experimentLines(advice, context),
    ...(brief === null ? [] : [[texts.html('advice.brief'), ...briefLines(brief.data, context)]]),
    quality.notes.map((note) => texts.html('advice.note', { note })),
    [qualityLine({ ...quality, notes: quality.notes.length }, context)],
  ];
  return {
    html: sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n'),
    buttons: keyboard([[briefButton(given, brief, context)], [...(reads.length === 0 ? [] : [checkButton(given, context)]), ...(advice.actions.length === 0 ? [] : [actionButton(given, context)])], [memoButton(given, context)], [sectionButton(context, 'advisor'), panelButton(context, 'home')]]),
    advice: { basis: quality.basis, confidence: quality.confidence, isNew },
    keep: [keepAdvice(given, brief, context), ...(brief !== null && isBuilt ? [keepBrief(brief, context)] : [])],
    audit: [...(brief !== null && isBuilt ? [auditNote('advice_brief_built', given, { advice, quality, brief })] : []), ...(isNew ? [auditNote('advice_given', given, { advice, quality, brief })] : [])],
  };
}

function listed(key: 'advice.hypotheses' | 'advice.risks', all: readonly string[], { texts }: ReplyContext): string[] {
  return all.length === 0 ? [] : [texts.html(key), ...all.map((line) => texts.html('advice.line', { line }))];
}

function experimentLines({ experiments }: Advice, { texts }: ReplyContext): string[] {
  if (experiments.length === 0) return [];
  const lines = experiments.map(({ what, measure, stop }) => (measure === null || stop === null ? texts.html('advice.line', { line: what }) : texts.html('advice.experiment', { what, measure, stop })));
  return [texts.html('advice.experiments'), ...lines];
}

/** With a brief the button says from when on it can be built anew. */
function briefButton({ id }: GivenAdvice, brief: BuiltBrief | null, { texts, formats }: ReplyContext): ReplyButton {
  const data = buildCallback({ type: 'advice-brief', id });
  if (brief === null) return { text: texts.text('advice.button.brief'), data };
  return { text: texts.text('advice.button.refresh', { at: formats.time(new Date(Date.parse(brief.at) + REFRESH_EVERY_MS).toISOString()) }), data };
}

const checkButton = ({ id }: GivenAdvice, { texts }: ReplyContext): ReplyButton => ({ text: texts.text('advice.button.check'), data: buildCallback({ type: 'advice-check', id }) });
const memoButton = ({ id }: GivenAdvice, { texts }: ReplyContext): ReplyButton => ({ text: texts.text('advice.button.memo'), data: buildCallback({ type: 'advice-memo', id }) });
const actionButton = ({ id }: GivenAdvice, { texts }: ReplyContext): ReplyButton => ({ text: texts.text('advice.button.action'), data: buildCallback({ type: 'advice-action', id }) });

/** Never the words: which topic, out of what, how good, and what it was made of. */
function auditNote(eventType: 'advice_given' | 'advice_brief_built', given: GivenAdvice, { advice, quality, brief }: { advice: Advice; quality: Quality; brief: BuiltBrief | null }): AuditNote {
  const asked = { tools: brief?.data.parts.map(({ tool }) => tool) ?? [], missing: brief?.data.missing.map(({ tool, reason, code }) => ({ tool, reason, code })) ?? [] };
  const offered = { reads: advice.reads.map(({ asked: { tool } }) => tool), actions: advice.actions.map(({ templateId }) => templateId) };
  return { eventType, severity: 'info', fields: { topic: given.topic, source: sourceOf(given), quality: quality.level, basis: quality.basis, confidence: quality.confidence, ...asked, ...(eventType === 'advice_given' ? offered : {}) } };
}
