import { factOfResponse, type Fact, type FactRead, type Facts } from '@ownerbot/notifications';
import type { FxStatusData } from '@ownerbot/shop';
import { ToolError, type ToolContext } from '@ownerbot/tools';

/** The rate as the shop has it now. @throws the error of the read: without it nothing can be agreed about the rate */
export async function readRate(context: ToolContext): Promise<FxStatusData> {
  const { error, data } = await context.read('sis_fx_status', {});
  if (error !== null) throw new ToolError(error.code, `the rate cannot be read: ${error.code}`, error.details ?? {});
  return data as FxStatusData;
}

/** The same, where something can be agreed without it. */
export async function readRateIfThere(context: ToolContext): Promise<FxStatusData | null> {
  const { error, data } = await context.read('sis_fx_status', {});
  return error === null ? (data as FxStatusData) : null;
}

/** What a kind would look at now; one that fails is not known. */
export async function readFacts(context: ToolContext, reads: readonly FactRead[]): Promise<Facts> {
  const found: [string, Fact][] = [];
  for (const { id, tool, payload } of reads) found.push([id, factOfResponse(await context.read(tool, payload), context.mode)]);
  return Object.fromEntries(found);
}
