export { DrawingCutError, FontMissingError, RenderFailedError, type RenderStep } from './errors';
export { RenderSettings } from './settings';
export { fontFiles } from './text/fonts';
export { createDrawingPool, type DrawingLimits, type DrawingPool } from './pool/drawing-pool';
export { pairedScales, type PairedScales } from './model/paired-scales';
export type { Bar, ChartPlace, ComparedFigure, ComparisonBlock, DashboardBlock, Mark, MissingBlock, Picture, PictureBlock, RankedRow, Tick, Tile, ToplistBlock, TrendBlock, TrendPoint } from './model/picture';
export type { ChartBlock, LinesBlock, Report, ReportBlock, ReportSection, TableBlock, TableColumn, TableRow } from './model/report';
