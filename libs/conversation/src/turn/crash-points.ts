/**
 * The lines between which a process can die with different things already written. Tests hand in a hook that throws or kills at
 * one of them; in production there is none.
 */
export const CRASH_POINTS = [
  'turn.claimed',
  'turn.held',
  'turn.decided',
  'turn.committed',
  'turn.added',
  'turn.marked',
  'turn.released',
  'tool.begun',
  'tool.progress-written',
  'tool.progress-added',
  'tool.ran',
  'tool.notice-written',
  'tool.notice-added',
  'tool.answer-written',
  'tool.answer-added',
  'voice.begun',
  'voice.heard',
  'voice.said-written',
  'voice.said-added',
  'voice.end-written',
  'voice.end-added',
  'drawing.begun',
  'drawing.drawn',
  'drawing.written',
  'drawing.added',
  'plan.begun',
  'plan.answered',
  'plan.said-written',
  'plan.said-added',
  'plan.end-written',
  'plan.end-added',
  'dead.written',
  'dead.added',
  'run.buried',
  'message.buried',
  'ready.added',
  'relay.added',
  'send.marked',
  'send.taken',
  'send.noted',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

export type AtCrashPoint = (point: CrashPoint) => void | Promise<void>;

export const noCrash: AtCrashPoint = () => undefined;
