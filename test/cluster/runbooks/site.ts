import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { FIRST_VERSION, ledgerOf, Node, NODES, shardLedgerOf, Version } from './app';
import { Block, MARKS, Step, stepOf } from './page';
import { DatabaseServers } from './servers';
import { DIRECTORY, Terminal } from './terminal';
import { NodeOperation } from '../../../lib';
import { KubeObject } from '../../../scripts/manifests';
import { Authority, certificateAuthority } from '../../control-plane/certificates';
import { DatabaseServer } from '../database';
import { FOLDER } from '../layout';
import { applyLedger, PASSWORD, prepareLedger } from '../ledger/deploy';
import { Ledger, NAMESPACE } from '../ledger/ledger';
import { databaseUsers } from '../ledger/secrets';
import { say } from '../rounds';
import { Span } from '../trials/proof';

/** What an earlier run left. */
export interface SiteState {
  readonly version: Version;
  /** Of the database server. */
  readonly database: string;
}

const FOLDERS = { authority: path.join(FOLDER, 'ledger'), terminal: path.join(FOLDER, 'runbooks') };

/** A ledger with its operator, who commits and applies, and follows the pages. */
export class Site {
  /** A ledger that is new. */
  public static async begin(): Promise<Site> {
    const site = new Site(await DatabaseServers.begin(), certificateAuthority(FOLDERS.authority, 'ledger authority'), FIRST_VERSION);
    site.terminal.prepare();
    await site.terminal.run('npx cdk8s-canton shard add a --database participant-a');
    await site.prepare();
    applyLedger(site.ledger);
    return site;
  }

  /** The ledger as an earlier run left it; what a runbook that failed has stopped runs again. */
  public static async resume({ version, database }: SiteState): Promise<Site> {
    const [certificate, key] = ['ca.crt', 'ca.key'].map(file => path.join(FOLDERS.authority, file));
    const site = new Site(await DatabaseServers.resume(database), { folder: FOLDERS.authority, certificate, key }, version);
    site.operate(NodeOperation.RUN, ...NODES);
    return site;
  }

  /** What the page that is followed calls otherwise than it is here. */
  public names: Record<string, string> = {};
  /** When commands were acknowledged that the database was set back from. */
  public forgotten?: Span;
  private readonly terminal = new Terminal(FOLDERS.terminal);

  private constructor(public readonly servers: DatabaseServers, public readonly authority: Authority, private present: Version) {}

  public get version(): Version {
    return this.present;
  }

  public get database(): DatabaseServer {
    return this.servers.current;
  }

  public get ledger(): Ledger {
    return ledgerOf(this.version, this.directory);
  }

  public get state(): SiteState {
    return { version: this.version, database: this.database.address };
  }

  /** The ledger as the client of a shard sees it. */
  public shardLedger(shard: string): Ledger {
    return shardLedgerOf(this.version, this.directory, shard);
  }

  /** The databases of the app, which are called as their owners. */
  public get databases(): string[] {
    return databaseUsers(parseAllDocuments(this.ledger.manifests()).map(document => document.toJS() as KubeObject));
  }

  /** Opens another page: what the last one left is out of the way. */
  public turnPage(): void {
    this.names = {};
    this.forgotten = undefined;
    this.terminal.tidy();
  }

  /** A commit, applied. */
  public change(change: Partial<Version>): void {
    this.present = { ...this.present, ...change };
    applyLedger(this.ledger);
  }

  /** A commit of which services run, applied. */
  public operate(operation: NodeOperation, ...nodes: readonly Node[]): void {
    this.change({ operations: { ...this.version.operations, ...Object.fromEntries(nodes.map(node => [node, operation])) } });
  }

  /** Makes what stands before a commit: databases with their owners, Secrets. */
  public async prepare(change: Partial<Version> = {}): Promise<void> {
    await prepareLedger(ledgerOf({ ...this.version, ...change }, this.directory), this.database, this.authority);
  }

  /** Starts another server: with a copy of the data folder, which is in the terminal's folder, or with databases that are empty. */
  public async prepareServer(copy?: string): Promise<DatabaseServer> {
    const server = await this.servers.prepare(copy && path.join(this.terminal.folder, copy));
    if (copy === undefined) {
      for (const user of this.databases) {
        await server.createDatabase({ database: user, user, password: PASSWORD });
      }
    }
    fs.copyFileSync(server.authority, path.join(this.terminal.folder, 'new-ca.crt'));
    return server;
  }

  /** Runs the commands of a step, but for those that are marked. @returns what they printed */
  public async follow({ blocks }: Pick<Step, 'blocks'>): Promise<string> {
    const printed: string[] = [];
    for (const block of blocks) {
      printed.push(block.mark === undefined ? await this.type(block) : `not run: ${MARKS[block.mark]}\n`);
    }
    return printed.join('');
  }

  /** A step of another page, to which the one that is tried leads. */
  public followAlso(page: string, section: string, number: number): Promise<string> {
    return this.follow(stepOf(page, section, number));
  }

  private get directory(): string {
    return path.join(this.terminal.folder, DIRECTORY);
  }

  private async type({ at, code }: Block): Promise<string> {
    const commands = Object.entries(this.allNames()).reduce((text, [page, own]) => text.split(page).join(own), code);
    say(`${at}\n${commands.trimEnd()}`);
    try {
      const printed = await this.terminal.run(commands);
      console.log(printed.trimEnd());
      return printed;
    } catch (error) {
      throw new Error(`${at}: ${(error as Error).message}`);
    }
  }

  /** The reader of a page puts his own names in their place. */
  private allNames(): Record<string, string> {
    const { current, other } = this.servers;
    return {
      '-n canton': `-n ${NAMESPACE}`,
      'old.example': current.address,
      ...(other === undefined ? {} : { 'new.example': other.address, 'copy.example': other.address }),
      ...this.names,
    };
  }
}
