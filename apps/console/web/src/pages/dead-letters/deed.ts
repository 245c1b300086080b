/** What an operator can do with letters that were chosen. */
export type Deed = 'replay' | 'drain';
