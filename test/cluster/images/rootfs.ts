import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { installed } from './debian';
import { run } from '../../control-plane/command';

type Entry =
  | { readonly kind: 'file'; readonly from: string; readonly mode: number }
  | { readonly kind: 'text'; readonly text: string; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder'; readonly mode: number };

const EVERYBODY_WRITES = 0o1777;

/** A root file system as a list of what is in it: its fingerprint is known before anything is copied. */
export class Rootfs {
  private readonly entries = new Map<string, Entry>();

  /** A file of this machine. */
  public file(target: string, from: string, mode = 0o644): this {
    return this.add(target, { kind: 'file', from: installed(from), mode });
  }

  /** A folder of this machine, with all that is in it. */
  public tree(target: string, from: string): this {
    fs.readdirSync(installed(from), { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile())
      .map(entry => path.relative(from, path.join(entry.parentPath, entry.name)))
      .forEach(name => this.file(path.join(target, name), path.join(from, name)));
    return this;
  }

  /** A program of this machine with the shared libraries that it names; the loader looks in /lib for them. */
  public program(target: string, from: string): this {
    this.file(target, from, 0o755);
    for (const library of sharedLibraries(from)) {
      const place = path.basename(library).startsWith('ld-') ? library : path.join('/lib', path.basename(library));
      this.file(place, library, 0o755);
    }
    return this;
  }

  public text(target: string, text: string, mode = 0o644): this {
    return this.add(target, { kind: 'text', text, mode });
  }

  public link(target: string, to: string): this {
    return this.add(target, { kind: 'link', target: to });
  }

  /** A folder that every user may write to, as /tmp. */
  public scratch(target: string): this {
    return this.add(target, { kind: 'folder', mode: EVERYBODY_WRITES });
  }

  /** Changes when, and only when, something in it changes. */
  public fingerprint(): string {
    const hash = createHash('sha256');
    for (const [target, entry] of [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(JSON.stringify(entry.kind === 'file' ? [target, entry.mode] : [target, entry]));
      if (entry.kind === 'file') {
        hash.update(createHash('sha256').update(fs.readFileSync(entry.from)).digest());
      }
    }
    return hash.digest('hex');
  }

  public write(root: string): void {
    for (const [target, entry] of this.entries) {
      const file = path.join(root, target);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      writeEntry(file, entry);
    }
  }

  private add(target: string, entry: Entry): this {
    this.entries.set(target, entry);
    return this;
  }
}

function writeEntry(file: string, entry: Entry): void {
  switch (entry.kind) {
    case 'link': return fs.symlinkSync(entry.target, file);
    case 'folder': fs.mkdirSync(file, { recursive: true }); break;
    case 'text': fs.writeFileSync(file, entry.text); break;
    case 'file': fs.copyFileSync(entry.from, file); break;
  }
  fs.chmodSync(file, entry.mode);
}

/** What the loader loads with a program, itself included: the absolute paths that ldd prints. */
function sharedLibraries(program: string): string[] {
  return run(['ldd', program])
    .split('\n')
    .map((line) => {
      if (line.includes('not found')) {
        throw new Error(`${program} lacks a shared library on this machine: ${line.trim()}`);
      }
      return /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1];
    })
    .filter(library => library !== undefined);
}
