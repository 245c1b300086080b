/**
 * Whether a text reads like a figure. Advice is hypotheses: what looks measured is shown only where it was measured. Digits, units of money and
 * percent, and multiples in words; a number in words ("две недели") says how long to look and is none.
 */
export function looksLikeFigure(text: string): boolean {
  return FIGURE.test(text);
}

const MULTIPLES = 'вдвое|втрое|вчетверо|наполовину|в\\s+(?:два|три|четыре|пять|десять|несколько)\\s+раза?|twice|twofold|threefold|tenfold|(?:by|in)\\s+half|(?:two|three|four|five|ten)\\s+times';
const COUNTED_PERCENT = '(?:\\p{L}+(?:ть|ть|на|ок|сто|ти|ри|ва|ин)|one|two|three|four|five|six|seven|eight|nine|ten|\\p{L}+(?:teen|ty)|hundred)\\s+(?:процент|percent)\\p{L}*';
const FIGURE = new RegExp(`\\p{Nd}|[%‰]|\\p{Sc}|(?<!\\p{L})(?:${MULTIPLES}|${COUNTED_PERCENT})(?!\\p{L})`, 'iu');
