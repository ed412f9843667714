import * as fs from 'fs';
import * as path from 'path';
import { run } from '../../control-plane/command';
import { DatabaseServer, startDatabase, stopDatabase } from '../database';
import { DATABASE, FOLDER, inNetworkOf, SECOND_DATABASE_ADDRESS } from '../layout';
import { PASSWORD } from '../ledger/deploy';
import { addAddress } from '../network';

const [FIRST, SECOND] = [DATABASE.address, SECOND_DATABASE_ADDRESS];

/** The server that the ledger is on, and at a second address the one that it moves to. */
export class DatabaseServers {
  /** A first server, without the data of earlier runs. */
  public static async begin(): Promise<DatabaseServers> {
    for (const address of [FIRST, SECOND]) {
      await remove(address);
    }
    return new DatabaseServers(await start(FIRST));
  }

  /** The server that an earlier run ended with. */
  public static async resume(address: string): Promise<DatabaseServers> {
    return new DatabaseServers(await start(address));
  }

  private next?: DatabaseServer;

  private constructor(private present: DatabaseServer) {}

  /** The one that the ledger is on. */
  public get current(): DatabaseServer {
    return this.present;
  }

  /** The one that it is to move to. */
  public get other(): DatabaseServer | undefined {
    return this.next;
  }

  /**
   * Starts another server.
   *
   * @param copy the data folder of a server that was copied; without one it is empty
   */
  public async prepare(copy?: string): Promise<DatabaseServer> {
    const address = this.present.address === FIRST ? SECOND : FIRST;
    await remove(address);
    if (copy !== undefined) {
      const folder = folderOf(address);
      fs.mkdirSync(folder, { recursive: true });
      fs.renameSync(copy, path.join(folder, 'data'));
      run(['chown', '--recursive', 'postgres', path.join(folder, 'data')]);
    }
    this.next = await start(address, copy === undefined);
    return this.next;
  }

  /** The ledger has moved: the old server ends. */
  public async moved(): Promise<void> {
    const old = this.present;
    this.present = this.next!;
    this.next = undefined;
    await remove(old.address);
  }
}

function folderOf(address: string): string {
  return path.join(FOLDER, `database-${address}`);
}

/** The superuser gets a password, for from the network nobody is let in without. */
async function start(address: string, isNew = true): Promise<DatabaseServer> {
  addAddress(DATABASE, address);
  const server = await startDatabase({ folder: folderOf(address), address, host: address, port: 5432, launcher: inNetworkOf(DATABASE) });
  if (isNew) {
    await server.createDatabase({ database: 'postgres', user: 'postgres', password: PASSWORD });
  }
  return server;
}

async function remove(address: string): Promise<void> {
  await stopDatabase(folderOf(address));
  fs.rmSync(path.join(folderOf(address), 'data'), { recursive: true, force: true });
}
