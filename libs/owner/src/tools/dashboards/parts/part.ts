import type { ToolContext, ToolResponse } from '@ownerbot/tools';

/** Asks another read of the same request, in the zone of the report. */
export type Ask = (tool: string, payload: Readonly<Record<string, unknown>>) => Promise<ToolResponse>;

/** One part of a report: the read that it stands on, and what of its answer the report keeps. */
export interface ReportPart {
  readonly code: string;
  readonly tool: string;
  read(ask: Ask): Promise<{ readonly response: ToolResponse; readonly figures: object }>;
}

/** A part whose figures are the answer of one read. */
export function wholeAnswer(code: string, tool: string, payload: Readonly<Record<string, unknown>> = {}): ReportPart {
  return { code, tool, read: async (ask) => answered(await ask(tool, payload)) };
}

export function answered(response: ToolResponse): { readonly response: ToolResponse; readonly figures: object } {
  return { response, figures: response.data };
}

/** What came of a part. */
export interface PartAnswer {
  readonly part: ReportPart;
  readonly response: ToolResponse;
  readonly figures: object;
}

const AT_A_TIME = 3;

/** Asks for all parts, a few at a time, so that a report does not crowd the shop; in their order. */
export async function readParts(parts: readonly ReportPart[], { read }: Pick<ToolContext, 'read'>, timezone: string): Promise<readonly PartAnswer[]> {
  const answers = new Map<ReportPart, PartAnswer>();
  const waiting = [...parts];
  const ask: Ask = (tool, payload) => read(tool, payload, timezone);
  const take = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) answers.set(part, { part, ...(await part.read(ask)) });
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, take));
  return parts.flatMap((part) => answers.get(part) ?? []);
}
