import type { Reply, ReplyContext, RunFacts, ToolPresenter } from '@ownerbot/conversation';
import { dayOf } from '@ownerbot/shop';
import { escapeHtml, TEXT_LIMIT, visibleText } from '@ownerbot/telegram';
import type { ToolResponse } from '@ownerbot/tools';
import { maskName, maskPhone, maskText } from '../text/mask';
import { demoMark, provenanceLine } from './provenance';

/** Room for the headline and the provenance of a raw answer. */
const RAW_LIMIT = TEXT_LIMIT - 600;

/** Tools whose answer is a file of their own. */
const OWN_FILES: readonly string[] = ['retro_export'];

/**
 * Presenters that can also show an answer as it is: `raw` as formatted JSON up to one message, `json_file` as a file. Names of
 * fields are shown here alone, and people in the figures nowhere.
 */
export function withRawViews<P extends Readonly<Record<string, ToolPresenter>>>(presenters: P): Readonly<Record<string, ToolPresenter>> {
  return Object.fromEntries(Object.entries(presenters).map(([tool, presenter]) => [tool, withRawView(presenter, OWN_FILES.includes(tool))]));
}

function withRawView(presenter: ToolPresenter, writesFile: boolean): ToolPresenter {
  return {
    progress: (run, context) => presenter.progress(run, context),
    answer(response, context, run) {
      switch (run.presentation) {
        case 'raw':
          return rawReply(response, context, run);
        case 'json_file':
          return writesFile ? presenter.answer(response, context, run) : fileReply(response, context, run);
        default:
          return presenter.answer(response, context, run);
      }
    },
  };
}

function rawReply(response: ToolResponse, context: ReplyContext, run: RunFacts): Reply {
  const html = `<pre>${escapeHtml(toJson(masked(response.data)))}</pre>`;
  if (visibleText(html).length > RAW_LIMIT) return fileReply(response, context, run);
  return { html: [headline('raw.title', response, context), html, ...origin(response, context)].join('\n\n') };
}

function fileReply(response: ToolResponse, context: ReplyContext, run: RunFacts): Reply {
  const { now, timezone } = context;
  const { tool, version, mode, as_of, provenance, warnings, data } = response;
  const exported = { exported_at: now.toISOString(), tool, version, mode, payload: masked(run.payload), as_of, provenance, warnings, data: masked(data) };
  const caption = [headline('raw.file_caption', response, context), ...origin(response, context)].join('\n');
  return {
    html: [headline('raw.file_title', response, context), ...origin(response, context)].join('\n\n'),
    file: { type: 'json', filename: `${tool}_${dayOf(now, timezone)}.json`, mime: 'application/json', content: `${toJson(exported)}\n`, caption },
  };
}

function headline(key: string, { tool, mode }: ToolResponse, context: ReplyContext): string {
  return demoMark(context, mode, context.texts.html(key, { tool }));
}

function origin({ provenance }: ToolResponse, context: ReplyContext): string[] {
  return provenance === null ? [] : [provenanceLine(context, provenance)];
}

/** Keys sorted, two spaces: the same answer is the same text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (isPlain(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one), 2);
}

const PERSONS: Readonly<Record<string, (text: string) => string>> = {
  customer_phone: maskPhone,
  phone: maskPhone,
  customer_name: maskName,
  customer_email: maskText,
  email: maskText,
};

/** The same without the people in it. */
export function masked(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return (PERSONS[field] ?? maskText)(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, field));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one, key)]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
