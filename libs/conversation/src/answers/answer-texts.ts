import { errorMessage, type Texts } from '@ownerbot/messages';
import type { ErrorInfo } from '@ownerbot/tools';
import type { ReplyContext } from '../domain/context';
import type { Domain, RunFacts } from '../domain/domain';
import type { Reply } from '../model/reply';

/** Our own defects have one name for the owner. */
const INTERNAL = 'INTERNAL';

/** `tg-<bot>-<update>` is found by its update alone. */
function smallPrint(texts: Texts, code: string, correlationId: string): string {
  return texts.html('error.small_print', { code, id: correlationId.replace(/^tg-\d+-/, '') });
}

/** What the owner is told of a request that is dead. */
export function deathText(texts: Texts, correlationId: string): string {
  return `${texts.html('dead.text')}\n\n${smallPrint(texts, INTERNAL, correlationId)}`;
}

interface FailedRun {
  readonly domain: Domain | undefined;
  readonly context: ReplyContext;
  readonly run: RunFacts;
  readonly error: ErrorInfo;
  readonly correlationId: string;
}

/** The answer to a run that ended with an error: in the domain's words where it has some, with the code and the short id in small print. */
export function errorReply({ domain, context, run, error, correlationId }: FailedRun): Reply {
  const { texts } = context;
  const own = domain?.presentError?.(error, context, run) ?? null;
  const buttons = mayBeTriedAgain(error.code, domain, run) ? [[{ text: texts.text('button.retry'), data: `retry:${run.id}` }]] : [];
  if (own !== null) {
    return { ...own, html: `${own.html}\n\n${smallPrint(texts, error.code, correlationId)}`, buttons: [...(own.buttons ?? []), ...buttons] };
  }
  return { html: errorMessage(texts, { code: error.code, correlationId, ...stated(error) }), buttons: [...(domain?.errorOffers?.(error, context, run) ?? []), ...buttons] };
}

const SOURCE_AWAY = ['UPSTREAM_UNAVAILABLE', 'TOOL_TIMEOUT'];
const OUR_DEFECTS = ['TOOL_EXECUTION_FAILED', 'TOOL_CONTRACT_BROKEN', INTERNAL];

/** Where trying again makes sense. After a defect of ours a change is asked for anew, with open eyes; a read may be repeated at once. */
function mayBeTriedAgain(code: string, domain: Domain | undefined, { tool }: RunFacts): boolean {
  const isChange = domain?.actions?.some(({ definition }) => definition.tool === tool) === true;
  return SOURCE_AWAY.includes(code) || (OUR_DEFECTS.includes(code) && !isChange);
}

/** What the platform's texts can name of an error: a setting, and why it was refused. What is allowed of a field is told by the domain, in its words. */
function stated({ details }: ErrorInfo): { key?: string; reason?: string } {
  return { ...(details?.key === undefined ? {} : { key: details.key }), ...(typeof details?.reason === 'string' ? { reason: details.reason } : {}) };
}

/** The notice of a kept request: until when it is tried, with Retry now and Drop. */
export function keptNotice({ texts, formats }: ReplyContext, effectId: string, until: string): Reply {
  return {
    html: texts.html('kept.notice', { until: formats.time(until) }),
    buttons: [
      [
        { text: texts.text('button.retry_now'), data: `retry:${effectId}` },
        { text: texts.text('button.drop'), data: `drop:${effectId}` },
      ],
    ],
  };
}
