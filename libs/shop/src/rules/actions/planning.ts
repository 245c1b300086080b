import type { ActionSnapshot } from '../../methods/actions/action-preview';
import type { ActionContext } from '../action-context';
import type { ActionRows } from '../shop-rows';
import type { BodyReader } from './body-reader';

/** What one kind of action is planned from. `pinned`: the snapshot of the preview that an apply is bound to. */
export interface Planning {
  readonly rows: ActionRows;
  readonly body: BodyReader;
  readonly context: ActionContext;
  readonly pinned: ActionSnapshot | null;
}
