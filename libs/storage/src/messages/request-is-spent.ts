import { sql, type Sql } from '../db/sql';

/** Whether no other effect of the request can still write a message. Needs a row `f`: id, request_seq, correlation_id of the effect that ends. */
export const requestIsSpent: Sql = sql`not exists (
  select 1 from effects o
  where o.correlation_id = f.correlation_id and o.request_seq = f.request_seq and o.id <> f.id and o.state <> 'finished' and (o.gated or o.kind <> 'message.send'))`;
