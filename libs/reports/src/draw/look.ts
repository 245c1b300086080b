/** Colours and sizes of every picture; contrasts and distances are held by a test. */
export const COLOURS = {
  paper: '#FFFFFF',
  border: '#CBD2D9',
  text: '#1F2933',
  quiet: '#52606D',
  grid: '#DDE2E7',
  missing: '#ECEFF2',
  /** Behind the days that a report is about. */
  marked: '#E3EEF6',
  line: '#0072B2',
  bar: '#F6D5BF',
  barEdge: '#D55E00',
} as const;

/** In pixels, at a width of 1400: Telegram shows a photo at about 400 points, so nothing is smaller than the last. */
export const SIZES = { figure: 60, tile: 52, title: 44, value: 34, subtitle: 30, axis: 28, small: 26, provenance: 24 } as const;

export const WIDTH = 1_400;
export const PADDING = 48;
export const INNER = WIDTH - 2 * PADDING;
