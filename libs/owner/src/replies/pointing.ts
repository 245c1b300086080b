/** The rows of the last answer, where it showed all of them: what "их", "эти", "them" in a change can only mean. */
export interface NamedRows {
  readonly kind: 'product_ids' | 'order_id';
  readonly ids: readonly string[];
}

const POINTING = new Set('их эти этих этим ими них them these those'.split(' '));
/** Mean one row alone. */
const POINTING_AT_ONE = new Set('его ее этот эту этого него нее'.split(' '));

export const pointsAtRows = (word: string): boolean => POINTING.has(word) || POINTING_AT_ONE.has(word);

/** Whether a word can mean these rows: "его" is one of them, "их" may be one or more. */
export const canMean = (word: string, { ids }: NamedRows): boolean => POINTING.has(word) || (POINTING_AT_ONE.has(word) && ids.length === 1);
