/** Each queue has a hash tag of its own, so that on a cluster its keys share a node and the queues spread over the nodes. */
export const prefixOf = (queue: string): string => `ob{${queue}}`;
