import { checkContract, CONTRACT_ENDPOINTS, type ContractReport } from '@ownerbot/shop';
import { createHash } from 'node:crypto';
import { AnyText, ListOf, Nullable, OneOf, Optional, ownProvenance, rule, Text, ToolError, warn, type Provenance, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { shopRead } from '../read-tool';

const RESULTS = ['OK', 'MISMATCH', 'UNAVAILABLE'] as const;
export const CHECK_RESULTS = [...RESULTS, 'NOT_OFFERED'] as const;
const DIFFERENCE_KINDS = ['MISSING', 'TYPE', 'FORMAT', 'ENVELOPE', 'STATUS', 'EQUALITY'] as const;
const MOST_DIFFERENCES = 5;
const MOST_NOTES = 5;
/** So long the whole of a check is not asked for again. */
const REUSED_MS = 60_000;

export class SisContractCheckPayload {
  /** Default: all. */
  @Optional()
  @rule('list', CONTRACT_ENDPOINTS.join(', '), (value) => Array.isArray(value) && value.length >= 1 && value.length <= CONTRACT_ENDPOINTS.length && value.every((one) => CONTRACT_ENDPOINTS.includes(String(one))), { type: 'list', of: { type: 'choice', values: CONTRACT_ENDPOINTS }, min: 1, max: CONTRACT_ENDPOINTS.length })
  readonly endpoints?: readonly string[];
}

export class ContractDifferenceData {
  @AnyText() readonly path: string;
  @OneOf(DIFFERENCE_KINDS) readonly kind: (typeof DIFFERENCE_KINDS)[number];
  @AnyText() readonly expected: string;
  /** A type where the value might be a customer's. */
  @AnyText() readonly found: string;
}

export class EndpointCheckData {
  @AnyText() readonly endpoint: string;
  @OneOf(CHECK_RESULTS) readonly result: (typeof CHECK_RESULTS)[number];
  /** Why it is unavailable or not offered. */
  @Nullable() @AnyText() readonly reason: string | null;
  @ListOf(() => ContractDifferenceData, MOST_DIFFERENCES) readonly differences: readonly ContractDifferenceData[];
}

export class ContractNote {
  @Text(0, 200) readonly text: string;
}

export class SisContractCheckOutput {
  /** The worst of the checks. */
  @OneOf(RESULTS) readonly result: (typeof RESULTS)[number];
  @ListOf(() => EndpointCheckData, CONTRACT_ENDPOINTS.length) readonly checks: readonly EndpointCheckData[];
  /** What is worth knowing though nothing is wrong. */
  @ListOf(() => ContractNote, MOST_NOTES) readonly notes: readonly ContractNote[];
}

/** Whether SIS answers as agreed: reads, previews and the enquiry alone, nothing is applied (SIS API v1, section 13). */
export const sisContractCheck = shopRead<SisContractCheckPayload, SisContractCheckOutput>({
  name: 'sis_contract_check',
  version: '1.0',
  group: 'systems',
  payload: SisContractCheckPayload,
  output: SisContractCheckOutput,
  timeClass: 'composite',
  auditFields: [],
  capabilities: [],
  handle,
});

async function handle({ endpoints }: SisContractCheckPayload, context: ShopToolContext): Promise<ToolAnswer<SisContractCheckOutput>> {
  const { shop, call, own, now } = context;
  if (shop.mode === 'DEMO') throw new ToolError('UPSTREAM_NOT_CONFIGURED', 'the contract is checked in a SIS mode', { reason: 'SIS_MODE_REQUIRED', key: 'UPSTREAM_MODE' });
  const { contract_check_enabled: isEnabled } = await own.upstream();
  if (!isEnabled) throw new ToolError('UPSTREAM_NOT_CONFIGURED', 'the contract check is switched off', { key: 'SIS_CONTRACT_CHECK_ENABLED' });
  const kept = endpoints === undefined ? await own.contractResult(context.mode) : null;
  if (kept !== null && now.getTime() - kept.at.getTime() < REUSED_MS) return { data: outputOf(kept.report), warnings: [warn('CACHED_RESULT')], provenance: provenanceAt(context, kept.at) };
  const report = await checkContract(shop, call, { now, unusedKey: unusedKey(context.correlationId), ...(endpoints === undefined ? {} : { endpoints: [...new Set(endpoints)] }) });
  // A part says nothing of the whole.
  if (endpoints === undefined) await own.keepContractResult(context.mode, { at: now, report });
  return { data: outputOf(report), provenance: provenanceAt(context, now) };
}

/** A key that no apply ever had: those are made in another way. */
const unusedKey = (correlationId: string): string => `contract-check-${createHash('sha256').update(correlationId).digest('hex').slice(0, 32)}`;

const outputOf = ({ result, checks, notes }: ContractReport): SisContractCheckOutput => ({ result, checks, notes: notes.slice(0, MOST_NOTES).map((text) => ({ text: text.slice(0, 200) })) });

function provenanceAt(context: ShopToolContext, at: Date): Provenance {
  return { ...ownProvenance(['contract'], { now: at, timezone: context.timezone }), sources: [context.shop.mode === 'SIS_DB_RO' ? 'sis-db:contract' : 'sis:contract'] };
}
