import { ShopError } from '../errors';
import { addDays, dayOf } from '../local-days';
import { ACTION_CAPABILITIES } from '../methods/actions/action-kinds';
import type { CapabilitiesData } from '../methods/capabilities';
import type { WindowQuery } from '../methods/shared-types';
import type { ShopCall, ShopPort } from '../shop-port';
import { checkOfError } from './check-of-error';
import { checkBumpPreview, checkEmptyPreview, PREVIEWED_KINDS, previewEndpoint } from './contract-previews';
import { COMPARED_READS, CONTRACT_READS, type ContractRead, type Gathered } from './contract-reads';
import { mismatchOf, okOf, reportOf, type ContractReport, type EndpointCheck } from './contract-report';
import { equalityDifferences } from './equalities';

/** What can be checked by name. `equalities` compares answers of reads with each other. */
export const CONTRACT_ENDPOINTS: readonly string[] = [
  'ping',
  'capabilities',
  ...CONTRACT_READS.map((read) => read.endpoint),
  'equalities',
  ...PREVIEWED_KINDS.map(previewEndpoint),
  'enquiry',
];

export interface ContractCheckOptions {
  readonly now: Date;
  /** A key that no apply ever had, 16..64 characters. */
  readonly unusedKey: string;
  /** Only these of {@link CONTRACT_ENDPOINTS}; by default all. */
  readonly endpoints?: readonly string[];
}

const DAYS = 7;

/**
 * Compares a shop with the contract (setup-insight.md, section 6): reads, previews and the enquiry alone, so it changes nothing and
 * may run against a living shop. Rejects only for what is no error of the shop: the call's signal, a defect.
 */
export async function checkContract(port: ShopPort, call: ShopCall, { now, unusedKey, endpoints = CONTRACT_ENDPOINTS }: ContractCheckOptions): Promise<ContractReport> {
  const checks: EndpointCheck[] = [];
  const notes: string[] = [];
  const wants = (endpoint: string): boolean => endpoints.includes(endpoint);
  const yesterday = addDays(dayOf(now, call.timezone), -1);
  const window: WindowQuery = { from: addDays(yesterday, 1 - DAYS), to: yesterday, tz: call.timezone };

  if (wants('ping')) checks.push(await settled('ping', () => port.ping(call)));
  const offered = await readCapabilities(port, call);
  if (wants('capabilities')) checks.push(offered.check);
  if (offered.data !== null && offered.data.timezone !== call.timezone) notes.push(`the shop's zone is ${offered.data.timezone}, that of the settings ${call.timezone}`);
  const isOffered = (capability: string | null): boolean => capability === null || offered.data?.endpoints[capability] !== false;

  const gathered: Gathered = {};
  for (const read of CONTRACT_READS) {
    // The detail needs an order, the equalities their answers, also when these are not asked for by name.
    const isNeeded = wants(read.endpoint) || (wants('equalities') && COMPARED_READS.includes(read.endpoint)) || (wants('order_detail') && read.endpoint === 'orders_search');
    if (!isNeeded) continue;
    const check = isOffered(read.capability) ? await checkRead(read, port, call, window, gathered) : notOffered(read.endpoint);
    if (wants(read.endpoint)) checks.push(check);
  }
  if (wants('equalities')) checks.push(await checkEqualities(port, call, window, gathered));
  for (const kind of PREVIEWED_KINDS.filter((one) => wants(previewEndpoint(one)))) {
    if (!isOffered(ACTION_CAPABILITIES[kind])) {
      checks.push(notOffered(previewEndpoint(kind)));
      continue;
    }
    const empty = await checkEmptyPreview(port, kind, call);
    checks.push(kind === 'prices/bump' && empty.result === 'OK' ? await checkBumpPreview(port, call) : empty);
  }
  if (wants('enquiry')) checks.push(offered.data?.flags.enquiry === false ? notOffered('enquiry') : await checkEnquiry(port, call, unusedKey));
  return reportOf(checks, notes);
}

async function settled(endpoint: string, ask: () => Promise<unknown>): Promise<EndpointCheck> {
  try {
    await ask();
    return okOf(endpoint);
  } catch (error) {
    return checkOfError(endpoint, error);
  }
}

function notOffered(endpoint: string): EndpointCheck {
  return { endpoint, result: 'NOT_OFFERED', reason: 'CAPABILITY', differences: [] };
}

async function readCapabilities(port: ShopPort, call: ShopCall): Promise<{ check: EndpointCheck; data: CapabilitiesData | null }> {
  try {
    const { data } = await port.capabilities({ ...call, isFresh: true });
    const isSameCurrency = data.currency === call.currency;
    const check = isSameCurrency ? okOf('capabilities') : mismatchOf('capabilities', [{ path: 'currency', kind: 'EQUALITY', expected: call.currency, found: data.currency }]);
    return { check, data };
  } catch (error) {
    return { check: checkOfError('capabilities', error), data: null };
  }
}

async function checkRead(read: ContractRead, port: ShopPort, call: ShopCall, window: WindowQuery, gathered: Gathered): Promise<EndpointCheck> {
  return settled(read.endpoint, () => read.ask(port, call, window, gathered));
}

/** A shop lives: an order that was paid between two reads is no mismatch, so a difference must show twice. */
async function checkEqualities(port: ShopPort, call: ShopCall, window: WindowQuery, gathered: Gathered): Promise<EndpointCheck> {
  if (equalityDifferences(gathered).length === 0) return okOf('equalities');
  const again: Gathered = {};
  for (const read of CONTRACT_READS.filter((one) => COMPARED_READS.includes(one.endpoint))) await checkRead(read, port, call, window, again);
  const differences = equalityDifferences(again);
  return differences.length === 0 ? okOf('equalities') : mismatchOf('equalities', differences);
}

async function checkEnquiry(port: ShopPort, call: ShopCall, unusedKey: string): Promise<EndpointCheck> {
  try {
    const found = await port.operation(unusedKey, call);
    return found === null ? okOf('enquiry') : mismatchOf('enquiry', [{ path: '', kind: 'STATUS', expected: '404 OPERATION_NOT_FOUND', found: '200' }]);
  } catch (error) {
    const isPlain404 = error instanceof ShopError && error.code === 'UPSTREAM_NOT_IMPLEMENTED' && error.facts.http_status === 404;
    return isPlain404 ? mismatchOf('enquiry', [{ path: '', kind: 'STATUS', expected: '404 OPERATION_NOT_FOUND', found: '404' }]) : checkOfError('enquiry', error);
  }
}
