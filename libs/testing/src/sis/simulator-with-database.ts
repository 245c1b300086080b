import { sql, type Database } from '@ownerbot/storage';
import { testDatabase } from '../postgres/test-database';
import { startSimulator, type Simulator } from './start-simulator';

/** The simulated SIS with its shop in a database of the test's own. */
export interface SimulatorWithDatabase {
  readonly simulator: Simulator;
  /** `SIS_DATABASE_URL` */
  readonly readerUrl: string;
  /** Roles are of the whole server, so it has a name of its own. */
  readonly role: string;
  /** As the shop's own administrator. */
  readonly admin: Database;
  close(): Promise<void>;
}

export async function simulatorWithDatabase(now?: Date): Promise<SimulatorWithDatabase> {
  const database = await testDatabase({ migrated: false });
  const admin = database.open({ maxConnections: 3 });
  const role = `reader_${database.name}`;
  const simulator = await startSimulator({ ...(now === undefined ? {} : { now }), databaseUrl: database.url, databaseRole: role });
  const { readerUrl } = simulator;
  if (readerUrl === null) throw new TypeError('the simulator keeps no database');
  return {
    simulator,
    readerUrl,
    role,
    admin,
    async close() {
      await simulator.stop();
      // What the role was given goes with it.
      await admin.query(sql`drop owned by ${sql.identifier(role)}`);
      await admin.query(sql`drop role ${sql.identifier(role)}`);
      await database.drop();
    },
  };
}
