import * as fs from 'fs';
import * as path from 'path';
import { startDatabase, stopDatabase } from './database';
import { buildImages } from './images/build';
import { kubectl, useCluster } from './kubectl';
import { DATABASE, FOLDER, inNetworkOf } from './layout';
import { LedgerDatabase } from './ledger/database';
import { DATABASE_NAMESPACE } from './ledger/deploy';
import { CLIENTS, NAMESPACE } from './ledger/ledger';
import { down, up } from './lifecycle';
import { PodDatabase } from './pod-database';
import { requireTools } from './tools';

/** Where the ledger under test runs. */
export interface Grounds {
  readonly database: LedgerDatabase;
  /** Whether nodes and database can be struck by more than kubectl. */
  readonly areOurs: boolean;
  /** Takes away what was made. */
  leave(): Promise<void>;
}

const DATABASE_FOLDER = path.join(FOLDER, 'database');

/**
 * Our own cluster on this machine, made anew, with nothing on it.
 *
 * @param images the archives that it needs, where that is not what a ledger with its database beside the cluster does
 */
export async function newCluster({ install, images }: { readonly install: boolean; readonly images?: string[] }): Promise<void> {
  requireTools({ install });
  buildImages(images);
  await up({ install });
}

/** Our own cluster on this machine, made anew, with a database beside it. */
export async function ourCluster({ install }: { readonly install: boolean }): Promise<Grounds> {
  await newCluster({ install });
  // Data of an earlier run would be counted as this one's.
  await stopDatabase(DATABASE_FOLDER);
  fs.rmSync(DATABASE_FOLDER, { recursive: true, force: true });
  return clusterOfBefore();
}

/** Our own cluster as an earlier run left it. */
export async function clusterOfBefore(): Promise<Grounds> {
  const database = await startDatabase({ folder: DATABASE_FOLDER, address: DATABASE.address, port: 5432, launcher: inNetworkOf(DATABASE) });
  const leave = async () => {
    await stopDatabase(DATABASE_FOLDER);
    await down();
  };
  return { database, areOurs: true, leave };
}

/** Another cluster, with a database in it. Its nodes must have the images, for none of them can be pulled. */
export async function clusterOf(kubeconfig: string | undefined): Promise<Grounds> {
  if (!kubeconfig) {
    throw new Error('--there needs KUBECONFIG, the path of the configuration of the cluster to use; it is not set');
  }
  const archives = buildImages().map(({ file }) => path.relative('.', file));
  console.log(`The nodes of that cluster must have the images of ${archives.join(', ')}`);
  useCluster(kubeconfig);
  const database = new PodDatabase(path.join(FOLDER, 'pod-database'));
  await database.start();
  const leave = async () => {
    kubectl(['delete', 'namespace', NAMESPACE, CLIENTS, DATABASE_NAMESPACE, '--timeout=180s']);
  };
  return { database, areOurs: false, leave };
}
