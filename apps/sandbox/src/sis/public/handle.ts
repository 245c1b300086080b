import { serveApply } from '../actions/serve-apply';
import { serveEnquiry } from '../actions/serve-enquiry';
import { servePreview } from '../actions/serve-preview';
import type { Executing } from '../actions/executing';
import type { Hit } from '../faults/fault-list';
import type { Sim } from '../sim';
import { RouteAbsent } from '../sis-refusal';
import { serveRead } from '../reads/serve-read';
import type { JsonAnswer } from './answer';
import { checkActor, checkKeys } from './authorize';
import type { SisRequest } from './read-request';
import { findRoute } from './routes';

export interface Handling {
  readonly sim: Sim;
  readonly executing: Executing;
}

export interface HandleOptions {
  readonly hit: Hit | undefined;
  /** Awaited before the work; an apply is known as executing meanwhile. */
  readonly before: () => Promise<void>;
}

/** The contract itself, without faults of the line. @throws SisRefusal, RouteAbsent */
export async function handle({ sim, executing }: Handling, request: SisRequest, { hit, before }: HandleOptions): Promise<JsonAnswer> {
  checkKeys(sim, request);
  const route = findRoute(request);
  const actor = checkActor(sim, request);
  if (route.type === 'apply') return serveApply({ sim, executing, request, actor, kind: route.kind, hit, before });
  await before();
  switch (route.type) {
    case 'read':
      return serveRead(sim, request, { ...route, actor });
    case 'preview':
      return servePreview(sim, request, actor, route.kind);
    case 'enquiry':
      if (sim.faults.holds('no_enquiry')) throw new RouteAbsent();
      return serveEnquiry({ sim, executing, request, key: route.key });
  }
}
