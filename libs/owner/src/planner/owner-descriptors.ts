import type { DomainPlanner } from '@ownerbot/conversation';
import { descriptorFindings, type ToolDescriptor } from '@ownerbot/planner';
import { describeFields, type ToolDefinition } from '@ownerbot/tools';
import { judgeTool } from '../catalogue/availability';
import { TemplatesInvalidError } from '../errors';
import { ownerTools } from '../tools/owner-tools';
import { describePayload } from './describe-payload';
import { PURPOSES } from './purposes';

type Fixed = Omit<ToolDescriptor, 'capability'> & { readonly tool: ToolDefinition };

/** Fields that name what a change is about. */
const TARGETS: readonly string[] = ['product_ids', 'look_ids'];

let described: readonly Fixed[] | null = null;

/**
 * What the rules of the tools say of them, read once. Also what cannot be planned at all, such as a change of everything, is described: it is
 * refused in its own words then.
 * @throws TemplatesInvalidError with every finding: a tool that is described badly must not be offered
 */
function fixedParts(): readonly Fixed[] {
  if (described !== null) return described;
  const made = ownerTools.filter(({ llm }) => llm === 'offer').map(describe);
  const findings = descriptorFindings(made.map((one) => ({ ...one, capability: 'unknown' })));
  if (findings.length > 0) throw new TemplatesInvalidError(findings.map((finding) => `planner: ${finding}`));
  described = made;
  return made;
}

function describe(tool: ToolDefinition): Fixed {
  const fields = describePayload(tool.payload);
  const targets = fields.filter(({ name }) => TARGETS.includes(name)).map(({ name }) => name);
  const isAboutAll = describeFields(tool.payload).some(({ name }) => name === 'scope_all');
  return {
    tool,
    name: tool.name,
    kind: tool.kind,
    purpose: PURPOSES[tool.name] ?? '',
    fields,
    isBuilt: true,
    scope: tool.kind === 'action' && (targets.length > 0 || isAboutAll) ? { targets } : null,
  };
}

/** The tools as they are in the mode and with what the shop said of its endpoints. */
export function ownerDescriptors({ status }: Parameters<DomainPlanner['tools']>[0]): ToolDescriptor[] {
  const source = { mode: status.mode, ...(status.capabilities === undefined ? {} : { capabilities: status.capabilities }) };
  return fixedParts().map(({ tool, ...fixed }) => ({ ...fixed, capability: CAPABILITY[judgeTool(tool, source).state] }));
}

const CAPABILITY = { available: 'yes', unavailable: 'no', unknown: 'unknown' } as const;
