import type { Availability, ReplyContext } from '@ownerbot/conversation';
import type { ToolDefinition } from '@ownerbot/tools';
import { ownerTools } from '../tools/owner-tools';
import type { TemplateFile } from './template-file';

/** What the effective mode is known to offer. `capabilities`: what SIS said of its endpoints; absent while nobody asked it. */
export interface Source {
  readonly mode: string;
  readonly capabilities?: Readonly<Record<string, boolean>>;
}

/** Shop reads that only the demo shop has: no operation of SIS stands behind them. */
const DEMO_ONLY = new Set(['funnel_snapshot', 'refunds_anomalies', 'truststack_signals', 'pause_campaign']);

/** Why something cannot work: only the demo shop has it; nothing is changed through a database; SIS says that it lacks it. */
export type Lack = 'demo_only' | 'read_only' | 'not_offered';
export type Judgement = { readonly state: Availability; readonly reason: Lack | null };

/** Whether a tool can work with the source, and why not. */
export function judgeTool(tool: ToolDefinition, source: Source, requires: readonly string[] = []): Judgement {
  const judged = (state: Availability): Judgement => ({ state, reason: state === 'unavailable' ? 'not_offered' : null });
  if (!tool.needsShop) return judged(requires.length === 0 ? 'available' : capabilitiesIn(requires, source));
  if (source.mode === 'DEMO') return judged('available');
  if (DEMO_ONLY.has(tool.name)) return { state: 'unavailable', reason: 'demo_only' };
  if (source.mode === 'SIS_DB_RO' && tool.kind === 'action') return { state: 'unavailable', reason: 'read_only' };
  return judged(capabilitiesIn([...tool.capabilities, ...requires], source));
}

/** Whether a template can work in the mode. */
export function availabilityIn({ tool, requires }: Pick<TemplateFile, 'tool' | 'requires'>, source: Source, tools: readonly ToolDefinition[] = ownerTools): Availability {
  const found = tool.type === 'named' ? tools.find(({ name }) => name === tool.tool) : undefined;
  if (found === undefined) return requires.length === 0 ? 'available' : capabilitiesIn(requires, source);
  return judgeTool(found, source, requires).state;
}

/** A definite "no" hides; whatever is not known is shown, and the tool says what happens. */
function capabilitiesIn(keys: readonly string[], { mode, capabilities }: Source): Availability {
  if (mode === 'DEMO') return 'available';
  if (mode === 'SIS_DB_RO' || capabilities === undefined) return 'unknown';
  if (keys.some((key) => capabilities[key] === false)) return 'unavailable';
  return keys.every((key) => capabilities[key] === true) ? 'available' : 'unknown';
}

export function availabilityFor(template: TemplateFile, { status }: Pick<ReplyContext, 'status'>): Availability {
  return availabilityIn(template, { mode: status.mode, ...(status.capabilities === undefined ? {} : { capabilities: status.capabilities }) });
}
