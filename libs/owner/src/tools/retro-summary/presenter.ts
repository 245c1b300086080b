import { asHtml } from '@ownerbot/messages';
import type { ReplyContext } from '@ownerbot/conversation';
import { toolTitle } from '../../catalogue/tool-title';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import { bulleted, counted, isStep, reasonWords } from '../retro/retro-words';
import type { RetroSummaryFigures, RetroSummaryOutput } from '../retro/summary-fields';

const SHOWN_FAILURES = 8;

/** How the bot has worked, with what has changed since the days before. */
export const retroSummaryPresenter = presenter<RetroSummaryOutput>({
  progress: (_run, { texts }) => texts.html('retro.progress'),
  body({ data }, context) {
    const { texts } = context;
    const { days } = data.window;
    return {
      headline: texts.html('retro.title', { days }),
      sections: summarySections(data, context),
      buttons: [
        [templateButton(context, days === 7 ? 'SYS_RETRO_30D' : 'SYS_RETRO_7D'), templateButton(context, 'SYS_GAPS_30D')],
        [templateButton(context, 'SYS_RETRO_LAST'), templateButton(context, 'SYS_RETRO_EXPORT_7D')],
        [panelButton(context, 'systems'), panelButton(context, 'home')],
      ],
    };
  },
});

export function summarySections(data: RetroSummaryFigures, context: ReplyContext): string[][] {
  const { texts, formats } = context;
  const { totals, routing, quality, deltas } = data;
  if (totals.requests === 0 && totals.tool_calls === 0) return [[texts.html('retro.none')]];
  const count = (value: number, group: 'totals' | 'routing' | 'quality', name: string) => asHtml(counted(value, deltas?.[group][name], context));
  return [
    [
      texts.html('retro.requests', { count: count(totals.requests, 'totals', 'requests') }),
      texts.html('retro.calls', { count: count(totals.tool_calls, 'totals', 'tool_calls') }),
      ...(totals.advice + totals.briefs + totals.memos === 0 ? [] : [texts.html('retro.advice', { advice: count(totals.advice, 'totals', 'advice'), briefs: count(totals.briefs, 'totals', 'briefs'), memos: count(totals.memos, 'totals', 'memos') })]),
      ...(totals.plans_previewed + totals.plans_committed === 0 ? [] : [texts.html('retro.plans', { previewed: count(totals.plans_previewed, 'totals', 'plans_previewed'), committed: count(totals.plans_committed, 'totals', 'plans_committed') })]),
    ],
    [
      texts.html('retro.routing', { rule: count(routing.rule, 'routing', 'rule'), llm: count(routing.llm, 'routing', 'llm'), unresolved: count(routing.unresolved, 'routing', 'unresolved') }),
      ...(routing.llm === 0 || routing.llm_share_pct === null ? [] : [texts.html('retro.llm_share', { share: formats.percent(String(routing.llm_share_pct)) })]),
      texts.html('retro.quality', { high: count(quality.high, 'quality', 'high'), med: count(quality.med, 'quality', 'med'), low: count(quality.low, 'quality', 'low') }),
    ],
    failureLines(data, context),
    toolLines(data, context),
  ].filter((lines) => lines.length > 0);
}

/** Questions that were given up count together: their names say nothing to anybody. */
function failureLines({ failures }: RetroSummaryFigures, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const steps = failures.filter(({ reason }) => isStep(reason)).reduce((sum, { count }) => sum + count, 0);
  const all = [...failures.filter(({ reason }) => !isStep(reason)), ...(steps === 0 ? [] : [{ reason: 'step', count: steps }])].sort((one, other) => other.count - one.count);
  if (all.length === 0) return [];
  const rest = all.slice(SHOWN_FAILURES).reduce((sum, { count }) => sum + count, 0);
  return [
    texts.html('retro.failures'),
    ...all.slice(0, SHOWN_FAILURES).map(({ reason, count }) => bulleted(texts.html('retro.failure', { reason: asHtml(reasonWords(reason, context)), count: formats.integer(count) }), context)),
    ...(rest === 0 ? [] : [bulleted(texts.html('retro.rest', { count: formats.integer(rest) }), context)]),
  ];
}

function toolLines({ top_tools: tools, deltas }: RetroSummaryFigures, context: ReplyContext): string[] {
  const { texts, formats, locale } = context;
  if (tools.length === 0) return [];
  return [
    texts.html('retro.tools'),
    ...tools.map(({ tool, calls, share_pct: share, errors, p95_ms: p95 }) =>
      bulleted(
        texts.html('retro.tool', {
          title: toolTitle(tool, locale) ?? tool.replaceAll('_', ' '),
          calls: asHtml(counted(calls, deltas?.top_tools.find((one) => one.tool === tool), context)),
          share: formats.percent(share === null ? null : String(share)),
          errors: formats.integer(errors),
          has: errors === 0 ? 'no' : 'yes',
          ms: p95 === null ? '' : formats.integer(p95),
          timed: p95 === null ? 'no' : 'yes',
        }),
        context,
      ),
    ),
  ];
}
