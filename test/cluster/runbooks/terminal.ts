import * as fs from 'fs';
import * as path from 'path';
import { binary } from '../../control-plane/binaries';
import { runBeside } from '../../control-plane/command';
import { POSTGRES_PROGRAMS } from '../images/debian';
import { KUBECONFIG } from '../layout';
import { PASSWORD } from '../ledger/deploy';

const ROOT = path.resolve(__dirname, '../../..');

/** The shard directory, where the command line looks for it. */
export const DIRECTORY = 'parties.jsonl';
const [PROGRAMS, PACKAGE, MODULES] = ['programs', 'package.json', 'node_modules'];

/** Where somebody sits who follows the pages: a folder, kubectl, the database's programs, and the command line of this library. */
export class Terminal {
  private readonly programs: string;

  public constructor(public readonly folder: string) {
    this.programs = path.join(folder, PROGRAMS);
  }

  /** Makes the folder anew. */
  public prepare(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
    const own = path.join(this.folder, MODULES, '.bin');
    [this.programs, own].forEach(folder => fs.mkdirSync(folder, { recursive: true }));
    fs.symlinkSync(binary('kubectl'), path.join(this.programs, 'kubectl'));
    // In the place of the package, which would be installed there.
    fs.writeFileSync(path.join(this.folder, PACKAGE), '{ "private": true }\n');
    const script = `#!/bin/sh\nexec ${process.execPath} ${ROOT}/node_modules/ts-node/dist/bin.js -T ${ROOT}/cli/main.ts "$@"\n`;
    fs.writeFileSync(path.join(own, 'cdk8s-canton'), script, { mode: 0o755 });
  }

  /** Removes what commands have written there, but for the shard directory. */
  public tidy(): void {
    fs.readdirSync(this.folder).filter(name => ![PROGRAMS, PACKAGE, MODULES, DIRECTORY].includes(name))
      .forEach(name => fs.rmSync(path.join(this.folder, name), { recursive: true }));
  }

  /** Runs commands as they stand, until one of them fails. @returns what they printed */
  public run(commands: string): Promise<string> {
    const environment = {
      PATH: [this.programs, POSTGRES_PROGRAMS, process.env.PATH].join(path.delimiter), HOME: this.folder, KUBECONFIG, PGPASSWORD: PASSWORD,
    };
    const assigned = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    return runBeside(['env', `--chdir=${this.folder}`, ...assigned, 'bash', '-euo', 'pipefail', '-c', commands]);
  }
}
