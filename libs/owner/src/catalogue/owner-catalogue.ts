import path from 'node:path';
import { TemplatesInvalidError } from '../errors';
import { ownerTools } from '../tools/owner-tools';
import { writeFinding } from './findings';
import { loadCatalogue, type Catalogue } from './load-catalogue';
import { readFiles } from './read-files';
import type { TemplateFile } from './template-file';

/** Folder of the owner's templates. */
export const templatesFolder = path.join(__dirname, '..', '..', 'templates');

/** Panels that stand in no file; today each has its rows in `panels.yml`. */
export const DRAWN_PANELS: readonly string[] = [];

/** Templates that commands run. */
export const COMMANDED = ['RPT_KPI_TODAY', 'RPT_KPI_7D', 'RPT_WEEKLY_PDF', 'ORD_STUCK_LIST', 'ORD_FIND_BY_ID', 'PRC_FX_STATUS'] as const;

let loaded: Catalogue | null = null;

/**
 * The owner's templates, read once, when the domains are composed at a process's start.
 * @throws TemplatesInvalidError with all findings
 */
export function ownerCatalogue(): Catalogue {
  if (loaded !== null) return loaded;
  const { catalogue, findings } = loadCatalogue({ files: readFiles(templatesFolder), tools: ownerTools, commanded: COMMANDED, drawnPanels: DRAWN_PANELS });
  if (findings.length > 0) throw new TemplatesInvalidError(findings.map(writeFinding));
  loaded = catalogue;
  return catalogue;
}

export function templateOf(templateId: string): TemplateFile | null {
  return ownerCatalogue().templates.get(templateId) ?? null;
}
