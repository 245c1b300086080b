import { ShopError } from '@ownerbot/shop';
import { AnyText, ListOf, OneOf, Optional, ownProvenance, provenanceOf, rule, ToolError, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { shopRead } from '../read-tool';
import { CONTRACT_CHECKS, type Difference } from './checks';

const ENDPOINTS = Object.keys(CONTRACT_CHECKS);
const RESULTS = ['OK', 'MISMATCH', 'UNAVAILABLE'] as const;
export const CHECK_RESULTS = [...RESULTS, 'NOT_OFFERED'] as const;
const MOST_DIFFERENCES = 5;

export class SisContractCheckPayload {
  /** Default: all. */
  @Optional()
  @rule('list', ENDPOINTS.join(', '), (value) => Array.isArray(value) && value.length >= 1 && value.length <= ENDPOINTS.length && value.every((one) => ENDPOINTS.includes(String(one))), { type: 'list', of: { type: 'choice', values: ENDPOINTS }, min: 1, max: ENDPOINTS.length })
  readonly endpoints?: readonly string[];
}

export class ContractDifference {
  @AnyText() readonly path: string;
  @AnyText() readonly allowed: string;
}

export class EndpointCheck {
  @AnyText() readonly endpoint: string;
  @OneOf(CHECK_RESULTS) readonly result: (typeof CHECK_RESULTS)[number];
  @ListOf(() => ContractDifference, MOST_DIFFERENCES) readonly differences: readonly ContractDifference[];
}

export class SisContractCheckOutput {
  /** The worst of the checks. */
  @OneOf(RESULTS) readonly result: (typeof RESULTS)[number];
  @ListOf(() => EndpointCheck, ENDPOINTS.length) readonly checks: readonly EndpointCheck[];
}

/** Whether SIS answers as agreed: reads and previews alone, nothing is applied (SIS API v1, section 13). */
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

async function handle({ endpoints = ENDPOINTS }: SisContractCheckPayload, context: ShopToolContext): Promise<ToolAnswer<SisContractCheckOutput>> {
  const { shop, call, own, now, tenant } = context;
  if (shop.mode === 'DEMO') throw new ToolError('UPSTREAM_NOT_CONFIGURED', 'the contract is checked in a SIS mode', { reason: 'SIS_MODE_REQUIRED', key: 'UPSTREAM_MODE' });
  const { contract_check_enabled: isEnabled } = await own.upstream();
  if (!isEnabled) throw new ToolError('UPSTREAM_NOT_CONFIGURED', 'the contract check is switched off', { key: 'SIS_CONTRACT_CHECK_ENABLED' });
  const checks: EndpointCheck[] = [];
  for (const endpoint of new Set(endpoints)) checks.push(await checkOne(endpoint, () => CONTRACT_CHECKS[endpoint]?.(shop, call, now) ?? Promise.resolve([])));
  const ping = await shop.ping(call).catch(() => null);
  const provenance = ping === null ? { ...ownProvenance(['contract'], context), sources: ['sis:contract'] } : provenanceOf([ping], tenant);
  return { data: { result: worst(checks), checks }, provenance };
}

async function checkOne(endpoint: string, ask: () => Promise<Difference[]>): Promise<EndpointCheck> {
  try {
    const differences = await ask();
    return { endpoint, result: differences.length === 0 ? 'OK' : 'MISMATCH', differences: differences.slice(0, MOST_DIFFERENCES) };
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    if (error.code === 'UPSTREAM_NOT_IMPLEMENTED') return { endpoint, result: 'NOT_OFFERED', differences: [] };
    if (error.code === 'UPSTREAM_UNAVAILABLE') return { endpoint, result: 'UNAVAILABLE', differences: [] };
    const fields = error.facts.fields ?? [{ path: error.code, allowed: '' }];
    return { endpoint, result: 'MISMATCH', differences: fields.slice(0, MOST_DIFFERENCES).map(({ path, allowed }) => ({ path, allowed })) };
  }
}

function worst(checks: readonly EndpointCheck[]): SisContractCheckOutput['result'] {
  const has = (result: EndpointCheck['result']) => checks.some((check) => check.result === result);
  return has('MISMATCH') ? 'MISMATCH' : has('UNAVAILABLE') ? 'UNAVAILABLE' : 'OK';
}
