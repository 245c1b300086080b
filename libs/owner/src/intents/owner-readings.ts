import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { readingTable, type ReadingTable } from './match/readings';

let table: ReadingTable | null = null;

/** The phrases of the owner's catalogue, made comparable once. */
export function ownerReadings(): ReadingTable {
  const { templates, notOffered } = ownerCatalogue();
  table ??= readingTable([...templates.values()], notOffered);
  return table;
}
