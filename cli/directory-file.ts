import * as fs from 'fs';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { DirectoryContents, requireDirectory } from '../lib/scaling/directory/contents';
import { Entry, lineOf } from '../lib/scaling/directory/entry';

/** How long another process may hold the file: changes take milliseconds. */
const PATIENCE_MS = 5000;
const LOOK_AGAIN_MS = 20;

/** The file of a directory, which loses no entry: only one process at a time adds to it, and readers see all of an addition or nothing. */
export class DirectoryFile {
  public constructor(private readonly name: string) {}

  /** What is in it. */
  public read(): DirectoryContents {
    return requireDirectory(this.text(), this.name);
  }

  public text(): string {
    if (!fs.existsSync(this.name)) {
      throw new Error(`${this.name} does not exist; name the file with --file, or begin one: cdk8s-canton shard add <name> --database <database>`);
    }
    return fs.readFileSync(this.name, 'utf8');
  }

  /** Adds what a change makes of the contents. Where it throws, nothing is written. */
  public async append(change: (contents: DirectoryContents) => readonly Entry[], create = false): Promise<void> {
    const file = fs.existsSync(this.name) ? fs.realpathSync(this.name) : this.name; // a symbolic link stays one
    await locked(file, () => {
      const before = create && !fs.existsSync(file) ? `${lineOf({ header: true })}\n` : this.text();
      const entries = change(requireDirectory(before, this.name));
      if (entries.length > 0) {
        const after = [before.replace(/[^\n]$/, '$&\n'), ...entries.map((entry) => `${lineOf(entry)}\n`)].join('');
        requireDirectory(after, this.name);
        replace(file, after);
      }
    });
  }
}

/** A lock is a file that only one process can make. One that outlives its process is for a human to judge. */
async function locked(file: string, work: () => void): Promise<void> {
  const lock = `${file}.lock`;
  const until = Date.now() + PATIENCE_MS;
  while (!taken(lock)) {
    if (Date.now() > until) {
      const holder = fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8').trim() : 'another process';
      throw new Error(`${file} is being changed by process ${holder}, nothing was written; if that process is gone, delete ${lock}`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
  try {
    work();
  } finally {
    fs.rmSync(lock);
  }
}

function taken(lock: string): boolean {
  try {
    fs.writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** Puts a new file in the place of the old one, on the disk before it has the name. */
function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const mode = fs.existsSync(file) ? fs.statSync(file).mode : 0o644;
    fs.writeFileSync(temporary, text, { flag: 'wx', mode, flush: true });
    fs.renameSync(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  const folder = fs.openSync(path.dirname(file), 'r');
  fs.fsyncSync(folder);
  fs.closeSync(folder);
}
