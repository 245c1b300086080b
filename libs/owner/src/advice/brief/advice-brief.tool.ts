import { ownProvenance, type OwnToolDefinition, type ToolResponse } from '@ownerbot/tools';
import { ownRead } from '../../tools/read-tool';
import { playbookOf } from '../playbooks/owner-playbooks';
import { factOf } from './brief-facts';
import { AdviceBriefOutput, AdviceBriefPayload, type BriefPart, type MissingPart } from './brief-fields';

/**
 * The data brief of a topic: its few reads side by side, each by the whole way of a request. One that fails or is incomplete is missing and keeps
 * nothing back, so a brief always answers. It stands beside the catalogue of tools: nothing but advice asks for it.
 */
export const adviceBrief: OwnToolDefinition<AdviceBriefPayload, AdviceBriefOutput> = ownRead<AdviceBriefPayload, AdviceBriefOutput>({
  name: 'advice_brief',
  version: '1.0',
  group: 'advice',
  payload: AdviceBriefPayload,
  output: AdviceBriefOutput,
  defaultPayload: null,
  timeClass: 'composite',
  llm: 'hide',
  auditFields: ['topic'],
  async handle({ topic }, context) {
    const { brief } = playbookOf(topic);
    const answers = (await Promise.all(brief.map(({ tool, payload }) => context.read(tool, payload)))).map(partOf);
    return {
      data: { topic, parts: answers.flatMap((one) => ('fact' in one ? [one] : [])), missing: answers.flatMap((one) => ('reason' in one ? [one] : [])) },
      provenance: ownProvenance(['advice_brief'], context, { filters: { topic } }),
    };
  },
});

function partOf(response: ToolResponse): BriefPart | MissingPart {
  const { tool, mode, error, provenance, warnings } = response;
  if (error !== null || provenance === null) return { tool, reason: 'failed', code: error?.code ?? null };
  const has = (code: string): boolean => warnings.some((one) => one.code === code);
  if (provenance.completeness.status === 'partial') return { tool, reason: 'incomplete', code: null };
  if (has('NO_DATA')) return { tool, reason: 'no_data', code: null };
  return { tool, fact: factOf(response), mode, sources: provenance.sources, window: provenance.window, as_of: provenance.as_of, stale: has('STALE_DATA') };
}
