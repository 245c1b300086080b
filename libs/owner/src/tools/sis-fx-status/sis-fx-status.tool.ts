import { FxStatusData } from '@ownerbot/shop';
import { NoFields, provenanceOf, shopWarnings } from '@ownerbot/tools';
import { shopRead } from '../read-tool';

/** The rate, the one that the prices were made with, and whether an update is due (SIS API v1, 10.1). */
export const sisFxStatus = shopRead<NoFields, FxStatusData>({
  name: 'sis_fx_status',
  version: '1.1',
  group: 'prices',
  payload: NoFields,
  output: FxStatusData,
  capabilities: ['fx'],
  async handle(_payload, { shop, call, tenant }) {
    const answer = await shop.fxStatus(call);
    return { data: answer.data, provenance: provenanceOf([answer], tenant), warnings: shopWarnings(answer) };
  },
});
