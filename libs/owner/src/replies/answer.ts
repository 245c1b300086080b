import type { Reply, ReplyButton, ReplyContext, RunFacts, ToolPresenter } from '@ownerbot/conversation';
import { warningLine } from '@ownerbot/messages';
import { keyboard } from '@ownerbot/telegram';
import { answerQuality, type ToolResponse } from '@ownerbot/tools';
import { qualityLine } from './quality-line';
import { demoMark, type Origin, provenanceLine } from './provenance';

/** What a tool's own presenter writes; mark, notes and provenance are the same for all of them. */
export type Body = {
  headline: string;
  /** Sections; a blank line stands between them. */
  sections: readonly (readonly string[])[];
  buttons?: readonly (readonly ReplyButton[])[];
  keep?: Reply['keep'];
  /** The part "shown n of m" of a page. */
  shown?: string;
  /** It tells what would change: its figures are weighed with the change itself. */
  isPreview?: boolean;
  /** Warnings that the body tells itself. */
  toldWarnings?: readonly string[];
};

/** A response that the verifier let through: figures with their origin. */
export type VerifiedResponse<Data> = {
  mode: string;
  data: Data;
  provenance: Origin;
  warnings: readonly { code: string }[];
};

/** Builds the presenter of one tool from its words for the work and for the answer. */
export function presenter<Data>(words: {
  progress(run: RunFacts, context: ReplyContext): string;
  body(response: VerifiedResponse<Data>, context: ReplyContext, run: RunFacts): Body;
}): ToolPresenter {
  return {
    progress: words.progress,
    answer(response, context, run) {
      const verified = verify<Data>(response);
      return assemble(verified, words.body(verified, context, run), context);
    },
  };
}

/** Headline with the DEMO mark, sections, a line for each warning, how good it is where that says something, provenance. */
export function assemble<Data>(response: VerifiedResponse<Data>, body: Body, context: ReplyContext): Reply {
  const codes = [...new Set(response.warnings.map(({ code }) => code))];
  const notes = codes.filter((code) => !body.toldWarnings?.includes(code)).map((code) => warningLine(context.texts, code));
  const stale = codes.includes('STALE_DATA');
  const sections = [
    [demoMark(context, response.mode, `<b>${body.headline}</b>`)],
    ...body.sections,
    notes.map((note) => context.texts.html('report.note', { note: { html: note } })),
    [...(body.isPreview === true ? [] : qualityLines(response, context)), provenanceLine(context, response.provenance, { stale, ...(body.shown === undefined ? {} : { shown: body.shown }) })],
  ];
  return {
    html: sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
    ...(body.buttons ? { buttons: keyboard(body.buttons) } : {}),
    ...(body.keep && body.keep.length > 0 ? { keep: body.keep } : {}),
  };
}

function qualityLines<Data>({ warnings, provenance }: VerifiedResponse<Data>, context: ReplyContext): string[] {
  const { level, warnings: codes } = answerQuality({ status: 'ok', warnings, provenance });
  // What is good and of data needs no saying.
  return level === 'high' ? [] : [qualityLine({ level, basis: 'data', notes: codes.length }, context)];
}

/** The runner has checked the data against the tool's output schema and the provenance by the verifier. */
function verify<Data>(response: ToolResponse): VerifiedResponse<Data> {
  if (!response.provenance) throw new TypeError(`${response.tool}: an answer without provenance is never presented`);
  return { mode: response.mode, data: response.data as Data, provenance: response.provenance, warnings: response.warnings };
}
