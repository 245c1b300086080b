import { done, type Handler, type Handlers } from '../index';

/** A table for the inbox in which only updates matter. */
export function inboxOf(handle: Handler<'inbox.update'>): Handlers<'inbox'> {
  const ignore = async (): Promise<ReturnType<typeof done>> => done();
  return { 'inbox.update': handle, 'inbox.heard': ignore, 'inbox.planned': ignore, 'inbox.waited': ignore };
}
