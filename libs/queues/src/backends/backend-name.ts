/** `redis` in production; `postgres`, where no Redis is to be had. */
export type BackendName = 'redis' | 'postgres';
