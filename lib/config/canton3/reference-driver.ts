import { PostgresDatabase } from '../../model/postgres';
import { postgresStorage } from '../daml2/storage';
import { Hocon } from '../hocon/hocon';
import { SequencerDriverConfig } from '../node-config';

/** What the names of environment variables for the driver's database begin with: a sequencer has one of its own beside it. */
const NAMES = 'DRIVER_POSTGRES';

/** Blocks are rows of one database that all sequencers share; the driver makes its own tables there (facts F.2). */
export function referenceDriver(storage: PostgresDatabase): SequencerDriverConfig {
  return { type: 'reference', config: Hocon.of({ storage: postgresStorage(storage, NAMES) }) };
}
