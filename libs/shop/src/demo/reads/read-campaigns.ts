import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import type { CampaignsData } from '../../methods/demo-only';
import { answerOf } from '../../rules/reads/read-at';
import type { DemoRead } from './demo-read';
import { loadCampaigns } from './load-rows';

export async function readCampaigns(read: DemoRead): Promise<ShopAnswer<CampaignsData>> {
  const items = await loadCampaigns(read.db);
  return answerOf(
    read,
    { currency: read.call.currency, items },
    { sources: ['campaigns'], filters_hash: filtersHash('campaigns', { shop_id: read.call.shopId }), counts: { total: items.length, shown: items.length } },
  );
}
