import { createHash } from 'node:crypto';

/** The effect that makes the sound of a job text: `tg-<bot>-<update>-asr`. */
export const voiceEffectId = (jobId: string): string => `${jobId}-asr`;

/** Ten characters by which buttons name the words that an event brought. */
export const wordsId = (jobId: string): string => createHash('sha256').update(`voice/${jobId}`).digest('base64url').slice(0, 10);
