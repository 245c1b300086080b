/**
 * The lines of a commit between which a process can die with different things written. Tests hand in
 * a hook that stops there; in production there is none.
 */
export const ACTION_CRASH_POINTS = ['C1.leased', 'C2.checked', 'C3.previewed', 'C4.begun', 'C5.before-send', 'C5.sent', 'C6.before', 'C6.written', 'C7.closed'] as const;
export type ActionCrashPoint = (typeof ACTION_CRASH_POINTS)[number];

export type AtActionCrash = (point: ActionCrashPoint) => void | Promise<void>;

export const noActionCrash: AtActionCrash = () => undefined;
