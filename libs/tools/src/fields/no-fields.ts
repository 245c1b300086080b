/** The payload of a tool that needs none: every key is refused. */
export class NoFields {}
