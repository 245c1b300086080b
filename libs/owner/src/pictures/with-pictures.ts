import type { Reply, ReplyContext, RunFacts, ToolPresenter } from '@ownerbot/conversation';
import type { ToolResponse } from '@ownerbot/tools';
import type { VerifiedResponse } from '../replies/answer';
import { followUps } from '../replies/follow-ups';
import { demoMark, provenanceLine } from '../replies/provenance';
import { showComparison } from './comparison-picture';
import { pictureOf, type Shown } from './picture-parts';
import { showToplist } from './toplist-picture';
import { showTrend } from './trend-picture';

/** The tools whose answers can be drawn (`chart_png`). */
const PICTURES = {
  revenue_trend: (response: ToolResponse, context: ReplyContext) => showTrend(verified(response), context),
  kpi_compare: (response: ToolResponse, context: ReplyContext) => showComparison(verified(response), context),
  top_products: (response: ToolResponse, context: ReplyContext) => showToplist(verified(response), context),
} as const satisfies Record<string, (response: ToolResponse, context: ReplyContext) => Shown | null>;

/** Presenters whose answers come with a picture where one was asked for, and offer one where it can be made. The text is the same. */
export function withPictures<P extends Readonly<Record<string, ToolPresenter>>>(presenters: P): Readonly<Record<string, ToolPresenter>> {
  const drawn = Object.entries(PICTURES).flatMap(([tool, show]) => {
    const presenter = presenters[tool];
    return presenter === undefined ? [] : [[tool, withPicture(presenter, show)] as const];
  });
  return { ...presenters, ...Object.fromEntries(drawn) };
}

function withPicture(presenter: ToolPresenter, show: (response: ToolResponse, context: ReplyContext) => Shown | null): ToolPresenter {
  return {
    progress: (run, context) => presenter.progress(run, context),
    answer(response, context, run) {
      const reply = presenter.answer(response, context, run);
      const shown = show(response, context);
      if (shown === null) return reply;
      return run.presentation === 'chart_png' ? { ...reply, file: fileOf(shown, response, context) } : offerPicture(reply, context, run);
    },
  };
}

function fileOf(shown: Shown, response: ToolResponse, context: ReplyContext): NonNullable<Reply['file']> {
  const answer = { ...verified<unknown>(response), correlation_id: response.correlation_id };
  const { kind, title, totals, window } = shown;
  const headline = demoMark(context, answer.mode, context.texts.html('picture.headline', { title }));
  return {
    type: 'png',
    filename: `${answer.mode === 'DEMO' ? 'DEMO_' : ''}chart_${kind}_${window.from}_${window.to}.png`,
    mime: 'image/png',
    caption: [headline, totals, provenanceLine(context, answer.provenance)].join('\n'),
    model: pictureOf(shown, answer, context),
  };
}

/** The same request once more, drawn. */
function offerPicture(reply: Reply, context: ReplyContext, { id, tool, payload }: RunFacts): Reply {
  const { buttons, keep } = followUps(context, `${id}/picture`, [{ tool, payload, presentation: 'chart_png', label: context.texts.text('picture.offer') }]);
  return { ...reply, buttons: [...(reply.buttons ?? []), buttons], keep: [...(reply.keep ?? []), ...keep] };
}

/** The runner has checked the data against the tool's schema and the origin by the verifier. */
function verified<Data>(response: ToolResponse): VerifiedResponse<Data> {
  if (response.provenance === null) throw new TypeError(`${response.tool}: an answer without provenance is never drawn`);
  return { mode: response.mode, data: response.data as Data, provenance: response.provenance, warnings: response.warnings };
}
