/** Sizes of a page, in points. A4, upright, margins of 15 mm beside and room for marks above and the provenance below. */
export const PAGE = { width: 595.28, side: 42.52, top: 52, bottom: 58 } as const;
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.side;
export const FONT = 'DejaVu';
export const TEXT = { title: 18, subtitle: 10.5, section: 12.5, body: 9.5, table: 8.5, small: 7.5 } as const;
export const CELL_PADDING = 5;
