/** Exit codes of the commands for operators beside those of all commands, for scripts. */
export const OPERATOR_EXIT = {
  /** Nothing matched, so nothing was started. */
  nothing: 3,
  /** The operation that was waited for ended or paused with letters that died again. */
  died: 4,
} as const;
